"""Albums for the tests of playback, put into the store without files."""

from typing import Any

from musicdb.model.records import Album
from musicdb.store.songs import SongDetails
from musicdb.store.store import Store


def details(path: str, number: int, cd: int = 1, **changes: Any) -> SongDetails:
    """A song as the import describes it. Its name is unique unless it is among the changes."""
    values: dict[str, Any] = {
        "path": path,
        "name": path,
        "number": number,
        "cd": cd,
        "playtime": 200,
        "bitrate": 192_000,
        "checksum": f"checksum of {path}",
        "codec": "mp3",
        "samplerate": 44_100,
        "channels": 2,
        "filesize": 1000,
        "mtime": 1_500_000_000,
        "metadata": {},
    }
    return SongDetails(**(values | changes))


def add_album(store: Store, artist: str, title: str, *, songs: int = 3, cds: int = 1, **changes: Any) -> Album:
    """An album with some songs on some CDs."""
    with store.write():
        row = store.artists.add(artist, artist)
        path = f"{artist}/2004 - {title}"
        album = store.albums.add_or_update(artistid=row.id, name=title, path=path, release=2004, origin="CD", added=7)
        each = songs // cds
        store.songs.add_or_update(
            album,
            [
                details(f"{path}/{cd}-{number} Song.mp3", number, cd, **changes)
                for cd in range(1, cds + 1)
                for number in range(1, each + 1)
            ],
        )
        return store.albums.update_counts(album.id)
