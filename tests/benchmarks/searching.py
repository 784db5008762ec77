"""The search over 100,000 songs while somebody types, one letter after the other, one name in three with a typo."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy

from musicdb.api.dispatch import dispatch
from musicdb.bus import Bus
from musicdb.config.schema import Config, Directories
from musicdb.opening import close_services, open_services
from musicdb.services import Services
from musicdb.store.store import Store
from musicdb.wire.packets import Call, Method
from tests.benchmarks.names import Names

SONGS = 100_000
TYPED = 150
LIMIT = 5

_ALBUM = "INSERT INTO albums (artistid, name, path, numofsongs, numofcds) VALUES (?, ?, ?, ?, 1) RETURNING albumid"
_SONG = "INSERT INTO songs (albumid, artistid, name, path, number) VALUES (?, ?, ?, ?, ?)"


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Milliseconds: how long the index takes to answer, the function with its records, and the one after a change."""
    config = Config(directories=Directories(music=directory / "music", data=directory / "data"))
    services = open_services(config, Bus())
    try:
        typed = _fill(services.store, Names())
        yield "first search, which makes the index", f"{took(search, services, 'love'):.0f} ms", ""
        yield from summary("as typed, in the index", [took(search, services, text) for text in typed])
        yield from summary("as typed, the answer of Find", [took(find, services, text) for text in typed])
        liked = [_after(services, "likes = likes + 1", text) for text in typed[:200]]
        renamed = [_after(services, "name = name || 's'", text) for text in typed[:200]]
        yield from summary("after a like, in the index", liked)
        yield "after a new name, in the index, p50", f"{numpy.median(renamed):.1f} ms", ""
    finally:
        close_services(services)


def summary(name: str, times: list[float]) -> Iterator[tuple[str, str, str]]:
    """The middle and the slowest of many."""
    middle, slow = numpy.percentile(times, (50, 99))
    yield f"{name}, p50", f"{middle:.1f} ms", "<= 3 ms"
    yield f"{name}, p99", f"{slow:.1f} ms", "<= 15 ms"


def took(act: Callable[[Services, str], None], services: Services, text: str) -> float:
    """Milliseconds."""
    begin = time.perf_counter()
    act(services, text)
    return (time.perf_counter() - begin) * 1000


def search(services: Services, text: str) -> None:
    """The hits alone."""
    services.searcher.search(text, LIMIT)


def find(services: Services, text: str) -> None:
    """All from the call to the encoded answer."""
    dispatch(services, Call(Method.REQUEST, "Find", arguments={"searchstring": text, "limit": LIMIT}))


def _after(services: Services, change: str, text: str) -> float:
    services.store.execute(f"UPDATE songs SET {change} WHERE songid = ?", (len(text) * 1000,))  # noqa: S608
    return took(search, services, text)


def _fill(store: Store, names: Names) -> list[str]:
    """Fills the catalogue; gives what is typed."""
    titles: list[str] = []
    artists: dict[str, int] = {}
    with store.write():
        for number, album in enumerate(names.albums(SONGS)):
            if album.artist not in artists:
                insert = "INSERT INTO artists (name, path) VALUES (?, ?) RETURNING artistid"
                artists[album.artist] = store.execute_for_id(insert, (album.artist, f"Artist {len(artists)}"))
            artistid, path = artists[album.artist], f"Album {number}"
            albumid = store.execute_for_id(_ALBUM, (artistid, album.name, path, len(album.songs)))
            songs = ((albumid, artistid, name, f"{path}/{place}", place) for place, name in enumerate(album.songs))
            store.execute_many(_SONG, songs)
            titles += (album.artist, album.name, *album.songs)
    return [text for _ in range(TYPED) for text in names.typed(names.choice(titles))]
