"""Step 14: what is suggested comes out of an index, the most likely first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(database: Database) -> None:
    """Adds the index."""
    database.execute("CREATE INDEX predictions_suggested ON predictions (confidence, batch) WHERE suggested = 1")
