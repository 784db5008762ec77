"""Opens the one port, and closes it again."""

import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificates
from twisted.internet import ssl
from twisted.internet.defer import Deferred, DeferredList
from twisted.internet.error import CannotListenError
from twisted.internet.threads import deferToThread
from twisted.python.threadpool import ThreadPool
from twisted.web.http import Request
from twisted.web.server import Site

from musicdb.api.dispatch import dispatch as dispatch_call
from musicdb.config.schema import Config, Websocket
from musicdb.errors import ConfigError, ListenError
from musicdb.fingerprint.index.settings import Settings
from musicdb.fingerprint.index.shelf import IndexShelf
from musicdb.net.acceleration import ensure_acceleration
from musicdb.net.acoustid import FOLDER, AcoustIDFace
from musicdb.net.acoustidquestions import LIMIT as ACOUSTID_LIMIT
from musicdb.net.admission import Admission, check_binding
from musicdb.net.calls import Lanes
from musicdb.net.client import ClientFactory, Dispatch
from musicdb.net.clients import Clients
from musicdb.net.exchange import BODY_LIMIT, Channel, Exchange
from musicdb.net.files import FileSender
from musicdb.net.hosts import parse_address
from musicdb.net.identifying import ADDRESS
from musicdb.net.identifying import LIMIT as CLIP_LIMIT
from musicdb.net.indexes import INDEXES, Indexes
from musicdb.net.rest.service import BODY_LIMITS, Rest
from musicdb.net.routes import Handler, Routes
from musicdb.net.subsonic.service import BODY_LIMIT as SUBSONIC_LIMIT
from musicdb.net.subsonic.service import FOLDER as SUBSONIC
from musicdb.net.subsonic.service import Subsonic
from musicdb.resources import resource as installed_resource
from musicdb.services import Services
from musicdb.wire import fpindex

log = logging.getLogger(__name__)

_CLIPS = f"/{ADDRESS}".encode()

CALL_THREADS = 4
FILE_THREADS = 4
_BACKLOG = 512
MOST_CONNECTIONS = 2000
"""How many HTTP connections may be open: one or two for each client. Who says one byte a minute is let go first."""


class MusicSite(Site):
    """The site. Knows its HTTP connections, so that it can end them, and writes no access log."""

    protocol = Channel  # type: ignore[assignment]
    displayTracebacks = False

    def __init__(self, routes: Routes, body_limits: Mapping[bytes, int]) -> None:
        super().__init__(routes, requestFactory=Exchange, parsePOSTFormSubmission=False)
        self.channels: dict[Channel, None] = {}
        self.body_limits = body_limits

    def admit(self, channel: Channel) -> None:
        """A connection was made. When there are too many, the oldest one that asks for nothing has to go."""
        if len(self.channels) >= MOST_CONNECTIONS:
            idle = next((one for one in self.channels if not one.asks), channel)
            self.channels.pop(idle, None)
            idle.drop()
            if idle is channel:
                return
        self.channels[channel] = None

    def startFactory(self) -> None:
        """Nothing to start: the clock of the access log would wake the process each second."""

    def log(self, request: Request) -> None:
        """Tells about a request, to those who debug."""
        log.debug("%s %s %s", request.method, request.path, request.code)

    def acceptableProtocols(self) -> list[bytes]:
        """What TLS may negotiate. WebSockets need HTTP/1.1."""
        return [b"http/1.1"]


class Listening:
    """A site that listens. `url` is where its pages are; `clients` are its WebSocket clients."""

    def __init__(
        self,
        url: str,
        port: Any,
        site: MusicSite,
        admission: Admission,
        clients: Clients,
        pools: Iterable[ThreadPool],
        indexes: Indexes | None = None,
    ) -> None:
        self.url = url
        self.clients = clients
        self._port = port
        self._site = site
        self._admission = admission
        self._pools = tuple(pools)
        self._indexes = indexes

    def set_hosts(self, settings: Websocket) -> None:
        """Takes over by which names this server goes."""
        self._admission.set_hosts(settings)

    def stop(self) -> Deferred[None]:
        """Stops listening, takes leave of all clients (1001), and waits for the calls that still run."""
        log.info("The server stops listening")
        farewells = [self._port.stopListening(), *self.clients.close_all()]
        for channel in tuple(self._site.channels):
            channel.drop()
        stopped = DeferredList([farewell for farewell in farewells if farewell is not None], consumeErrors=True)
        return stopped.addCallback(lambda _: deferToThread(self._stop_pools))

    def _stop_pools(self) -> None:
        pools, self._pools = self._pools, ()
        for pool in pools:
            pool.stop()
        if self._indexes:
            self._indexes.stop()


def listen(
    services: Services,
    reactor: Any,
    dispatch: Dispatch = dispatch_call,
    resource: Callable[[str], Path] = installed_resource,
) -> Listening:
    """Opens the port of the configuration; 0 takes a free one.

    Raises UnsafeBindingError, ListenError and ConfigError.
    """
    check_binding(services.config)
    ensure_acceleration()
    settings = services.config.websocket
    lanes = Lanes(
        ThreadPool(minthreads=1, maxthreads=CALL_THREADS, name="calls"),
        ThreadPool(minthreads=0, maxthreads=CALL_THREADS, name="slow calls"),
    )
    readers = ThreadPool(minthreads=0, maxthreads=FILE_THREADS, name="files")
    admission = Admission(services.config, reactor.seconds)
    clients = Clients(services, admission)
    factory = ClientFactory(services, reactor, lanes, admission, clients, dispatch)
    files = FileSender(reactor, readers)
    indexes = _indexes(services.config, admission, files, reactor)
    rest = Rest(services, admission, files, reactor, lanes.slow)
    face = _acoustid(services, admission, reactor)
    subsonic = Subsonic(services, files, reactor)
    faces: dict[str, Handler] = {SUBSONIC: subsonic.answer, **({INDEXES: indexes.answer} if indexes else {})}
    site = MusicSite(
        Routes(services, admission, factory, files, resource, rest, faces, face),
        _body_limits(indexes, face),
    )
    port = _open_port(settings, site, reactor)
    pools = [lanes.quick, lanes.slow, readers, subsonic.pool, *(indexes.pools if indexes else ())]
    if face:
        pools.append(face.pool)
    for pool in pools:
        pool.start()
    return Listening(_url(settings, port.getHost().port), port, site, admission, clients, pools, indexes)


def _body_limits(indexes: Indexes | None, face: AcoustIDFace | None) -> Mapping[bytes, int]:
    limits = {
        INDEXES: fpindex.LIMIT if indexes else BODY_LIMIT,
        FOLDER: ACOUSTID_LIMIT if face else BODY_LIMIT,
        SUBSONIC: SUBSONIC_LIMIT,
    }
    return {**BODY_LIMITS, _CLIPS: CLIP_LIMIT, **{f"/{folder}/".encode(): limit for folder, limit in limits.items()}}


def _indexes(config: Config, admission: Admission, files: FileSender, reactor: Any) -> Indexes | None:
    if not config.fingerprint.serve:
        return None
    settings = Settings(memory=config.fingerprint.memory, mapped=config.fingerprint.mapped)
    return Indexes(IndexShelf(config.directories.fpindex, settings), admission, files, reactor)


def _acoustid(services: Services, admission: Admission, reactor: Any) -> AcoustIDFace | None:
    if not services.config.acoustid.serve:
        return None
    return AcoustIDFace(services.config, services.trackdesk, admission, reactor)


def _open_port(settings: Websocket, site: MusicSite, reactor: Any) -> Any:
    interface = "127.0.0.1" if settings.bind == "localhost" else settings.bind
    try:
        if settings.cert and settings.key:
            port = reactor.listenSSL(settings.port, site, _certificate(settings), _BACKLOG, interface)
        else:
            port = reactor.listenTCP(settings.port, site, _BACKLOG, interface)
    except (CannotListenError, OSError) as error:
        reason = getattr(error, "socketError", error)
        raise ListenError(
            f"MusicDB cannot listen at {settings.bind}, port {settings.port}: {reason}. "
            "Maybe it runs already; otherwise choose another port with --port."
        ) from error
    return port


def _certificate(settings: Websocket) -> Any:
    # Of a chain the certificate of this server comes first.
    try:
        certificates: list[Any] = list(load_pem_x509_certificates(Path(str(settings.cert)).read_bytes()))
        key: Any = load_pem_private_key(Path(str(settings.key)).read_bytes(), None)
        return ssl.CertificateOptions(privateKey=key, certificate=certificates[0], extraCertChain=certificates[1:])
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ConfigError(f"The TLS certificate {settings.cert} and its key cannot be used: {error}") from error


def _url(settings: Websocket, port: int) -> str:
    scheme = "https" if settings.cert and settings.key else "http"
    address = parse_address(settings.bind)
    if address is None:
        name = settings.bind
    elif address.is_unspecified:
        name = "127.0.0.1"
    else:
        name = f"[{address}]" if address.version == 6 else str(address)  # noqa: PLR2004
    return f"{scheme}://{name}:{port}/"
