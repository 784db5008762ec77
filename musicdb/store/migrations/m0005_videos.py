"""Step 5: the video queue, and which videos were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # No reference to videos: an entry must not vanish without a word when its video does.
    """
CREATE TABLE queuedvideos (
    entryid  TEXT PRIMARY KEY CHECK (entryid <> ''),
    videoid  INTEGER NOT NULL,
    israndom INTEGER NOT NULL CHECK (israndom IN (0, 1)),
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX queuedvideos_in_order ON queuedvideos (position)",
    """
CREATE TABLE recentvideos (
    recentid  INTEGER PRIMARY KEY AUTOINCREMENT,
    videoid   INTEGER NOT NULL REFERENCES videos (videoid) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX recentvideos_of_video ON recentvideos (videoid)",
    "CREATE INDEX recentvideos_by_time ON recentvideos (timestamp)",
    """
CREATE TABLE playedvideos (
    playid    INTEGER PRIMARY KEY AUTOINCREMENT,
    videoid   INTEGER NOT NULL REFERENCES videos (videoid) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL,
    random    INTEGER NOT NULL CHECK (random IN (0, 1))
) STRICT
""",
    "CREATE INDEX playedvideos_of_video ON playedvideos (videoid, timestamp)",
    "CREATE INDEX playedvideos_by_time ON playedvideos (timestamp)",
    """
CREATE TABLE videorelations (
    videoida INTEGER NOT NULL REFERENCES videos (videoid) ON DELETE CASCADE,
    videoidb INTEGER NOT NULL REFERENCES videos (videoid) ON DELETE CASCADE,
    weight   REAL NOT NULL CHECK (weight > 0.0),
    updated  INTEGER NOT NULL,
    PRIMARY KEY (videoida, videoidb),
    CHECK (videoida < videoidb)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX videorelations_of_second ON videorelations (videoidb)",
)


def apply(database: Database) -> None:
    """Adds the tables of video playback."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
