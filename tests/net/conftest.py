"""A site on a free port, with small fakes behind it where other rooms would be."""

import datetime as dt
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import pytest_twisted
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from twisted.internet import reactor
from twisted.internet.defer import Deferred

from musicdb.api.declare import Subject
from musicdb.api.dispatch import Reply, dispatch
from musicdb.bus import Bus
from musicdb.config.acoustid import AcoustID
from musicdb.config.fingerprint import Fingerprints
from musicdb.config.schema import Config
from musicdb.config.schema import Uploads as UploadOptions
from musicdb.errors import MusicDBError, NotFoundError
from musicdb.insight.trackdesk import TrackDesk
from musicdb.library.paths import MusicDirectory
from musicdb.model.apppasswords import AppPassword
from musicdb.model.events import TaskChanged
from musicdb.model.tasks import Notification, State
from musicdb.net.site import Listening, listen
from musicdb.wire.chunks import Chunk
from musicdb.wire.packets import Call
from tests.net.wires import PATIENCE, Socket, open_socket

functions = Subject("test", "What tests call.")


@functions.function("Bounce")
def bounce(_services: Any, **arguments: Any) -> dict[str, Any]:
    """Answers with its arguments."""
    return arguments


@functions.function("Wait")
def wait(services: Any) -> str:
    """Answers when the gate is open."""
    services.begun.set()
    assert services.gate.wait(PATIENCE)
    return "waited"


@functions.function("FindNewContent", slow=True)
def find_new_content(services: Any) -> str:
    """Answers when the gate is open. The server knows this name for slow."""
    return wait(services)


@functions.function("GetNothing")
def get_nothing(_services: Any) -> None:
    """Never finds anything."""
    raise NotFoundError("There is nothing.")


@functions.function("GetText")
def get_text(_services: Any, *, length: int) -> str:
    """Answers with a long text."""
    return "x" * length


@functions.function("Begin")
def begin(services: Any) -> str:
    """Asks for a chunk, then answers: what InitiateUpload does."""
    services.bus.publish(news(Notification.CHUNKREQUEST, offset=0, chunksize=4))
    return "begun"


@functions.function("Change", announces=bounce)
def change(_services: Any) -> None:
    """Changes something that everybody shall know."""


def news(notification: Notification = Notification.STATEUPDATE, **more: Any) -> TaskChanged:
    return TaskChanged(notification=notification, state=State.WAITFORCHUNK, taskid="t1", **more)


class Uploads:
    """The face of the upload manager. Chunks are kept; they are stored when the test says so."""

    def __init__(self) -> None:
        self.chunks: list[tuple[Chunk, Callable[[], None]]] = []
        self.error: MusicDBError | None = None
        self.at_once = True
        self.tasklists = 0

    def receive_chunk(self, chunk: Chunk, done: Callable[[], None]) -> None:
        if self.error:
            raise self.error
        self.chunks.append((chunk, done))
        if self.at_once:
            threading.Thread(target=done).start()

    def ask_for_stalled(self) -> None:
        """Nothing is stalled."""

    def current_tasks(self) -> dict[str, list[str]]:
        self.tasklists += 1
        return {"albumfiles": ["t1"]}


class Player:
    """The face of the player. Keeps whether anybody wants to know the time."""

    def __init__(self) -> None:
        self.watched = False

    def watch(self, *, watched: bool) -> None:
        self.watched = watched


class Passwords:
    """The face of the app passwords: there is one."""

    def find(self, matches: Callable[[str], bool], client: str = "") -> AppPassword | None:
        return AppPassword(1, "a phone", 0, client=client) if matches("correct-horse") else None


class Net:
    """A site that listens, and how tests reach it and what is behind it."""

    def __init__(self, config: Config, trackdesk: TrackDesk | None = None) -> None:
        self.config = config
        config.directories.music.mkdir(parents=True, exist_ok=True)
        self.bus = Bus(reactor.callFromThread)
        self.uploads = Uploads()
        self.player = Player()
        self.resources = config.directories.data / "resources"
        self.services: Any = SimpleNamespace(
            config=config,
            bus=self.bus,
            music=MusicDirectory(config.directories.music),
            uploads=self.uploads,
            trackdesk=trackdesk,
            stream=SimpleNamespace(player=self.player),
            apppasswords=Passwords(),
            gate=threading.Event(),
            begun=threading.Event(),
        )
        self.listening: Listening = listen(self.services, reactor, self._dispatch, self._resource)

    @staticmethod
    def _dispatch(services: Any, call: Call) -> Reply:
        return dispatch(services, call, functions.functions)

    def _resource(self, name: str) -> Path:
        path = self.resources / name
        if not path.exists():
            raise NotFoundError(f"There is no {name}.")
        return path

    @property
    def url(self) -> str:
        """Without the slash at its end."""
        return self.listening.url.rstrip("/")

    @property
    def key(self) -> str:
        return (self.config.directories.config / "wsapikey.txt").read_text().strip()

    def publish(self, event: object) -> None:
        """Publishes from another thread, as other rooms do."""
        threading.Thread(target=self.bus.publish, args=(event,)).start()

    async def member(self, path: str = "/ws") -> Socket:
        """A client that has proven itself by the key."""
        socket = await open_socket(self.url, path)
        socket.send("request", "Bounce", self.key)
        await socket.next()
        return socket

    def stop(self) -> Deferred[None]:
        self.services.gate.set()
        return self.listening.stop()


MakeNet = Callable[..., Net]


@pytest_twisted.async_yield_fixture
async def make_net(config: Config) -> AsyncIterator[MakeNet]:
    """Opens sites with options of the section [websocket]: `make_net(maxclients=2)`."""
    opened: list[Net] = []

    def make(
        uploads: UploadOptions = config.uploads,
        fingerprint: Fingerprints = config.fingerprint,
        acoustid: AcoustID = config.acoustid,
        trackdesk: TrackDesk | None = None,
        **options: Any,
    ) -> Net:
        websocket = msgspec.structs.replace(config.websocket, **{"port": 0, "closetimeout": 1, **options})
        sections = {"websocket": websocket, "uploads": uploads, "fingerprint": fingerprint, "acoustid": acoustid}
        opened.append(Net(msgspec.structs.replace(config, **sections), trackdesk))
        return opened[-1]

    yield make
    for net in opened:
        await net.stop()


@pytest.fixture
def net(make_net: MakeNet) -> Net:
    """A site with the options as they come."""
    return make_net()


@pytest.fixture
def certificate(tmp_path: Path) -> dict[str, Path]:
    """A certificate made on the spot, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    paths = {"cert": tmp_path / "cert.pem", "key": tmp_path / "key.pem"}
    paths["cert"].write_bytes(signed.public_bytes(pem) * 2)
    paths["key"].write_bytes(secret)
    return paths
