"""Sends files without making the reactor wait for the disk.

Opening and reading happen in a pool of threads, one piece at a time, and only while the browser takes the pieces.
"""

import logging
import os
import stat
from collections.abc import Callable, Mapping
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IPushProducer
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure
from twisted.python.threadpool import ThreadPool
from zope.interface import implementer

from musicdb.errors import NotFoundError, RangeError
from musicdb.net.exchange import Answer, Exchange, problem
from musicdb.net.mediatypes import media_headers
from musicdb.net.ranges import Plan, plan

log = logging.getLogger(__name__)

PIECE = 256 * 1024
"""How much is read at once, in bytes."""


class OpenFile(msgspec.Struct, frozen=True):
    """A regular file that is open for reading. `size` in bytes, `modified` in unix seconds."""

    descriptor: int
    size: int
    modified: int
    etag: str

    def close(self) -> None:
        """Gives the descriptor back."""
        os.close(self.descriptor)


def open_file(path: Path) -> OpenFile:
    """Opens a file; blocks. Raises NotFoundError for everything that is not a readable regular file."""
    try:
        # Without O_NONBLOCK opening a named pipe would wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise NotFoundError("There is no such file.") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise NotFoundError("There is no such file.")
    etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"'
    return OpenFile(descriptor, status.st_size, int(status.st_mtime), etag)


def _find_and_open(find: Callable[[], Path]) -> tuple[str, OpenFile]:
    path = find()
    return path.name, open_file(path)


class FileSender:
    """Sends files of a pool of threads."""

    def __init__(self, reactor: Any, pool: ThreadPool) -> None:
        self._reactor = reactor
        self._pool = pool

    def in_thread(self, work: Callable[[], Any]) -> Deferred[Any]:
        """Does blocking work in the pool."""
        return deferToThreadPool(self._reactor, self._pool, work)

    async def send(
        self, exchange: Exchange, find: Callable[[], Path], caching: str, more: Mapping[str, str] | None = None
    ) -> Answer | None:
        """Answers with a file, or the part of it that is asked for. `caching` is what Cache-Control says.

        Headers of `more` win over those that follow from the name of the file.

        `find` tells its path and may block and raise. None: the answer is on its way.
        """
        name, file = await self.in_thread(lambda: _find_and_open(find))
        headers = media_headers(name) | {
            "Cache-Control": caching,
            "ETag": file.etag,
            "Last-Modified": formatdate(file.modified, usegmt=True),
            "Accept-Ranges": "bytes",
        }
        headers |= more or {}
        try:
            wanted = plan(exchange.header, file.etag, file.modified, file.size)
        except RangeError as error:
            file.close()
            return problem(error, Content_Range=f"bytes */{file.size}")
        if exchange.gone or exchange.method == b"HEAD" or wanted.start == wanted.stop:
            file.close()
        if exchange.gone:
            return None
        self._begin(exchange, wanted, file.size, headers)
        if exchange.method == b"HEAD" or wanted.start == wanted.stop:
            exchange.write(b"")
            exchange.finish()
        else:
            _Sending(exchange, file, wanted, self).start()
        return None

    @staticmethod
    def _begin(exchange: Exchange, wanted: Plan, size: int, headers: dict[str, str]) -> None:
        exchange.begin(wanted.status, headers)
        if wanted.status is not HTTPStatus.NOT_MODIFIED:
            exchange.setHeader("Content-Length", str(wanted.stop - wanted.start))
        if wanted.status is HTTPStatus.PARTIAL_CONTENT:
            exchange.setHeader("Content-Range", f"bytes {wanted.start}-{wanted.stop - 1}/{size}")


@implementer(IPushProducer)
class _Sending:
    """A file on its way. At most one piece is being read; the file is closed when all is over."""

    def __init__(self, exchange: Exchange, file: OpenFile, wanted: Plan, sender: FileSender) -> None:
        self._exchange = exchange
        self._file = file
        self._position = wanted.start
        self._stop = wanted.stop
        self._sender = sender
        self._paused = False
        self._reading = False
        self._over = False

    def start(self) -> None:
        """Begins to send."""
        self._exchange.registerProducer(self, True)  # noqa: FBT003
        self._exchange.notifyFinish().addErrback(self._lost)
        self._read()

    def pauseProducing(self) -> None:
        """The connection has enough."""
        self._paused = True

    def resumeProducing(self) -> None:
        """The connection takes more."""
        self._paused = False
        self._read()

    def stopProducing(self) -> None:
        """The browser is gone."""
        if not self._over:
            self._over = True
            if not self._reading:
                self._file.close()

    def _lost(self, _reason: Failure) -> None:
        self.stopProducing()

    def _read(self) -> None:
        if not (self._paused or self._reading or self._over):
            self._reading = True
            length = min(PIECE, self._stop - self._position)
            piece = self._sender.in_thread(lambda: os.pread(self._file.descriptor, length, self._position))
            piece.addCallbacks(self._send, self._fail)

    def _send(self, piece: bytes) -> None:
        self._reading = False
        if self._over:
            self._file.close()
            return
        if not piece:
            log.warning("A file became shorter while it was sent")
            self._break_off()
            return
        self._position += len(piece)
        self._exchange.write(piece)
        if self._position < self._stop:
            self._read()
        else:
            self._end()
            self._exchange.finish()

    def _fail(self, reason: Failure) -> None:
        self._reading = False
        log.warning("A file cannot be read: %s", reason.value)
        self._break_off()

    def _break_off(self) -> None:
        # The length was promised; only a broken connection tells that it was not kept.
        self._end()
        self._exchange.loseConnection()

    def _end(self) -> None:
        self._exchange.unregisterProducer()
        self.stopProducing()
