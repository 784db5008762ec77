"""Endpoints that answer with pictures: covers in the sizes they are kept in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta

from musicdb.ids import AlbumId, ArtistId, PlaylistId, SongId, VideoId
from musicdb.net.exchange import Answer
from musicdb.net.subsonic.declare import Delivery, Group
from musicdb.net.subsonic.ids import Kind, split
from musicdb.resources import resource
from musicdb.services import Services

pictures: Final = Group("pictures")

Pixels = Annotated[int, Meta(ge=0, le=100_000)]
_IMMUTABLE: Final = "private, max-age=31536000, immutable"
_REVALIDATE: Final = "private, no-cache"
_DEFAULT: Final = "default.jpg"
_LOOKED_AT: Final = 20
"""In how many songs of a playlist a picture is looked for."""


@pictures.raw("getCoverArt")
async def get_cover_art(delivery: Delivery, *, id: str, size: Pixels = 0) -> Answer | None:
    """The picture of an album, a song, an artist, a playlist or a video; the smallest kept one of at least `size`.

    Without any picture, a drawn one. An id with a version names one picture forever.
    """
    services = delivery.call.services
    path = await delivery.in_thread(lambda: _file(services, id, size))
    versioned = "_" in id and path.name.startswith(id.partition("_")[2])
    return await delivery.files.send(
        delivery.exchange, lambda: path, _IMMUTABLE if versioned else _REVALIDATE, delivery.headers
    )


@pictures.raw("getAvatar")
async def get_avatar(delivery: Delivery) -> Answer | None:
    """The picture of a user: there is one household, and one picture for it."""
    return await delivery.files.send(
        delivery.exchange, lambda: resource(f"share/{_DEFAULT}"), _REVALIDATE, delivery.headers
    )


def _file(services: Services, key: str, size: int) -> Path:
    name = _name(services, key)
    directory = services.config.directories.artwork
    scales = sorted(scale for scale in services.config.albumcover.scales if scale >= size) if size else []
    for place in (*(directory / f"{scale}x{scale}" for scale in scales), directory):
        if name != _DEFAULT and (place / name).is_file():
            return place / name
    return resource(f"share/{_DEFAULT}")


def _name(services: Services, key: str) -> str:
    store = services.store
    kind, number = split(key)
    with store.read():
        if kind is Kind.VIDEO:
            return store.videos.get(VideoId(number)).thumbnailfile
        if kind is Kind.ALBUM:
            return store.albums.get(AlbumId(number)).artworkpath
        if kind is Kind.SONG:
            return store.albums.get(store.songs.get(SongId(number)).albumid).artworkpath
        if kind is Kind.ARTIST:
            store.artists.get(ArtistId(number))
            return _first([album.artworkpath for album in store.albums.of_artist(ArtistId(number))])
    songids = services.playlists.songs(PlaylistId(number))[:_LOOKED_AT]
    return _first([_name(services, f"{Kind.SONG}-{songid}") for songid in songids])


def _first(names: Sequence[str]) -> str:
    return next((name for name in names if name != _DEFAULT), _DEFAULT)
