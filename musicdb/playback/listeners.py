"""Everybody who listens, by format. Whoever comes gets the last two seconds at once, and so begins within one.

A listener takes what it hears without waiting, and leaves by itself when it is too slow: the music goes on without it.
"""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import Protocol

import msgspec

from musicdb.bus import Bus
from musicdb.model.stream import StreamFormat
from musicdb.playback.encoding import Coding
from musicdb.playback.framing import Cut
from musicdb.playback.pcm import RATE

BURST = 2 * RATE
"""How much a listener gets at once, in samples. Players begin when they have about a second."""


class Encoded(msgspec.Struct, frozen=True):
    """News for the bus: some more of the stream in one format, and the title of what is heard."""

    format: StreamFormat
    cut: Cut
    title: str


class Listener(Protocol):
    """Somebody who listens."""

    def hear(self, data: bytes, title: str) -> None:
        """Takes some more of the stream without waiting."""


class _Room:
    """The listeners of one format, and what those who come get at once."""

    def __init__(self, *, chained: bool) -> None:
        self.listeners: dict[Listener, bool] = {}
        self._chained = chained
        self._head: bytes | None = None
        self._last: deque[Encoded] = deque()
        self._samples = 0

    def enter(self, listener: Listener) -> None:
        """Somebody comes."""
        self.listeners[listener] = self._head is not None
        if self._head is not None:
            burst = b"".join(encoded.cut.body for encoded in self._last)
            listener.hear(self._head + burst, self._last[-1].title if self._last else "")

    def take(self, encoded: Encoded) -> None:
        """Hands some more to everybody."""
        if encoded.cut.head is not None:
            self._head = encoded.cut.head
            self._last.clear()
            self._samples = 0
        elif self._head is None:
            # The last words of an encoder that was stopped before.
            return
        self._last.append(encoded)
        self._samples += encoded.cut.samples
        while self._samples - self._last[0].cut.samples >= BURST:
            self._samples -= self._last.popleft().cut.samples
        for listener, greeted in tuple(self.listeners.items()):
            self.listeners[listener] = True
            # An encoder that was started again goes on in the middle of FLAC; for Ogg a new chain begins.
            with_head = encoded.cut.head if encoded.cut.head and (self._chained or not greeted) else b""
            listener.hear(with_head + encoded.cut.body, encoded.title)


class Audience:
    """All listeners. `changed` is told how many there are of each format. Safe to use from any thread."""

    def __init__(
        self,
        bus: Bus,
        formats: Mapping[StreamFormat, Coding],
        changed: Callable[[Mapping[StreamFormat, int]], None],
    ) -> None:
        self._formats = formats
        self._changed = changed
        self._rooms: dict[StreamFormat, _Room] = {}
        self._lock = threading.RLock()
        bus.subscribe(Encoded, self._take)

    def join(self, name: StreamFormat, listener: Listener) -> None:
        """Somebody comes, and hears from now on."""
        with self._lock:
            room = self._rooms.setdefault(name, _Room(chained=self._formats[name].chained))
            room.enter(listener)
            self._tell()

    def leave(self, name: StreamFormat, listener: Listener) -> None:
        """Somebody goes."""
        with self._lock:
            room = self._rooms.get(name)
            if room is not None and room.listeners.pop(listener, None) is not None:
                if not room.listeners:
                    del self._rooms[name]
                self._tell()

    def _tell(self) -> None:
        self._changed({name: len(room.listeners) for name, room in self._rooms.items()})

    def _take(self, encoded: Encoded) -> None:
        with self._lock:
            room = self._rooms.get(encoded.format)
            if room is not None:
                room.take(encoded)
