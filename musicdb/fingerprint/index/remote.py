"""An index on another machine: of another MusicDB, or of acoustid-index, behind the same face as our own."""

import http.client
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, Self, TypeVar
from urllib.parse import urlsplit

import msgspec

from musicdb.errors import (
    BadArgumentError,
    IndexDamagedError,
    IndexUnreachableError,
    IndexVersionError,
    MusicDBError,
    NoSpaceError,
    NotAllowedError,
)
from musicdb.fingerprint.index.changes import Change, Insert, Items, as_items, gather
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.matching import Candidate, Candidates
from musicdb.fingerprint.index.opening import Source
from musicdb.fingerprint.index.settings import Settings
from musicdb.wire import fpindex

_PATIENCE = 30.0
"""Seconds the other machine may take."""
_ERRORS: dict[int, type[MusicDBError]] = {
    400: BadArgumentError,
    401: NotAllowedError,
    403: NotAllowedError,
    409: IndexVersionError,
    413: BadArgumentError,
    507: NoSpaceError,
}
Kind = TypeVar("Kind", bound=msgspec.Struct)


class AnyIndex(Protocol):
    """What an index can do, wherever it is. `FingerprintIndex` tells how."""

    @property
    def version(self) -> int:
        """How many updates there were."""

    def update(
        self, changes: Iterable[Change], expected_version: int | None = None, metadata: dict[str, str] | None = None
    ) -> int:
        """Makes changes, all or none."""

    def search(self, items: Items, limit: int = 10, *, by_votes: bool = True, tolerant: bool = False) -> Candidates:
        """Documents that share items with a query."""

    def get(self, number: int) -> int | None:
        """The version of the update that brought a document."""

    def close(self) -> None:
        """Lets go of it."""


class RemoteIndex:
    """An index at an address such as http://server:9000/fpindex/main; it is begun when it is not there.

    One request after the other goes over one connection; safe to use from any thread. acoustid-index tells no offsets:
    then `votes` and `offset` of candidates are 0. Raises IndexUnreachableError when nobody answers.
    """

    def __init__(self, url: str, key: str = "") -> None:
        address = urlsplit(url)
        self._url = url
        self._path = address.path.rstrip("/")
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(address.hostname or "", address.port, timeout=_PATIENCE)
        self._headers = {"Content-Type": fpindex.MSGPACK, "Accept": fpindex.MSGPACK}
        if key:
            self._headers["X-API-Key"] = key
        self._lock = threading.Lock()
        # Fields that only MusicDB knows are sent to nobody else.
        self._offsets = False
        self._ask("PUT", "", fpindex.IndexAnswer, fpindex.PutIndex())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def version(self) -> int:
        """How many updates there were."""
        return self._found("GET", "", fpindex.InfoAnswer).version

    def update(
        self, changes: Iterable[Change], expected_version: int | None = None, metadata: dict[str, str] | None = None
    ) -> int:
        """Makes changes, all or none, and returns the new version. Raises as `FingerprintIndex.update`."""
        known = list(changes)
        gather(known)
        wire = [
            fpindex.ChangeOf(insert=fpindex.Insertion(change.id, as_items(change.items).tolist()))
            if isinstance(change, Insert)
            else fpindex.ChangeOf(delete=fpindex.Deletion(change.id))
            for change in known
        ]
        message = fpindex.UpdateRequest(wire, metadata, expected_version)
        return self._found("POST", "/_update", fpindex.VersionAnswer, message).version

    def search(self, items: Items, limit: int = 10, *, by_votes: bool = True, tolerant: bool = False) -> Candidates:
        """Documents that share items with a query, at most 100, the best first. Only equal items count there."""
        del tolerant
        message = fpindex.SearchRequest(
            as_items(items).tolist(),
            min(limit, fpindex.MOST_RESULTS),
            min_score=1,
            score_pct=0,
            offsets=by_votes and self._offsets,
        )
        results = self._found("POST", "/_search", fpindex.SearchAnswer, message).results
        found = tuple(Candidate(one.id, one.score, one.votes or 0, one.offset or 0) for one in results)
        return Candidates(found, 0, 0)

    def get(self, number: int) -> int | None:
        """The version of the update that brought a document; None when there is none of this id."""
        answer = self._ask("GET", f"/{number}", fpindex.VersionAnswer)
        return None if answer is None else answer.version

    def close(self) -> None:
        """Ends the connection."""
        with self._lock:
            self._connection.close()

    def _found(self, method: str, path: str, kind: type[Kind], message: msgspec.Struct | None = None) -> Kind:
        answer = self._ask(method, path, kind, message)
        if answer is None:
            raise IndexUnreachableError(f"There is no index at {self._url} any more.")
        return answer

    def _ask(self, method: str, path: str, kind: type[Kind], message: msgspec.Struct | None = None) -> Kind | None:
        body = None if message is None else fpindex.encode(message, fpindex.MSGPACK)
        status, written, content = self._exchange(method, self._path + path, body)
        if status == http.HTTPStatus.NOT_FOUND:
            return None
        try:
            if status in {http.HTTPStatus.OK, http.HTTPStatus.ACCEPTED}:
                return fpindex.decode(content, kind, written)
            word = fpindex.decode(content, fpindex.ErrorAnswer, written).error
        except msgspec.DecodeError as error:
            raise IndexUnreachableError(f"At {self._url} there is something else than an index.") from error
        raise _ERRORS.get(status, IndexDamagedError)(f"The index at {self._url} answers: {status} {word}.")

    def _exchange(self, method: str, path: str, body: bytes | None) -> tuple[int, str, bytes]:
        """Status, media type and body of the answer."""
        with self._lock:
            try:
                # A connection that was idle may have been closed meanwhile. All requests can be made twice.
                try:
                    return self._once(method, path, body)
                except (ConnectionError, http.client.HTTPException):
                    self._connection.close()
                    return self._once(method, path, body)
            except (OSError, http.client.HTTPException) as error:
                self._connection.close()
                raise IndexUnreachableError(f"The index at {self._url} does not answer: {error}.") from error

    def _once(self, method: str, path: str, body: bytes | None) -> tuple[int, str, bytes]:
        self._connection.request(method, path, body, self._headers)
        response = self._connection.getresponse()
        self._offsets = response.headers.get("Server") == "MusicDB"
        return response.status, response.headers.get_content_type(), response.read()


def open_index(url: str, key: str, directory: Path, settings: Settings, source: Source | None = None) -> AnyIndex:
    """The index at an address, or without one our own in a directory. Raises as either of them when it is opened."""
    return RemoteIndex(url, key) if url else FingerprintIndex.open(directory, settings, source)
