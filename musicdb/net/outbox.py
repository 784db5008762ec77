"""What still has to be sent to one client.

The transport says when its buffer is full and when it is empty again; in between, frames wait here. Broadcast frames
are shared by all clients, so that a thousand slow ones cost one copy. A client for which too much waits is given up.
"""

from collections import deque
from collections.abc import Callable
from typing import Protocol

from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer


class Writes(Protocol):
    """The face of a transport that the outbox uses."""

    def write(self, data: bytes) -> None:
        """Sends bytes, or buffers them."""


@implementer(IPushProducer)
class Outbox:
    """Frames in their order. `limit` in bytes. `overflow`: it is exceeded. `drained`: all was sent."""

    def __init__(
        self, transport: Writes, limit: int, overflow: Callable[[], None], drained: Callable[[], None]
    ) -> None:
        self._transport = transport
        self._limit = limit
        self._overflow = overflow
        self._drained = drained
        self._frames: deque[bytes] = deque()
        self._waiting = 0
        self.paused = False

    def send(self, frame: bytes) -> None:
        """Sends a frame as soon as those before it are sent."""
        if not self.paused:
            self._transport.write(frame)
        elif self._waiting > self._limit:
            self._overflow()
        else:
            self._frames.append(frame)
            self._waiting += len(frame)

    def pauseProducing(self) -> None:
        """The transport has enough."""
        self.paused = True

    def resumeProducing(self) -> None:
        """The transport takes more."""
        self.paused = False
        while self._frames and not self.paused:
            frame = self._frames.popleft()
            self._waiting -= len(frame)
            self._transport.write(frame)
        if not self.paused:
            self._drained()

    def stopProducing(self) -> None:
        """The connection is lost."""
        self._frames.clear()
        self._waiting = 0
