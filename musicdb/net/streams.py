"""The stream over HTTP: every listener is a request that never ends, and none of them has a thread.

Answers look like those of an Icecast server, because that is what radios know: HTTP/1.0, no length, no chunks, and on
request the title in between (ICY). What a slow connection does not take waits in a bounded buffer; then it is dropped.
"""

import hmac
import socket
from typing import Any
from urllib.parse import parse_qs

from twisted.python.failure import Failure

from musicdb.errors import NotAllowedError
from musicdb.model.stream import StreamFormat
from musicdb.net.admission import Admission, Visitor
from musicdb.net.exchange import Answer, Exchange
from musicdb.net.outbox import Outbox
from musicdb.playback.encoding import Coding
from musicdb.playback.stream import AudioStream

METADATA_INTERVAL = 16_000
"""How many bytes of music are between two titles."""
WAITING_LIMIT = 1024 * 1024
"""How much may wait to be sent to a listener, in bytes: half a minute of MP3, a few seconds of FLAC."""
SOCKET_BUFFER = 256 * 1024
"""How much the kernel keeps for a listener. By itself it would keep minutes of music nobody wants to hear any more."""
_UNIT = 16
_LONGEST_TITLE = 255 * _UNIT - len("StreamTitle='';")


class Titles:
    """Puts the title between the bytes, for one listener. Between two titles there is always the same distance."""

    def __init__(self) -> None:
        self._until_next = METADATA_INTERVAL
        self._told = ""

    def weave(self, data: bytes, title: str) -> bytes:
        """The bytes with the titles that belong between them."""
        pieces = []
        while len(data) >= self._until_next:
            pieces += [data[: self._until_next], self._block(title)]
            data = data[self._until_next :]
            self._until_next = METADATA_INTERVAL
        self._until_next -= len(data)
        return b"".join([*pieces, data])

    def _block(self, title: str) -> bytes:
        if title == self._told:
            return b"\0"
        self._told = title
        # Players take "';" for the end.
        text = title.replace("';", "’;").encode()[:_LONGEST_TITLE].decode(errors="ignore")
        block = f"StreamTitle='{text}';".encode()
        units = -(-len(block) // _UNIT)
        return bytes([units]) + block.ljust(units * _UNIT, b"\0")


class Listening:
    """One listener."""

    def __init__(self, exchange: Exchange, titles: Titles | None) -> None:
        self._exchange = exchange
        self._titles = titles
        self._outbox = Outbox(exchange, WAITING_LIMIT, exchange.channel.drop, lambda: None)

    def begin(self) -> None:
        """Sends the headers; from now on the connection tells how much it takes."""
        _socket_of(self._exchange.transport).setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SOCKET_BUFFER)
        self._exchange.registerProducer(self._outbox, True)  # noqa: FBT003
        self._exchange.write(b"")

    def hear(self, data: bytes, title: str) -> None:
        """Sends some more of the stream, or keeps it until the connection takes it."""
        if not self._exchange.gone:
            self._outbox.send(self._titles.weave(data, title) if self._titles else data)


class Streams:
    """Answers requests for the stream."""

    def __init__(self, stream: AudioStream, admission: Admission) -> None:
        self._stream = stream
        self._admission = admission

    async def answer(self, exchange: Exchange, visitor: Visitor, path: str) -> Answer | None:
        """Lets somebody listen to `/stream.<format>`. Raises NotAllowedError."""
        self._require(exchange, visitor)
        name = StreamFormat(path.rpartition(".")[2])
        coding = self._stream.player.formats[name]
        wants_titles = name is StreamFormat.MP3 and exchange.header("icy-metadata") == "1"
        exchange.clientproto = b"HTTP/1.0"
        exchange.begin(200, _headers(coding, wants_titles=wants_titles))
        if exchange.method == b"HEAD":
            exchange.write(b"")
            exchange.finish()
            return None
        listening = Listening(exchange, Titles() if wants_titles else None)

        def left(_reason: Failure) -> None:
            self._stream.audience.leave(name, listening)

        exchange.notifyFinish().addErrback(left)
        listening.begin()
        self._stream.audience.join(name, listening)
        return None

    def _require(self, exchange: Exchange, visitor: Visitor) -> None:
        query = parse_qs(exchange.uri.partition(b"?")[2].decode("ascii", "replace"))
        given = query.get("key", [""])[0].encode()
        if not self._admission.admits(visitor) and not hmac.compare_digest(given, self._stream.key.read()):
            raise NotAllowedError(
                "Log in first, send the API key in the header X-API-Key, or add the stream key to the address: ?key=…"
            )


def _socket_of(transport: Any) -> socket.socket:
    """The socket at the bottom, with or without TLS above it."""
    while not hasattr(transport, "socket"):
        transport = transport.transport
    found: socket.socket = transport.socket
    return found


def _headers(coding: Coding, *, wants_titles: bool) -> dict[str, str]:
    headers = {
        "Content-Type": coding.contenttype,
        "Cache-Control": "no-store",
        "Connection": "close",
        "Accept-Ranges": "none",
        "icy-name": "MusicDB",
        "icy-pub": "0",
    }
    if coding.bitrate:
        headers["icy-br"] = str(coding.bitrate // 1000)
    if wants_titles:
        headers["icy-metaint"] = str(METADATA_INTERVAL)
    return headers
