"""Sends the MP3 stream to an Icecast server: one more listener, in a thread of its own that may wait for the server.

While there is no connection it is no listener, so the music does not run on unheard. Whatever goes wrong, it tries
again after a pause that doubles each time.
"""

import base64
import logging
import queue
import socket
import threading
from collections.abc import Callable
from urllib.parse import quote, urlencode

import msgspec

from musicdb import __version__
from musicdb.config.stream import IcecastServer
from musicdb.model.stream import StreamFormat
from musicdb.playback.listeners import Audience
from musicdb.playback.pcm import CHANNELS, RATE

log = logging.getLogger(__name__)

NAME = "MusicDB Stream"
_PATIENCE = 10.0
_METADATA_PATIENCE = 3.0
_LONGEST_PAUSE = 60.0
_FAREWELL = 1.0
_WAITING = 100
"""How many pieces may wait for the server: ten seconds."""
_ANSWER_LIMIT = 8192
_CONTINUE, _OK, _UNAUTHORIZED, _FORBIDDEN = 100, 200, 401, 403


class _Piece(msgspec.Struct, frozen=True):
    data: bytes
    title: str


class IcecastSource:
    """Keeps an Icecast server supplied. `bitrate` in bit/s. `pause` waits so many seconds, or until it is stopped."""

    def __init__(
        self, server: IcecastServer, audience: Audience, bitrate: int, pause: Callable[[float], object] | None = None
    ) -> None:
        self._server = server
        self._audience = audience
        self._bitrate = bitrate
        self._stopped = threading.Event()
        self._pause = pause or self._stopped.wait
        self._pieces: queue.Queue[_Piece | None] = queue.Queue()
        self._title = ""
        self._failures = 0
        # It may hang in a connection; the end of the server does not wait for that.
        self._thread = threading.Thread(target=self._run, name="icecast", daemon=True)

    @property
    def address(self) -> str:
        """Where listeners find the stream."""
        return f"http://{self._server.host}:{self._server.port}{self._server.mountname}"

    def start(self) -> None:
        """Begins to try."""
        self._thread.start()

    def stop(self) -> None:
        """Says goodbye."""
        self._stopped.set()
        self._pieces.put(None)
        if self._thread.is_alive():
            self._thread.join(_FAREWELL)

    def hear(self, data: bytes, title: str) -> None:
        """Takes some more of the stream. What the server does not take in time ends the connection."""
        self._pieces.put(_Piece(data, title) if self._pieces.qsize() < _WAITING else None)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._supply()
            except OSError as error:
                pause = min(2.0**self._failures, _LONGEST_PAUSE)
                self._failures += 1
                log.warning("Icecast at %s: %s. The next attempt is in %.0f s.", self.address, error, pause)
                self._pause(pause)

    def _supply(self) -> None:
        with self._connect() as connection:
            log.info("The stream goes to Icecast at %s", self.address)
            self._pieces = queue.Queue()
            self._title = ""
            self._audience.join(StreamFormat.MP3, self)
            try:
                while not self._stopped.is_set():
                    self._send(connection)
            finally:
                self._audience.leave(StreamFormat.MP3, self)

    def _send(self, connection: socket.socket) -> None:
        piece = self._pieces.get()
        if piece is None:
            if self._stopped.is_set():
                return
            raise TimeoutError("it does not take the stream as fast as it is played")
        connection.sendall(piece.data)
        if piece.data:
            self._failures = 0
        if piece.title != self._title:
            self._title = piece.title
            self._tell_title(piece.title)

    def _connect(self) -> socket.socket:
        """A connection that takes the stream: the way of Icecast 2.4 and later, else the way of older servers."""
        status = 0
        for head in (self._put_request(), self._source_request()):
            connection = socket.create_connection((self._server.host, self._server.port), _PATIENCE)
            try:
                connection.sendall(head)
                status = _status(connection)
            except BaseException:
                connection.close()
                raise
            if status in {_CONTINUE, _OK}:
                return connection
            connection.close()
            if status in {_UNAUTHORIZED, _FORBIDDEN}:
                break
        raise ConnectionRefusedError(_explained(status, self._server.mountname))

    def _put_request(self) -> bytes:
        return self._request(f"PUT {self._server.mountname} HTTP/1.1", {"Expect": "100-continue", **self._about()})

    def _source_request(self) -> bytes:
        return self._request(f"SOURCE {self._server.mountname} HTTP/1.0", self._about())

    def _about(self) -> dict[str, str]:
        quality = f"bitrate={self._bitrate // 1000};samplerate={RATE};channels={CHANNELS}"
        return {"Content-Type": "audio/mpeg", "Ice-Name": NAME, "Ice-Public": "0", "Ice-Audio-Info": quality}

    def _request(self, first: str, headers: dict[str, str]) -> bytes:
        credentials = f"{self._server.user}:{self._server.password.reveal()}".encode()
        common = {
            "Host": f"{self._server.host}:{self._server.port}",
            "Authorization": f"Basic {base64.b64encode(credentials).decode()}",
            "User-Agent": f"MusicDB/{__version__}",
        }
        lines = [first, *(f"{name}: {value}" for name, value in (common | headers).items())]
        return "\r\n".join([*lines, "", ""]).encode()

    def _tell_title(self, title: str) -> None:
        """Tells what is heard. A server that does not want to know gets the music all the same."""
        about = {"mode": "updinfo", "mount": self._server.mountname, "charset": "UTF-8", "song": title}
        request = self._request(f"GET /admin/metadata?{urlencode(about, quote_via=quote)} HTTP/1.0", {})
        try:
            with socket.create_connection((self._server.host, self._server.port), _METADATA_PATIENCE) as connection:
                connection.sendall(request)
                status = _status(connection)
        except OSError as error:
            log.warning("Icecast does not take the title: %s", error)
        else:
            if status != _OK:
                log.warning("Icecast does not take the title: it answers %d", status)


def _status(connection: socket.socket) -> int:
    """The number an answer begins with; 0 when there is none."""
    answer = b""
    while b"\r\n\r\n" not in answer and len(answer) < _ANSWER_LIMIT:
        received = connection.recv(_ANSWER_LIMIT)
        if not received:
            break
        answer += received
    words = answer.split(maxsplit=2)
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0


def _explained(status: int, mountname: str) -> str:
    match status:
        case 401:
            return "user or password are wrong; compare [Icecast] in musicdb.ini with the source-password of Icecast"
        case 403:
            return f"it does not take the mountpoint {mountname}; maybe another source has it"
        case 0:
            return "it closes the connection; maybe it is no Icecast server"
        case _:
            return f"it answers {status}"
