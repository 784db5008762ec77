"""How commands get at the house: through a running server when there is one, else by opening the house themselves.

Either way a command speaks the packets of the API, so that both give the same answers and the same errors.
"""

import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from musicdb.config.datalock import DataLock, Holder, holder_of
from musicdb.config.schema import Config
from musicdb.errors import DataInUseError, MusicDBError, ServerGoneError
from musicdb.wire.packets import Call, Method

if TYPE_CHECKING:
    import ssl

    from musicdb.bus import Bus
    from musicdb.services import Services

_NEWS = frozenset(("MusicDB:Task", "MusicDB:Export"))
ANALYSIS_NEWS = frozenset({"MusicDB:Analysis"})
_PATIENCE = 30.0
"""How long a server may take to accept a connection, in seconds."""


class Line(Protocol):
    """Takes packets to the house, and brings what comes back."""

    def send(self, call: Call) -> None:
        """Hands a packet in."""

    def receive(self) -> dict[str, Any]:
        """The next packet for us; waits for it."""


class House:
    """What commands talk to."""

    def __init__(self, line: Line, *, is_remote: bool) -> None:
        self._line = line
        self.is_remote = is_remote
        """Whether a running server answers."""
        self._number = 0
        self._news: deque[tuple[str, dict[str, Any]]] = deque()

    def request(self, function: str, /, **arguments: Any) -> Any:
        """Calls a function of the API and returns its answer. Raises MusicDBError with what the server says."""
        self._number += 1
        self._line.send(Call(Method.REQUEST, function, "", arguments, self._number))
        while True:
            packet = self._line.receive()
            if packet["pass"] == self._number and packet["method"] in {"response", "broadcast"}:
                return packet["arguments"]
            if packet["pass"] == self._number and packet["method"] == "error":
                raise MusicDBError(packet["arguments"]["message"])
            self._keep(packet)

    def news(self, channels: frozenset[str] = _NEWS) -> Iterator[dict[str, Any]]:
        """What is told about tasks, from the first request on: the arguments with the `event`. Never ends by itself.

        News of exports have no `state`. Other `channels` tell other things.
        """
        while True:
            while self._news:
                channel, news = self._news.popleft()
                if channel in channels:
                    yield news
            self._keep(self._line.receive())

    def _keep(self, packet: dict[str, Any]) -> None:
        if packet["fncname"] in _NEWS | ANALYSIS_NEWS:
            self._news.append((packet["fncname"], {**packet["arguments"], "event": packet["fncsig"]}))


@contextmanager
def open_house(config: Config, *, analysis: bool = False) -> Iterator[House]:
    """The house of this configuration, opened or called. With `analysis`, an opened one hears songs, too.

    Raises DataInUseError when somebody works there who does not answer, ServerGoneError, NotAllowedError.
    """
    data = config.directories.data
    try:
        lock = DataLock(data)
    except DataInUseError:
        holder = holder_of(data)
        if holder is None or holder.url is None:
            raise
        with _connected(config, holder) as line:
            yield House(line, is_remote=True)
        return
    with lock, _opened(config, analysis=analysis) as line:
        yield House(line, is_remote=False)


class _Remote:
    """A WebSocket to a running server."""

    def __init__(self, socket: Any, key: str) -> None:
        self._socket = socket
        self._key = key

    def send(self, call: Call) -> None:
        with _plain_words():
            self._socket.send(msgspec.json.encode(msgspec.structs.replace(call, key=self._key)).decode())

    def receive(self) -> dict[str, Any]:
        with _plain_words():
            packet: dict[str, Any] = msgspec.json.decode(self._socket.recv())
        return packet


@contextmanager
def _connected(config: Config, holder: Holder) -> Iterator[_Remote]:
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect

    address = str(holder.url).replace("http", "ws", 1) + "ws?tasklist=no"
    context = trusting(config, address)
    try:
        key = (config.directories.config / "wsapikey.txt").read_text("ascii").strip()
        socket = connect(address, compression=None, max_size=None, ssl=context, open_timeout=_PATIENCE, proxy=None)
    except (OSError, WebSocketException) as error:
        raise ServerGoneError(
            f"The server, process {holder.pid}, cannot be reached at {holder.url}: {error}."
        ) from error
    with socket:
        yield _Remote(socket, key)


def trusting(config: Config, url: str) -> "ssl.SSLContext | None":
    """How TLS knows our own server: its very certificate is trusted, whoever signed it and whatever names it has."""
    import ssl

    if not url.startswith(("wss", "https")):
        return None
    context = ssl.create_default_context(cafile=str(config.websocket.cert))
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


@contextmanager
def _plain_words() -> Iterator[None]:
    from websockets.exceptions import WebSocketException

    try:
        yield
    except (OSError, WebSocketException) as error:
        raise ServerGoneError("The server has gone while this command was at work. See its log.") from error


class _Local:
    """The services in this very process. `dispatch` runs a packet."""

    def __init__(self, dispatch: Callable[[Call], Iterable[bytes]]) -> None:
        self.arrived: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._dispatch = dispatch

    def send(self, call: Call) -> None:
        for packet in self._dispatch(call):
            self.arrived.put(packet)

    def receive(self) -> dict[str, Any]:
        packet: dict[str, Any] = msgspec.json.decode(self.arrived.get())
        return packet


@contextmanager
def _opened(config: Config, *, analysis: bool) -> Iterator[_Local]:
    from musicdb.api.dispatch import dispatch
    from musicdb.bus import Bus
    from musicdb.model.analysis import AnalysisFailed, AnalysisProgress, SongsAnalyzed
    from musicdb.model.events import ExportProgress, TaskChanged
    from musicdb.wire.packets import encode_notification

    def run(call: Call) -> Iterable[bytes]:
        reply = dispatch(services, call)
        return (*reply.to_caller, *reply.to_all)

    bus = Bus()
    line = _Local(run)
    bus.subscribe(TaskChanged, lambda event: line.arrived.put(encode_notification("Task", event.notification, event)))
    bus.subscribe(ExportProgress, lambda event: line.arrived.put(encode_notification("Export", "onProgress", event)))

    def tell(name: str) -> Callable[[Any], None]:
        return lambda event: line.arrived.put(encode_notification("Analysis", name, event))

    bus.subscribe(AnalysisProgress, tell("onProgress"))
    bus.subscribe(SongsAnalyzed, tell("onSongsAnalyzed"))
    bus.subscribe(AnalysisFailed, tell("onSongFailed"))
    with opened_services(config, bus) as services:
        if analysis:
            services.analyst.start(despite_pause=True)
        yield line


@contextmanager
def opened_services(config: Config, bus: "Bus") -> Iterator["Services"]:
    """The services in this very process, without the stream, which is a matter of the server alone."""
    from musicdb.opening import close_services, open_services

    icecast = msgspec.structs.replace(config.Icecast, enabled=False)
    services = open_services(msgspec.structs.replace(config, Icecast=icecast), bus)
    try:
        yield services
    finally:
        close_services(services)
