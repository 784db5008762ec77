"""Copies and examines database files while others work with them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from musicdb.errors import DatabaseVersionError
from musicdb.store.connection import plain_words
from musicdb.store.migrations import STEPS
from musicdb.store.upgrading import version_of

_HEADER = b"SQLite format 3\0"
_SHOWN = 20


def is_database(path: Path) -> bool:
    """Whether a file is a database of SQLite."""
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def copy_database(source: Path, target: Path) -> None:
    """Copies a database as it is at one moment, while others may write to it, and examines the copy.

    :raises DatabaseError: when the source, or the copy, is damaged.
    """
    with plain_words(source), closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        # In one step: with several, each write of another process begins the copy anew.
        old.backup(new)
        # Then the copy is one file, which nobody has to be careful with.
        new.execute("PRAGMA journal_mode = DELETE")
        if (verdict := new.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(verdict)


def examine_database(path: Path) -> list[str]:
    """What is wrong with the database of the catalogue; nothing when all is well. Changes nothing.

    :raises DatabaseError: when it cannot be read at all.
    """
    with plain_words(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(f"PRAGMA integrity_check({_SHOWN})").fetchall()
        found = [str(text) for (text,) in rows if text != "ok"]
        for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN):
            found.append(f"Row {rowid} of {table} refers to something in {parent} that is not there.")
    return found


def schema_of(path: Path) -> int:
    """The version of the schema of a database.

    :raises DatabaseVersionError: when a newer MusicDB made it.
    :raises DatabaseError: when it cannot be read.
    """
    with plain_words(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        version = version_of(connection)
    if version > len(STEPS):
        raise DatabaseVersionError(f"{path} has version {version}; this MusicDB knows versions up to {len(STEPS)}.")
    return version
