"""A real Icecast server on a free port, and a very old one of a few lines."""

import json
import shutil
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from musicdb.config.secrets import Secret
from musicdb.config.stream import IcecastServer
from tests.playback.sounding import PATIENCE

PASSWORD = "source password with ü"
_CONFIGURATION = """<icecast>
<limits><sources>2</sources></limits>
<authentication><source-password>{password}</source-password>
<admin-user>admin</admin-user><admin-password>admin</admin-password></authentication>
<hostname>localhost</hostname>
<listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
<paths><logdir>{directory}</logdir><webroot>/usr/share/icecast2/web</webroot>
<adminroot>/usr/share/icecast2/admin</adminroot></paths>
<logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
<security><chroot>0</chroot>
<changeowner><user>nobody</user><group>nogroup</group></changeowner></security>
</icecast>"""


def find_icecast() -> str | None:
    """The Icecast server of the system."""
    return shutil.which("icecast2") or shutil.which("icecast")


def settings(port: int, password: str = PASSWORD, mountname: str = "/stream") -> IcecastServer:
    """The section of the configuration for a server on this machine."""
    return IcecastServer(enabled=True, host="127.0.0.1", port=port, password=Secret(password), mountname=mountname)


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Icecast:
    """A running server."""

    def __init__(self, directory: Path, port: int) -> None:
        self.port = port
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o777)
        configuration = directory / "icecast.xml"
        configuration.write_text(_CONFIGURATION.format(password=PASSWORD, port=port, directory=directory), "utf-8")
        command = [str(find_icecast()), "-c", str(configuration)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait_for_port()

    def _wait_for_port(self) -> None:
        until = threading.Event()
        for _ in range(int(PATIENCE / 0.05)):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1.0).close()
            except ConnectionRefusedError:
                assert self._process.poll() is None
                until.wait(0.05)
            else:
                return
        raise AssertionError("Icecast does not start")

    def source(self) -> dict[str, Any] | None:
        """What Icecast says about the stream; None while there is none."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/status-json.xsl", timeout=PATIENCE) as answer:
            text = answer.read()
        try:
            found: dict[str, Any] | None = json.loads(text)["icestats"].get("source")
        except json.JSONDecodeError:
            # What Icecast 2.4 says while a source comes or goes is no JSON.
            return None
        return found

    def until_title(self, title: str, send: Callable[[], None]) -> dict[str, Any]:
        """Waits until Icecast knows what is heard. It takes a title only with the music that comes after it."""
        pause = threading.Event()
        for _ in range(int(PATIENCE / 0.05)):
            send()
            source = self.source()
            if source and source.get("title") == title:
                return source
            pause.wait(0.05)
        raise AssertionError(self.source())

    def listen(self, count: int) -> bytes:
        """So many bytes of the stream, as a listener gets them."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/stream", timeout=PATIENCE) as answer:
            assert answer.headers["Content-Type"] == "audio/mpeg"
            heard: bytes = answer.read(count)
            return heard

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


class OldServer:
    """A server that knows only SOURCE, and keeps what it gets."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.requests: list[str] = []
        self.received = bytearray()
        self.arrived = threading.Condition()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(4096)
            with self.arrived:
                self.requests.append(head.decode())
                self.arrived.notify_all()
            if head.startswith(b"PUT"):
                connection.sendall(b"HTTP/1.0 405 Method Not Allowed\r\n\r\n")
                return
            connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
            while data := connection.recv(65_536):
                with self.arrived:
                    self.received += data
                    self.arrived.notify_all()

    def close(self) -> None:
        self._listener.close()


@contextmanager
def old_server() -> Iterator[OldServer]:
    """A very old server."""
    server = OldServer()
    yield server
    server.close()
