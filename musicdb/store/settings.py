"""The table of settings: one row for each group, as JSON of its record."""

import logging
from typing import TypeVar

import msgspec

from musicdb.store.database import Database

Group = TypeVar("Group", bound=msgspec.Struct)

log = logging.getLogger(__name__)


class Settings:
    """Groups of settings by their type. What was never set has its default."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, group: type[Group]) -> Group:
        """The settings of a group. Settings that cannot be read any more count as never set."""
        row = self._database.row("SELECT value FROM settings WHERE name = ?", (group.__name__,))
        if row is None:
            return group()
        try:
            return msgspec.json.decode(row[0], type=group)
        except msgspec.MsgspecError as error:
            log.warning("The settings %s cannot be read and have their defaults again: %s", group.__name__, error)
            return group()

    def save(self, settings: msgspec.Struct) -> None:
        """Keeps the settings of a group."""
        self._database.execute(
            "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (type(settings).__name__, msgspec.json.encode(settings).decode()),
        )
