"""Long lists: the ids of artists, albums, songs and videos in an order, with the names that decide about it.

With 100,000 songs the ids of an order are one answer of 700 kB; a page by offset would sort all of them for each page.
"""

import json
import time
from collections.abc import Sequence

from musicdb.ids import AlbumId, ArtistId, SongId, TagId, VideoId
from musicdb.model.findings import FoundAlbum, FoundArtist, FoundVideo
from musicdb.model.playlists import AllRules, PlaylistOrder, Rule, SmartRules
from musicdb.model.records import Album, Artist, Video
from musicdb.model.shelves import AlbumOrder
from musicdb.store.database import Database, Row
from musicdb.store.placedsongs import columns_of
from musicdb.store.smartrules import library_query, songs_query, sounds_query, titles_query

_FORGOTTEN = 60 * 86_400

_ARTISTS = """
SELECT artistid, folded FROM artists JOIN foldednames ON class = 'artist' AND id = artistid
WHERE artistid IN (SELECT artistid FROM albums WHERE hidden = 0) ORDER BY folded, path
"""

_ALBUMS = """
SELECT albums.albumid, {name} FROM albums
JOIN foldednames AS artist ON artist.class = 'artist' AND artist.id = artistid
JOIN foldednames AS album ON album.class = 'album' AND album.id = albums.albumid
{more} WHERE hidden = 0 AND {condition} ORDER BY {order} LIMIT ?
"""

# A person's judgement counts more than the number of times.
_HEARD = """
JOIN (SELECT albumid, max(lastplayed) AS last,
             total(likes) - total(dislikes) + 3 * total(max(favorite, 0)) + total(plays) AS worth
      FROM songs LEFT JOIN (SELECT songid, count(*) AS plays FROM playedsongs GROUP BY songid) AS heard
      ON heard.songid = songs.songid GROUP BY albumid) AS heard ON heard.albumid = albums.albumid
"""

_BY_ARTIST = "artist.folded, release, album.folded, albums.albumid"
_ORDERS = {
    AlbumOrder.ARTIST: ("artist.folded", "release, album.folded, albums.albumid"),
    AlbumOrder.NAME: ("album.folded", "artist.folded, release, albums.albumid"),
    AlbumOrder.RELEASE: ("release", _BY_ARTIST),
    AlbumOrder.ADDED: ("added", "albums.albumid"),
    AlbumOrder.LASTPLAYED: ("last", _BY_ARTIST),
    AlbumOrder.REDISCOVER: ("worth", _BY_ARTIST),
    AlbumOrder.RANDOM: ("random()", "1"),
}
_NAMES = {AlbumOrder.ARTIST: "artist.folded", AlbumOrder.NAME: "album.folded"}
_NAMED = {PlaylistOrder.LIBRARY: library_query, PlaylistOrder.TITLE: titles_query}
_LONELY = frozenset({AlbumOrder.LASTPLAYED, AlbumOrder.REDISCOVER})

_SOME_ALBUMS = f"""
SELECT {columns_of("albums", Album)}, {columns_of("artists", Artist)}
FROM albums JOIN artists ON artists.artistid = albums.artistid
WHERE albums.albumid IN (SELECT value FROM json_each(?))
"""  # noqa: S608

_SOME_ARTISTS = f"""
SELECT {columns_of("albums", Album)}, {columns_of("artists", Artist)}
FROM albums JOIN artists ON artists.artistid = albums.artistid
WHERE hidden = 0 AND albums.artistid IN (SELECT value FROM json_each(?)) ORDER BY albums.release, albums.name
"""  # noqa: S608

_VIDEOS = """
SELECT videoid FROM videos JOIN foldednames ON class = 'artist' AND id = artistid
WHERE disabled = 0 ORDER BY folded, release, name, videoid
"""

_SOME_VIDEOS = f"""
SELECT {columns_of("videos", Video)}, {columns_of("artists", Artist)}
FROM videos JOIN artists ON artists.artistid = videos.artistid
WHERE videoid IN (SELECT value FROM json_each(?))
"""  # noqa: S608

_ALBUM_ENDS = len(Album.__struct_fields__)
_VIDEO_ENDS = len(Video.__struct_fields__)


class Shelves:
    """Orders of artists, albums, songs and videos. Names must be folded already (FoldedNames.complete)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def artists(self) -> list[tuple[ArtistId, str]]:
        """All artists that have albums, by name, with their folded names."""
        return [(ArtistId(key), name) for key, name in self._database.rows(_ARTISTS)]

    def albums(
        self, order: AlbumOrder, *, descending: bool = False, tagid: TagId | None = None, limit: int = -1
    ) -> list[tuple[AlbumId, str]]:
        """The albums that are not hidden, those with a tag on demand, each with the folded name of its place or ''."""
        first, rest = _ORDERS[order]
        conditions, parameters = ["1"], list[object]()
        if tagid is not None:
            conditions.append("albums.albumid IN (SELECT albumid FROM albumtags WHERE tagid = ?)")
            parameters.append(tagid)
        if order is AlbumOrder.REDISCOVER:
            conditions.append("worth > 0 AND last BETWEEN 1 AND ?")
            parameters.append(int(time.time()) - _FORGOTTEN)
        statement = _ALBUMS.format(
            name=_NAMES.get(order, "''"),
            more=_HEARD if order in _LONELY else "",
            condition=" AND ".join(conditions),
            order=f"{first} {'DESC' if descending else ''}, {rest}",
        )
        return [(AlbumId(key), name) for key, name in self._database.rows(statement, (*parameters, limit))]

    def named_songs(self, rule: Rule, order: PlaylistOrder, *, descending: bool) -> list[tuple[SongId, str]] | None:
        """The songs a rule holds for, each with the folded name that decides about its place; None if no name does."""
        if order not in _NAMED:
            return None
        query = _NAMED[order](rule, descending=descending)
        return [(SongId(key), name) for key, name in self._database.rows(query.statement, query.parameters)]

    def songs(self, rule: Rule, order: PlaylistOrder, *, descending: bool) -> list[SongId]:
        """The songs a rule holds for."""
        query = sounds_query(order, descending=descending) if rule == AllRules() else None
        query = query or songs_query(SmartRules(rule, order, descending=descending, limit=-1))
        return [key for (key,) in self._database.rows(query.statement, query.parameters)]

    def videos(self) -> list[VideoId]:
        """All videos that are not disabled, by artist and release."""
        return [VideoId(key) for (key,) in self._database.rows(_VIDEOS)]

    def some_artists(self, artistids: Sequence[ArtistId]) -> list[FoundArtist]:
        """Those of the artists that have albums, in the order of the ids."""
        found: dict[ArtistId, FoundArtist] = {}
        for row in self._rows(_SOME_ARTISTS, artistids):
            album, artist = Album(*row[:_ALBUM_ENDS]), Artist(*row[_ALBUM_ENDS:])
            found.setdefault(artist.id, FoundArtist(artist, [])).albums.append(album)
        return [found[key] for key in artistids if key in found]

    def some_albums(self, albumids: Sequence[AlbumId]) -> list[FoundAlbum]:
        """Those of the albums that are in the catalogue, in the order of the ids."""
        rows = self._rows(_SOME_ALBUMS, albumids)
        found = {row[0]: FoundAlbum(Artist(*row[_ALBUM_ENDS:]), Album(*row[:_ALBUM_ENDS])) for row in rows}
        return [found[key] for key in albumids if key in found]

    def some_videos(self, videoids: Sequence[VideoId]) -> list[FoundVideo]:
        """Those of the videos that are in the catalogue, in the order of the ids."""
        rows = self._rows(_SOME_VIDEOS, videoids)
        found = {row[0]: FoundVideo(Artist(*row[_VIDEO_ENDS:]), Video(*row[:_VIDEO_ENDS])) for row in rows}
        return [found[key] for key in videoids if key in found]

    def _rows(self, statement: str, keys: Sequence[int]) -> list[Row]:
        return self._database.rows(statement, (json.dumps(list(keys)),))
