"""Step 3: undoing survives a crash, records that go are kept, and videos tell when their file changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # 1 while the files of a change are being taken back: a crash in between is finished at the next start.
    "ALTER TABLE changes ADD COLUMN undoing INTEGER NOT NULL DEFAULT 0 CHECK (undoing IN (0, 1))",
    "CREATE INDEX changes_being_undone ON changes (changeid) WHERE undoing = 1",
    # A record that left the catalogue, with all rows that hung on it, so that it can come back as what it was.
    """
CREATE TABLE keptrecords (
    keptid   INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL CHECK (kind IN ('artists', 'albums', 'songs', 'videos')),
    recordid INTEGER NOT NULL,
    path     TEXT NOT NULL,
    checksum TEXT NOT NULL,
    content  BLOB NOT NULL,
    UNIQUE (kind, recordid)
) STRICT
""",
    "CREATE INDEX keptrecords_by_checksum ON keptrecords (kind, checksum)",
    "CREATE INDEX keptrecords_by_path ON keptrecords (kind, path)",
    """
CREATE TABLE videofiles (
    videoid  INTEGER PRIMARY KEY REFERENCES videos (videoid) ON DELETE CASCADE,
    filesize INTEGER NOT NULL CHECK (filesize >= 0),
    mtime    INTEGER NOT NULL
) STRICT
""",
)


def apply(database: Database) -> None:
    """Adds what the journal of changes needs to follow files with the catalogue."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
