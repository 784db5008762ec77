"""What a child writes, on its way to somebody: read when it is there, and only while the connection takes it."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from twisted.internet.defer import Deferred, ensureDeferred
from twisted.internet.interfaces import IPushProducer, IReadDescriptor
from twisted.python.failure import Failure
from zope.interface import implementer

from musicdb.net.exchange import Exchange
from musicdb.playback.children import Child

log = logging.getLogger(__name__)

STANDSTILL: Final = 900.0
"""For how many seconds a connection may take nothing before it is given up, and its place with it."""
_ZEROS: Final = bytes(64 * 1024)


@implementer(IPushProducer, IReadDescriptor)
class Flow:
    """One child, one exchange. `over` is called once with the child, on the reactor, when nothing is read any more.

    With a `size`, exactly so many bytes are sent: what is missing at the end are zeros, what is too much is cut off.
    """

    def __init__(
        self,
        reactor: Any,
        in_thread: Callable[[Callable[[], Any]], Awaitable[Any]],
        exchange: Exchange,
        child: Child,
        over: Callable[[Child], None],
        size: int | None = None,
    ) -> None:
        self._reactor = reactor
        self._in_thread = in_thread
        self._exchange = exchange
        self._child = child
        self._over = over
        self._left = size
        self._first: Deferred[bytes] | None = None
        self._is_reading = False
        self._has_ended = False
        self._is_over = False
        self._patience: Any = None

    def begin(self) -> Deferred[bytes]:
        """Waits for the first bytes; empty when there are none at all, or nobody waits for them any more."""
        self._first = first = Deferred[bytes]()
        if self._exchange.gone:
            self.stopProducing()
        else:
            self._exchange.notifyFinish().addErrback(self._lost)
            self._read(reading=True)
        return first

    def send(self, first: bytes) -> None:
        """Sends the first bytes, and what follows. The headers are sent already."""
        self._exchange.registerProducer(self, True)  # noqa: FBT003
        self._write(first)
        if not self._is_over:
            self._read(reading=self._patience is None)

    def fileno(self) -> int:
        """What the reactor waits for."""
        return self._child.output

    def logPrefix(self) -> str:
        """How the reactor calls it."""
        return "transcode"

    def doRead(self) -> None:
        """The child has written something, or has ended."""
        data = self._child.read()
        if data is not None and not self._is_over:
            self._take(data)

    def connectionLost(self, reason: Failure) -> None:
        """The child has ended, and everything it has written was read."""
        self._is_reading = False
        if not self._is_over:
            self._take(b"")

    def pauseProducing(self) -> None:
        """The connection has enough."""
        self._read(reading=False)
        if self._patience is None:
            self._patience = self._reactor.callLater(STANDSTILL, self._break_off)

    def resumeProducing(self) -> None:
        """The connection takes more."""
        self._wait_no_longer()
        self._read(reading=True)

    def stopProducing(self) -> None:
        """The listener is gone."""
        if self._is_over:
            return
        self._read(reading=False)
        self._is_over = True
        self._wait_no_longer()
        self._over(self._child)
        first, self._first = self._first, None
        if first:
            first.callback(b"")

    def _lost(self, _reason: Failure) -> None:
        self.stopProducing()

    def _write(self, data: bytes) -> None:
        if self._left is not None:
            data = data[: self._left]
            self._left -= len(data)
        self._exchange.write(data)
        if self._left == 0:
            self._end()

    def _take(self, data: bytes) -> None:
        first, self._first = self._first, None
        if not data or first:
            self._read(reading=False)
        self._has_ended = not data
        if first:
            first.callback(data)
        elif data:
            self._write(data)
        else:
            ensureDeferred(self._complete())

    async def _complete(self) -> None:
        failure = await self._in_thread(self._child.failure)
        if self._is_over:
            return
        if failure is not None:
            log.warning("A song could not be made smaller to its end: %s", failure)
            self._break_off()
            return
        while self._left:
            self._exchange.write(_ZEROS[: self._left])
            self._left -= min(len(_ZEROS), self._left)
        self._end()

    def _end(self) -> None:
        self._exchange.unregisterProducer()
        self.stopProducing()
        self._exchange.finish()

    def _break_off(self) -> None:
        # Only a broken connection tells that something is missing.
        self.stopProducing()
        if not self._exchange.gone:
            self._exchange.unregisterProducer()
            self._exchange.loseConnection()

    def _wait_no_longer(self) -> None:
        if self._patience is not None and self._patience.active():
            self._patience.cancel()
        self._patience = None

    def _read(self, *, reading: bool) -> None:
        if reading is self._is_reading or self._is_over or (reading and self._has_ended):
            return
        self._is_reading = reading
        if reading:
            self._reactor.addReader(self)
        else:
            self._reactor.removeReader(self)
