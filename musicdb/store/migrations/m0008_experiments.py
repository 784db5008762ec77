"""Step 8: definitions of presets, experiences and selections, runs of them, annotations, and the ids of results."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from sqlite_utils import Database

_NAMESPACE = UUID("5d0f6c1e-8a52-4f7b-9a61-2c6f3b0e4d17")

_STATEMENTS = (
    # `content` is JSON. Numbers tell the order in which definitions were made.
    """
CREATE TABLE definitions (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    definitionid TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL CHECK (kind IN ('preset', 'experience', 'selection')),
    name         TEXT NOT NULL CHECK (name <> ''),
    description  TEXT NOT NULL DEFAULT '',
    version      INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    content      TEXT NOT NULL,
    created      INTEGER NOT NULL,
    changed      INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX definitions_of_kind ON definitions (kind, number)",
    # What a definition was before it was changed.
    """
CREATE TABLE olddefinitions (
    definitionid TEXT NOT NULL REFERENCES definitions (definitionid) ON DELETE CASCADE,
    version      INTEGER NOT NULL,
    name         TEXT NOT NULL,
    description  TEXT NOT NULL,
    content      TEXT NOT NULL,
    changed      INTEGER NOT NULL,
    PRIMARY KEY (definitionid, version)
) STRICT, WITHOUT ROWID
""",
    # `preset` is what is heard: a list of processors with their parameters, as JSON.
    """
CREATE TABLE runs (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    runid        TEXT NOT NULL UNIQUE,
    definitionid TEXT NOT NULL,
    name         TEXT NOT NULL,
    version      INTEGER NOT NULL,
    target       TEXT NOT NULL CHECK (target IN ('selection', 'songs', 'new')),
    selectionid  TEXT,
    preset       TEXT NOT NULL,
    created      INTEGER NOT NULL
) STRICT
""",
    """
CREATE TABLE runsongs (
    run      INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    songid   INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    state    TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0,
    reason   TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, songid)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX runsongs_in_order ON runsongs (state, run, songid)",
    "CREATE INDEX runsongs_of_song ON runsongs (songid)",
    # Notes about a sound: they stay with it when the file is moved or tagged anew.
    """
CREATE TABLE annotationtracks (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    trackid     TEXT NOT NULL UNIQUE,
    soundhash   TEXT NOT NULL CHECK (soundhash <> ''),
    name        TEXT NOT NULL CHECK (name <> ''),
    description TEXT NOT NULL DEFAULT '',
    color       TEXT NOT NULL DEFAULT '#4c9be8',
    overlapping INTEGER NOT NULL DEFAULT 1 CHECK (overlapping IN (0, 1)),
    created     INTEGER NOT NULL,
    changed     INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX annotationtracks_of_sound ON annotationtracks (soundhash, number)",
    # Times in seconds from the begin of the sound. `results` are ids as JSON: what a note is about.
    """
CREATE TABLE annotations (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    annotationid TEXT NOT NULL UNIQUE,
    trackid      TEXT NOT NULL REFERENCES annotationtracks (trackid) ON DELETE CASCADE,
    start        REAL NOT NULL CHECK (start >= 0),
    stop         REAL NOT NULL CHECK (stop >= start),
    title        TEXT NOT NULL,
    description  TEXT NOT NULL DEFAULT '',
    results      TEXT NOT NULL DEFAULT '[]',
    created      INTEGER NOT NULL,
    changed      INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX annotations_of_track ON annotations (trackid, start, number)",
    "ALTER TABLE heardsounds ADD COLUMN resultid TEXT NOT NULL DEFAULT ''",
)


def apply(database: Database) -> None:
    """Adds the tables, and gives everything that was heard its id."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
    heard = database.execute("SELECT soundhash, processor, version, parameters FROM heardsounds").fetchall()
    for row in heard:
        database.execute(
            "UPDATE heardsounds SET resultid = ? WHERE soundhash = ? AND processor = ? AND version = ?"
            " AND parameters = ?",
            (str(uuid5(_NAMESPACE, "\n".join(row))), *row),
        )
    database.execute("CREATE UNIQUE INDEX heardsounds_by_id ON heardsounds (resultid)")
