"""The other end of the wire: a browser's requests and a client's WebSocket, over real connections."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
from autobahn.twisted.websocket import WebSocketClientFactory, WebSocketClientProtocol
from twisted.internet import reactor
from twisted.internet.defer import Deferred, DeferredQueue
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.protocol import Factory, Protocol

PATIENCE = 10
"""How many seconds a test waits for what must happen."""

UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


class Response(msgspec.Struct, frozen=True):
    """What a server answered. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def cookie(self) -> str:
        """The cookie as a browser sends it back."""
        return self.headers["set-cookie"].partition(";")[0]


class Wire(Protocol):
    """A bare connection. What comes in is kept; `closed` fires with all of it, `arrived` hands out what is there."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.closed: Deferred[bytes] = Deferred()
        self.closed.addTimeout(PATIENCE, reactor)
        self._waiting: tuple[bytes, Deferred[bytes]] | None = None

    def dataReceived(self, data: bytes) -> None:
        before = len(self.data)
        self.data += data
        if self._waiting and self.data.find(self._waiting[0], max(0, before - len(self._waiting[0]))) >= 0:
            (_, waiting), self._waiting = self._waiting, None
            waiting.callback(bytes(self.data))

    def connectionLost(self, reason: Any) -> None:
        if not self.closed.called:
            self.closed.callback(bytes(self.data))

    def until(self, mark: bytes) -> Deferred[bytes]:
        """Fires when the mark has come in."""
        waiting: Deferred[bytes] = Deferred()
        waiting.addTimeout(PATIENCE, reactor)
        if mark in self.data:
            waiting.callback(bytes(self.data))
        else:
            self._waiting = (mark, waiting)
        return waiting

    def write(self, data: bytes) -> None:
        self.transport.write(data)


async def connect(url: str) -> Wire:
    """Opens a bare connection to the server of a URL."""
    address = urlsplit(url)
    endpoint = HostnameEndpoint(reactor, str(address.hostname), address.port or 80)
    return await endpoint.connect(Factory.forProtocol(Wire))


def request_text(url: str, method: str, headers: Mapping[str, str | None], body: bytes = b"") -> bytes:
    """A request as bytes. A header given as None is left away."""
    address = urlsplit(url)
    given: dict[str, str | None] = {"Host": address.netloc, "Connection": "close", **headers}
    if body:
        given["Content-Length"] = str(len(body))
    target = address.path + (f"?{address.query}" if address.query else "")
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {text}" for name, text in given.items() if text is not None)]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def fetch(url: str, method: str = "GET", body: bytes = b"", **headers: str | None) -> Response:
    """Does one request. Headers are given with underscores for dashes."""
    wire = await connect(url)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    wire.write(request_text(url, method, named, body))
    return parse_response(await wire.closed)


async def upgrade(url: str, path: str = "/ws", **headers: str | None) -> int:
    """The status an upgrade is answered with. Headers are given with underscores for dashes."""
    wire = await connect(url)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    wire.write(request_text(url + path, "GET", {**UPGRADE, **named}))
    answer = await wire.until(b"\r\n\r\n")
    wire.transport.abortConnection()
    return int(answer.split()[1])


def parse_response(raw: bytes) -> Response:
    head, _, body = raw.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): text.strip() for name, _, text in (line.partition(":") for line in lines)}
    return Response(int(status.split(" ")[1]), headers, body)


class Socket(WebSocketClientProtocol):
    """A WebSocket client of MusicDB."""

    def __init__(self) -> None:
        super().__init__()
        self.inbox: DeferredQueue[Any] = DeferredQueue()
        self.closing: Deferred[tuple[int | None, str | None]] = Deferred()

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        self.inbox.put(json.loads(payload))

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:
        self.closing.callback((code, reason))

    def send(self, method: str, fncname: str, key: str | None = None, /, **more: Any) -> None:
        """Sends a packet. Further keys: `sig`, `arguments`, `passed`."""
        packet = {
            "method": method,
            "fncname": fncname,
            "fncsig": more.get("sig"),
            "arguments": more.get("arguments"),
            "pass": more.get("passed"),
            "key": key,
        }
        self.sendMessage(json.dumps(packet).encode())

    def next(self) -> Deferred[Any]:
        """The next packet."""
        return self.inbox.get().addTimeout(PATIENCE, reactor)

    def gone(self) -> Deferred[tuple[int | None, str | None]]:
        """Fires with code and reason when the connection is closed."""
        return self.closing.addTimeout(PATIENCE, reactor)


async def open_socket(url: str, path: str = "/ws", **headers: str) -> Socket:
    """Opens a WebSocket to the server of a URL. Headers are given with underscores for dashes."""
    address = urlsplit(url)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    factory = WebSocketClientFactory(f"ws://{address.netloc}{path}", headers=named, reactor=reactor)
    factory.protocol = Socket
    factory.setProtocolOptions(maxFramePayloadSize=0, maxMessagePayloadSize=0, openHandshakeTimeout=PATIENCE)
    endpoint = HostnameEndpoint(reactor, str(address.hostname), address.port or 80)
    socket: Socket = await endpoint.connect(factory)
    await socket.is_open
    return socket
