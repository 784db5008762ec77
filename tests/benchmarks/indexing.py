"""The index of fingerprints with 100,000 songs: how fast it is made, searched and opened, and how large it is.

Songs are random numbers, with 120 items or 950. One set has 40 % frequent items, of a power law over 2²⁰ values. Of
five queries four are 120 items of a song, of which 40 % were replaced; one is random. The song must come first.
"""

import http.client
import os
import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.index.changes import Insert
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.matching import Candidate, Candidates
from musicdb.fingerprint.index.remote import RemoteIndex
from musicdb.wire import fpindex
from tests.running import Daemon

SONGS = 100_000
QUERIES = 1000
CONNECTIONS = 4
_EXCERPT = 120
_REPLACED = 0.4
_CHANCE = 6
"""Votes a song that is not there does not get."""

Items = NDArray[numpy.uint32]
Search = Callable[[Items], Candidates]
Connect = Callable[[], "RemoteIndex | JsonIndex"]
Row = tuple[str, str, str]


class Songs(msgspec.Struct, frozen=True):
    """A set of songs. `frequent` is the share of frequent items."""

    name: str
    length: int
    frequent: float

    def items(self, seed: int, count: int) -> Items:
        """Some items, always the same for a seed."""
        numbers = numpy.random.default_rng(seed)
        items = numbers.integers(0, 2**32, count, dtype=numpy.uint32)
        popular = (numbers.random(count) ** 3 * 2**20).astype(numpy.uint32)
        return numpy.where(numbers.random(count) < self.frequent, popular, items).astype(numpy.uint32)

    def query(self, number: int) -> tuple[int, Items]:
        """The id of the song that shall be found, 0 for none, and what is asked."""
        noise = self.items(SONGS + 1 + number, _EXCERPT)
        if number % 5 == 0:
            return 0, noise
        numbers = numpy.random.default_rng(number)
        song = int(numbers.integers(1, SONGS + 1))
        begin = int(numbers.integers(0, self.length - _EXCERPT + 1))
        items = self.items(song, self.length)[begin : begin + _EXCERPT]
        return song, numpy.where(numbers.random(_EXCERPT) < _REPLACED, noise, items).astype(numpy.uint32)


def measure(directory: Path) -> Iterator[Row]:
    """All three sets; those without frequent items over HTTP, too."""
    for songs, batch, promise in (
        (Songs("100k x 120", 120, 0.0), 1000, ">= 20,000 songs/s"),
        (Songs("100k x 120, frequent", 120, 0.4), 1000, ""),
        (Songs("100k x 950", 950, 0.0), 500, ">= 3,500 songs/s"),
    ):
        path = directory / "data" / "fpindex" / f"set-{songs.length}-{songs.frequent:.0%}".rstrip("%")
        yield from _built(songs, path, batch, promise)
        begin = time.perf_counter()
        with FingerprintIndex.open(path) as index:
            yield f"{songs.name}: open after a kill", f"{time.perf_counter() - begin:.2f} s", "<= 1 s"
            queries = [songs.query(number) for number in range(QUERIES)]
            yield from _searched(songs, queries, index.search)
            excerpt = [songs.items(number, songs.length) for number in range(1, 101)]
            yield f"{songs.name}: a whole song, p50", f"{numpy.median(_times(index.search, excerpt)):.2f} ms", ""
        if not songs.frequent:
            yield from _served(directory, songs, path.name, queries)


def _built(songs: Songs, path: Path, batch: int, promise: str) -> Iterator[Row]:
    made = 0.0
    begin = time.perf_counter()
    with FingerprintIndex.open(path) as index:
        for first in range(1, SONGS + 1, batch):
            before = time.perf_counter()
            changes = [Insert(number, songs.items(number, songs.length)) for number in range(first, first + batch)]
            made += time.perf_counter() - before
            index.update(changes)
        rate = SONGS / (time.perf_counter() - begin - made)
        yield f"{songs.name}: build", f"{rate:,.0f} songs/s", promise
        before = time.perf_counter()
        index.settle()
        yield f"{songs.name}: merged after", f"{time.perf_counter() - before:.1f} s", ""
        numbers = index.statistics()
        items = numbers.items - numbers.memory / 8
        yield f"{songs.name}: disk", f"{numbers.size / items:.2f} bytes/item", "<= 4.5"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"{songs.name}: memory, at most", f"{memory:.0f} MiB", ""


def _searched(songs: Songs, queries: list[tuple[int, Items]], search: Search) -> Iterator[Row]:
    right = sum(_is_right(song, search(items)) for song, items in queries)
    middle, slow = numpy.percentile(_times(search, [items for _, items in queries]), (50, 99))
    yield f"{songs.name}: search, p50", f"{middle:.2f} ms", "<= 1 ms"
    yield f"{songs.name}: search, p99", f"{slow:.2f} ms", "<= 3 ms"
    yield f"{songs.name}: right answers", f"{right} of {len(queries)}", ""


def _served(directory: Path, songs: Songs, name: str, queries: list[tuple[int, Items]]) -> Iterator[Row]:
    (directory / "data" / "musicdb.ini").write_text("[analysis]\nautomatic = no\n[fingerprint]\nserve = yes\n")
    with Daemon(directory / "music", directory / "data") as daemon:
        address = f"{daemon.url}fpindex/{name}"
        with RemoteIndex(address, daemon.key) as index:
            for _, items in queries[:100]:
                index.search(items)
        yield from _asked(f"{songs.name}: MessagePack", daemon, lambda: RemoteIndex(address, daemon.key), queries)
        yield from _asked(f"{songs.name}: JSON", daemon, lambda: JsonIndex(address, daemon.key), queries)


class JsonIndex:
    """Asks an index for songs by their offset, as JSON."""

    def __init__(self, url: str, key: str) -> None:
        address = urlsplit(url)
        self._connection = http.client.HTTPConnection(address.hostname or "", address.port)
        self._path = f"{address.path}/_search"
        self._headers = {"Content-Type": fpindex.JSON, "X-API-Key": key}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def search(self, items: Items) -> Candidates:
        """The best candidates."""
        message = fpindex.SearchRequest(items.tolist(), 10, min_score=1, score_pct=0, offsets=True)
        self._connection.request("POST", self._path, fpindex.encode(message, fpindex.JSON), self._headers)
        found = fpindex.decode(self._connection.getresponse().read(), fpindex.SearchAnswer, fpindex.JSON).results
        return Candidates(tuple(Candidate(one.id, one.score, one.votes or 0, one.offset or 0) for one in found), 0, 0)


def _asked(name: str, daemon: Daemon, connect: Connect, queries: list[tuple[int, Items]]) -> Iterator[Row]:
    """Several connections at once; meanwhile another client asks how the server is."""
    right: list[int] = []

    def ask(some: list[tuple[int, Items]]) -> None:
        with connect() as index:
            right.append(sum(_is_right(song, index.search(items)) for song, items in some))

    threads = [threading.Thread(target=ask, args=(queries[number::CONNECTIONS],)) for number in range(CONNECTIONS)]
    used, begin = _processor_seconds(daemon), time.perf_counter()
    for thread in threads:
        thread.start()
    waited = []
    with closing(http.client.HTTPConnection(*daemon.url.split("/")[2].split(":"))) as other:
        while any(thread.is_alive() for thread in threads):
            asked = time.perf_counter()
            other.request("GET", "/health")
            other.getresponse().read()
            waited.append((time.perf_counter() - asked) * 1000)
            time.sleep(0.05)
    for thread in threads:
        thread.join()
    rate = len(queries) / (time.perf_counter() - begin)
    used = (_processor_seconds(daemon) - used) / len(queries) * 1000
    yield f"{name}, {CONNECTIONS} connections", f"{rate:.0f} queries/s", ">= 600"
    yield f"{name}, processor time of the server", f"{used:.2f} ms/query", ""
    yield f"{name}, another client waits, p50", f"{numpy.median(waited):.1f} ms", ""
    yield f"{name}, right answers", f"{sum(right)} of {len(queries)}", ""


def _processor_seconds(daemon: Daemon) -> float:
    fields = Path(f"/proc/{daemon.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _is_right(song: int, candidates: Candidates) -> bool:
    best = next(iter(candidates.found), None)
    if song == 0 or best is None or best.votes < _CHANCE:
        return song == 0 and (best is None or best.votes < _CHANCE)
    return best.id == song


def _times(search: Search, queries: list[Items]) -> list[float]:
    times = []
    for items in queries:
        begin = time.perf_counter()
        search(items)
        times.append((time.perf_counter() - begin) * 1000)
    return times
