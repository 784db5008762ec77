"""Keeps records that leave the catalogue, with everything that hangs on them, so that they can come back unchanged.

What hangs on a record is every row of another table that SQLite would delete along with it. So tables that come later
are kept, too. Ids are never given twice, therefore the old one is always free.
"""

import logging
import sqlite3
from enum import StrEnum
from typing import Any

import msgspec

from musicdb.store.database import Database

log = logging.getLogger(__name__)

_DEPENDENTS = """
SELECT tables.name, keys."from" FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys
WHERE tables.type = 'table' AND keys."table" = ? AND keys."to" = ? AND keys.on_delete = 'CASCADE'
  AND tables.name NOT IN ('albums', 'songs', 'videos')
ORDER BY tables.name, keys."from"
"""

_KEEP = """
INSERT INTO keptrecords (kind, recordid, path, checksum, content) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (kind, recordid) DO UPDATE SET path = excluded.path, checksum = excluded.checksum,
    content = excluded.content
"""

_Values = dict[str, Any]


class Table(StrEnum):
    """The tables of records that are files or directories."""

    ARTISTS = "artists"
    ALBUMS = "albums"
    SONGS = "songs"
    VIDEOS = "videos"

    @property
    def key(self) -> str:
        """The column with the ids."""
        return f"{self.value.removesuffix('s')}id"


_CHILDREN = {Table.ARTISTS: (Table.ALBUMS, Table.VIDEOS), Table.ALBUMS: (Table.SONGS,)}


class _Content(msgspec.Struct, frozen=True):
    """A row, and the rows that hung on it with their tables."""

    row: _Values
    dependents: list[tuple[str, _Values]]


class KeptRecords:
    """Artists, albums, songs and videos that are not in the catalogue any more."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, table: Table, key: int) -> None:
        """Takes a record out of the catalogue and keeps it; before it what belongs to it. A missing one is fine."""
        with self._database.write():
            for children in _CHILDREN.get(table, ()):
                statement = f"SELECT {children.key} FROM {children} WHERE {table.key} = ?"  # noqa: S608
                for (child,) in self._database.rows(statement, (key,)):
                    self.keep(children, child)
            rows = self._rows(table, table.key, key)
            if not rows:
                return
            found = self._database.rows(_DEPENDENTS, (table, table.key))
            dependents = [(name, values) for name, column in found for values in self._rows(name, column, key)]
            content = msgspec.msgpack.encode(_Content(rows[0], dependents))
            values = (table, key, rows[0]["path"], rows[0].get("checksum", ""), content)
            self._database.execute(_KEEP, values)
            self._database.execute(f"DELETE FROM {table} WHERE {table.key} = ?", (key,))  # noqa: S608

    def with_checksum(self, table: Table, checksum: str) -> int | None:
        """The id of the record that was kept last of those whose file had this SHA-256 checksum."""
        return self._find("checksum", table, checksum)

    def with_path(self, table: Table, path: str) -> int | None:
        """The id of the record that was kept last of those that had this path."""
        return self._find("path", table, path)

    def restore(self, table: Table, key: int, **changed: int | str) -> bool:
        """Brings a record back with its id and what hung on it, with some values changed. Whether that was possible.

        What hung on it is left out where it does not fit any more: a tag, for instance, may have been deleted since.
        """
        row = self._database.row("SELECT content FROM keptrecords WHERE kind = ? AND recordid = ?", (table, key))
        if row is None:
            return False
        content = msgspec.msgpack.decode(row[0], type=_Content)
        with self._database.write():
            if not self._insert(table, content.row | changed):
                return False
            for name, values in content.dependents:
                self._insert(name, values)
            self._database.execute("DELETE FROM keptrecords WHERE kind = ? AND recordid = ?", (table, key))
        return True

    def _find(self, column: str, table: Table, value: str) -> int | None:
        statement = f"SELECT recordid FROM keptrecords WHERE kind = ? AND {column} = ? ORDER BY keptid DESC LIMIT 1"  # noqa: S608
        row = self._database.row(statement, (table, value))
        return None if row is None or not value else int(row[0])

    def _rows(self, table: str, column: str, key: int) -> list[_Values]:
        names = self._columns(table)
        statement = f"SELECT {', '.join(names)} FROM {table} WHERE {column} = ?"  # noqa: S608
        return [dict(zip(names, row, strict=True)) for row in self._database.rows(statement, (key,))]

    def _insert(self, table: str, values: _Values) -> bool:
        names = [name for name in self._columns(table) if name in values]
        if not names:
            return False
        places = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608
        try:
            with self._database.write():
                self._database.execute(statement, [values[name] for name in names])
        except sqlite3.IntegrityError as error:
            log.info("A kept row of %s does not fit any more: %s", table, error)
            return False
        return True

    def _columns(self, table: str) -> list[str]:
        return [row[0] for row in self._database.rows("SELECT name FROM pragma_table_info(?)", (table,))]
