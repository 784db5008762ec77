"""The HTTP API at its door: admission, arguments, threads, and errors as problems (RFC 9457). klein finds the route.

Requests of browsers are admitted by their session, too. What changes something must then come from a page of this
server, and browsers always say where it comes from.
"""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, quote

import msgspec
from klein import Klein
from twisted.internet.defer import Deferred, ensureDeferred
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure
from twisted.python.threadpool import ThreadPool
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from musicdb.errors import (
    BadArgumentError,
    MusicDBError,
    NotAllowedError,
    NotFoundError,
    TooManyClientsError,
    WrongMethodError,
    WrongOriginError,
)
from musicdb.net.admission import Admission, Visitor
from musicdb.net.exchange import STATUS, Answer, Exchange
from musicdb.net.files import FileSender
from musicdb.net.rest.declare import PREFIX, Content, Document, Route
from musicdb.net.rest.files import CHUNK
from musicdb.net.rest.table import ROUTES
from musicdb.services import Services

log = logging.getLogger(__name__)

FOLDER = PREFIX.strip("/").partition("/")[0]
BODY_LIMITS: Mapping[bytes, int] = {
    f"{PREFIX}/uploads/".encode(): CHUNK,
    f"{PREFIX}/loads/".encode(): CHUNK,
    f"{PREFIX}/".encode(): 1024 * 1024,
}
"""How long bodies may be, in bytes, by the begin of the address; the first that fits counts."""
_MOST_WAITING = 64
_BEARER = "bearer "
_SAFE = (b"GET", b"HEAD")


class Rest:
    """Answers what is below /api/. Work is done in `pool`."""

    def __init__(
        self, services: Services, admission: Admission, files: FileSender, reactor: Any, pool: ThreadPool
    ) -> None:
        self._services = services
        self._admission = admission
        self._files = files
        self._reactor = reactor
        self._pool = pool
        self._waiting = 0
        app: Any = Klein()
        app.handle_errors(Exception)(self._refuse)
        for route in ROUTES:
            app.route(PREFIX + route.path, methods=[route.method], endpoint=route.name)(self._handler(route))
        self._resource = app.resource()

    def answer(self, exchange: Exchange) -> None:
        """Takes a request; the answer comes when it is ready."""
        self._resource.render(exchange)

    def _handler(self, route: Route) -> Any:
        async def handle(exchange: Exchange, **places: str) -> bytes | None:
            if not route.public:
                self._admit(exchange)
            if self._waiting >= _MOST_WAITING:
                raise TooManyClientsError("Too many requests wait already. Try again in a moment.")
            arguments = _arguments(route, exchange, places)
            answer = await self._in_thread(lambda: self._do(route, exchange, arguments))
            if isinstance(answer, Document):
                return await self._send(exchange, answer)
            return _begun(exchange, answer)

        return handle

    def _in_thread(self, work: Callable[[], Answer | Document]) -> Deferred[Answer | Document]:
        """Does work. Whoever does not wait for it any more cancels the waiting, not the work."""
        waiting: Deferred[Answer | Document] = Deferred()
        self._waiting += 1
        done: Deferred[Answer | Document] = deferToThreadPool(self._reactor, self._pool, work)
        done.addBoth(self._deliver, waiting)
        return waiting

    def _deliver(self, outcome: Answer | Document | Failure, waiting: Deferred[Answer | Document]) -> None:
        self._waiting -= 1
        if not waiting.called:
            # A failure is taken, too.
            waiting.callback(outcome)
        elif isinstance(outcome, Document):
            ensureDeferred(self._discard(outcome))

    def _do(self, route: Route, exchange: Exchange, arguments: dict[str, Any]) -> Answer | Document:
        if route.body is not None:
            arguments["body"] = _body(route, exchange)
        value = route.handler(self._services, **arguments)
        if isinstance(value, Document):
            return value
        if isinstance(value, Content):
            return Answer(route.status, value.body, _headers(value.media_type, value.filename))
        if value is None:
            return Answer(route.status, b"", {"Cache-Control": "no-store"})
        headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        if route.status == HTTPStatus.CREATED:
            headers["Location"] = f"{_collection(route)}/{value.id}"
        return Answer(route.status, msgspec.json.encode(value), headers)

    async def _send(self, exchange: Exchange, document: Document) -> bytes | None:
        if exchange.gone:
            await self._discard(document)
            return None
        done = exchange.notifyFinish()
        try:
            headers = _headers(document.media_type, document.filename)
            problem = await self._files.send(exchange, lambda: document.path, "no-store", headers)
        finally:
            # It is open by now, and is sent although it has no name any more.
            await self._discard(document)
        if problem is not None:
            return _begun(exchange, problem)
        if not exchange.finished:
            await done.addErrback(lambda _: None)
        return None

    async def _discard(self, document: Document) -> None:
        if document.temporary:
            await self._files.in_thread(lambda: document.path.unlink(missing_ok=True))

    def _admit(self, exchange: Exchange) -> None:
        visitor = exchange.visitor()
        given = exchange.header("authorization")
        if given is not None:
            token = given[len(_BEARER) :].strip() if given.lower().startswith(_BEARER) else None
            visitor = msgspec.structs.replace(visitor, key=token, cookies="")
        if exchange.method not in _SAFE:
            self._check_origin(visitor)
        if not self._admission.admits(visitor):
            raise NotAllowedError("Send the API key as `Authorization: Bearer …`, or log in.")

    def _check_origin(self, visitor: Visitor) -> None:
        self._admission.check_origin(visitor)
        by_key = self._admission.key_matches(visitor.key)
        if visitor.origin is None and not by_key and self._admission.session_of(visitor.cookies) is not None:
            raise WrongOriginError("With a session, changes must come from a page of this server. Send the API key.")

    @staticmethod
    def _refuse(exchange: Exchange, failure: Failure) -> bytes:
        error = failure.value
        headers: dict[str, str] = {}
        if isinstance(error, MethodNotAllowed):
            headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
            error = WrongMethodError()
        elif isinstance(error, HTTPException):
            error = NotFoundError(f"There is nothing at this address. {PREFIX}/openapi.json tells what there is.")
        elif not isinstance(error, MusicDBError):
            log.error("A request failed", exc_info=error)
            error = MusicDBError()
        if isinstance(error, NotAllowedError):
            headers["WWW-Authenticate"] = "Bearer"
        if isinstance(error, TooManyClientsError):
            headers["Retry-After"] = "1"
        return _begun(exchange, problem(error, headers))


class Problem(msgspec.Struct, frozen=True):
    """What went wrong, as RFC 9457 has it. `code` is the word a program reads."""

    type: str
    title: str
    status: int
    detail: str
    code: str


def problem(error: MusicDBError, headers: Mapping[str, str]) -> Answer:
    """An error as a problem."""
    status = STATUS.get(type(error), 500)
    told = Problem(f"{PREFIX}/problems/{error.code}", type(error)().message, status, error.message, error.code)
    usual = {"Content-Type": "application/problem+json", "Cache-Control": "no-store"}
    return Answer(status, msgspec.json.encode(told), usual | dict(headers))


def _begun(exchange: Exchange, answer: Answer) -> bytes:
    """Sets status and headers; klein sends the body."""
    exchange.begin(answer.status, answer.headers)
    if answer.status != HTTPStatus.NO_CONTENT:
        exchange.setHeader("Content-Length", str(len(answer.body)))
    return answer.body


def _arguments(route: Route, exchange: Exchange, places: Mapping[str, str]) -> dict[str, Any]:
    try:
        query = parse_qs(
            exchange.uri.partition(b"?")[2].decode("ascii"), keep_blank_values=True, max_num_fields=300, errors="strict"
        )
    except ValueError as error:
        raise BadArgumentError("The query is not written as it should be.") from error
    given: dict[str, Any] = dict(places)
    for name, values in query.items():
        if name in given or (len(values) > 1 and name not in route.lists):
            raise BadArgumentError(f"“{name[:100]}” is given more than once.")
        given[name] = values if name in route.lists else values[0]
    try:
        read = msgspec.convert(given, route.arguments, strict=False)
    except msgspec.ValidationError as error:
        if route.places and any(str(error).endswith(f"`$.{place}`") for place in route.places):
            raise NotFoundError("There is nothing with this id; ids are UUIDs.") from error
        raise BadArgumentError(str(error)) from error
    return {name: getattr(read, name) for name in read.__struct_fields__}


def _body(route: Route, exchange: Exchange) -> Any:
    """The body. Read in a thread, because Twisted keeps long ones in files."""
    content: Any = exchange.content
    sent = (exchange.header("content-type") or "").partition(";")[0].strip().lower()
    if sent and sent != route.takes:
        raise BadArgumentError(f"The body must be {route.takes}, not {sent[:100]}.")
    body: bytes = content.read()
    if route.body is bytes:
        return body
    try:
        return msgspec.json.decode(body, type=route.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadArgumentError(str(error)) from error


def _headers(media_type: str, filename: str | None) -> dict[str, str]:
    headers = {"Content-Type": media_type, "Cache-Control": "no-store"}
    if filename is not None:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return headers


def _collection(route: Route) -> str:
    """Where what a route makes is to be found afterwards."""
    return PREFIX + ("/annotations" if route.path.endswith("/annotations") else route.path)
