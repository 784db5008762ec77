"""MusicDB as an AcoustID server, at /v2/: programs such as beets ask here what a song is, and submit what they know.

Everything that computes or reads happens in a pool of its own. This is the door of this API: errors get the numbers
its clients know.
"""

import gzip
import io
import logging
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qs

from twisted.internet.threads import deferToThreadPool
from twisted.python.threadpool import ThreadPool

from musicdb.config.schema import Config
from musicdb.errors import (
    FingerprintError,
    IndexDamagedError,
    IndexUnreachableError,
    MusicDBError,
    NotFoundError,
    TooManySubmissionsError,
)
from musicdb.insight.trackdescriptions import Wanted
from musicdb.insight.trackdesk import TrackDesk
from musicdb.model.acoustid import SubmissionState, SubmissionStatus
from musicdb.net import acoustidquestions as questions
from musicdb.net.acoustidanswers import CALLBACK, Format, read_format, write
from musicdb.net.acoustidkeys import AcoustIDKeys, Caller
from musicdb.net.acoustidquestions import AcoustIDError, Fields
from musicdb.net.admission import Admission, Visitor
from musicdb.net.attempts import network_of
from musicdb.net.exchange import Answer, Exchange
from musicdb.net.ratelimits import Limit, RateLimits

log = logging.getLogger(__name__)

FOLDER: Final = "v2"
_THREADS: Final = 2
_PATH = re.compile(r"/+v2/+(.*?)/*")
_OF_AN_APPLICATION: Final = 10
_OF_ALL: Final = 100
_OF_AN_ADDRESS: Final = 4
_UNAVAILABLE = (13, "service unavailable", 503)
_ERRORS: Mapping[type[MusicDBError], tuple[int, str, int]] = {
    FingerprintError: (3, "invalid fingerprint", 400),
    IndexDamagedError: _UNAVAILABLE,
    IndexUnreachableError: _UNAVAILABLE,
    NotFoundError: (18, "fingerprint not found", 404),
    TooManySubmissionsError: _UNAVAILABLE,
}
_FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = _FOR_ALL | {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Content-Encoding, X-API-Key",
}
Work = Callable[[Fields, Caller], dict[str, Any]]


class AcoustIDFace:
    """Answers what is below /v2/."""

    def __init__(self, config: Config, desk: TrackDesk, admission: Admission, reactor: Any) -> None:
        self._desk = desk
        self._keys = AcoustIDKeys(config.acoustid, config.directories.config, admission)
        self._limits = RateLimits(reactor.seconds)
        self._reactor = reactor
        self.pool = ThreadPool(minthreads=0, maxthreads=_THREADS, name="acoustid")
        self._works: Mapping[str, Work] = {
            "lookup": self._lookup,
            "submit": self._submit,
            "submission_status": self._submission_status,
            "fingerprint": self._fingerprint,
            "track/list_by_mbid": self._list_by_mbid,
        }

    @staticmethod
    def takes(path: str) -> bool:
        """Whether an address is one of ours. Slashes may be doubled."""
        return _PATH.fullmatch(path) is not None

    async def answer(self, exchange: Exchange, visitor: Visitor, path: str) -> Answer:
        """Answers a request."""
        form, callback = Format.JSON, CALLBACK
        if exchange.method == b"OPTIONS":
            return Answer(204, b"", _PREFLIGHT)
        try:
            fields = await self._in_thread(lambda: _fields(exchange))
            form, callback = read_format(fields)
            name = self._name(path)
            caller = self._admit(exchange, visitor, name, fields, by_page=_is_page(exchange, visitor, form))
            told = await self._in_thread(lambda: self._works[name](fields, caller))
        except AcoustIDError as error:
            return _refused(error, form, callback)
        except MusicDBError as error:
            return _refused(AcoustIDError(*_ERRORS.get(type(error), (5, "internal error", 500))), form, callback)
        except Exception:
            log.exception("A request to the AcoustID service failed")
            return _refused(AcoustIDError(5, "internal error", 500), form, callback)
        return _written({"status": "ok", **told}, form, callback)

    def _name(self, path: str) -> str:
        match = _PATH.fullmatch(path)
        name = re.sub("/+", "/", match[1]) if match else ""
        if name not in self._works:
            raise AcoustIDError(12, "there is nothing at this address", 404)
        return name

    def _admit(self, exchange: Exchange, visitor: Visitor, name: str, fields: Fields, *, by_page: bool) -> Caller:
        if exchange.method not in {b"GET", b"HEAD", b"POST"}:
            raise AcoustIDError(12, "not allowed", 405)
        needs_client = name in {"lookup", "submit", "submission_status"}
        caller = self._keys.admit(visitor, fields, by_page=by_page, needs_client=needs_client)
        if name == "submit":
            self._keys.check_user(fields, caller)
        limits = [Limit(f"application {caller.application}", _OF_AN_APPLICATION), Limit("all", _OF_ALL)]
        if not caller.is_household:
            limits.append(Limit(f"address {network_of(visitor.peer)}", _OF_AN_ADDRESS))
        exceeded = self._limits.exceeded(limits)
        if exceeded:
            raise AcoustIDError(14, f"rate limit ({exceeded.rate} requests per second) exceeded, try again later", 429)
        return caller

    def _in_thread(self, work: Callable[[], Any]) -> Any:
        return deferToThreadPool(self._reactor, self.pool, work)

    def _lookup(self, fields: Fields, _caller: Caller) -> dict[str, Any]:
        wanted = questions.read_lookup(fields)
        meta = Wanted(wanted.meta)
        answers: list[dict[str, Any]] = []
        wrong: FingerprintError | None = None
        for query in wanted.queries:
            try:
                if query.trackid:
                    results = self._desk.lookup_track(query.trackid, meta)
                else:
                    results = self._desk.lookup(query.fingerprint, query.duration, wanted.difference, meta)
            except FingerprintError as error:
                wrong = error
            else:
                answers.append({"index": query.index, "results": results})
        if wrong and not answers:
            raise wrong
        return {"fingerprints": answers} if wanted.batch else {"results": answers[0]["results"]}

    def _submit(self, fields: Fields, caller: Caller) -> dict[str, Any]:
        items = self._desk.readable(questions.read_submission(fields), lambda item: item.submissions[0].fingerprint)
        submissions = [(item.index, submission) for item in items for submission in item.submissions]
        numbers = self._desk.submit([submission for _, submission in submissions], caller.application)
        told = zip(submissions, numbers, strict=True)
        return {"submissions": [{"id": number, "status": "pending", "index": index} for (index, _), number in told]}

    def _submission_status(self, fields: Fields, _caller: Caller) -> dict[str, Any]:
        return {"submissions": [_told(one) for one in self._desk.status(questions.read_numbers(fields, "id"))]}

    def _fingerprint(self, fields: Fields, _caller: Caller) -> dict[str, Any]:
        found = self._desk.fingerprint(questions.read_uuids(fields, "id")[0])
        return {"fingerprint": {"id": found.id, "hashes": found.hashes, "duration": found.duration}}

    def _list_by_mbid(self, fields: Fields, _caller: Caller) -> dict[str, Any]:
        mbids = questions.read_uuids(fields, "mbid")
        if len(mbids) > questions.MOST_TRACKS:
            raise AcoustIDError(19, "request entity too large", 413)
        if not questions.read_flag(fields, "batch"):
            return {"tracks": [{"id": one} for one in self._desk.with_mbid(mbids[0])]}
        told = [{"mbid": mbid, "tracks": [{"id": one} for one in self._desk.with_mbid(mbid)]} for mbid in mbids]
        return {"mbids": told}


def _told(one: SubmissionStatus) -> dict[str, Any]:
    told: dict[str, Any] = {"id": one.id, "status": one.state.value}
    if one.state is SubmissionState.IMPORTED:
        told["result"] = {"id": one.trackid}
    if one.reason:
        told["reason"] = one.reason
    return told


def _is_page(exchange: Exchange, visitor: Visitor, form: Format) -> bool:
    """Whether a page in a browser asks: it names its origin, or how it came to ask, or loads a script."""
    return visitor.origin is not None or exchange.header("sec-fetch-site") is not None or form is Format.JSONP


def _fields(exchange: Exchange) -> Fields:
    """The parameters of the address and of the form in the body. Raises AcoustIDError."""
    content: Any = exchange.content
    body: bytes = content.read()
    if (exchange.header("content-encoding") or "").strip().lower() == "gzip":
        body = _unpacked(body)
    fields: dict[str, list[str]] = {}
    query = exchange.uri.partition(b"?")[2]
    for part in (query, body):
        try:
            read = parse_qs(
                part.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=questions.MOST_FIELDS
            )
        except ValueError:
            raise AcoustIDError(19, "request entity too large", 413) from None
        for name, values in read.items():
            fields.setdefault(name, []).extend(values)
    return fields


def _unpacked(body: bytes) -> bytes:
    """What is in a body. Never more than a body may have is unpacked."""
    try:
        with gzip.open(io.BytesIO(body)) as packed:
            unpacked = packed.read(questions.LIMIT + 1)
    except (OSError, EOFError, zlib.error):
        raise AcoustIDError(5, "the body is not compressed with gzip, or not complete") from None
    if len(unpacked) > questions.LIMIT:
        raise AcoustIDError(19, "request entity too large", 413)
    return unpacked


def _refused(error: AcoustIDError, form: Format, callback: str) -> Answer:
    told = {"status": "error", "error": {"code": error.code, "message": error.message}}
    return _written(told, form, callback, error.status)


def _written(told: Mapping[str, Any], form: Format, callback: str, status: int = 200) -> Answer:
    body, kind = write(told, form, callback)
    return Answer(status, body, _FOR_ALL | {"Content-Type": kind})
