"""An app on a phone and 100,000 songs: how long its questions take inside the server, answers written included."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from musicdb.bus import Bus
from musicdb.config.schema import Config, Directories
from musicdb.net.subsonic.declare import Call
from musicdb.net.subsonic.envelope import Form, Style, succeeded
from musicdb.net.subsonic.table import ENDPOINTS
from musicdb.opening import close_services, open_services
from tests.benchmarks.largeshelf import fill

REPETITIONS = 15
_LISTS = ("random", "newest", "highest", "frequent", "recent", "alphabeticalByName", "alphabeticalByArtist")


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Milliseconds of processor time of the middle one of several calls."""
    config = Config(directories=Directories(music=directory / "music", data=directory / "data"))
    services = open_services(config, Bus())
    call = Call(services, "ann", "bench")
    try:
        fill(services.store)
        services.store.execute_many(
            "INSERT INTO playedsongs (songid, timestamp, random) VALUES (?, ?, 0)",
            ((1 + number * 7919 % 100_000, 1_700_000_000 + number) for number in range(100_000)),
        )
        for listing in _LISTS:
            yield f"500 albums, {listing}", took(call, "getAlbumList2", type=listing, size="500"), "<= 50 ms"
        yield "500 albums, XML", took(call, "getAlbumList2", Form.XML, type="newest", size="500"), "<= 50 ms"
        first = {"query": "", "artistCount": "0", "albumCount": "0", "songCount": "500"}
        last = {**first, "songOffset": "99500"}
        yield "500 songs of all, the first", took(call, "search3", **first), "<= 50 ms"
        yield "500 songs of all, the last", took(call, "search3", **last), "<= 50 ms"
        yield "500 songs of all, the last, XML", took(call, "search3", Form.XML, **last), "<= 50 ms"
        text = {**first, "query": "song 77"}
        yield "500 songs with a text", took(call, "search3", **text), "<= 50 ms"
        yield "all artists", took(call, "getArtists"), "<= 50 ms"
        yield "an album", took(call, "getAlbum", id="al-77"), "<= 10 ms"
        yield "all genres", took(call, "getGenres"), "<= 300 ms"
        yield "500 songs by chance", took(call, "getRandomSongs", size="500"), "<= 100 ms"
        yield "500 songs of a genre", took(call, "getSongsByGenre", genre="Genre 7", count="500"), "<= 100 ms"
        yield "songs people love (1/7 of all)", took(call, "getStarred2"), "<= 1500 ms"
    finally:
        close_services(services)


def took(call: Call, name: str, form: Form = Form.JSON, **parameters: str) -> str:
    """The time the middle call computes."""
    endpoint, times = ENDPOINTS[name], []
    given = {key: [value] for key, value in parameters.items()}
    for _ in range(REPETITIONS):
        begin = time.thread_time()
        succeeded(Style(form), endpoint.answer, endpoint.handler(call, **endpoint.read(given)))
        times.append(time.thread_time() - begin)
    return f"{statistics.median(times) * 1000:.1f} ms"
