"""Changes to tags, and to what they hang on. Reading is in tags.py."""

from enum import StrEnum

from musicdb.errors import NotFoundError
from musicdb.ids import TagId
from musicdb.model.records import Tag
from musicdb.store.database import Database
from musicdb.store.folding import folded

GENRE, SUBGENRE, MOOD = 1, 2, 3

_SELECT = "SELECT tagid, name, class, parentid, icontype, icon, color, posx, posy FROM tags"
_ADD = """
INSERT INTO tags (name, class, parentid, icontype, icon, color, posx, posy) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
RETURNING tagid
"""

# What a person has confirmed is not taken back by a machine that says the same.
_HANG = """
INSERT INTO {target}tags ({target}id, tagid, confidence, approval) VALUES (?, ?, ?, ?)
ON CONFLICT ({target}id, tagid) DO UPDATE SET confidence = excluded.confidence, approval = excluded.approval
WHERE excluded.approval >= approval
"""


class Target(StrEnum):
    """What a tag can hang on."""

    SONG = "song"
    ALBUM = "album"
    VIDEO = "video"


class Column(StrEnum):
    """What can be changed about a tag."""

    NAME = "name"
    PARENTID = "parentid"
    ICONTYPE = "icontype"
    ICON = "icon"
    COLOR = "color"
    POSX = "posx"
    POSY = "posy"


class Tagging:
    """Tags come and go, here and on songs, albums and videos."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, tagid: TagId) -> Tag:
        """The tag with this id.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_SELECT + " WHERE tagid = ?", (tagid,))
        if row is None:
            raise NotFoundError(f"There is no tag with the id {tagid}.")
        return Tag(*row)

    def find(self, class_: int, name: str) -> Tag | None:
        """The tag of a class with this name; names that differ in case or accents only are the same."""
        rows = self._database.rows(_SELECT + " WHERE class = ? ORDER BY tagid", (class_,))
        return next((Tag(*row) for row in rows if folded(row[1]) == folded(name)), None)

    def add(
        self,
        name: str,
        class_: int,
        *,
        parentid: TagId | None = None,
        icontype: int | None = None,
        icon: str | None = None,
        color: str | None = None,
        posx: int | None = None,
        posy: int | None = None,
    ) -> TagId:
        """Adds a tag."""
        values = (name, class_, parentid, icontype, icon, color, posx, posy)
        return TagId(self._database.execute_for_id(_ADD, values))

    def next_position(self, class_: int) -> int:
        """The position behind all tags of a class."""
        row = self._database.row("SELECT ifnull(max(posx), -1) + 1 FROM tags WHERE class = ?", (class_,))
        return int(row[0]) if row else 0

    def change(self, tagid: TagId, column: Column, value: str | int | None) -> None:
        """Changes one thing about a tag."""
        self._database.execute(f"UPDATE tags SET {column} = ? WHERE tagid = ?", (value, tagid))  # noqa: S608

    def remove(self, tagid: TagId) -> None:
        """Forgets a tag wherever it hangs; with a genre its subgenres, too."""
        self._database.execute("DELETE FROM tags WHERE tagid = ?", (tagid,))

    def hang(self, target: Target, key: int, tagid: TagId, *, approval: int, confidence: float) -> None:
        """Hangs a tag on something. Approval: 0 by a machine, 1 by a person, 2 for training; it never becomes less."""
        self._database.execute(_HANG.format(target=target), (key, tagid, confidence, approval))

    def take_off(self, target: Target, key: int, tagid: TagId) -> None:
        """Takes a tag off again."""
        statement = f"DELETE FROM {target}tags WHERE {target}id = ? AND tagid = ?"  # noqa: S608
        self._database.execute(statement, (key, tagid))
