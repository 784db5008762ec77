"""Prints the schema of a fresh database as one page, for people to read and for the test that notices changes."""

import sqlite3
from pathlib import Path

from musicdb.store.upgrading import upgrade, version_of


def print_schema() -> str:
    """The statements that make up the newest schema, in the order of their making."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        upgrade(connection, Path(":memory:"))
        version = version_of(connection)
        rows = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        )
        statements = [f"{statement};\n" for (statement,) in rows]
    finally:
        connection.close()
    head = f"-- The schema of music.db, version {version}. Printed from musicdb/store/migrations; do not edit.\n"
    return "\n".join((head, *statements))
