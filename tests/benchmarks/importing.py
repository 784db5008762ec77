"""Import: 2,016 short songs in 168 albums that lie in the music directory already, one task for each album."""

import time
from collections.abc import Iterator
from pathlib import Path

from mutagen.id3 import ID3, TALB, TDRC, TIT2, TPE1, TRCK

from tests.running import Daemon
from tests.sounds import make_song

ALBUMS = 168
SONGS = 12


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Songs per second, from the first request to the last task."""
    write_albums(directory / "music")
    with Daemon(directory / "music", directory / "data") as daemon, daemon.client() as client:
        begin = time.perf_counter()
        waiting = set()
        for path in sorted((directory / "music").glob("*/*")):
            contentpath = str(path.relative_to(directory / "music"))
            waiting.add(client.request("InitiateMusicImport", contenttype="album", contentpath=contentpath))
        done = {news["arguments"]["taskid"] for news in client.received if _is_complete(news)}
        while waiting - done:
            news = client.until(_is_complete)
            done.add(news["arguments"]["taskid"])
        seconds = time.perf_counter() - begin
        songs = len(client.request("GetTables", tables=["songs"])["songs"])
        yield f"{songs} songs, {ALBUMS} albums", f"{songs / seconds:.0f} songs/s", ">= 400 songs/s"


def _is_complete(packet: dict[str, object]) -> bool:
    arguments = packet["arguments"]
    return packet["fncsig"] == "StateUpdate" and isinstance(arguments, dict) and arguments["state"] == "importcomplete"


def write_albums(music: Path) -> None:
    """Fills a music directory with short tagged songs."""
    sound = make_song(music.with_name("sound.mp3"), seconds=2).read_bytes()
    for album in range(ALBUMS):
        artist, name, year = f"Artist {album % 42:02}", f"Album {album:03}", 1970 + album % 50
        directory = music / artist / f"{year} - {name}"
        directory.mkdir(parents=True)
        for number in range(1, SONGS + 1):
            path = directory / f"{number:02} Song {number}.mp3"
            path.write_bytes(sound)
            tags = ID3()
            tags.add(TIT2(text=f"Song {number}"))
            tags.add(TPE1(text=artist))
            tags.add(TALB(text=name))
            tags.add(TDRC(text=str(year)))
            tags.add(TRCK(text=str(number)))
            tags.save(path)
