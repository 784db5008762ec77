"""Which songs a device gets."""

from musicdb.config.deviceschema import Selection
from musicdb.errors import NotFoundError
from musicdb.ids import SongId
from musicdb.library.playlists import Playlists
from musicdb.store.placedsongs import PlacedSong
from musicdb.store.store import Store


def select(store: Store, playlists: Playlists, selection: Selection) -> list[PlacedSong]:
    """The selected songs, by their paths.

    :raises NotFoundError: when a playlist, an artist or an album is not there. It may just have another name now.
    """
    listed = {songid for name in selection.playlists for songid in _playlist(playlists, name)}
    with store.read():
        songs = list(store.placedsongs.get(song.id for song in store.songs.all()).values())
    found = [placed for placed in songs if _is_allowed(placed, selection)]
    if selection.playlists or selection.artists or selection.albums:
        artists = {name.casefold() for name in selection.artists}
        albums = {path.strip("/") for path in selection.albums}
        _require("artist", artists - {placed.artist.name.casefold() for placed in songs})
        _require("album", albums - {placed.album.path for placed in songs})
        found = [
            placed
            for placed in found
            if placed.song.id in listed
            or placed.artist.name.casefold() in artists
            or placed.album.path in albums
        ]  # fmt: skip
    return sorted(found, key=lambda placed: placed.song.path)


def _is_allowed(placed: PlacedSong, selection: Selection) -> bool:
    return (
        (selection.hidden or not placed.album.hidden)
        and (selection.disabled or not placed.song.disabled)
        and (selection.hated or placed.song.favorite >= 0)
    )


def _playlist(playlists: Playlists, name: str) -> list[SongId]:
    found = next((one for one in playlists.all() if one.name.casefold() == name.casefold()), None)
    if found is None:
        raise NotFoundError(f"There is no playlist “{name}” for this device. Correct its .mdbstate/config.ini.")
    return playlists.songs(found.id)


def _require(kind: str, unknown: set[str]) -> None:
    if unknown:
        raise NotFoundError(f"There is no {kind} “{min(unknown)}” with songs. Correct .mdbstate/config.ini.")
