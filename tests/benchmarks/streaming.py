"""The stream: how soon a listener hears music, whether there is a gap in it, and what it costs."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import numpy

from tests.playback.sounding import FFMPEG, sine, write_sound
from tests.running import Client, Daemon

FORMATS = {"mp3": 60_000, "opus": 30_000, "flac": 30_000}
"""How many bytes are more than a second of each."""
LISTENERS = 50
SECONDS = 20.0
RATE = 44_100
ALBUM = "Artist/2004 - Album"


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """A tone in ten files of 12.3 seconds each, without a gap between them."""
    _write_album(directory / "music")
    with Daemon(directory / "music", directory / "data") as daemon, daemon.client() as client:
        client.request("InitiateMusicImport", contenttype="album", contentpath=ALBUM)
        client.until(lambda packet: (packet["arguments"] or {}).get("state") == "importcomplete")
        _queue(client)
        client.request("SetAudioStreamState", state="play")
        yield "gaps in 100 s over files of 44.1 kHz", _gaps(daemon), "0"
        for name, count in FORMATS.items():
            yield f"{name}: first second of the first listener", f"{_first(daemon, name, count) * 1000:.0f} ms", "< 1 s"
        for name, count in FORMATS.items():
            yield from _costs(daemon, name, count)


def _write_album(music: Path) -> None:
    length = int(12.3 * RATE)
    for number in range(10):
        piece = sine(length, RATE, 441.0, first=number * length)
        write_sound(music / ALBUM / f"{number + 1:02} Part {number + 1}.flac", piece, RATE)


def _queue(client: Client) -> None:
    albumid = client.request("GetArtistsWithAlbums")[0]["albums"][0]["album"]["id"]
    client.request("AddAlbumToQueue", albumid=albumid, position="last")


def _gaps(daemon: Daemon) -> str:
    """Listens, and counts the places where the tone is not what it would be in one file."""
    command = [str(FFMPEG), "-v", "error", "-headers", f"X-API-Key: {daemon.key}\r\n", "-t", "100"]
    output = ["-i", f"{daemon.url}stream.flac", "-f", "f32le", "-ac", "1", "-ar", "48000", "pipe:1"]
    heard = subprocess.run([*command, *output], capture_output=True, check=True).stdout
    tone = numpy.frombuffer(heard, numpy.float32)[2400:].astype(numpy.float64)
    # A pure tone fulfils x[n+1] = 2 cos(w) x[n] - x[n-1]; whatever does not is a gap, a jump or a click.
    error = tone[2:] - 2 * numpy.cos(2 * numpy.pi * 441 / 48_000) * tone[1:-1] + tone[:-2]
    places = numpy.flatnonzero(numpy.abs(error) > 0.001)
    return f"{len(places)} ({numpy.abs(error).max():.5f})"


def _open(daemon: Daemon, name: str) -> socket.socket:
    address = urlsplit(daemon.url)
    listener = socket.create_connection((str(address.hostname), address.port or 80))
    head = f"GET /stream.{name} HTTP/1.1\r\nHost: {address.netloc}\r\nX-API-Key: {daemon.key}\r\n\r\n"
    listener.sendall(head.encode())
    return listener


def _receive(listener: socket.socket, count: int) -> None:
    while count > 0:
        count -= len(listener.recv(65_536))


def _first(daemon: Daemon, name: str, count: int) -> float:
    begin = time.perf_counter()
    with _open(daemon, name) as listener:
        _receive(listener, count)
    return time.perf_counter() - begin


def _costs(daemon: Daemon, name: str, count: int) -> Iterator[tuple[str, str, str]]:
    listeners = [_open(daemon, name)]
    _receive(listeners[0], count)
    yield f"{name}: first second of a second listener", f"{_first(daemon, name, count) * 1000:.0f} ms", "< 1 s"
    threading.Thread(target=_listen, args=(listeners,), daemon=True).start()
    own, children = _use(daemon)
    yield f"{name}: processor, one listener", f"{own:.2f} % + {children:.2f} %", "< 8 %"
    more = [_open(daemon, name) for _ in range(LISTENERS - 1)]
    threading.Thread(target=_listen, args=(more,), daemon=True).start()
    own, children = _use(daemon)
    yield f"{name}: processor, {LISTENERS} listeners", f"{own:.2f} % + {children:.2f} %", "< 10 %"
    for listener in [*listeners, *more]:
        listener.shutdown(socket.SHUT_RDWR)


def _listen(listeners: list[socket.socket]) -> None:
    """Takes what comes, all in one thread, with little work for the machine."""
    open_ones = set(listeners)
    while open_ones:
        time.sleep(0.2)
        for listener in tuple(open_ones):
            data = b""
            # A server that is killed says no goodbye.
            with suppress(ConnectionResetError):
                data = listener.recv(262_144)
            if not data:
                open_ones.discard(listener)
                listener.close()


def _use(daemon: Daemon) -> tuple[float, float]:
    """How much of a core the server and its children use, in percent."""
    before = _times(daemon.process.pid)
    time.sleep(SECONDS)
    after = _times(daemon.process.pid)
    own, children = ((end - start) / SECONDS * 100 for start, end in zip(before, after, strict=True))
    return own, children


def _times(pid: int) -> tuple[float, float]:
    """The seconds of processor time a process has used, and all its children, those that are gone, too."""
    children = sum(_fields(pid)[13:15])
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            children += sum(_fields(int(child))[11:13])
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(_fields(pid)[11:13]) / ticks, children / ticks


def _fields(pid: int) -> list[int]:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return [0] * 20
    return [int(field) if field.lstrip("-").isdigit() else 0 for field in fields[:20]]
