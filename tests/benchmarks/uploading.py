"""The wire: how fast bytes come in, and how fast an answer comes back meanwhile."""

import hashlib
import multiprocessing
import os
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from twisted.internet import reactor
from websockets.sync.client import connect

from musicdb.net.acceleration import ensure_acceleration
from tests.benchmarks.importing import write_albums
from tests.running import Client, Daemon

Row = tuple[str, str, str]

MIB = 1 << 20
SIZE = 200 * MIB
REPETITIONS = 3


def measure_binary(directory: Path) -> Iterator[Row]:
    """A 200 MiB file in binary frames, with checksum and fsync, and what it does to the memory of the server."""
    yield from _measure_upload(directory, "binary", SIZE, ">= 100 MiB/s")


def measure_hex(directory: Path) -> Iterator[Row]:
    """The same in hexadecimal text, as clients of MusicDB 8 send it."""
    yield from _measure_upload(directory, "hex", SIZE // 2, ">= 20 MiB/s")


def _measure_upload(directory: Path, encoding: str, size: int, promise: str) -> Iterator[Row]:
    with Daemon(directory / "music", directory / "data") as daemon, daemon.client() as client:
        before = memory(daemon.process.pid)
        speeds = []
        with MemoryWatch(daemon.process.pid) as watch:
            for number in range(REPETITIONS):
                content = os.urandom(size)
                begin = time.perf_counter()
                client.upload(content, f"t{number}", "01 One.mp3", encoding=encoding)
                speeds.append(size / MIB / (time.perf_counter() - begin))
        yield f"upload {size // MIB} MiB", f"{statistics.median(speeds):.0f} MiB/s", promise
        yield "server memory grows by", f"{watch.peak - before:.0f} MiB", "< 30 MiB"


def measure_sink(_directory: Path) -> Iterator[Row]:
    """What a bare Autobahn server takes from the same client, which throws everything away."""
    queue: multiprocessing.SimpleQueue[int] = multiprocessing.SimpleQueue()
    server = multiprocessing.Process(target=_serve_sink, args=(queue,), daemon=True)
    server.start()
    chunk = os.urandom(MIB)
    with connect(f"ws://127.0.0.1:{queue.get()}", compression=None, max_size=None) as socket:
        begin = time.perf_counter()
        for _ in range(SIZE // MIB):
            socket.send(chunk)
        socket.send("done")
        socket.recv()
        yield "bare Autobahn, binary", f"{SIZE / MIB / (time.perf_counter() - begin):.0f} MiB/s", ""
        begin = time.perf_counter()
        hashlib.sha1(chunk * (SIZE // MIB), usedforsecurity=False)
        hashed = time.perf_counter()
        bytes(SIZE // 2).hex()
        yield "client: SHA-1", f"{SIZE / MIB / (hashed - begin):.0f} MiB/s", ""
        yield "client: hex", f"{SIZE / 2 / MIB / (time.perf_counter() - hashed):.0f} MiB/s", ""
    server.terminate()


def _serve_sink(queue: "multiprocessing.SimpleQueue[int]") -> None:
    from autobahn.twisted.websocket import WebSocketServerFactory, WebSocketServerProtocol  # noqa: PLC0415

    ensure_acceleration()

    class Sink(WebSocketServerProtocol):  # type: ignore[misc]
        def onMessage(self, _payload: bytes, isBinary: bool) -> None:  # noqa: FBT001, N802, N803
            if not isBinary:
                self.sendMessage(b"done")

    factory = WebSocketServerFactory()
    factory.protocol = Sink
    queue.put(reactor.listenTCP(0, factory, interface="127.0.0.1").getHost().port)  # type: ignore[attr-defined]
    reactor.run(installSignalHandlers=False)  # type: ignore[attr-defined]


def measure_bounce(directory: Path) -> Iterator[Row]:
    """Round trips: alone, and while an upload and imports run."""
    write_albums(directory / "music")
    with Daemon(directory / "music", directory / "data") as daemon, daemon.client() as client:
        times = [bounce(client) for _ in range(2000)]
        yield round_trips("alone: p50 / p99", times, "p50 <= 1 ms")
        busy = multiprocessing.Process(target=keep_busy, args=(daemon,))
        busy.start()
        times = []
        while busy.is_alive():
            times.append(bounce(client))
        yield round_trips("during upload and import: p50 / p99", times, "p99 <= 20 ms")


def bounce(client: Client) -> float:
    """One round trip in milliseconds."""
    begin = time.perf_counter()
    client.request("Bounce")
    return (time.perf_counter() - begin) * 1000


def round_trips(label: str, times: list[float], promise: str) -> Row:
    """Their middle, and what one of a hundred takes."""
    p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    return label, f"{p50:.2f} / {p99:.2f} ms", promise


def keep_busy(daemon: Daemon) -> None:
    """Imports all there is, and uploads a large file."""
    with daemon.client() as client:
        albums = [str(path.relative_to(daemon.music)) for path in daemon.music.glob("*/*")]
        taskids = [client.request("InitiateMusicImport", contenttype="album", contentpath=path) for path in albums]
        client.upload(os.urandom(SIZE), "busy", "01 One.mp3")
        for taskid in taskids:
            client.until_state(taskid, "importcomplete", "importfailed")


def memory(pid: int) -> float:
    """The resident memory of a process in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / MIB


class MemoryWatch:
    """The most memory a process had while it was watched, in MiB."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            self.peak = max(self.peak, memory(self._pid))
