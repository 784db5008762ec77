"""Endpoints that list albums and songs: by chance, by age, by what was heard, by genre, and what people love."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from musicdb.ids import AlbumId, ArtistId
from musicdb.model.listings import AlbumListing, SongRange
from musicdb.net.subsonic import shaping
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.records import Album, AlbumFolder, Artist, Child
from musicdb.store.store import Store

lists: Final = Group("lists")

MOST: Final = 500
"""How many albums or songs are answered at once."""

Size = Annotated[int, Meta(ge=0)]
Offset = Annotated[int, Meta(ge=0, le=2**53)]
Year = Annotated[int, Meta(ge=-9999, le=9999)]


class Albums(msgspec.Struct, frozen=True):
    """Albums."""

    album: list[Album]


class Folders(msgspec.Struct, frozen=True):
    """Albums as folders."""

    album: list[Child]


class Songs(msgspec.Struct, frozen=True):
    """Songs."""

    song: list[Child]


class Starred(msgspec.Struct, frozen=True):
    """What people love."""

    artist: list[Artist]
    album: list[Album]
    song: list[Child]


class StarredFolders(msgspec.Struct, frozen=True):
    """The same with albums as folders."""

    artist: list[Artist]
    album: list[AlbumFolder]
    song: list[Child]


@lists.endpoint("getAlbumList2", answer="albumList2")
def get_album_list(
    call: Call,
    *,
    type: AlbumListing,
    size: Size = 10,
    offset: Offset = 0,
    fromYear: Year | None = None,
    toYear: Year | None = None,
    genre: str | None = None,
) -> Albums:
    """A part of a list of albums. `fromYear` after `toYear`: the newest first."""
    store = call.services.store
    albumids = _albumids(call, type, min(size, MOST), offset, fromYear, toYear, genre)
    with store.read():
        return Albums(shaping.albums(store, albumids))


@lists.endpoint("getAlbumList", answer="albumList")
def get_folder_list(
    call: Call,
    *,
    type: AlbumListing,
    size: Size = 10,
    offset: Offset = 0,
    fromYear: Year | None = None,
    toYear: Year | None = None,
    genre: str | None = None,
) -> Folders:
    """The same with albums as folders."""
    store = call.services.store
    albumids = _albumids(call, type, min(size, MOST), offset, fromYear, toYear, genre)
    with store.read():
        return Folders([shaping.album_folder(one) for one in store.listed.albums(albumids)])


@lists.endpoint("getRandomSongs", answer="randomSongs")
def get_random_songs(
    call: Call,
    *,
    size: Size = 10,
    genre: str | None = None,
    fromYear: Year | None = None,
    toYear: Year | None = None,
) -> Songs:
    """Songs by chance, but none that anybody hates."""
    store = call.services.store
    with store.read():
        songids = store.listings.random_songs(min(size, MOST), SongRange(genre or None, fromYear, toYear))
        return Songs(shaping.children(store, songids))


@lists.endpoint("getSongsByGenre", answer="songsByGenre")
def get_songs_by_genre(call: Call, *, genre: str, count: Size = 10, offset: Offset = 0) -> Songs:
    """A part of the songs of a genre, by album and number."""
    store = call.services.store
    with store.read():
        return Songs(shaping.children(store, store.listings.songs_of(SongRange(genre), min(count, MOST), offset)))


@lists.endpoint("getStarred2", answer="starred2")
def get_starred(call: Call) -> Starred:
    """The songs people love, and the albums and artists they have starred."""
    store = call.services.store
    store.foldednames.complete()
    with store.read():
        albums = shaping.albums(store, [AlbumId(key) for key in store.marks.starred("album")])
        return Starred(_starred_artists(store), albums, shaping.children(store, store.listings.loved_songs()))


@lists.endpoint("getStarred", answer="starred")
def get_starred_folders(call: Call) -> StarredFolders:
    """The same with albums as folders."""
    store = call.services.store
    store.foldednames.complete()
    with store.read():
        found = store.listed.albums([AlbumId(key) for key in store.marks.starred("album")])
        albums = [shaping.album_folder(one) for one in found if not one.album.hidden]
        return StarredFolders(_starred_artists(store), albums, shaping.children(store, store.listings.loved_songs()))


def _starred_artists(store: Store) -> list[Artist]:
    artists = [ArtistId(key) for key in store.marks.starred("artist")]
    return [shaping.artist_record(one) for one in store.listings.artists(artists)]


def _albumids(
    call: Call,
    listing: AlbumListing,
    size: int,
    offset: int,
    first: int | None,
    last: int | None,
    genre: str | None,
) -> list[AlbumId]:
    if listing is AlbumListing.YEAR and (first is None or last is None):
        raise Fault(Code.MISSING, "The parameters “fromYear” and “toYear” are missing.")
    if listing is AlbumListing.GENRE and not genre:
        raise Fault(Code.MISSING, "The parameter “genre” is missing.")
    years = (first, last) if listing is AlbumListing.YEAR else (None, None)
    store = call.services.store
    store.foldednames.complete()
    wanted = genre if listing is AlbumListing.GENRE else None
    return store.listings.albums(listing, size, offset, first=years[0], last=years[1], genre=wanted)
