"""Indexes for other machines, as clients of acoustid-index see them."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import pytest_twisted
from twisted.internet.threads import deferToThread

from musicdb.config.fingerprint import Fingerprints
from musicdb.errors import IndexVersionError, NotAllowedError
from musicdb.fingerprint.index.changes import Insert, Remove
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.remote import RemoteIndex
from musicdb.fingerprint.index.snapshots import restore
from musicdb.net.passwords import set_password
from tests.net.conftest import MakeNet, Net
from tests.net.wires import Response, fetch

JSON = "application/json"
MSGPACK = "application/vnd.msgpack"


@pytest.fixture
def served(make_net: MakeNet) -> Net:
    """A site that keeps indexes."""
    return make_net(fingerprint=Fingerprints(serve=True))


async def ask(net: Net, method: str, path: str, value: Any = None, **headers: str | None) -> tuple[int, Any]:
    """Asks in JSON."""
    body = b"" if value is None else json.dumps(value).encode()
    answer = await fetch(f"{net.url}/fpindex{path}", method, body, Content_Type=JSON, **headers)
    return answer.status, answer.json() if answer.headers["content-type"] == JSON and answer.body else answer.body


@pytest_twisted.ensureDeferred
async def test_an_index_from_its_begin_to_its_end(served: Net) -> None:
    assert await ask(served, "GET", "/main") == (404, {"error": "IndexNotFound"})
    status, begun = await ask(served, "PUT", "/main")
    assert (status, begun["version"], begun["ready"]) == (200, 0, True)
    assert await ask(served, "PUT", "/main", {}) == (200, begun)
    assert (await ask(served, "PUT", "/main", {"expect_does_not_exist": True}))[1] == {"error": "IndexAlreadyExists"}
    insert = {"changes": [{"insert": {"id": 1, "hashes": [101, 201, 301]}}, {"insert": {"id": 2, "hashes": [7]}}]}
    assert await ask(served, "POST", "/main/_update", insert) == (200, {"version": 1})
    query = {"query": [101, 201, 999]}
    assert await ask(served, "POST", "/main/_search", query) == (200, {"results": [{"id": 1, "score": 2}]})
    other = {"changes": [{"delete": {"id": 1}}, {"set_metadata": {"a": "b"}}], "expected_version": 1}
    assert await ask(served, "POST", "/main/_update", other) == (200, {"version": 2})
    assert await ask(served, "POST", "/main/_update", other) == (409, {"error": "VersionMismatch"})
    assert await ask(served, "POST", "/main/_search", query) == (200, {"results": []})
    stats = {"min_doc_id": 2, "max_doc_id": 2, "num_segments": 1, "num_docs": 1}
    assert await ask(served, "GET", "/main") == (200, {"version": 2, "metadata": {"a": "b"}, "stats": stats})
    state = {"generation": begun["generation"], "version": 2, "file_version": 0}
    assert await ask(served, "GET", "/main/_status") == (200, state)
    assert await ask(served, "DELETE", "/main") == (200, {"deleted": True})
    assert await ask(served, "DELETE", "/main") == (200, {"deleted": False})
    assert await ask(served, "DELETE", "/main", {"expect_exists": True}) == (404, {"error": "IndexNotFound"})


@pytest_twisted.ensureDeferred
async def test_single_documents(served: Net) -> None:
    await ask(served, "PUT", "/main")
    assert await ask(served, "PUT", "/main/5", {"hashes": [1, 2]}) == (200, {})
    assert await ask(served, "GET", "/main/5") == (200, {"version": 1})
    assert (await ask(served, "HEAD", "/main/5"))[0] == 200
    assert await ask(served, "DELETE", "/main/5") == (200, {})
    assert await ask(served, "GET", "/main/5") == (404, {"error": "FingerprintNotFound"})


@pytest.mark.parametrize(
    ("method", "path", "value", "status", "word"),
    [
        ("PUT", "/a%20b", None, 400, "InvalidIndexName"),
        ("PUT", "/..%2Fa", None, 400, "InvalidFingerprintId"),
        ("PUT", "/main/0", {"hashes": []}, 400, "InvalidFingerprintId"),
        ("PUT", "/main/4294967296", {"hashes": []}, 400, "InvalidFingerprintId"),
        ("PUT", "/main/1", {"hashes": [-1]}, 400, "BadRequest"),
        ("POST", "/main/_update", {"changes": [{}]}, 400, "BadRequest"),
        ("POST", "/main/_update", {"changes": [{"insert": {"id": 0, "hashes": []}}]}, 400, "InvalidFingerprintId"),
        ("POST", "/main/_search", {"query": [1], "limit": 101}, 400, "BadRequest"),
        ("POST", "/main/_search", None, 400, "BadRequest"),
        ("POST", "/main/_unknown", {}, 404, "NotFound"),
        ("POST", "/other/_search", {"query": [1]}, 404, "IndexNotFound"),
    ],
)
@pytest_twisted.ensureDeferred
async def test_what_cannot_be_is_refused(
    served: Net, method: str, path: str, value: Any, status: int, word: str
) -> None:
    await ask(served, "PUT", "/main")
    assert await ask(served, method, path, value) == (status, {"error": word})
    assert (await ask(served, "GET", "/main"))[1]["version"] == 0


@pytest.mark.parametrize(
    ("sent", "accept", "answered"),
    [(JSON, None, JSON), (MSGPACK, None, MSGPACK), (None, None, MSGPACK), (JSON, MSGPACK, MSGPACK), (None, JSON, JSON)],
)
@pytest_twisted.ensureDeferred
async def test_both_ways_to_write(served: Net, sent: str | None, accept: str | None, answered: str) -> None:
    await ask(served, "PUT", "/main")
    await ask(served, "PUT", "/main/3", {"hashes": [9, 8]})
    body = json.dumps({"query": [9]}).encode() if sent == JSON else msgspec.msgpack.encode({"q": [9]})
    url = f"{served.url}/fpindex/main/_search"
    answer = await fetch(url, "POST", body, Content_Type=sent, Accept=accept)
    assert answer.headers["content-type"] == answered
    expected = {"results": [{"id": 3, "score": 1}]} if answered == JSON else {"r": [{"i": 3, "s": 1}]}
    assert _read(answer) == expected
    assert (await fetch(url, "POST", b"q=9", Content_Type="application/x-www-form-urlencoded")).status == 415
    assert _read(await fetch(f"{served.url}/fpindex/none")) == {"error": "IndexNotFound"}


def _read(answer: Response) -> Any:
    return answer.json() if answer.headers["content-type"] == JSON else msgspec.msgpack.decode(answer.body)


@pytest_twisted.ensureDeferred
async def test_scores_decide_what_is_worth_telling(served: Net) -> None:
    await ask(served, "PUT", "/main")
    changes = [{"insert": {"id": n, "hashes": list(range(n))}} for n in (1, 4, 5, 40)]
    await ask(served, "POST", "/main/_update", {"changes": changes})
    query = {"query": list(range(100))}
    _, plain = await ask(served, "POST", "/main/_search", query)
    assert [(one["id"], one["score"]) for one in plain["results"]] == [(40, 40), (5, 5)]
    _, most = await ask(served, "POST", "/main/_search", {**query, "min_score": 1, "score_pct": 0, "limit": 3})
    assert [one["id"] for one in most["results"]] == [40, 5, 4]


@pytest_twisted.ensureDeferred
async def test_health_and_metrics(served: Net) -> None:
    assert await ask(served, "GET", "/_health") == (200, b"OK")
    assert (await ask(served, "GET", "/main/_health"))[0] == 404
    await ask(served, "PUT", "/main")
    await ask(served, "PUT", "/main/3", {"hashes": [9, 8]})
    await ask(served, "POST", "/main/_search", {"query": [9]})
    assert await ask(served, "GET", "/main/_health") == (200, b"OK")
    _, metrics = await ask(served, "GET", "/_metrics")
    for line in (b"fpindex_searches_total 1.0", b"fpindex_search_hits_total 1.0", b'fpindex_docs{index="main"} 1.0'):
        assert line in metrics


@pytest_twisted.ensureDeferred
async def test_a_snapshot_comes_over_the_wire(served: Net, tmp_path: Path) -> None:
    await ask(served, "PUT", "/main")
    await ask(served, "PUT", "/main/3", {"hashes": [9, 8]})
    answer = await fetch(f"{served.url}/fpindex/main/_snapshot")
    (tmp_path / "snapshot").write_bytes(answer.body)
    restore(tmp_path / "snapshot", tmp_path / "index")
    with FingerprintIndex.open(tmp_path / "index") as index:
        assert index.search([8]).found[0].id == 3
    assert not list(served.config.directories.fpindex.glob(".*"))


@pytest_twisted.ensureDeferred
async def test_who_may(served: Net, net: Net) -> None:
    assert (await ask(net, "GET", "/_health"))[0] == 404
    assert (await ask(served, "PUT", "/main", Origin="https://evil.example"))[0] != 200
    assert (await ask(served, "PUT", "/main", X_Forwarded_For="10.1.1.1"))[0] == 401
    set_password(served.config.directories.config, "a password of the house")
    assert await ask(served, "PUT", "/main") == (401, {"error": "Unauthorized"})
    assert (await ask(served, "PUT", "/main", X_API_Key=served.key))[0] == 200


@pytest_twisted.ensureDeferred
async def test_long_bodies_are_for_indexes_only(served: Net) -> None:
    await ask(served, "PUT", "/main")
    changes = [{"insert": {"id": n, "hashes": list(range(n, n + 950))}} for n in range(1, 100)]
    assert await ask(served, "POST", "/main/_update", {"changes": changes}) == (200, {"version": 1})
    assert (await fetch(f"{served.url}/login", "POST", b"x" * 100_000)).status == 413


@pytest_twisted.ensureDeferred
async def test_another_musicdb_uses_it_as_its_own(served: Net) -> None:
    await deferToThread(_use, f"{served.url}/fpindex/main", served.key)
    set_password(served.config.directories.config, "a password of the house")
    with pytest.raises(NotAllowedError):
        await deferToThread(RemoteIndex, f"{served.url}/fpindex/main", "wrong")


def _use(url: str, key: str) -> None:
    with RemoteIndex(url, key) as index:
        assert index.update([Insert(4, range(1000, 1100)), Insert(5, [1])]) == 1
        assert index.update([Remove(5)], expected_version=1) == 2
        with pytest.raises(IndexVersionError):
            index.update([Remove(4)], expected_version=1)
        (found,) = index.search(range(1050, 1090)).found
        assert (found.id, found.hits, found.votes, found.offset) == (4, 40, 40, 50)
        assert (index.version, index.get(4), index.get(5)) == (2, 1, None)
