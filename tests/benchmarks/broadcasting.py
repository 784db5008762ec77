"""A thousand clients at once: how long it takes until the last of them has heard what one of them does."""

import json
import os
import selectors
import socket
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.uploading import memory
from tests.running import Daemon

CLIENTS = 1_000
REPETITIONS = 15
_TEXT_FINAL, _MASKED = 0x81, 0x80


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Milliseconds from the packet of one client to the last byte of the broadcast at the last client."""
    with Daemon(directory / "music", directory / "data") as daemon:
        before = memory(daemon.process.pid)
        crowd = Crowd(daemon, CLIENTS)
        yield f"memory for {CLIENTS} clients", f"{memory(daemon.process.pid) - before:.0f} MiB", ""
        times = [crowd.broadcast() for _ in range(REPETITIONS)]
        yield f"broadcast to {CLIENTS}, middle", f"{statistics.median(times):.0f} ms", "< 250 ms"
        yield f"broadcast to {CLIENTS}, slowest of {REPETITIONS}", f"{max(times):.0f} ms", "< 250 ms"
        crowd.close()


class Crowd:
    """Bare sockets that have shaken hands and proven themselves; anything more would measure itself."""

    def __init__(self, daemon: Daemon, count: int) -> None:
        self._key = daemon.key
        self._selector = selectors.DefaultSelector()
        address = urlsplit(daemon.url)
        self._sockets = [self._connected(address.hostname or "", address.port or 0) for _ in range(count)]
        for each in self._sockets:
            each.sendall(self._packet("request"))
            self._until(each, b'"method":"response"')
            each.settimeout(0)
            self._selector.register(each, selectors.EVENT_READ)

    def broadcast(self) -> float:
        """One of them broadcasts; all of them hear it."""
        waiting = dict.fromkeys(self._sockets, b"")
        begin = time.perf_counter()
        self._sockets[0].sendall(self._packet("broadcast"))
        while waiting:
            for ready, _ in self._selector.select():
                each = ready.fileobj
                if isinstance(each, socket.socket) and each in waiting:
                    waiting[each] += each.recv(65_536)
                    if b'"method":"broadcast"' in waiting[each]:
                        del waiting[each]
        return (time.perf_counter() - begin) * 1000

    def close(self) -> None:
        """All go."""
        for each in self._sockets:
            each.close()

    def _connected(self, host: str, port: int) -> socket.socket:
        made = socket.create_connection((host, port))
        made.sendall(
            f"GET /ws?tasklist=no HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        self._until(made, b"\r\n\r\n")
        return made

    def _packet(self, method: str) -> bytes:
        packet = {"method": method, "fncname": "Bounce", "fncsig": "", "arguments": {}, "pass": None, "key": self._key}
        content = json.dumps(packet).encode()
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(content))
        return bytes((_TEXT_FINAL, _MASKED | 126)) + len(content).to_bytes(2, "big") + mask + masked

    @staticmethod
    def _until(made: socket.socket, end: bytes) -> None:
        received = b""
        while end not in received:
            received += made.recv(65_536)
