"""Step 11: what programs that speak AcoustID were told, and what they have told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # Ids others were told, and the sounds they stand for, whatever recordings the songs have become part of since.
    """
CREATE TABLE soundtracks (
    trackid   TEXT PRIMARY KEY CHECK (length(trackid) = 36),
    soundhash TEXT NOT NULL CHECK (soundhash <> '')
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX soundtracks_of_sound ON soundtracks (soundhash)",
    # Evidence from outside. `founding`: the track is not in the library, and is found by this fingerprint.
    """
CREATE TABLE submissions (
    submissionid INTEGER PRIMARY KEY AUTOINCREMENT,
    received     INTEGER NOT NULL,
    application  TEXT NOT NULL,
    fingerprint  TEXT NOT NULL CHECK (fingerprint <> ''),
    duration     INTEGER NOT NULL CHECK (duration BETWEEN 1 AND 32767),
    mbid         TEXT NOT NULL DEFAULT '',
    details      TEXT NOT NULL,
    state        TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'imported', 'rejected')),
    reason       TEXT NOT NULL DEFAULT '',
    trackid      TEXT NOT NULL DEFAULT '',
    founding     INTEGER NOT NULL DEFAULT 0 CHECK (founding IN (0, 1))
) STRICT
""",
    "CREATE INDEX submissions_pending ON submissions (submissionid) WHERE state = 'pending'",
    "CREATE INDEX submissions_of_track ON submissions (trackid) WHERE state = 'imported'",
    "CREATE INDEX submissions_by_mbid ON submissions (mbid) WHERE state = 'imported'",
    "CREATE INDEX submissions_founding ON submissions (submissionid) WHERE founding = 1",
    "CREATE INDEX metadata_by_mbid ON metadata (value) WHERE name = 'musicbrainz_trackid'",
)


def apply(database: Database) -> None:
    """Adds the tables of tracks and submissions."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
