"""Pages, sessions and logins over HTTP."""

import gzip
import socket as sockets
from typing import Any

import pytest
import pytest_twisted

from musicdb import __version__
from musicdb.errors import ListenError, UnsafeBindingError
from musicdb.net.attempts import FREE_TRIES
from musicdb.net.exchange import BODY_LIMIT
from musicdb.net.passwords import set_password
from tests.net.conftest import MakeNet, Net
from tests.net.wires import Response, connect, fetch, parse_response, request_text

INDEX = b"<!doctype html><title>MusicDB</title>" + b" " * 500
SCRIPT = b"let x = 1;" * 100
PASSWORD = "a good password"
FORM = "application/x-www-form-urlencoded"


def build_pages(net: Net, index: bytes = INDEX) -> None:
    """Puts a small WebUI where the site looks for it."""
    directory = net.resources / "webui"
    (directory / "assets").mkdir(parents=True, exist_ok=True)
    (directory / "index.html").write_bytes(index)
    (directory / "assets" / "main-1a2b3c.js").write_bytes(SCRIPT)
    (directory / "icon.svg").write_bytes(b"<svg/>")


async def login(net: Net, password: str = PASSWORD, **headers: str | None) -> Response:
    body = f"password={password.replace(' ', '+')}".encode()
    return await fetch(f"{net.url}/login", "POST", body, **{"Content_Type": FORM, **headers})


@pytest.mark.parametrize("path", ["/", "/albums", "/artists/12", "/albums/12/", "/uploads", "/index"])
@pytest_twisted.ensureDeferred
async def test_every_page_is_the_page(net: Net, path: str) -> None:
    build_pages(net)
    page = await fetch(net.url + path)
    assert (page.status, page.body, page.headers["cache-control"]) == (200, INDEX, "no-cache")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for name in ("content-security-policy", "referrer-policy", "x-frame-options", "x-content-type-options"):
        assert name in page.headers
    assert page.headers["server"] == "MusicDB"
    head = await fetch(net.url + path, "HEAD")
    assert (head.status, head.headers["content-length"], head.body) == (200, str(len(INDEX)), b"")


@pytest_twisted.ensureDeferred
async def test_assets_are_compressed_and_kept_for_ever(net: Net) -> None:
    build_pages(net)
    plain = await fetch(f"{net.url}/assets/main-1a2b3c.js")
    assert (plain.body, plain.headers["content-type"]) == (SCRIPT, "text/javascript; charset=utf-8")
    assert "immutable" in plain.headers["cache-control"]
    packed = await fetch(f"{net.url}/assets/main-1a2b3c.js", Accept_Encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == SCRIPT
    assert (await fetch(f"{net.url}/icon.svg", If_None_Match="x")).headers["content-type"] == "image/svg+xml"
    known = await fetch(f"{net.url}/icon.svg", If_None_Match=(await fetch(f"{net.url}/icon.svg")).headers["etag"])
    assert (known.status, known.body) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/assets/other.js", "/assets/x", "/assets/../index.html.map", "/x.js", "/health/x", "/login/x"]
)
@pytest_twisted.ensureDeferred
async def test_what_is_not_there(net: Net, path: str) -> None:
    build_pages(net)
    answer = await fetch(net.url + path)
    assert answer.status == 404
    assert answer.json()["code"] == "notfound"


@pytest_twisted.ensureDeferred
async def test_pages_that_are_built_anew_are_served_anew(net: Net) -> None:
    assert (await fetch(f"{net.url}/")).status == 404
    build_pages(net)
    before = await fetch(f"{net.url}/")
    build_pages(net, b"new")
    after = await fetch(f"{net.url}/", If_None_Match=before.headers["etag"], Cookie=before.cookie)
    assert after.body == b"new"


@pytest_twisted.ensureDeferred
async def test_a_browser_on_this_machine_is_logged_in_by_the_page(net: Net) -> None:
    build_pages(net)
    page = await fetch(f"{net.url}/albums")
    attributes = page.headers["set-cookie"].split("; ")[1:]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(attributes)
    assert "Secure" not in attributes
    session = await fetch(f"{net.url}/session", Cookie=page.cookie)
    assert session.json() == {"authenticated": True, "password": False}
    again = await fetch(f"{net.url}/", Cookie=page.cookie, If_None_Match=page.headers["etag"])
    assert (again.status, "set-cookie" in again.headers) == (304, False)


@pytest_twisted.ensureDeferred
async def test_whoever_is_not_on_this_machine_is_not(net: Net) -> None:
    build_pages(net)
    port = net.url.rpartition(":")[2]
    for headers in (
        {"X_Forwarded_For": "10.0.0.1"},
        {"Forwarded": "for=10.0.0.1"},
        {"X_Real_IP": "10.0.0.1"},
        {"Via": "1.1 proxy"},
        {"Host": f"{sockets.gethostname()}:{port}"},
    ):
        answer = await fetch(f"{net.url}/", **headers)
        assert (answer.status, "set-cookie" in answer.headers) == (200, False)
    assert "set-cookie" not in (await fetch(f"{net.url}/assets/main-1a2b3c.js")).headers
    assert (await fetch(f"{net.url}/session")).json() == {"authenticated": False, "password": False}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1", "", None])
@pytest_twisted.ensureDeferred
async def test_foreign_names_are_refused(net: Net, host: str | None) -> None:
    build_pages(net)
    for path in ("/", "/health", "/session", "/music/x"):
        answer = await fetch(net.url + path, Host=host)
        assert answer.status in {400, 421}
        assert "set-cookie" not in answer.headers


@pytest_twisted.ensureDeferred
async def test_names_of_the_configuration_are_known(make_net: MakeNet) -> None:
    net = make_net(allowedhosts=("music.example.org",))
    build_pages(net)
    answer = await fetch(f"{net.url}/", Host="music.example.org")
    assert (answer.status, "set-cookie" in answer.headers) == (200, False)


@pytest_twisted.ensureDeferred
async def test_a_login(net: Net) -> None:
    build_pages(net)
    set_password(net.config.directories.config, PASSWORD)
    assert "set-cookie" not in (await fetch(f"{net.url}/")).headers
    assert (await fetch(f"{net.url}/session")).json() == {"authenticated": False, "password": True}
    answer = await login(net)
    assert (answer.status, answer.body) == (204, b"")
    assert (await fetch(f"{net.url}/session", Cookie=answer.cookie)).json()["authenticated"]
    body = b'{"password": "%s"}' % PASSWORD.encode()
    assert (await fetch(f"{net.url}/login", "POST", body, Content_Type="application/json")).status == 204
    goodbye = await fetch(f"{net.url}/logout", "POST")
    assert goodbye.status == 204
    assert "Max-Age=0" in goodbye.headers["set-cookie"]


@pytest_twisted.ensureDeferred
async def test_a_login_that_fails(net: Net) -> None:
    set_password(net.config.directories.config, PASSWORD)
    wrong = await login(net, "wrong")
    assert (wrong.status, wrong.json()["code"], "set-cookie" in wrong.headers) == (401, "notallowed", False)
    for body, kind in (
        (b"{", "application/json"),
        (b'{"password": 1}', "application/json"),
        (b"\xff", "application/json"),
    ):
        assert (await fetch(f"{net.url}/login", "POST", body, Content_Type=kind)).status == 400
    assert (await login(net, Origin="http://evil.example")).status == 403
    assert (await fetch(f"{net.url}/logout", "POST", Origin="null")).status == 403
    assert (await login(net, Origin=net.url)).status == 204


@pytest_twisted.ensureDeferred
async def test_guessing_is_slowed_down(net: Net) -> None:
    set_password(net.config.directories.config, PASSWORD)
    for _ in range(FREE_TRIES):
        assert (await login(net, "wrong")).status == 401
    blocked = await login(net)
    assert (blocked.status, blocked.json()["code"]) == (429, "toomanyattempts")


@pytest_twisted.ensureDeferred
async def test_without_a_password_nobody_logs_in(net: Net) -> None:
    assert (await login(net, "")).status == 401


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/", "GET, HEAD"),
        ("GET", "/login", "POST"),
        ("DELETE", "/music/x", "GET, HEAD"),
        ("PUT", "/health", "GET, HEAD"),
    ],
)
@pytest_twisted.ensureDeferred
async def test_methods(net: Net, method: str, path: str, allowed: str) -> None:
    answer = await fetch(net.url + path, method)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


@pytest_twisted.ensureDeferred
async def test_health_is_for_everybody(net: Net) -> None:
    answer = await fetch(f"{net.url}/health")
    assert (answer.status, answer.json()) == (200, {"status": "ok", "version": __version__})
    assert (await fetch(f"{net.url}/ws")).status == 426
    star = parse_response(await _raw(net, b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
    assert (star.status, star.headers["server"]) == (405, "MusicDB")


@pytest_twisted.ensureDeferred
async def test_a_body_has_a_limit(net: Net) -> None:
    long = b"x" * (BODY_LIMIT + 1)
    wire = await connect(net.url)
    wire.write(request_text(f"{net.url}/login", "POST", {"Content-Length": str(2**40)}))
    assert (await wire.closed).startswith(b"HTTP/1.1 413")
    chunked = request_text(f"{net.url}/login", "POST", {"Transfer-Encoding": "chunked"})
    assert (await _raw(net, chunked + b"%x\r\n%s\r\n" % (len(long), long))).startswith(b"HTTP/1.1 413")


@pytest_twisted.ensureDeferred
async def test_several_requests_on_one_connection(net: Net) -> None:
    wire = await connect(net.url)
    request = request_text(f"{net.url}/health", "GET", {"Connection": None})
    wire.write(request * 3 + request_text(f"{net.url}/session", "GET", {}))
    answer = await wire.closed
    assert answer.count(b"HTTP/1.1 200 OK") == 4


@pytest_twisted.ensureDeferred
async def test_a_taken_port_and_an_open_door(make_net: MakeNet) -> None:
    taken = int(make_net().url.rpartition(":")[2])
    with pytest.raises(ListenError, match=str(taken)):
        make_net(port=taken)
    with pytest.raises(UnsafeBindingError):
        make_net(bind="0.0.0.0")


@pytest_twisted.ensureDeferred
async def test_the_network_with_a_password(make_net: MakeNet, config: Any) -> None:
    set_password(config.directories.config, PASSWORD)
    net = make_net(bind="0.0.0.0")
    assert net.url.startswith("http://127.0.0.1:")
    assert (await fetch(f"{net.url}/health", Host="192.168.7.7:9000")).status == 200
    assert (await fetch(f"{net.url}/health", Host="evil.example")).status == 421


@pytest_twisted.ensureDeferred
async def test_the_key_is_made(net: Net) -> None:
    path = net.config.directories.config / "wsapikey.txt"
    assert len(net.key) == 44
    assert path.stat().st_mode & 0o777 == 0o600


async def _raw(net: Net, request: bytes) -> bytes:
    wire = await connect(net.url)
    wire.write(request)
    return await wire.closed
