"""Step 13: songs by title come out of an index, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(database: Database) -> None:
    """Adds the index."""
    database.execute("CREATE INDEX foldednames_in_order ON foldednames (class, folded)")
