"""The table of definitions: presets, experiences, selections, each with all of its versions."""

import msgspec

from musicdb.errors import NotFoundError
from musicdb.ids import DefinitionId
from musicdb.model.experiments import DefinitionKind
from musicdb.store.database import Database, Row

_COLUMNS = "number, definitionid, kind, name, description, version, content, created, changed"


class KeptDefinition(msgspec.Struct, frozen=True):
    """A row. `number` tells the order in which definitions were made, `content` is JSON."""

    number: int
    id: DefinitionId
    kind: DefinitionKind
    name: str
    description: str
    version: int
    content: str
    created: int
    changed: int


class Definitions:
    """Definitions by id. What they mean is not known here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, kind: DefinitionKind, after: int = 0, limit: int = -1) -> list[KeptDefinition]:
        """The definitions of a kind behind the one with this number, in the order in which they were made."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM definitions WHERE kind = ? AND number > ? ORDER BY number LIMIT ?",  # noqa: S608
            (kind, after, limit),
        )
        return [_definition(row) for row in rows]

    def find(self, definitionid: DefinitionId) -> KeptDefinition | None:
        """A definition as it is now."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM definitions WHERE definitionid = ?",  # noqa: S608
            (definitionid,),
        )
        return None if row is None else _definition(row)

    def version(self, definitionid: DefinitionId, version: int) -> KeptDefinition:
        """A definition as it was.

        :raises NotFoundError: when there was no such version.
        """
        current = self.find(definitionid)
        if current is not None and current.version == version:
            return current
        row = self._database.row(
            "SELECT name, description, content, changed FROM olddefinitions WHERE definitionid = ? AND version = ?",
            (definitionid, version),
        )
        if current is None or row is None:
            raise NotFoundError(f"There is no version {version} of this.")
        name, description, content, changed = row
        return msgspec.structs.replace(
            current, name=name, description=description, content=content, changed=changed, version=version
        )

    def add(self, definition: KeptDefinition) -> None:
        """Keeps a new definition. Its number is given here."""
        self._database.execute(
            "INSERT INTO definitions (definitionid, kind, name, description, version, content, created, changed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            msgspec.structs.astuple(definition)[1:],
        )

    def change(self, definition: KeptDefinition) -> None:
        """Keeps what a definition is now as its next version; what it was stays with its own."""
        with self._database.write():
            self._database.execute(
                "INSERT INTO olddefinitions (definitionid, version, name, description, content, changed)"
                " SELECT definitionid, version, name, description, content, changed FROM definitions"
                " WHERE definitionid = ?",
                (definition.id,),
            )
            self._database.execute(
                "UPDATE definitions SET name = ?, description = ?, content = ?, changed = ?, version = version + 1"
                " WHERE definitionid = ?",
                (definition.name, definition.description, definition.content, definition.changed, definition.id),
            )

    def remove(self, definitionid: DefinitionId) -> None:
        """Removes a definition with all of its versions."""
        self._database.execute("DELETE FROM definitions WHERE definitionid = ?", (definitionid,))


def _definition(row: Row) -> KeptDefinition:
    number, definitionid, kind, *rest = row
    return KeptDefinition(number, DefinitionId(definitionid), DefinitionKind(kind), *rest)
