"""Who may speak over a WebSocket, and for how long."""

from typing import Any

import pytest
import pytest_twisted

from musicdb.net.client import STRIKES
from musicdb.net.passwords import set_password
from musicdb.wire.chunks import encode_chunk
from tests.net.conftest import MakeNet, Net
from tests.net.test_pages import build_pages
from tests.net.wires import fetch, open_socket, upgrade

MIB = 1024 * 1024
BROWSER = {"User-Agent": "Mozilla/5.0"}


async def cookie(net: Net) -> str:
    build_pages(net)
    return (await fetch(f"{net.url}/")).cookie


def refused(packets: list[Any]) -> bool:
    return [packet["arguments"]["code"] for packet in packets] == ["notallowed"] * len(packets)


@pytest_twisted.ensureDeferred
async def test_a_session_needs_no_key(net: Net) -> None:
    socket = await open_socket(net.url, Cookie=await cookie(net))
    for key in (None, "", "wrong"):
        socket.send("request", "Bounce", key)
        assert (await socket.next())["method"] == "response"


@pytest.mark.parametrize("key", [None, "", "wrong", "x" * 44, "ä"])
@pytest_twisted.ensureDeferred
async def test_a_packet_without_the_key_is_refused(net: Net, key: str | None, caplog: pytest.LogCaptureFixture) -> None:
    socket = await open_socket(net.url)
    socket.send("request", "Bounce", key, passed=1)
    error, response = [await socket.next(), await socket.next()]
    assert (error["method"], error["arguments"]["code"], error["pass"]) == ("error", "notallowed", 1)
    assert (response["method"], response["arguments"], response["pass"]) == ("response", None, 1)
    assert not key or key not in caplog.text
    assert net.key not in caplog.text


@pytest_twisted.ensureDeferred
async def test_the_key_is_needed_in_each_packet(net: Net) -> None:
    socket = await net.member()
    socket.send("call", "Bounce", "wrong")
    assert refused([await socket.next()])


@pytest_twisted.ensureDeferred
async def test_whoever_guesses_the_key_is_thrown_out(net: Net) -> None:
    socket = await open_socket(net.url)
    for number in range(STRIKES):
        socket.send("call", "Bounce", f"guess {number}")
    assert refused([await socket.next() for _ in range(STRIKES)])
    assert (await socket.gone())[0] == 1008


@pytest_twisted.ensureDeferred
async def test_whoever_says_nothing_is_thrown_out(make_net: MakeNet) -> None:
    socket = await open_socket(make_net(opentimeout=1).url)
    assert (await socket.gone())[0] == 1008


@pytest_twisted.ensureDeferred
async def test_upgrades(net: Net) -> None:
    session = await cookie(net)
    port = net.url.rpartition(":")[2]
    same = net.url
    foreign = "http://localhost:1"
    assert await upgrade(net.url) == 101
    assert await upgrade(net.url, "/") == 101
    assert await upgrade(net.url, "/albums") == 200
    assert await upgrade(net.url, Origin=same) == 101
    assert await upgrade(net.url, Origin=same, Cookie=session, **BROWSER) == 101
    assert await upgrade(net.url, Origin=same, **BROWSER) == 401
    assert await upgrade(net.url, Origin=same, Cookie="musicdb_session=x", **BROWSER) == 401
    assert await upgrade(net.url, Origin=foreign) == 403
    assert await upgrade(net.url, Origin=foreign, Cookie=session, **BROWSER) == 403
    assert await upgrade(net.url, Origin="null", Cookie=session) == 403
    assert await upgrade(net.url, Host=f"evil.example:{port}", Origin=f"http://evil.example:{port}") == 421
    assert await upgrade(net.url, Host=f"localhost:{port}", Origin=f"http://localhost:{port}", Cookie=session) == 101


@pytest_twisted.ensureDeferred
async def test_a_new_password_closes_the_sockets_of_old_sessions(net: Net) -> None:
    browser = await open_socket(net.url, Cookie=await cookie(net))
    program = await net.member()
    set_password(net.config.directories.config, "a new password")
    browser.send("request", "Bounce")
    assert refused([await browser.next()])
    assert (await browser.next())["arguments"] is None
    program.send("broadcast", "Bounce", net.key)
    assert (await program.next())["method"] == "broadcast"
    assert (await browser.gone())[0] == 1008


@pytest_twisted.ensureDeferred
async def test_a_new_key_closes_the_sockets_of_the_old_one(net: Net) -> None:
    program = await net.member()
    (net.config.directories.config / "wsapikey.txt").write_text("another key\n")
    other = await net.member()
    other.send("broadcast", "Bounce", "another key")
    assert (await program.gone())[0] == 1008
    assert (await other.next())["method"] == "broadcast"


@pytest_twisted.ensureDeferred
async def test_chunks_of_strangers_are_refused(net: Net) -> None:
    socket = await open_socket(net.url)
    socket.sendMessage(encode_chunk("t1", 0, b"x"), isBinary=True)
    error = await socket.next()
    assert (error["fncname"], error["arguments"]["code"]) == ("UploadChunk", "notallowed")
    assert net.uploads.chunks == []
