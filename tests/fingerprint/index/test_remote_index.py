"""An index on another machine, when that is acoustid-index: its answers, byte for byte, as they were recorded."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest

from musicdb.errors import BadArgumentError, IndexUnreachableError, IndexVersionError
from musicdb.fingerprint.index.changes import Insert, Remove
from musicdb.fingerprint.index.remote import RemoteIndex, open_index
from musicdb.fingerprint.index.settings import Settings

TYPE = "application/vnd.msgpack"
# What is asked, and what acoustid-index (dcdc58a) answers: status and body.
ANSWERS = {
    ("PUT", "/main"): (200, {"v": 0, "r": True, "g": 1}),
    ("GET", "/main"): (
        200,
        {"v": 7, "m": {}, "s": {"min_doc_id": 1, "max_doc_id": 9, "num_segments": 1, "num_docs": 3}},
    ),
    ("POST", "/main/_search"): (200, {"r": [{"i": 9, "s": 3}, {"i": 4, "s": 1}]}),
    ("POST", "/main/_update"): (200, {"v": 8}),
    ("GET", "/main/9"): (200, {"v": 3}),
    ("GET", "/main/8"): (404, {"e": "FingerprintNotFound"}),
}
# Fields it knows. Its decoder refuses others.
FIELDS = {"/main": {"e", "g"}, "/main/_search": {"q", "l", "t", "m", "s"}, "/main/_update": {"c", "m", "e"}}


class Recorded(BaseHTTPRequestHandler):
    """Answers as acoustid-index does, and closes an idle connection now and then."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = msgspec.msgpack.decode(body) if body else {}
        self.server.asked.append((self.command, self.path, asked))
        status, value = ANSWERS[self.command, self.path]
        if set(asked) - FIELDS.get(self.path, set()) or self.headers["Content-Type"] != TYPE:
            status, value = 400, {"e": "BadRequest"}
        if asked.get("e") == 5:
            status, value = 409, {"e": "VersionMismatch"}
        content = msgspec.msgpack.encode(value)
        self.send_response(status)
        self.send_header("Content-Type", TYPE)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = self.command == "GET"

    do_GET = do_PUT = do_POST = answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Recorded)
        self.asked: list[tuple[str, str, dict[str, object]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/main"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server
        server.shutdown()


def test_it_speaks_with_acoustid_index(server: Server) -> None:
    with RemoteIndex(server.url) as index:
        assert index.version == 7
        assert [(one.id, one.hits, one.votes) for one in index.search([3, 1, 2], 7).found] == [(9, 3, 0), (4, 1, 0)]
        assert index.update([Insert(3, [5, 6]), Remove(4)], expected_version=7) == 8
        assert (index.get(9), index.get(8)) == (3, None)
        with pytest.raises(IndexVersionError):
            index.update([Remove(4)], expected_version=5)
    asked = {f"{method} {path}": value for method, path, value in server.asked[:4]}
    assert asked["POST /main/_search"] == {"q": [3, 1, 2], "l": 7, "m": 1, "s": 0}
    assert asked["POST /main/_update"] == {"c": [{"i": {"i": 3, "h": [5, 6]}}, {"d": {"i": 4}}], "e": 7}


def test_what_cannot_be_is_not_even_sent(server: Server) -> None:
    with RemoteIndex(server.url) as index, pytest.raises(BadArgumentError):
        index.update([Insert(0, [1])])
    assert len(server.asked) == 1


def test_nobody_is_there(server: Server) -> None:
    with RemoteIndex(server.url) as index:
        server.shutdown()
        server.server_close()
        index.close()
        with pytest.raises(IndexUnreachableError):
            index.search([1])
    with pytest.raises(IndexUnreachableError):
        RemoteIndex(server.url)


def test_an_address_decides_which_one_it_is(server: Server, tmp_path: Path) -> None:
    for url, version in ((server.url, 7), ("", 0)):
        index = open_index(url, "", tmp_path / "index", Settings())
        assert index.version == version
        index.close()
    assert (tmp_path / "index").is_dir()
