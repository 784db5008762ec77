"""Songs with their albums and artists, any number of them with one query."""

import json
from collections.abc import Iterable

import msgspec

from musicdb.ids import SongId
from musicdb.model.records import Album, Artist, Song
from musicdb.store.database import Database, Row


def columns_of(table: str, record: type[msgspec.Struct]) -> str:
    """The columns of a table in the order of the fields of its record."""
    key = table.removesuffix("s") + "id"
    return ", ".join(f"{table}.{key if field == 'id' else field}" for field in record.__struct_fields__)


_ALL = f"""
SELECT {columns_of("songs", Song)}, {columns_of("albums", Album)}, {columns_of("artists", Artist)}
FROM songs JOIN albums ON albums.albumid = songs.albumid JOIN artists ON artists.artistid = songs.artistid
"""  # noqa: S608
_SELECT = f"{_ALL} WHERE songs.songid IN (SELECT value FROM json_each(?))"  # noqa: S608
_ALBUM_BEGINS = len(Song.__struct_fields__)
_ARTIST_BEGINS = _ALBUM_BEGINS + len(Album.__struct_fields__)


class PlacedSong(msgspec.Struct, frozen=True):
    """A song and where it belongs."""

    song: Song
    album: Album
    artist: Artist


class PlacedSongs:
    """Songs, albums and artists joined."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, songids: Iterable[SongId]) -> dict[SongId, PlacedSong]:
        """Those of the songs that are in the catalogue."""
        rows = self._database.rows(_SELECT, (json.dumps(list(songids)),))
        return {SongId(row[0]): _placed(row) for row in rows}

    def page(self, after: int, limit: int, albumid: int | None, artistid: int | None) -> list[PlacedSong]:
        """Songs behind the one with an id, in the order of their ids; all, or those of an album or artist."""
        chosen = {"songs.albumid": albumid, "songs.artistid": artistid}
        wanted = {column: value for column, value in chosen.items() if value is not None}
        conditions = "".join(f" AND {column} = ?" for column in wanted)
        rows = self._database.rows(
            f"{_ALL} WHERE songs.songid > ?{conditions} ORDER BY songs.songid LIMIT ?",
            (after, *wanted.values(), limit),
        )
        return [_placed(row) for row in rows]


def _placed(row: Row) -> PlacedSong:
    return PlacedSong(
        Song(*row[:_ALBUM_BEGINS]), Album(*row[_ALBUM_BEGINS:_ARTIST_BEGINS]), Artist(*row[_ARTIST_BEGINS:])
    )
