"""Indexes of fingerprints for other machines, at /fpindex/: the HTTP API of acoustid-index on our own engine.

Everything that touches an index happens in threads of its own, so that an update that waits for the disk holds up
neither the reactor nor music, nor a search. This is the door of this API: errors get the words its clients know.
"""

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from twisted.internet.threads import deferToThreadPool
from twisted.python.threadpool import ThreadPool

from musicdb.errors import (
    BadArgumentError,
    BadNameError,
    IndexDamagedError,
    IndexVersionError,
    MusicDBError,
    NoSpaceError,
    NotAllowedError,
    NotFoundError,
)
from musicdb.fingerprint.index.changes import Change, Insert, Remove
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.shelf import IndexShelf
from musicdb.net.admission import Admission, Visitor
from musicdb.net.exchange import Answer, Exchange
from musicdb.net.files import FileSender
from musicdb.net.hosts import is_loopback, split_host
from musicdb.net.indexmetrics import IndexMetrics
from musicdb.wire import fpindex
from musicdb.wire.fpindex import JSON, MSGPACK

log = logging.getLogger(__name__)

INDEXES = "fpindex"
"""The folder of the site."""
_TERMS = 20
"""Of so many items of a query, a result has at least one by default."""
_ERRORS: Mapping[type[MusicDBError], tuple[int, str]] = {
    BadArgumentError: (400, "BadRequest"),
    BadNameError: (400, "InvalidIndexName"),
    NotAllowedError: (401, "Unauthorized"),
    NotFoundError: (404, "IndexNotFound"),
    IndexVersionError: (409, "VersionMismatch"),
    IndexDamagedError: (503, "IndexNotReady"),
    NoSpaceError: (507, "InsufficientStorage"),
}
Kind = TypeVar("Kind", bound=msgspec.Struct)
Work = Callable[[FingerprintIndex, "Request"], msgspec.Struct | None]


class RefusalError(Exception):
    """An answer that is not what was asked for: its status, and the word for it."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status = status
        self.word = word


class Request(msgspec.Struct, frozen=True):
    """What a client wants: the body, how it is written, and how the answer shall be. `number` is in the path."""

    body: bytes
    sent: str
    wanted: str
    number: int = 0

    def read(self, kind: type[Kind], *, optional: bool = False) -> Kind:
        """The body. Raises RefusalError."""
        if optional and not self.body:
            return kind()
        try:
            return fpindex.decode(self.body, kind, self.sent)
        except (msgspec.DecodeError, RecursionError) as error:
            raise RefusalError(400, "BadRequest") from error


class Indexes:
    """Answers what is below /fpindex/."""

    def __init__(self, shelf: IndexShelf, admission: Admission, files: FileSender, reactor: Any) -> None:
        self._shelf = shelf
        self._admission = admission
        self._files = files
        self._reactor = reactor
        self._metrics = IndexMetrics()
        # Two searches at once would only hand the interpreter to and fro.
        self._searches = ThreadPool(minthreads=0, maxthreads=1, name="searches in indexes")
        self._others = ThreadPool(minthreads=0, maxthreads=1, name="indexes")
        self.pools = (self._searches, self._others)

    async def answer(self, exchange: Exchange, visitor: Visitor, path: str) -> Answer | None:
        """Answers a request. None: the answer is on its way."""
        wanted = JSON
        try:
            self._admit(exchange, visitor)
            request = _request(exchange)
            wanted = request.wanted
            name, _, rest = path.strip("/").partition("/")
            if exchange.method in {b"GET", b"HEAD"} and name and rest == "_snapshot":
                return await self._snapshot(exchange, name)
            method = exchange.method.decode("latin-1")
            pool = self._searches if rest == "_search" else self._others
            answered: Answer = await self._in(pool, lambda: self._do(method, name, rest, request))
            return answered
        except RefusalError as refusal:
            return _answer(fpindex.ErrorAnswer(refusal.word), wanted, refusal.status)
        except MusicDBError as error:
            status, word = _ERRORS.get(type(error), (500, "InternalError"))
            return _answer(fpindex.ErrorAnswer(word), wanted, status)

    def stop(self) -> None:
        """Closes all indexes, after the pools were stopped. Blocks."""
        self._shelf.close()

    def _admit(self, exchange: Exchange, visitor: Visitor) -> None:
        if exchange.method not in {b"GET", b"HEAD"}:
            self._admission.check_origin(visitor)
        here = is_loopback(visitor.peer) and is_loopback(split_host(visitor.host)[0]) and not visitor.proxied
        if not (here and visitor.origin is None and not self._admission.has_password()):
            self._admission.require(visitor)

    def _in(self, pool: ThreadPool, work: Callable[[], Any]) -> Any:
        return deferToThreadPool(self._reactor, pool, work)

    def _do(self, method: str, name: str, rest: str, request: Request) -> Answer:
        method = "GET" if method == "HEAD" else method
        if (method, name, rest) == ("GET", "_health", ""):
            return _text("OK")
        if (method, name, rest) == ("GET", "_metrics", ""):
            return _text(self._metrics.text(self._shelf), self._metrics.content_type)
        if not rest and method in {"PUT", "DELETE"}:
            work = self._put_index if method == "PUT" else self._delete_index
            return _answer(work(name, request), request.wanted)
        if (method, rest) == ("GET", "_health"):
            self._shelf.get(name)
            return _text("OK")
        word = rest
        if rest and not rest.startswith("_"):
            word, request = ":id", msgspec.structs.replace(request, number=_number(rest))
        found = self._works().get((method, word))
        if found is None:
            raise RefusalError(404, "NotFound")
        return _answer(found(self._shelf.get(name), request), request.wanted)

    def _works(self) -> Mapping[tuple[str, str], Callable[[FingerprintIndex, Request], msgspec.Struct]]:
        return {
            ("GET", ""): _info,
            ("GET", "_status"): _status,
            ("POST", "_search"): self._search,
            ("POST", "_update"): self._update,
            ("PUT", ":id"): self._put_document,
            ("GET", ":id"): _get_document,
            ("DELETE", ":id"): self._delete_document,
        }

    def _put_index(self, name: str, request: Request) -> msgspec.Struct:
        wanted = request.read(fpindex.PutIndex, optional=True)
        index, begun = self._shelf.create(name, wanted.generation)
        if wanted.expect_does_not_exist and not begun:
            raise RefusalError(409, "IndexAlreadyExists")
        if wanted.generation not in {None, index.generation}:
            raise RefusalError(409, "IndexAlreadyExists")
        return fpindex.IndexAnswer(index.version, ready=True, generation=index.generation)

    def _delete_index(self, name: str, request: Request) -> msgspec.Struct:
        wanted = request.read(fpindex.DeleteIndex, optional=True)
        deleted = self._shelf.delete(name)
        if wanted.expect_exists and not deleted:
            raise RefusalError(404, "IndexNotFound")
        return fpindex.DeleteAnswer(deleted)

    def _search(self, index: FingerprintIndex, request: Request) -> msgspec.Struct:
        wanted = request.read(fpindex.SearchRequest)
        begin = time.perf_counter()
        found = index.search(wanted.query, wanted.limit, by_votes=wanted.offsets).found
        least = -(-len(set(wanted.query)) // _TERMS) if wanted.min_score is None else wanted.min_score
        best = max((candidate.hits for candidate in found if candidate.hits >= least), default=0)
        results = [
            fpindex.Result(one.id, one.hits, *((one.votes, one.offset) if wanted.offsets else ()))
            for one in found
            if one.hits >= least and one.hits * 100 >= wanted.score_pct * best
        ]
        self._metrics.searched(time.perf_counter() - begin, found=bool(results))
        return fpindex.SearchAnswer(results)

    def _update(self, index: FingerprintIndex, request: Request) -> msgspec.Struct:
        wanted = request.read(fpindex.UpdateRequest)
        metadata = None if wanted.metadata is None else index.metadata | wanted.metadata
        changes: list[Change] = []
        for change in wanted.changes:
            if change.insert is not None:
                changes.append(Insert(_number(change.insert.id), change.insert.hashes))
            elif change.delete is not None:
                changes.append(Remove(_number(change.delete.id)))
            elif change.set_metadata is not None:
                metadata = (index.metadata if metadata is None else metadata) | change.set_metadata
            else:
                raise RefusalError(400, "BadRequest")
        return self._changed(index, changes, wanted.expected_version, metadata)

    def _put_document(self, index: FingerprintIndex, request: Request) -> msgspec.Struct:
        items = request.read(fpindex.PutDocument).hashes
        self._changed(index, [Insert(request.number, items)], None, None)
        return fpindex.EmptyAnswer()

    def _delete_document(self, index: FingerprintIndex, request: Request) -> msgspec.Struct:
        self._changed(index, [Remove(request.number)], None, None)
        return fpindex.EmptyAnswer()

    def _changed(
        self, index: FingerprintIndex, changes: list[Change], expected: int | None, metadata: dict[str, str] | None
    ) -> msgspec.Struct:
        version = index.update(changes, expected, metadata)
        self._metrics.updated()
        return fpindex.VersionAnswer(version)

    async def _snapshot(self, exchange: Exchange, name: str) -> Answer | None:
        path = await self._in(self._others, lambda: self._shelf.snapshot(name))
        try:
            return await self._files.send(exchange, lambda: Path(path), "no-store")
        finally:
            # It is open by now, and is sent although it has no name any more.
            await self._in(self._others, lambda: Path(path).unlink(missing_ok=True))


def _info(index: FingerprintIndex, _request: Request) -> msgspec.Struct:
    numbers = index.statistics()
    blocks = fpindex.IndexStatistics(
        numbers.lowest, numbers.highest, numbers.segments + numbers.runs, numbers.documents
    )
    return fpindex.InfoAnswer(numbers.version, index.metadata, blocks)


def _status(index: FingerprintIndex, _request: Request) -> msgspec.Struct:
    return fpindex.StatusAnswer(index.generation, index.version, index.file_version)


def _get_document(index: FingerprintIndex, request: Request) -> msgspec.Struct:
    version = index.get(request.number)
    if version is None:
        raise RefusalError(404, "FingerprintNotFound")
    return fpindex.VersionAnswer(version)


def _number(text: str | int) -> int:
    number = int(text) if str(text).isascii() and str(text).isdigit() else 0
    if not 0 < number <= 0xFFFF_FFFF:  # noqa: PLR2004
        raise RefusalError(400, "InvalidFingerprintId")
    return number


def _request(exchange: Exchange) -> Request:
    content: Any = exchange.content
    body = content.read()
    sent = (exchange.header("content-type") or "").partition(";")[0].strip().lower()
    accepted = (exchange.header("accept") or "").lower()
    sent = sent or (MSGPACK if body else JSON)
    if sent not in {JSON, MSGPACK}:
        raise RefusalError(415, "UnsupportedMediaType")
    wanted = next((kind for kind in (JSON, MSGPACK) if kind in accepted), sent)
    return Request(body, sent, wanted)


def _answer(message: msgspec.Struct, media_type: str, status: int = 200) -> Answer:
    body = fpindex.encode(message, media_type)
    return Answer(status, body, {"Content-Type": media_type, "Cache-Control": "no-store"})


def _text(text: str, content_type: str = "text/plain; charset=utf-8") -> Answer:
    return Answer(200, text.encode(), {"Content-Type": content_type, "Cache-Control": "no-store"})
