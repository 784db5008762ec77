"""What the search knows of the catalogue: names, where they belong, how much they are liked, and what changed."""

import json
from collections.abc import Iterator, Sequence
from itertools import starmap

import msgspec

from musicdb.ids import AlbumId, ArtistId
from musicdb.model.search import SearchKind
from musicdb.store.database import Database

# So many rows are in memory at once.
_PAGE = 2000

# What is liked and was played are the songs; an artist and an album have it from theirs.
_OF_SONGS = "ifnull(sum(max(likes - dislikes, 0)), 0), ifnull(sum(favorite > 0), 0), ifnull(max(lastplayed), 0)"
_OWN = "max(likes - dislikes, 0), favorite > 0, lastplayed"
_WANTED = "disabled = 0 AND favorite >= 0"

# By kind the key, and a row for each under a condition. The title of lyrics stands in their first letters.
_QUERIES = {
    SearchKind.ARTIST: (
        "artists.artistid",
        f"""
SELECT artists.artistid, artists.name, NULL, NULL, {_OF_SONGS}, 1, ''
FROM artists LEFT JOIN songs ON songs.artistid = artists.artistid
WHERE {{condition}} GROUP BY artists.artistid""",  # noqa: S608
    ),
    SearchKind.ALBUM: (
        "albums.albumid",
        f"""
SELECT albums.albumid, albums.name, albums.artistid, NULL, {_OF_SONGS}, hidden = 0, ''
FROM albums LEFT JOIN songs ON songs.albumid = albums.albumid
WHERE {{condition}} GROUP BY albums.albumid""",  # noqa: S608
    ),
    SearchKind.VIDEO: (
        "videoid",
        f"SELECT videoid, name, artistid, albumid, {_OWN}, {_WANTED}, '' FROM videos WHERE {{condition}}",  # noqa: S608
    ),
    SearchKind.LYRICS: (
        "songs.songid",
        f"""
SELECT songs.songid, substr(lyrics, 1, 400), artistid, albumid, {_OWN}, {_WANTED}, substr(synchronized, 1, 400)
FROM lyrics JOIN songs ON songs.songid = lyrics.songid
WHERE {{condition}}""",  # noqa: S608
    ),
    SearchKind.SONG: (
        "songid",
        f"SELECT songid, name, artistid, albumid, {_OWN}, {_WANTED}, '' FROM songs WHERE {{condition}}",  # noqa: S608
    ),
}


class SearchName(msgspec.Struct, frozen=True):
    """Something that can be found.

    Of lyrics `id` is the song, `name` and `timed` are the beginning of the text, without and with the times of its
    lines. `likes` without dislikes, `loved` counts favorites, `lastplayed` in unix seconds. `wanted` is 1 when it may be found.
    """

    id: int
    name: str
    artistid: ArtistId | None
    albumid: AlbumId | None
    likes: int
    loved: int
    lastplayed: int
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

    def changes_since(self, number: int, limit: int) -> list[tuple[SearchKind, int]]:
        """What changed after the change with this number, at most `limit` of it, the oldest first."""
        rows = self._database.rows(
            "SELECT kind, id FROM searchchanges WHERE number > ? ORDER BY number LIMIT ?", (number, limit)
        )
        return [(SearchKind(kind), key) for kind, key in rows]

    def all(self, kind: SearchKind) -> Iterator[SearchName]:
        """All names of a kind by id. To be read inside of `read`."""
        key, query = _QUERIES[kind]
        statement = query.format(condition=f"{key} > ?1") + f" ORDER BY {key} LIMIT ?2"  # noqa: S608
        last = -1
        while rows := self._database.rows(statement, (last, _PAGE)):
            last = rows[-1][0]
            yield from starmap(SearchName, rows)

    def some(self, kind: SearchKind, ids: Sequence[int]) -> Iterator[SearchName]:
        """Those of these that are there."""
        key, query = _QUERIES[kind]
        condition = f"{key} IN (SELECT value FROM json_each(?1))"
        return starmap(SearchName, self._database.rows(query.format(condition=condition), (json.dumps(ids),)))
