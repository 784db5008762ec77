"""Step 10: videos wait to be heard as songs do; whatever failed waits again when its file is another one.

The distribution of loudness of each sound is kept, so that the loudness of an album is that of all its songs together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    """
CREATE TABLE videojobs (
    videoid  INTEGER PRIMARY KEY REFERENCES videos (videoid) ON DELETE CASCADE,
    state    TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    reason   TEXT NOT NULL DEFAULT ''
) STRICT
""",
    "CREATE INDEX videojobs_in_order ON videojobs (state, videoid)",
    """
CREATE TRIGGER analysisjobs_of_changed_files AFTER UPDATE OF checksum ON songs
WHEN NEW.checksum IS NOT OLD.checksum BEGIN
    DELETE FROM analysisjobs WHERE songid = NEW.songid AND state = 'failed';
END
""",
    """
CREATE TRIGGER videojobs_of_changed_files AFTER UPDATE OF checksum ON videos
WHEN NEW.checksum IS NOT OLD.checksum BEGIN
    DELETE FROM videojobs WHERE videoid = NEW.videoid AND state = 'failed';
END
""",
    "ALTER TABLE soundfeatures ADD COLUMN blocks BLOB",
)


def apply(database: Database) -> None:
    """Adds the table, the triggers and the column."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
