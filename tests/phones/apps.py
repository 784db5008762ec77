"""An app on a phone: speaks OpenSubsonic to a real daemon, over plain HTTP."""

import hashlib
import json
import socket
import subprocess
from collections.abc import Iterable
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import imageio_ffmpeg
import msgspec

from tests.running import PATIENCE, Daemon

_SALT = "c19b2d"


class Got(msgspec.Struct):
    """An answer."""

    status: int
    headers: Message
    body: bytes

    @property
    def told(self) -> Any:
        """What is in the envelope."""
        return json.loads(self.body)["subsonic-response"]


class App:
    """An app with a password of its own."""

    def __init__(self, daemon: Daemon, name: str = "Phone") -> None:
        self._daemon = daemon
        with daemon.client() as client:
            password = client.request("AddAppPassword", name=name)["password"]
        token = hashlib.md5(f"{password}{_SALT}".encode(), usedforsecurity=False).hexdigest()
        self._proof = {"u": "ann", "t": token, "s": _SALT, "v": "1.16.1", "c": name, "f": "json"}

    def address(self, name: str, **parameters: Any) -> str:
        """Where an endpoint is."""
        return f"{self._daemon.url}rest/{name}?{urlencode({**self._proof, **parameters}, doseq=True)}"

    def get(self, name: str, headers: dict[str, str] | None = None, method: str = "GET", **parameters: Any) -> Got:
        """The answer of an endpoint, whatever its status is."""
        request = Request(self.address(name, **parameters), headers=headers or {}, method=method)  # noqa: S310 -- our own
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return Got(answer.status, answer.headers, answer.read())
        except HTTPError as error:
            with error:
                return Got(error.code, error.headers, error.read())

    def ask(self, name: str, **parameters: Any) -> Any:
        """What an endpoint tells that must succeed."""
        told = self.get(name, **parameters).told
        assert told["status"] == "ok", told
        return told

    def refused(self, name: str, **parameters: Any) -> int:
        """The code of the error of a request that must fail."""
        code: int = self.get(name, **parameters).told["error"]["code"]
        return code

    def listen(self, name: str, **parameters: Any) -> socket.socket:
        """A connection over which an answer has begun that nobody reads. The kernel keeps little of it."""
        address = urlsplit(self.address(name, **parameters))
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.settimeout(PATIENCE)
        listener.connect((str(address.hostname), address.port))
        listener.sendall(f"GET {address.path}?{address.query} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        assert listener.recv(12) == b"HTTP/1.1 200"
        return listener


def children_of(daemon: Daemon) -> list[int]:
    """The processes of ffmpeg a daemon has started that still run."""
    return [pid for pid, parent in _parents() if parent == daemon.process.pid and _is_ffmpeg(pid)]


def _parents() -> Iterable[tuple[int, int]]:
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            yield int(place.parent.name), int(fields[1])


def _is_ffmpeg(pid: int) -> bool:
    try:
        return b"ffmpeg" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def make_noise(path: Path, seconds: float) -> None:
    """Writes noise: a song that does not become small by itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = f"anoisesrc=duration={seconds}:amplitude=0.3:sample_rate=44100"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", noise, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
