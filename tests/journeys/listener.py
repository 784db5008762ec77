"""Somebody with a radio: takes the stream as it comes, and can say afterwards what was heard."""

import contextlib
import socket
import threading
import time
from typing import Self
from urllib.parse import urlsplit

import numpy

from musicdb.playback.resampling import Sound
from tests.playback.studio import decode
from tests.running import PATIENCE, Daemon

RATE = 48_000
"""Frames a second of what was heard."""
_WINDOW = RATE // 10


class Listener:
    """Hears the MP3 stream of a daemon until it is left, or until the daemon is gone."""

    def __init__(self, daemon: Daemon) -> None:
        with daemon.client() as client:
            addresses = client.request("GetStreamAddresses")["streams"]
        mp3 = next(address for address in addresses if address["format"] == "mp3")
        self._bytes_per_second = mp3["bitrate"] / 8
        self._music = bytearray()
        self._changed = threading.Condition()
        address = urlsplit(daemon.url)
        self._socket = socket.create_connection((str(address.hostname), address.port or 80))
        self._socket.sendall(f"GET {mp3['path']} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        self._thread = threading.Thread(target=self._hear)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _hear(self) -> None:
        with contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                head += self._socket.recv(1)
            while piece := self._socket.recv(65_536):
                with self._changed:
                    self._music += piece
                    self._changed.notify_all()

    @property
    def seconds(self) -> float:
        """How much has come."""
        return len(self._music) / self._bytes_per_second

    def hear(self, seconds: float) -> None:
        """Waits for that much more."""
        enough = self.seconds + seconds
        deadline = time.monotonic() + PATIENCE
        with self._changed:
            while self.seconds < enough:
                assert self._changed.wait(deadline - time.monotonic()), "nothing comes any more"

    def sound(self) -> Sound:
        """All that was heard, decoded."""
        return decode(bytes(self._music))


def longest_silence(sound: Sound) -> float:
    """The longest stretch without any sound between sounds, in seconds."""
    windows = sound[: len(sound) // _WINDOW * _WINDOW].reshape(-1, _WINDOW * 2)
    loud = numpy.flatnonzero(numpy.abs(windows).max(axis=1) > 1e-3)
    return float((numpy.diff(loud).max(initial=1) - 1) * _WINDOW / RATE)
