"""What the search knows of the catalogue: names, where they belong, how much they are liked, and what changed."""

import json
from collections.abc import Iterable, Iterator
from itertools import starmap

import msgspec

from musicdb.ids import AlbumId, ArtistId
from musicdb.model.search import SearchKind
from musicdb.store.database import Database

# So many rows are in memory at once.
_PAGE = 2000

_OPINION = "max(likes - dislikes, 0), favorite > 0, disabled = 0 AND favorite >= 0"
_BEGINNINGS = f"substr(lyrics, 1, 400), artistid, albumid, {_OPINION}, substr(synchronized, 1, 400)"

# By kind the key, and the columns of all rows. The title of lyrics stands in their first letters.
_QUERIES = {
    SearchKind.ARTIST: ("artistid", "name, NULL, NULL, 0, 0, 1, '' FROM artists"),
    SearchKind.ALBUM: ("albumid", "name, artistid, NULL, 0, 0, hidden = 0, '' FROM albums"),
    SearchKind.VIDEO: ("videoid", f"name, artistid, albumid, {_OPINION}, '' FROM videos"),
    SearchKind.LYRICS: ("songid", f"{_BEGINNINGS} FROM lyrics JOIN songs USING (songid)"),
    SearchKind.SONG: ("songid", f"name, artistid, albumid, {_OPINION}, '' FROM songs"),
}


class SearchName(msgspec.Struct, frozen=True):
    """Something that can be found.

    Of lyrics `id` is the song, `name` and `timed` are the beginning of the text, without and with the times of its
    lines. `likes` without dislikes; `loved` and `wanted` (it may be found) are 0 or 1.
    """

    id: int
    name: str
    artistid: ArtistId | None
    albumid: AlbumId | None
    likes: int
    loved: int
    wanted: int
    timed: str


class SearchNames:
    """The names of everything that can be found, and the numbers of their changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest_change(self) -> int:
        """The number of the newest change; 0 when there was none."""
        row = self._database.row("SELECT ifnull(max(number), 0) FROM searchchanges")
        return 0 if row is None else int(row[0])

    def changes_since(self, number: int) -> dict[SearchKind, list[int]]:
        """The ids of what changed after the change with this number, by kind."""
        changes: dict[SearchKind, list[int]] = {}
        for kind, key in self._database.rows("SELECT kind, id FROM searchchanges WHERE number > ?", (number,)):
            changes.setdefault(SearchKind(kind), []).append(key)
        return changes

    def all(self, kind: SearchKind) -> Iterator[SearchName]:
        """All names of a kind by id. To be read inside of `read`."""
        key, columns = _QUERIES[kind]
        statement = f"SELECT {key}, {columns} WHERE {key} > ? ORDER BY {key} LIMIT ?"
        last = -1
        while rows := self._database.rows(statement, (last, _PAGE)):
            last = rows[-1][0]
            yield from starmap(SearchName, rows)

    def some(self, kind: SearchKind, ids: Iterable[int]) -> Iterator[SearchName]:
        """Those of these that are there."""
        key, columns = _QUERIES[kind]
        statement = f"SELECT {key}, {columns} WHERE {key} IN (SELECT value FROM json_each(?))"  # noqa: S608
        return starmap(SearchName, self._database.rows(statement, (json.dumps(list(ids)),)))
