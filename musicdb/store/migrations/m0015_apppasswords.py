"""Step 15: passwords of apps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENT = """
CREATE TABLE apppasswords (
    passwordid INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL CHECK (name <> ''),
    secret     BLOB NOT NULL,
    created    INTEGER NOT NULL,
    lastused   INTEGER,
    client     TEXT NOT NULL DEFAULT ''
) STRICT
"""


def apply(database: Database) -> None:
    """Adds the table."""
    database.execute(_STATEMENT.strip())
