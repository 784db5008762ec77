"""Step 9: songs that are known by their sound: what the index of fingerprints holds, what is alike, and recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # The sounds in the index of fingerprints. `indexed`: the index has it; `compared`: with all that were there then.
    """
CREATE TABLE indexedsounds (
    documentid INTEGER PRIMARY KEY AUTOINCREMENT CHECK (documentid BETWEEN 1 AND 4294967295),
    soundhash  TEXT NOT NULL UNIQUE CHECK (soundhash <> ''),
    indexed    INTEGER NOT NULL DEFAULT 0 CHECK (indexed IN (0, 1)),
    compared   INTEGER NOT NULL DEFAULT 0 CHECK (compared IN (0, 1))
) STRICT
""",
    "CREATE INDEX indexedsounds_to_do ON indexedsounds (documentid) WHERE indexed = 0 OR compared = 0",
    # Two sounds that are not different. `evidence` is a SoundMatch as JSON, with `first` as the query.
    """
CREATE TABLE soundmatches (
    first    INTEGER NOT NULL REFERENCES indexedsounds (documentid) ON DELETE CASCADE,
    second   INTEGER NOT NULL REFERENCES indexedsounds (documentid) ON DELETE CASCADE,
    verdict  TEXT NOT NULL CHECK (verdict IN ('same', 'excerpt', 'contains', 'related')),
    score    REAL NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (first, second),
    CHECK (first < second)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX soundmatches_of_second ON soundmatches (second)",
    # One recording, on however many albums. The id is a UUID that stays; a preferred song is chosen by a person.
    """
CREATE TABLE recordings (
    recordingid TEXT PRIMARY KEY CHECK (length(recordingid) = 36),
    preferred   INTEGER REFERENCES songs (songid) ON DELETE SET NULL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX recordings_by_preferred ON recordings (preferred)",
    """
CREATE TABLE recordingsongs (
    songid      INTEGER PRIMARY KEY REFERENCES songs (songid) ON DELETE CASCADE,
    recordingid TEXT NOT NULL REFERENCES recordings (recordingid),
    byperson    INTEGER NOT NULL DEFAULT 0 CHECK (byperson IN (0, 1))
) STRICT
""",
    "CREATE INDEX songs_of_recording ON recordingsongs (recordingid)",
    # What a person has said about two songs: keep both as they are, one recording, or two.
    """
CREATE TABLE songdecisions (
    first    INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    second   INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    decision TEXT NOT NULL CHECK (decision IN ('keep', 'join', 'split')),
    PRIMARY KEY (first, second),
    CHECK (first < second)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX songdecisions_of_second ON songdecisions (second)",
)


def apply(database: Database) -> None:
    """Adds the tables of recordings and of what leads to them."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
