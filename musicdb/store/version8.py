"""Reads the databases of MusicDB 8. Nothing is ever written there, and nothing they say is believed untested."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from musicdb.errors import TakeoverError
from musicdb.store.connection import plain_words

Columns = Mapping[str, Any]
"""Names of columns, each with what counts where an older schema does not have it."""


class Version8Database:
    """music.db or tracker.db of MusicDB 8."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, table: str, columns: Columns) -> Iterator[dict[str, Any]]:
        """All rows of a table, in their order. A table that is not there has none."""
        there = {row[0] for row in self._connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        wanted = [name for name in columns if name in there]
        if not wanted:
            return
        for row in self._connection.execute(f"SELECT {', '.join(wanted)} FROM {table} ORDER BY rowid"):  # noqa: S608
            yield {**columns, **{name: value for name, value in zip(wanted, row, strict=True) if value is not None}}


@contextmanager
def open_version8(path: Path, versions: range) -> Iterator[Version8Database]:
    """Opens a database whose schema has one of the versions.

    :raises TakeoverError: when there is none, or it is of another version.
    :raises DatabaseError: when it is damaged.
    """
    if not path.is_file():
        raise TakeoverError(f"There is no file {path}.")
    with plain_words(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            version = _version(connection)
            if version not in versions:
                known = " or ".join(map(str, versions))
                raise TakeoverError(f"{path} is not of MusicDB 8: its version is {version}, it should be {known}.")
            yield Version8Database(connection)
        finally:
            connection.close()


def _version(connection: sqlite3.Connection) -> int | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return None
    row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    return int(row[0]) if row and str(row[0]).isdecimal() else None
