"""Sends songs that are made smaller on the way. There are only so many at once; the others wait for a moment."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from twisted.internet.defer import ensureDeferred

from musicdb.errors import InvalidContentError
from musicdb.net.exchange import Exchange
from musicdb.net.subsonic.flow import Flow
from musicdb.net.subsonic.places import Places
from musicdb.playback.children import Child
from musicdb.playback.transcoding import Transcode
from musicdb.services import Services


class Transcodes:
    """All songs on their way. `in_thread` does blocking work."""

    def __init__(
        self, services: Services, reactor: Any, in_thread: Callable[[Callable[[], Any]], Awaitable[Any]]
    ) -> None:
        self._services = services
        self._reactor = reactor
        self._in_thread = in_thread
        number = services.config.phones.transcodes
        self.are_allowed = number > 0
        """Whether there may be any."""
        self._places = Places(reactor, number)

    async def send(
        self, exchange: Exchange, transcode: Transcode, headers: Mapping[str, str], size: int | None = None
    ) -> None:
        """Sends what is made of a song; with a `size`, exactly so many bytes.

        Nothing is sent when it raises BusyError, because too many are on their way, or InvalidContentError, because
        nothing can be made of the song.
        """
        if exchange.method == b"HEAD":
            self._begin(exchange, headers, size)
            exchange.write(b"")
            exchange.finish()
            return
        await self._places.take()
        try:
            child: Child = await self._in_thread(lambda: self._services.transcoder.begin(transcode))
        except BaseException:
            self._places.give_back()
            raise
        flow = Flow(self._reactor, self._in_thread, exchange, child, self._over, size)
        first = await flow.begin()
        if exchange.gone:
            return
        if not first:
            reason = await self._in_thread(child.failure)
            flow.stopProducing()
            raise InvalidContentError(f"This song cannot be made smaller: {reason or 'there is no sound there'}.")
        self._begin(exchange, headers, size)
        flow.send(first)

    def _over(self, child: Child) -> None:
        ensureDeferred(self._clear_away(child))

    async def _clear_away(self, child: Child) -> None:
        # Only when the process is gone its place is free: there shall never be more of them.
        try:
            await self._in_thread(lambda: self._services.transcoder.end(child))
        finally:
            self._places.give_back()

    @staticmethod
    def _begin(exchange: Exchange, headers: Mapping[str, str], size: int | None) -> None:
        exchange.begin(200, headers)
        if size is not None:
            exchange.setHeader("Content-Length", str(size))
