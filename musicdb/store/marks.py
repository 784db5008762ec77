"""The table of marks: what people have starred or rated in apps."""

import json
from collections.abc import Iterable
from typing import Literal

from musicdb.model.phones import Mark
from musicdb.store.database import Database

Marked = Literal["song", "album", "artist"]


class Marks:
    """Marks of songs, albums and artists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, kind: Marked, keys: Iterable[int]) -> dict[int, Mark]:
        """The marks of those that have one."""
        rows = self._database.rows(
            f"SELECT {kind}id, starred, rating FROM marks WHERE {kind}id IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps(list(keys)),),
        )
        return {key: Mark(starred, rating) for key, starred, rating in rows}

    def starred(self, kind: Marked) -> list[int]:
        """All that are starred, the newest first."""
        rows = self._database.rows(
            f"SELECT {kind}id FROM marks WHERE {kind}id NOT NULL AND starred > 0 ORDER BY starred DESC, markid"  # noqa: S608
        )
        return [key for (key,) in rows]

    def star(self, kind: Marked, key: int, starred: int) -> None:
        """Stars something (unix seconds), or takes that back (0)."""
        self._put(kind, key, "starred", starred)

    def rate(self, kind: Marked, key: int, rating: int) -> None:
        """Rates something from 1 to 5, or takes that back (0)."""
        self._put(kind, key, "rating", rating)

    def _put(self, kind: Marked, key: int, column: str, value: int) -> None:
        self._database.execute(
            f"INSERT INTO marks ({kind}id, {column}) VALUES (?, ?)"  # noqa: S608
            f" ON CONFLICT ({kind}id) DO UPDATE SET {column} = excluded.{column}",
            (key, value),
        )
