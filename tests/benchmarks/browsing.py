"""A large collection: how long its functions take inside the server, from the packet to the encoded answer."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from musicdb.api.dispatch import dispatch
from musicdb.bus import Bus
from musicdb.config.schema import Config, Directories
from musicdb.opening import close_services, open_services
from musicdb.services import Services
from musicdb.wire.packets import Call, Method
from tests.benchmarks.largeshelf import GENRES, fill

REPETITIONS = 15


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Milliseconds of the middle one of several calls."""
    config = Config(directories=Directories(music=directory / "music", data=directory / "data"))
    services = open_services(config, Bus())
    try:
        fill(services.store)
        yield "all artists with albums", took(services, "GetFilteredArtistsWithAlbums"), "<= 300 ms"
        yield "a song by Randy", took(services, "AddRandomSongToQueue", position="last"), "<= 20 ms"
        yield "the shelf of albums", took(services, "GetAlbumShelf"), "<= 50 ms"
        yield "albums to rediscover", took(services, "GetAlbumShelf", order="rediscover", limit=24), "<= 150 ms"
        yield "the shelf of songs by title", took(services, "GetSongShelf", order="title"), "<= 150 ms"
        yield "the shelf of songs by artist", took(services, "GetSongShelf"), "<= 150 ms"
        yield "80 songs that come into view", took(services, "GetSomeSongs", songids=list(range(1, 81))), "<= 10 ms"
        choose_genres(services, 3)
        yield "artists with albums, 3 of 30 genres", took(services, "GetFilteredArtistsWithAlbums"), "<= 300 ms"
        yield "a song by Randy, 3 of 30 genres", took(services, "AddRandomSongToQueue", position="last"), "<= 20 ms"
        choose_genres(services, GENRES)
        yield "artists with albums, all genres", took(services, "GetFilteredArtistsWithAlbums"), "<= 300 ms"
        yield "a song by Randy, all genres", took(services, "AddRandomSongToQueue", position="last"), "<= 20 ms"
        yield "a queue of 45 songs", took(services, "GetSongQueue"), "<= 20 ms"
    finally:
        close_services(services)


def choose_genres(services: Services, count: int) -> None:
    """Makes the first genres active."""
    names = [genre.name for genre in services.store.tags.all().genres if genre.name != "Other"]
    dispatch(services, Call(Method.CALL, "SetGenreFilter", arguments={"genres": names[:count]}))


def took(services: Services, function: str, **arguments: Any) -> str:
    """The time of the middle call."""
    times = []
    for _ in range(REPETITIONS):
        begin = time.perf_counter()
        reply = dispatch(services, Call(Method.REQUEST, function, arguments=arguments))
        times.append(time.perf_counter() - begin)
        if len(reply.to_caller) != 1:
            raise AssertionError(reply.to_caller[0])
    return f"{statistics.median(times) * 1000:.1f} ms"
