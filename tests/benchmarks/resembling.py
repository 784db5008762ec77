"""Similar songs among 50,000: the answers of the functions, the first one, and after a song has been heard."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy

from musicdb.api.dispatch import dispatch
from musicdb.bus import Bus
from musicdb.config.schema import Config, Directories
from musicdb.ids import SongId
from musicdb.model.analysis import SongsAnalyzed
from musicdb.opening import close_services, open_services
from musicdb.services import Services
from musicdb.store.store import Store
from musicdb.wire.packets import Call, Method

SONGS = 50_000
ASKED = 200
_STYLES = 40
_OF_ALBUM = 10
_OF_ARTIST = 40
_ALBUM = "INSERT INTO albums (artistid, name, path, numofsongs, numofcds) VALUES (?, ?, ?, ?, 1)"
_SONG = "INSERT INTO songs (albumid, artistid, name, path, number, checksum, playtime) VALUES (?, ?, ?, ?, 1, ?, ?)"


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Milliseconds, from the call to the encoded answer."""
    config = Config(directories=Directories(music=directory / "music", data=directory / "data"))
    services = open_services(config, Bus())
    try:
        _fill(services.store)
        yield "first answer, which reads all", f"{_took(services, 'GetSimilarSongs', songid=1):.0f} ms", ""
        random = numpy.random.default_rng(2)
        seeds = [int(one) for one in random.integers(1, SONGS, ASKED)]
        for limit in (10, 50):
            times = [_took(services, "GetSimilarSongs", songid=one, limit=limit) for one in seeds]
            yield from _summary(f"{limit} similar songs", times, "< 30 ms")
        times = [_took(services, "GetSongPath", startsongid=one, endsongid=one + 1) for one in seeds]
        yield from _summary("a path of 25 songs", times, "")
        yield from _summary(
            "radio of an album", [_took(services, "GetRadio", albumid=1 + one) for one in range(99)], ""
        )
        yield from _summary("after a song was heard", [_after_a_song(services, one) for one in seeds[:50]], "")
    finally:
        close_services(services)


def _after_a_song(services: Services, songid: int) -> float:
    services.bus.publish(SongsAnalyzed([SongId(songid)]))
    return _took(services, "GetSimilarSongs", songid=songid)


def _took(services: Services, function: str, **arguments: Any) -> float:
    begin = perf_counter()
    reply = dispatch(services, Call(Method.REQUEST, function, arguments=arguments))
    took = (perf_counter() - begin) * 1000
    if b'"error"' in b"".join(bytes(packet) for packet in reply.to_caller)[:60]:
        raise RuntimeError(str(reply.to_caller))
    return took


def _summary(name: str, times: list[float], promise: str) -> Iterator[tuple[str, str, str]]:
    middle, slow = numpy.percentile(times, (50, 99))
    yield f"{name}, p50 / p99", f"{middle:.1f} / {slow:.1f} ms", promise


def _fill(store: Store) -> None:
    """Songs of some styles, spread around the middle of each."""
    random = numpy.random.default_rng(1)
    middles = random.standard_normal((_STYLES, 98)) * 0.6
    vectors = (middles[numpy.arange(SONGS) % _STYLES] + random.standard_normal((SONGS, 98)) * 0.4).astype("<f4")
    albums, artists = range(SONGS // _OF_ALBUM), range(SONGS // _OF_ARTIST)
    with store.write():
        store.execute_many(
            "INSERT INTO artists (name, path) VALUES (?, ?)", ((f"A {one}", f"A {one}") for one in artists)
        )
        owners = [1 + one * _OF_ALBUM // _OF_ARTIST for one in albums]
        store.execute_many(_ALBUM, ((owners[one], f"B {one}", f"B {one}", _OF_ALBUM) for one in albums))
        places = ((one, one // _OF_ALBUM) for one in range(SONGS))
        songs = ((1 + album, owners[album], f"S {one}", f"S {one}", str(one), one % 400) for one, album in places)
        store.execute_many(_SONG, songs)
        pairs = [(str(one), f"{one:064x}") for one in range(SONGS)]
        store.execute_many("INSERT INTO soundhashes (checksum, soundhash) VALUES (?, ?)", pairs)
        features = ((soundhash, vector.tobytes()) for (_, soundhash), vector in zip(pairs, vectors, strict=True))
        store.execute_many("INSERT INTO soundfeatures (soundhash, embedding) VALUES (?, ?)", features)
