"""The OpenSubsonic API at its door: parameters, passwords, threads, and errors as envelopes.

Neither cookies nor the API key of the household are ever looked at here, so that pages of other servers may ask, too:
what they know, they were told by a person.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar
from urllib.parse import parse_qs

from twisted.internet.threads import deferToThreadPool
from twisted.python.threadpool import ThreadPool

from musicdb.errors import MusicDBError, TooManyClientsError
from musicdb.net.admission import Visitor
from musicdb.net.attempts import Attempts
from musicdb.net.exchange import Answer, Exchange
from musicdb.net.files import FileSender
from musicdb.net.subsonic.declare import Call, Delivery, Endpoint, Titled
from musicdb.net.subsonic.envelope import Style, failed, read_style, succeeded
from musicdb.net.subsonic.faults import Code, Fault, fault_of
from musicdb.net.subsonic.keys import Parameters, first, read_proof
from musicdb.net.subsonic.table import ENDPOINTS
from musicdb.net.subsonic.transcodes import Transcodes
from musicdb.services import Services

log = logging.getLogger(__name__)

FOLDER: Final = "rest"
BODY_LIMIT: Final = 1024 * 1024
"""How long a form may be, in bytes: some 80,000 songs for a playlist."""
_MOST_PARAMETERS: Final = 100_000
_MOST_WAITING: Final = 128
_THREADS: Final = 4
_FOR_ALL: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT: Final = {
    **_FOR_ALL,
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Range",
    "Access-Control-Max-Age": "86400",
}
_WRONG: Final = frozenset({Code.WRONG_PASSWORD, Code.WRONG_KEY})
T = TypeVar("T")


class Subsonic:
    """Answers what is below /rest/. Work is done in `pool`."""

    def __init__(self, services: Services, files: FileSender, reactor: Any) -> None:
        self._services = services
        self._files = files
        self._reactor = reactor
        self._attempts = Attempts(reactor.seconds)
        self._waiting = 0
        self._transcodes = Transcodes(services, reactor, self._in_thread)
        self.pool = ThreadPool(minthreads=0, maxthreads=_THREADS, name="subsonic")

    async def answer(self, exchange: Exchange, visitor: Visitor, name: str) -> Answer | None:
        """Answers a request for an endpoint; None: the answer is on its way."""
        if exchange.method == b"OPTIONS":
            return Answer(204, b"", _PREFLIGHT)
        style = Style()
        try:
            parameters = await self._parameters(exchange)
            style = read_style(parameters)
            return await self._answer(exchange, visitor, name, parameters, style)
        except Fault as fault:
            return _written(*failed(style, fault))
        except MusicDBError as error:
            return _written(*failed(style, fault_of(error)))
        except Exception:
            log.exception("A request of an app failed")
            return _written(*failed(style, fault_of(MusicDBError())))

    async def _answer(
        self, exchange: Exchange, visitor: Visitor, name: str, parameters: Parameters, style: Style
    ) -> Answer | None:
        endpoint = ENDPOINTS.get(name.removesuffix(".view"))
        if endpoint is None:
            raise Fault(Code.GENERIC, "This server does not know this endpoint.")
        if not endpoint.public:
            self._attempts.check(visitor.peer)
        try:
            answer = await self._done(exchange, endpoint, parameters, style)
        except Fault as fault:
            if fault.code in _WRONG:
                self._attempts.begin(visitor.peer)
            raise
        if not endpoint.public:
            self._attempts.succeeded(visitor.peer)
        return answer

    async def _done(
        self, exchange: Exchange, endpoint: Endpoint, parameters: Parameters, style: Style
    ) -> Answer | None:
        if not endpoint.is_raw:
            return await self._in_thread(lambda: self._do(exchange, endpoint, parameters, style))
        call = await self._in_thread(lambda: self._call(exchange, endpoint, parameters))
        arguments = endpoint.read(parameters)
        delivery = Delivery(call, exchange, self._files, self._in_thread, self._transcodes, _FOR_ALL)
        sent: Answer | None = await endpoint.handler(delivery, **arguments)
        return sent

    def _do(self, exchange: Exchange, endpoint: Endpoint, parameters: Parameters, style: Style) -> Answer:
        call = self._call(exchange, endpoint, parameters)
        value = endpoint.handler(call, **endpoint.read(parameters))
        titled = value if isinstance(value, Titled) else Titled(endpoint.answer, value)
        return _written(*succeeded(style, titled.name, titled.value))

    def _call(self, exchange: Exchange, endpoint: Endpoint, parameters: Parameters) -> Call:
        client = first(parameters, "c")
        if endpoint.public:
            return Call(self._services, "", client)
        proof = read_proof(parameters)
        device = self._services.apppasswords.find(proof.matches, client)
        if device is None:
            raise proof.refused()
        origin = f"http{'s' if exchange.isSecure() else ''}://{exchange.header('host') or ''}"
        return Call(self._services, proof.user, client, device, origin)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._waiting >= _MOST_WAITING:
            raise TooManyClientsError("Too many requests wait already. Try again in a moment.")
        self._waiting += 1
        try:
            done: T = await deferToThreadPool(self._reactor, self.pool, work)
        finally:
            self._waiting -= 1
        return done

    async def _parameters(self, exchange: Exchange) -> Parameters:
        """The parameters of the address and of the form in the body."""
        if exchange.method not in {b"GET", b"HEAD", b"POST"}:
            raise Fault(Code.GENERIC, "Use GET or POST.")
        query = exchange.uri.partition(b"?")[2]
        if exchange.method != b"POST":
            return _read(query)
        content: Any = exchange.content
        # Twisted keeps long bodies in files, and 80,000 songs take a third of a second.
        return await self._in_thread(lambda: _read(query, content.read()))


def _read(*parts: bytes) -> Parameters:
    parameters: dict[str, list[str]] = {}
    for part in parts:
        try:
            text = part.decode("utf-8", "replace")
            read = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
        except ValueError as error:
            raise Fault(Code.GENERIC, "There are too many parameters.") from error
        for name, values in read.items():
            parameters.setdefault(name, []).extend(values)
    return parameters


def _written(body: bytes, media_type: str) -> Answer:
    return Answer(200, body, {**_FOR_ALL, "Content-Type": media_type, "Cache-Control": "no-store"})
