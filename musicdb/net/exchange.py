"""One HTTP request and its answer, with the limits and headers that hold for all of them."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from twisted.web import http, server
from twisted.web.http_headers import Headers

from musicdb.errors import (
    BadArgumentError,
    BadPacketError,
    BusyError,
    ChecksumFormatError,
    ChunkError,
    ContentTypeError,
    DumpError,
    FileNameError,
    FileTypeError,
    FingerprintError,
    InUseError,
    InvalidContentError,
    MusicDBError,
    MusicUnavailableError,
    NoSpaceError,
    NotAllowedError,
    NotAnalyzedError,
    NotFoundError,
    OutdatedError,
    PathError,
    PictureError,
    RangeError,
    ResultsError,
    TaskStateError,
    TooLargeError,
    TooManyAttemptsError,
    TooManyClientsError,
    UnknownTaskError,
    UpgradeError,
    UploadsDisabledError,
    WrongHostError,
    WrongMethodError,
    WrongOriginError,
)
from musicdb.net.admission import PROXY_HEADERS, Visitor

BODY_LIMIT = 64 * 1024
"""The longest body of a request, in bytes. Music comes in over the WebSocket."""

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; "
    "media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_SECURITY_HEADERS = {name.encode(): [text.encode()] for name, text in SECURITY_HEADERS.items()}
STATUS: Mapping[type[MusicDBError], int] = {
    BadArgumentError: 400,
    BadPacketError: 400,
    NotAllowedError: 401,
    WrongOriginError: 403,
    NotFoundError: 404,
    PathError: 404,
    WrongMethodError: 405,
    ContentTypeError: 400,
    FileNameError: 400,
    ChecksumFormatError: 400,
    FingerprintError: 400,
    InvalidContentError: 400,
    PictureError: 400,
    ResultsError: 400,
    DumpError: 400,
    UploadsDisabledError: 403,
    UnknownTaskError: 404,
    NotAnalyzedError: 409,
    InUseError: 409,
    OutdatedError: 409,
    TaskStateError: 409,
    ChunkError: 409,
    TooLargeError: 413,
    FileTypeError: 415,
    RangeError: 416,
    WrongHostError: 421,
    UpgradeError: 426,
    TooManyAttemptsError: 429,
    BusyError: 429,
    TooManyClientsError: 503,
    MusicUnavailableError: 503,
    NoSpaceError: 507,
}


class Answer(msgspec.Struct, frozen=True):
    """A whole answer. Headers win over the ones all answers have."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}


def json_answer(value: object, status: int = 200, **headers: str) -> Answer:
    """An answer that holds a JSON value. Headers are given with underscores for dashes."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    return Answer(status, json.dumps(value).encode(), headers | named)


def problem(error: MusicDBError, **headers: str) -> Answer:
    """An error as a JSON problem."""
    return json_answer({"code": error.code, "message": error.message}, STATUS.get(type(error), 500), **headers)


class Channel(http.HTTPChannel):
    """A connection that speaks HTTP/1.1 until it becomes a WebSocket."""

    site: Any
    asks = False
    """Whether a request is complete and not answered yet."""

    def connectionMade(self) -> None:
        """A browser connected."""
        super().connectionMade()
        transport: Any = self.transport
        transport.setTcpKeepAlive(1)
        self.site.admit(self)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """The browser is gone."""
        self.site.channels.pop(self, None)
        super().connectionLost(reason)

    def requestDone(self, request: http.Request) -> None:
        """A request is answered."""
        self.asks = False
        super().requestDone(request)

    def become_websocket(self) -> None:
        """From now on the connection belongs to a WebSocket client."""
        self.site.channels.pop(self, None)

    def drop(self) -> None:
        """Ends the connection at once."""
        transport: Any = self.transport
        transport.abortConnection()

    def body_limit(self) -> int:
        """How long the body of the request may be whose headers have just been read."""
        # Twisted tells it to the request only when the body is complete.
        address: bytes = getattr(self, "_path", b"")
        limits = (limit for begin, limit in self.site.body_limits.items() if address.startswith(begin))
        return next(limits, BODY_LIMIT)

    def writeHeaders(self, version: bytes, code: bytes, reason: bytes, headers: Headers) -> None:
        """Sends what stands before the body, in one piece: line by line it would take a tenth of a millisecond."""
        named = {**_SECURITY_HEADERS, **dict(headers.getAllRawHeaders()), b"Server": [b"MusicDB"]}
        lines = [b"%b: %b" % (name, value) for name, values in named.items() for value in values]
        transport: Any = self.transport
        transport.write(b"\r\n".join((b"%b %b %b" % (version, code, reason), *lines, b"", b"")))

    def refuse_body(self) -> None:
        """Answers a request whose body is too long, before it is read."""
        self.write(b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        self.loseConnection()


class Exchange(server.Request):
    """A request. `gone` when the browser does not wait for the answer any more."""

    channel: Channel
    defaultContentType = None
    gone = False
    _received = 0
    _named: Mapping[str, str] | None = None
    _limit = BODY_LIMIT

    def gotLength(self, length: int | None) -> None:
        """The headers are read."""
        self._limit = self.channel.body_limit()
        super().gotLength(min(length or 0, self._limit))
        if length is not None and length > self._limit:
            self.channel.refuse_body()

    def handleContentChunk(self, data: bytes) -> None:
        """A part of the body."""
        within = self._received <= self._limit
        self._received += len(data)
        if self._received <= self._limit:
            super().handleContentChunk(data)
        elif within:
            self.channel.refuse_body()

    def process(self) -> None:
        """The request is read."""
        self.channel.asks = True
        if self.path == b"*":
            self.path = self.uri = b"/*"
        super().process()

    def connectionLost(self, reason: Failure) -> None:
        """The browser is gone."""
        self.gone = True
        super().connectionLost(reason)

    def header(self, name: str) -> str | None:
        """A header of the request, its name in small letters; the last one of several."""
        if self._named is None:
            sent = self.requestHeaders.getAllRawHeaders()
            self._named = {key.decode("latin-1").lower(): values[-1].decode("utf-8", "replace") for key, values in sent}
        return self._named.get(name)

    def visitor(self) -> Visitor:
        """Where the request comes from."""
        return Visitor(
            peer=getattr(self.client, "host", ""),
            host=self.header("host") or "",
            secure=self.isSecure(),
            origin=self.header("origin"),
            cookies=self.header("cookie") or "",
            key=self.header("x-api-key"),
            proxied=any(self.header(name) is not None for name in PROXY_HEADERS),
        )

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Sets status and headers of the answer. They win over the ones all answers have."""
        self.setResponseCode(status, HTTPStatus(status).phrase.encode())
        for name, text in headers.items():
            self.setHeader(name, text)

    def conclude(self, answer: Answer) -> None:
        """Sends a whole answer, unless nobody waits for it."""
        if self.gone:
            return
        self.begin(answer.status, answer.headers)
        if answer.status != http.NO_CONTENT:
            self.setHeader("Content-Length", str(len(answer.body)))
        self.write(answer.body)
        self.finish()
