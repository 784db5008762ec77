"""Which address is answered by what: pages, music, pictures, sessions and the upgrade to a WebSocket.

This is the door of HTTP: whatever goes wrong behind it becomes a JSON problem here.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import msgspec
from autobahn.twisted.resource import WebSocketResource
from twisted.internet.defer import DeferredSemaphore, ensureDeferred
from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET

from musicdb import __version__
from musicdb.errors import (
    BadArgumentError,
    MusicDBError,
    NotAllowedError,
    NotFoundError,
    TooManyAttemptsError,
    TooManyClientsError,
    UpgradeError,
    WrongMethodError,
)
from musicdb.model.stream import StreamFormat
from musicdb.net.acoustid import AcoustIDFace
from musicdb.net.admission import Admission, Visitor
from musicdb.net.client import ClientFactory
from musicdb.net.exchange import Answer, Exchange, json_answer, problem
from musicdb.net.files import FileSender
from musicdb.net.identifying import ADDRESS, Identifying
from musicdb.net.pages import ASSETS, INDEX, Pages
from musicdb.net.rest.service import FOLDER as REST
from musicdb.net.rest.service import Rest
from musicdb.net.streams import Streams
from musicdb.services import Services

log = logging.getLogger(__name__)

Handler = Callable[[Exchange, Visitor, str], Awaitable[Answer | None]]

_READ = (b"GET", b"HEAD")
_WRITE = (b"POST",)
_ARTWORK = re.compile(r"(?:(\d{2,4})x\1/)?(default|[0-9a-f]{16,128})\.(?:jpg|webp)")
_FRAME = re.compile(
    r"videos/[0-9a-f]{20}/(?:frame-\d{2,3}|preview|[0-9a-f]{16,128})(?: \(\d{2,4}×\d{2,4}\))?\.(?:jpg|webp)"
)
_IMMUTABLE = "private, max-age=31536000, immutable"
_REVALIDATE = "private, no-cache"
_LOGINS_WAITING = 16


class _Password(msgspec.Struct, frozen=True):
    password: str


class Routes(Resource):
    """The one resource of the site. `faces` answer all that is in their folders, errors too."""

    isLeaf = True

    def __init__(
        self,
        services: Services,
        admission: Admission,
        clients: ClientFactory,
        files: FileSender,
        resource: Callable[[str], Path],
        rest: Rest,
        faces: Mapping[str, Handler],
        acoustid: AcoustIDFace | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._admission = admission
        self._clients = clients
        self._files = files
        self._resource = resource
        self._rest = rest
        self._faces = faces
        self._acoustid = acoustid
        self._pages = Pages(lambda: resource(f"webui/{INDEX}"))
        self._hashing = DeferredSemaphore(1)
        streams = Streams(services.stream, admission)
        # Clients of MusicDB 8 look for the pictures of videos in videoframes/.
        self._folders: Mapping[str, Handler] = {
            "artwork": self._artwork,
            "videoframes": self._artwork,
            "music": self._music,
        }
        self._addresses: Mapping[str, tuple[Handler, tuple[bytes, ...]]] = {
            "health": (self._health, _READ),
            "session": (self._session, _READ),
            "login": (self._login, _WRITE),
            "logout": (self._logout, _WRITE),
            ADDRESS: (Identifying(services, admission, files.in_thread).answer, _WRITE),
            "ws": (self._only_websocket, _READ),
            **{f"stream.{name}": (streams.answer, _READ) for name in StreamFormat},
        }

    def render(self, request: Exchange) -> int:
        """Takes a request; the answer comes when it is ready."""
        ensureDeferred(self._answer(request))
        return NOT_DONE_YET

    async def _answer(self, exchange: Exchange) -> None:
        try:
            answer = await self._route(exchange)
        except MusicDBError as error:
            answer = problem(error)
        except Exception:
            log.exception("A request failed")
            answer = problem(MusicDBError())
        if answer:
            exchange.conclude(answer)

    async def _route(self, exchange: Exchange) -> Answer | None:
        visitor = exchange.visitor()
        self._admission.check_host(visitor)
        path = _decoded(exchange.path)
        if "websocket" in (exchange.header("upgrade") or "").lower() and path in {"/", "/ws"}:
            return self._upgrade(exchange, visitor)
        folder, slash, rest = path[1:].partition("/")
        if folder == REST:
            self._rest.answer(exchange)
            return None
        if folder in self._faces:
            return await self._faces[folder](exchange, visitor, rest)
        if self._acoustid and self._acoustid.takes(path):
            return await self._acoustid.answer(exchange, visitor, path)
        handler, methods = self._addresses.get(folder, (self._page, _READ))
        if folder in self._folders:
            handler, path = self._folders[folder], rest
        elif slash and folder in self._addresses:
            raise NotFoundError("There is nothing at this address.")
        if exchange.method not in methods:
            return problem(WrongMethodError(), Allow=b", ".join(methods).decode())
        if methods is _WRITE:
            self._admission.check_origin(visitor)
        return await handler(exchange, visitor, path)

    def _upgrade(self, exchange: Exchange, visitor: Visitor) -> Answer | None:
        self._admission.check_origin(visitor)
        # Programs may name an origin, too, and send the API key later. A browser without a session cannot.
        browser = (exchange.header("user-agent") or "").startswith("Mozilla/")
        if browser and visitor.origin is not None and self._admission.session_of(visitor.cookies) is None:
            raise NotAllowedError("Log in first.")
        if not self._clients.clients.make_room(self._clients.settings.maxclients):
            raise TooManyClientsError
        exchange.channel.become_websocket()
        answer = WebSocketResource(self._clients).render(exchange)
        return None if answer is NOT_DONE_YET else problem(UpgradeError())

    async def _page(self, exchange: Exchange, visitor: Visitor, path: str) -> Answer:
        if self._pages.changed():
            await self._files.in_thread(self._pages.load)
        name = path[1:]
        if name.startswith(ASSETS) or "." in name.rpartition("/")[2]:
            return self._pages.find(name).answer(exchange)
        return self._pages.find(INDEX).answer(exchange, self._admission.cookie_for_page(visitor))

    async def _music(self, exchange: Exchange, visitor: Visitor, path: str) -> Answer | None:
        self._admission.require(visitor)
        return await self._files.send(exchange, lambda: self._services.music.existing(path), _REVALIDATE)

    async def _artwork(self, exchange: Exchange, visitor: Visitor, path: str) -> Answer | None:
        self._admission.require(visitor)
        name = _ARTWORK.fullmatch(path)
        if name is None and _FRAME.fullmatch(path):
            frame = self._services.config.directories.artwork / path
            return await self._files.send(exchange, lambda: frame, _IMMUTABLE)
        if name is None:
            raise NotFoundError("There is no such picture.")
        picture = self._services.config.directories.artwork / path
        if name.group(2) == "default":
            return await self._files.send(exchange, lambda: self._or_default(picture), _REVALIDATE)
        return await self._files.send(exchange, lambda: picture, _IMMUTABLE)

    async def _health(self, _exchange: Exchange, _visitor: Visitor, _path: str) -> Answer:
        return json_answer({"status": "ok", "version": __version__})

    async def _session(self, _exchange: Exchange, visitor: Visitor, _path: str) -> Answer:
        known = self._admission.session_of(visitor.cookies) is not None
        return json_answer({"authenticated": known, "password": self._admission.has_password()})

    async def _login(self, exchange: Exchange, visitor: Visitor, _path: str) -> Answer:
        password = _password(exchange)
        self._admission.attempts.begin(visitor.peer)
        if len(self._hashing.waiting) >= _LOGINS_WAITING:
            raise TooManyAttemptsError
        right = await self._hashing.run(self._files.in_thread, lambda: self._admission.log_in(password))
        if not right:
            raise NotAllowedError("This is not the password.")
        self._admission.attempts.succeeded(visitor.peer)
        return Answer(204, b"", {"Set-Cookie": self._admission.new_cookie(visitor), "Cache-Control": "no-store"})

    async def _logout(self, _exchange: Exchange, visitor: Visitor, _path: str) -> Answer:
        return Answer(204, b"", {"Set-Cookie": self._admission.no_cookie(visitor), "Cache-Control": "no-store"})

    async def _only_websocket(self, _exchange: Exchange, _visitor: Visitor, _path: str) -> Answer:
        return problem(UpgradeError(), Upgrade="websocket")

    def _or_default(self, picture: Path) -> Path:
        return picture if picture.is_file() else self._resource("share/default.jpg")


def _decoded(path: bytes) -> str:
    try:
        return unquote(path.decode("ascii"), errors="strict")
    except UnicodeDecodeError as error:
        raise NotFoundError("The address is not valid UTF-8.") from error


def _password(exchange: Exchange) -> str:
    content: Any = exchange.content
    body: bytes = content.read()
    if (exchange.header("content-type") or "").startswith("application/json"):
        try:
            return msgspec.json.decode(body, type=_Password).password
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadArgumentError('Send the password as {"password": "…"}.') from error
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return fields.get("password", [""])[0]
