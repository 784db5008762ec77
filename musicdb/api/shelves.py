"""Functions for long lists: all ids in an order, and records by id for whatever comes into view."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.ids import AlbumId, ArtistId, SongId, TagId, VideoId
from musicdb.library.playlists import check_rule
from musicdb.model.findings import FoundAlbum, FoundArtist, FoundSong, FoundVideo
from musicdb.model.playlists import AllRules, PlaylistOrder, Rule
from musicdb.model.shelves import (
    MOST_RECORDS,
    AlbumOrder,
    AlbumShelf,
    ArtistShelf,
    Letter,
    SongShelf,
    VideoShelf,
)
from musicdb.services import Services

Key = TypeVar("Key", AlbumId, ArtistId, SongId)

shelves = Subject("shelves", "Long lists: all ids at once, records for what is looked at.")

First = Annotated[int, Meta(ge=0, le=MOST_RECORDS)]
Limit = Annotated[int, Meta(ge=0, le=2**53)]
ArtistIds = Annotated[list[ArtistId], Meta(max_length=MOST_RECORDS)]
AlbumIds = Annotated[list[AlbumId], Meta(max_length=MOST_RECORDS)]
SongIds = Annotated[list[SongId], Meta(max_length=MOST_RECORDS)]
VideoIds = Annotated[list[VideoId], Meta(max_length=MOST_RECORDS)]


@shelves.function("GetArtistShelf")
def get_artist_shelf(services: Services, *, first: First = 60) -> ArtistShelf:
    """All artists that have albums, by name, with the records of the first of them."""
    store = services.store
    store.foldednames.complete()
    with store.read():
        placed = store.shelves.artists()
        keys, letters = _split(placed)
        return ArtistShelf(keys, store.shelves.some_artists(keys[:first]), letters)


@shelves.function("GetAlbumShelf")
def get_album_shelf(
    services: Services,
    *,
    order: AlbumOrder = AlbumOrder.ARTIST,
    descending: bool = False,
    tagid: TagId | None = None,
    limit: Limit | None = None,
    first: First = 60,
) -> AlbumShelf:
    """All albums that are not hidden, or those with a tag, in an order, with the records of the first of them."""
    store = services.store
    store.foldednames.complete()
    with store.read():
        placed = store.shelves.albums(order, descending=descending, tagid=tagid, limit=-1 if limit is None else limit)
        keys, letters = _split(placed)
        return AlbumShelf(keys, store.shelves.some_albums(keys[:first]), letters)


@shelves.function("GetSongShelf")
def get_song_shelf(
    services: Services,
    *,
    rule: Rule | None = None,
    order: PlaylistOrder = PlaylistOrder.LIBRARY,
    descending: bool = False,
    first: First = 60,
) -> SongShelf:
    """All songs, or those a rule holds for, in an order, with the records of the first of them.

    As in playlists that follow rules, songs of hidden albums never belong to it, disabled ones only if the rule speaks
    of them.
    """
    store = services.store
    wanted = AllRules() if rule is None else rule
    check_rule(wanted)
    store.foldednames.complete()
    with store.read():
        named = store.shelves.named_songs(wanted, order, descending=descending)
        if named is None:
            keys = store.shelves.songs(wanted, order, descending=descending)
            return SongShelf(keys, _songs(services, keys[:first]), [])
        keys, letters = _split(named)
        return SongShelf(keys, _songs(services, keys[:first]), letters)


@shelves.function("GetVideoShelf")
def get_video_shelf(services: Services, *, first: First = 60) -> VideoShelf:
    """All videos that are not disabled, by artist and release, with the records of the first of them."""
    store = services.store
    store.foldednames.complete()
    with store.read():
        keys = store.shelves.videos()
        return VideoShelf(keys, store.shelves.some_videos(keys[:first]))


@shelves.function("GetSomeArtists")
def get_some_artists(services: Services, *, artistids: ArtistIds) -> list[FoundArtist]:
    """Artists with their albums, in the order of the ids. Those without albums are left out."""
    with services.store.read():
        return services.store.shelves.some_artists(artistids)


@shelves.function("GetSomeAlbums")
def get_some_albums(services: Services, *, albumids: AlbumIds) -> list[FoundAlbum]:
    """Albums with their artists, in the order of the ids. Those that are gone are left out."""
    with services.store.read():
        return services.store.shelves.some_albums(albumids)


@shelves.function("GetSomeSongs")
def get_some_songs(services: Services, *, songids: SongIds) -> list[FoundSong]:
    """Songs with their albums and artists, in the order of the ids. Those that are gone are left out."""
    with services.store.read():
        return _songs(services, songids)


@shelves.function("GetSomeVideos")
def get_some_videos(services: Services, *, videoids: VideoIds) -> list[FoundVideo]:
    """Videos with their artists, in the order of the ids. Those that are gone are left out."""
    with services.store.read():
        return services.store.shelves.some_videos(videoids)


def _songs(services: Services, songids: Sequence[SongId]) -> list[FoundSong]:
    found = services.store.placedsongs.get(songids)
    placed = (found[songid] for songid in songids if songid in found)
    return [FoundSong(each.artist, each.album, each.song) for each in placed]


def _split(placed: Sequence[tuple[Key, str]]) -> tuple[list[Key], list[Letter]]:
    """The ids, and where each initial begins."""
    letters: list[Letter] = []
    before = ""
    for index, (_, name) in enumerate(placed):
        # Nearly all names begin as the one before.
        if name[:1] == before:
            continue
        before = name[:1]
        if not before:
            continue
        letter = before.upper() if before.isalpha() else "#"
        if not letters or letters[-1].letter != letter:
            letters.append(Letter(letter, index))
    return [key for key, _ in placed], letters
