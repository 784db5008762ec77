"""What the tests of the store share: an empty store, and albums to fill it with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.model.records import Album
from musicdb.store.songs import SongDetails
from musicdb.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "data" / "music.db")
    yield opened
    opened.close()


def details(path: str, number: int = 1, **changes: object) -> SongDetails:
    """A song as an importer would describe it."""
    values: dict[str, object] = {
        "path": path,
        "name": path.rsplit("/", 1)[-1],
        "number": number,
        "cd": 1,
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


def add_album(store: Store, artist: str, album: str, release: int = 2004, songs: int = 3) -> Album:
    """An album with some songs."""
    with store.write():
        row = store.artists.add(artist, artist)
        path = f"{artist}/{release} - {album}"
        added = store.albums.add_or_update(
            artistid=row.id, name=album, path=path, release=release, origin="CD", added=7
        )
        store.songs.add_or_update(added, [details(f"{path}/{n:02} Song {n}.mp3", n) for n in range(1, songs + 1)])
        return store.albums.update_counts(added.id)
