"""Step 7: what is known about sounds, and the songs that wait to be analyzed.

Everything is kept by the hash of the compressed sound, so that it survives moves, retagging and renaming, and is
shared by files that sound the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # The sound inside of a file, by the checksum of the whole file: computed once for each state of a file.
    """
CREATE TABLE soundhashes (
    checksum  TEXT PRIMARY KEY CHECK (checksum <> ''),
    soundhash TEXT NOT NULL CHECK (soundhash <> '')
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX soundhashes_of_sound ON soundhashes (soundhash)",
    # Which processor, of which version, with which parameters, has heard a sound: that is never done again.
    """
CREATE TABLE heardsounds (
    soundhash  TEXT NOT NULL,
    processor  TEXT NOT NULL,
    version    TEXT NOT NULL,
    parameters TEXT NOT NULL,
    heard      INTEGER NOT NULL,
    PRIMARY KEY (soundhash, processor, version, parameters)
) STRICT, WITHOUT ROWID
""",
    # The sounds that were heard by everything a preset asks for. `preset` is a digest of all of that.
    """
CREATE TABLE analyzedsounds (
    soundhash TEXT NOT NULL,
    preset    TEXT NOT NULL,
    PRIMARY KEY (soundhash, preset)
) STRICT, WITHOUT ROWID
""",
    # Units are those of SoundValues. Gains of albums are not kept, they follow from the songs of an album.
    """
CREATE TABLE soundvalues (
    soundhash       TEXT PRIMARY KEY,
    duration        REAL,
    bpm             REAL,
    tempoconfidence REAL,
    key             TEXT,
    keyconfidence   REAL,
    loudness        REAL,
    range           REAL,
    truepeak        REAL,
    trackgain       REAL,
    trackpeak       REAL,
    energy          REAL,
    cuein           REAL,
    cueout          REAL,
    decodeerrors    INTEGER,
    truncated       INTEGER CHECK (truncated IN (0, 1))
) STRICT, WITHOUT ROWID
""",
    # Larger things have a table of their own, so that values of all songs are quickly looked through.
    # embedding: little-endian float32; fingerprint: little-endian uint32, eight in a second.
    """
CREATE TABLE soundfeatures (
    soundhash   TEXT PRIMARY KEY,
    embedding   BLOB,
    fingerprint BLOB
) STRICT
""",
    # Songs that wait, and those that failed, with the reason. Of a lower priority come first.
    """
CREATE TABLE analysisjobs (
    songid   INTEGER PRIMARY KEY REFERENCES songs (songid) ON DELETE CASCADE,
    state    TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'failed')),
    priority INTEGER NOT NULL,
    preset   TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    reason   TEXT NOT NULL DEFAULT '',
    changed  INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX analysisjobs_in_order ON analysisjobs (state, priority, songid)",
)


def apply(database: Database) -> None:
    """Adds the tables of the analysis."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
