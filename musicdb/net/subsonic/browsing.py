"""Endpoints that walk through the collection: artists, albums, songs, genres, and the folders they really lie in."""

import time
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Final

import msgspec
from msgspec import UNSET

from musicdb.errors import NotFoundError
from musicdb.ids import AlbumId, ArtistId, SongId
from musicdb.model.listings import ListedAlbum, ListedArtist
from musicdb.net.subsonic import shaping
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.ids import Kind, album_of, artist_of, key_of, song_of, split
from musicdb.net.subsonic.records import Album, Artist, Child, Moment
from musicdb.net.subsonic.system import FOLDER
from musicdb.store.folding import folded
from musicdb.store.store import Store

browsing: Final = Group("browsing")


class Initial(msgspec.Struct, frozen=True):
    """The artists whose name begins with a letter, or with none (`#`)."""

    name: str
    artist: list[Artist]


class Artists(msgspec.Struct, frozen=True):
    """All artists by their initials. No word at the begin of a name is passed over."""

    index: list[Initial]
    lastModified: int
    ignoredArticles: str = ""


class FolderArtist(msgspec.Struct, frozen=True):
    """The directory of an artist."""

    id: str
    name: str
    starred: Moment = UNSET


class FolderInitial(msgspec.Struct, frozen=True):
    """The directories whose name begins with a letter."""

    name: str
    artist: list[FolderArtist]


class Indexes(msgspec.Struct, frozen=True):
    """All directories of artists. `lastModified` in unix milliseconds."""

    index: list[FolderInitial]
    lastModified: int
    ignoredArticles: str = ""


class Directory(msgspec.Struct, frozen=True):
    """A directory with what is in it."""

    id: str
    name: str
    child: list[Child]
    parent: str = ""


class Genre(msgspec.Struct, frozen=True):
    """A genre."""

    value: str
    songCount: int
    albumCount: int


class Genres(msgspec.Struct, frozen=True):
    """All genres."""

    genre: list[Genre]


@browsing.endpoint("getArtists", answer="artists")
def get_artists(call: Call) -> Artists:
    """All artists that have albums, by name."""
    store = call.services.store
    store.foldednames.complete()
    with store.read():
        groups = _grouped(store.listings.artists())
    return Artists([Initial(letter, [shaping.artist_record(one) for one in some]) for letter, some in groups], _now())


@browsing.endpoint("getIndexes", answer="indexes")
def get_indexes(call: Call) -> Indexes:
    """The directories of artists, by name. All of them each time: nobody notes when one goes."""
    store = call.services.store
    store.foldednames.complete()
    with store.read():
        groups = _grouped(store.listings.artists())
    return Indexes([FolderInitial(letter, list(map(_folder_of, some))) for letter, some in groups], _now())


@browsing.endpoint("getMusicDirectory", answer="directory")
def get_music_directory(call: Call, *, id: str) -> Directory:
    """What is in a directory: the albums and videos of an artist, or the songs of an album."""
    store = call.services.store
    if id == str(FOLDER):
        folders = [one for letter in get_indexes(call).index for one in letter.artist]
        return Directory(id, "Music", [_child_of(one) for one in folders])
    kind, number = split(id)
    with store.read():
        if kind is Kind.ARTIST:
            artist = shown_artist(store, ArtistId(number)).artist
            albums = [shaping.album_folder(one) for one in _albums_of(store, artist.id)]
            videos = [one.id for one in store.videos.of_artist(artist.id) if not one.disabled]
            inside = albums + [shaping.video_child(one) for one in store.shelves.some_videos(videos)]
            return Directory(key_of(kind, number), artist.path, inside, str(FOLDER))
        if kind is Kind.ALBUM:
            album = shown_album(store, AlbumId(number)).album
            name = PurePosixPath(album.path).name
            return Directory(
                key_of(kind, number), name, _songs_of(store, album.id), key_of(Kind.ARTIST, album.artistid)
            )
    raise NotFoundError("There is no directory with this id.")


@browsing.endpoint("getArtist", answer="artist")
def get_artist(call: Call, *, id: str) -> Artist:
    """An artist with all albums, by release."""
    store = call.services.store
    with store.read():
        listed = shown_artist(store, artist_of(id))
        albums = [shaping.album_record(one) for one in _albums_of(store, listed.artist.id)]
        return shaping.artist_record(listed, albums)


@browsing.endpoint("getAlbum", answer="album")
def get_album(call: Call, *, id: str) -> Album:
    """An album with all its songs."""
    store = call.services.store
    with store.read():
        listed = shown_album(store, album_of(id))
        return shaping.album_record(listed, _songs_of(store, listed.album.id))


@browsing.endpoint("getSong", answer="song")
def get_song(call: Call, *, id: str) -> Child:
    """A song."""
    with call.services.store.read():
        return shown_song(call.services.store, song_of(id))


@browsing.endpoint("getGenres", answer="genres")
def get_genres(call: Call) -> Genres:
    """All genres and subgenres that are in use."""
    return Genres([Genre(one.name, one.songs, one.albums) for one in call.services.store.listings.genres()])


def shown_song(store: Store, songid: SongId) -> Child:
    """A song. Raises NotFoundError when it is not there, disabled, or in a hidden album."""
    for song in shaping.children(store, [songid]):
        return song
    raise NotFoundError(f"There is no song with the id {songid}.")


def shown_album(store: Store, albumid: AlbumId) -> ListedAlbum:
    """An album. Raises NotFoundError when it is not there, or hidden."""
    for listed in store.listed.albums([albumid]):
        if not listed.album.hidden:
            return listed
    raise NotFoundError(f"There is no album with the id {albumid}.")


def shown_artist(store: Store, artistid: ArtistId) -> ListedArtist:
    """An artist. Raises NotFoundError when there is none, or no album that can be shown."""
    for listed in store.listings.artists([artistid]):
        return listed
    raise NotFoundError(f"There is no artist with the id {artistid}.")


def _albums_of(store: Store, artistid: ArtistId) -> Sequence[ListedAlbum]:
    return store.listed.albums([album.id for album in store.albums.of_artist(artistid)])


def _songs_of(store: Store, albumid: AlbumId) -> list[Child]:
    return shaping.children(store, [song.id for song in store.songs.of_album(albumid)])


def _folder_of(listed: ListedArtist) -> FolderArtist:
    return FolderArtist(key_of(Kind.ARTIST, listed.artist.id), listed.artist.path)


def _child_of(one: FolderArtist) -> Child:
    return Child(
        id=one.id, parent=str(FOLDER), isDir=True, title=one.name, artist=one.name, coverArt=one.id, path=one.name,
        mediaType="artist",
    )  # fmt: skip


def _grouped(listed: Iterable[ListedArtist]) -> list[tuple[str, list[ListedArtist]]]:
    """The artists by their initials. All digits and signs are `#`."""
    groups: dict[str, list[ListedArtist]] = {}
    for one in listed:
        begin = folded(one.artist.name)[:1].upper()
        groups.setdefault(begin if begin.isalpha() else "#", []).append(one)
    return list(groups.items())


def _now() -> int:
    return int(time.time() * 1000)
