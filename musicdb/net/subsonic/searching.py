"""Endpoints that find artists, albums and songs by their names. Without a text they page through everything."""

from typing import Final

import msgspec

from musicdb.ids import AlbumId, ArtistId, SongId
from musicdb.model.search import SearchKind
from musicdb.net.subsonic import shaping
from musicdb.net.subsonic.browsing import FolderArtist
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.ids import Kind, key_of
from musicdb.net.subsonic.lists import MOST, Offset, Size
from musicdb.net.subsonic.records import Album, Artist, Child

searching: Final = Group("searching")

_DEEPEST: Final = 1000
"""Hits behind so many are not asked for: by then they have hardly anything of the text."""


class Found(msgspec.Struct, frozen=True):
    """What was found, the best first."""

    artist: list[Artist]
    album: list[Album]
    song: list[Child]


class FoundFolders(msgspec.Struct, frozen=True):
    """The same with artists and albums as folders."""

    artist: list[FolderArtist]
    album: list[Child]
    song: list[Child]


class _Ids(msgspec.Struct, frozen=True):
    artists: list[ArtistId]
    albums: list[AlbumId]
    songs: list[SongId]


class _Part(msgspec.Struct, frozen=True):
    count: int
    offset: int

    @property
    def stop(self) -> int:
        return self.offset + self.count


@searching.endpoint("search3", answer="searchResult3")
def search3(
    call: Call,
    *,
    query: str,
    artistCount: Size = 20,
    artistOffset: Offset = 0,
    albumCount: Size = 20,
    albumOffset: Offset = 0,
    songCount: Size = 20,
    songOffset: Offset = 0,
) -> Found:
    """Artists, albums and songs with names like the text; without one all there are, so that apps can copy them."""
    store = call.services.store
    ids = _ids(
        call, query, _part(artistCount, artistOffset), _part(albumCount, albumOffset), _part(songCount, songOffset)
    )
    with store.read():
        return Found(
            [shaping.artist_record(one) for one in store.listings.artists(ids.artists)],
            shaping.albums(store, ids.albums),
            shaping.children(store, ids.songs),
        )


@searching.endpoint("search2", answer="searchResult2")
def search2(
    call: Call,
    *,
    query: str,
    artistCount: Size = 20,
    artistOffset: Offset = 0,
    albumCount: Size = 20,
    albumOffset: Offset = 0,
    songCount: Size = 20,
    songOffset: Offset = 0,
) -> FoundFolders:
    """The same with artists and albums as folders."""
    store = call.services.store
    ids = _ids(
        call, query, _part(artistCount, artistOffset), _part(albumCount, albumOffset), _part(songCount, songOffset)
    )
    with store.read():
        return FoundFolders(
            [
                FolderArtist(key_of(Kind.ARTIST, one.artist.id), one.artist.path)
                for one in store.listings.artists(ids.artists)
            ],
            [shaping.album_folder(one) for one in store.listed.albums(ids.albums)],
            shaping.children(store, ids.songs),
        )


def _part(count: int, offset: int) -> _Part:
    return _Part(min(count, MOST), offset)


def _ids(call: Call, query: str, artists: _Part, albums: _Part, songs: _Part) -> _Ids:
    listings = call.services.store.listings
    # Some apps put the text in quotes, or a star behind it.
    text = query.strip().strip('"').removesuffix("*").strip()
    if not text:
        with call.services.store.read():
            return _Ids(
                [one.artist.id for one in listings.all_artists(artists.count, artists.offset)] if artists.count else [],
                listings.all_albums(albums.count, albums.offset) if albums.count else [],
                listings.songs(songs.count, songs.offset) if songs.count else [],
            )
    deepest = min(max(part.stop for part in (artists, albums, songs)), _DEEPEST)
    hits = call.services.searcher.search(text, deepest)
    found = {kind: [hit.id for hit in hits if hit.kind is kind] for kind in SearchKind}
    return _Ids(
        [ArtistId(key) for key in found[SearchKind.ARTIST][artists.offset : artists.stop]],
        [AlbumId(key) for key in found[SearchKind.ALBUM][albums.offset : albums.stop]],
        [SongId(key) for key in found[SearchKind.SONG][songs.offset : songs.stop]],
    )
