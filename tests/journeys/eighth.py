"""A client that knows what the browser of MusicDB 8.2 knew, and nothing else: text frames, six keys there, five back.

It ignores methods it does not know, never looks at errors, and waits for a response to each request. Shapes are the
records it was written for: a value must have all keys of a shape, and what is below them must fit, too.
"""

import json
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.running import PATIENCE, Daemon

Packet = dict[str, Any]

_KNOWN = {"response", "broadcast", "notification"}


class EighthClient:
    """One browser window of MusicDB 8.2."""

    def __init__(self, socket: ClientConnection, key: str) -> None:
        self._socket = socket
        self._key = key
        self._bounces = 0
        self.seen: list[Packet] = []

    def send(self, method: str, fncname: str, fncsig: str | None, arguments: Any = None, passed: Any = None) -> None:
        """Sends a packet as BackEndConnection.js did."""
        keys = {"fncname": fncname, "fncsig": fncsig, "arguments": arguments, "pass": passed, "key": self._key}
        self._socket.send(json.dumps({"method": method, **keys}))

    def until(self, wanted: Callable[[Packet], bool]) -> Packet:
        """Reads until a packet is the wanted one. Packets are kept until `forget`."""
        for packet in self.seen:
            if wanted(packet):
                return packet
        deadline = time.monotonic() + PATIENCE
        while True:
            packet = self._read(deadline)
            if packet["method"] in _KNOWN:
                self.seen.append(packet)
                if wanted(packet):
                    return packet

    def catch_up(self) -> None:
        """Reads everything that was sent until now."""
        self._bounces += 1
        self.send("request", "Bounce", "CatchUp", {"number": self._bounces})
        self.until(lambda packet: packet["fncsig"] == "CatchUp" and packet["arguments"]["number"] == self._bounces)

    def forget(self) -> None:
        """Begins anew."""
        self.catch_up()
        self.seen.clear()

    def _read(self, deadline: float) -> Packet:
        text = self._socket.recv(deadline - time.monotonic())
        assert isinstance(text, str), "MusicDB 8 ignored binary frames"
        packet: Packet = json.loads(text)
        assert list(packet) == ["method", "fncname", "fncsig", "arguments", "pass"]
        return packet


@contextmanager
def eighth_client(daemon: Daemon, context: ssl.SSLContext | None = None) -> Iterator[EighthClient]:
    """A connected client of MusicDB 8.2. It connects to the bare port, because that was all there was."""
    url = daemon.url.replace("http", "ws", 1)
    with connect(url, compression=None, max_size=None, ping_interval=None, ssl=context) as socket:
        client = EighthClient(socket, daemon.key)
        client.catch_up()
        yield client


def misfit(value: Any, shape: Any, place: str = "") -> str | None:
    """Where a value does not have a shape, or None. A list has the shape of its only element, a tuple offers several.

    Further keys are no fault: JavaScript does not see them. Booleans are no numbers.
    """
    if isinstance(shape, tuple):
        return None if any(misfit(value, one, place) is None for one in shape) else f"{place}: {value!r}"
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return f"{place} is no object: {value!r}"
        missing = [key for key in shape if key not in value]
        below = (misfit(value[key], one, f"{place}.{key}") for key, one in shape.items() if key in value)
        return f"{place} has no {missing}" if missing else next(filter(None, below), None)
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{place} is no list: {value!r}"
        return next(filter(None, (misfit(one, shape[0], f"{place}[]") for one in value)), None)
    if isinstance(shape, type):
        fits = isinstance(value, shape) and (shape is bool or not isinstance(value, bool))
        return None if fits else f"{place} is no {shape.__name__}: {value!r}"
    return None if value == shape and type(value) is type(shape) else f"{place}: {value!r} is not {shape!r}"
