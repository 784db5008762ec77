"""A large collection at rest: how long the start takes, how much memory it needs, how much it does when nobody asks."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from musicdb.store.songs import SongDetails
from musicdb.store.store import Store
from tests.benchmarks.uploading import memory
from tests.running import Daemon

SONGS = 50_000
PER_ALBUM = 10
REST = 20.0


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Start, memory and processor time with 50,000 songs."""
    fill(directory / "data")
    Daemon(directory / "music", directory / "data").stop()
    begin = time.perf_counter()
    daemon = Daemon(directory / "music", directory / "data")
    started = time.perf_counter() - begin
    yield f"start with {SONGS} songs", f"{started:.2f} s", "< 2 s"
    with daemon, daemon.client() as client:
        yield "memory after the start", f"{memory(daemon.process.pid):.0f} MiB", "< 120 MiB"
        client.request("GetArtistsWithAlbums")
        yield "memory after GetArtistsWithAlbums", f"{memory(daemon.process.pid):.0f} MiB", "< 120 MiB"
        before = processor_time(daemon.process.pid)
        time.sleep(REST)
        used = processor_time(daemon.process.pid) - before
        yield f"processor at rest, {REST:.0f} s", f"{used / REST * 100:.2f} %", "< 0.2 %"


def processor_time(pid: int) -> float:
    """The seconds of processor time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fill(data: Path) -> None:
    """Fills a catalogue without any files."""
    store = Store(data / "music.db")
    with store.write():
        for number in range(SONGS // PER_ALBUM):
            _add_album(store, number)
    store.close()


def _add_album(store: Store, number: int) -> None:
    name = f"Artist {number // 5:05}"
    artist = store.artists.find(name) or store.artists.add(name, name)
    path = f"{name}/{1970 + number % 50} - Album {number}"
    album = store.albums.add_or_update(
        artistid=artist.id, name=f"Album {number}", path=path, release=1970 + number % 50, origin="CD", added=number
    )
    store.songs.add_or_update(album, [_song(path, track) for track in range(1, PER_ALBUM + 1)])
    store.albums.update_counts(album.id)


def _song(path: str, track: int) -> SongDetails:
    return SongDetails(
        path=f"{path}/{track:02} Song {track}.mp3", name=f"Song {track}", number=track, cd=1, playtime=200,
        bitrate=320_000, checksum="", codec="mp3", samplerate=44_100, channels=2, filesize=8_000_000, mtime=0,
        metadata={},
    )  # fmt: skip
