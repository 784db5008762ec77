"""WebSocket clients: who may speak, what is answered, in which order, and what hostile ones achieve."""

import os
import struct
from typing import Any

import pytest
import pytest_twisted
from autobahn.websocket import protocol
from twisted.internet import reactor
from twisted.internet.defer import Deferred

from musicdb.config.schema import Uploads
from musicdb.errors import ChunkError
from musicdb.ids import TaskId
from musicdb.net.acceleration import IntegerMasker
from musicdb.net.client import STRANGER_LIMIT, STRIKES
from musicdb.net.intake import LIMIT
from musicdb.net.passwords import set_password
from musicdb.wire.chunks import encode_chunk
from tests.net.conftest import MakeNet, Net
from tests.net.test_pages import build_pages
from tests.net.wires import UPGRADE, Wire, connect, fetch, open_socket, request_text

MIB = 1024 * 1024
BROWSER = {"User-Agent": "Mozilla/5.0"}


async def cookie(net: Net) -> str:
    build_pages(net)
    return (await fetch(f"{net.url}/")).cookie


async def upgrade(net: Net, path: str = "/ws", **headers: str | None) -> int:
    """The status an upgrade is answered with."""
    wire = await connect(net.url)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    wire.write(request_text(net.url + path, "GET", {**UPGRADE, **named}))
    answer = await wire.until(b"\r\n\r\n")
    wire.transport.abortConnection()
    return int(answer.split()[1])


async def bare(net: Net) -> Wire:
    """A bare connection behind the handshake, with what was received so far forgotten."""
    wire = await connect(net.url)
    wire.write(request_text(f"{net.url}/ws", "GET", UPGRADE))
    await wire.until(b"\r\n\r\n")
    wire.data.clear()
    return wire


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, length: int | None = None) -> bytes:
    """A masked frame; the mask is zero. `length` may lie."""
    size = len(payload) if length is None else length
    first = bytes([opcode | (0x80 if fin else 0)])
    if size < 126:
        return first + bytes([0x80 | size]) + bytes(4) + payload
    if size < 65536:
        return first + struct.pack("!BH", 0x80 | 126, size) + bytes(4) + payload
    return first + struct.pack("!BQ", 0x80 | 127, size) + bytes(4) + payload


def refused(packets: list[Any]) -> bool:
    return [packet["arguments"]["code"] for packet in packets] == ["notallowed"] * len(packets)


@pytest_twisted.ensureDeferred
async def test_a_request_with_the_key_is_answered(net: Net) -> None:
    for path in ("/", "/ws"):
        socket = await open_socket(net.url, path)
        socket.send("request", "Bounce", net.key, sig="Sig", arguments={"a": [1, "ä"]}, passed={"id": 17})
        assert await socket.next() == {
            "method": "response",
            "fncname": "Bounce",
            "fncsig": "Sig",
            "arguments": {"a": [1, "ä"]},
            "pass": {"id": 17},
        }


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
    assert await upgrade(net) == 101
    assert await upgrade(net, "/") == 101
    assert await upgrade(net, "/albums") == 200
    assert await upgrade(net, Origin=same) == 101
    assert await upgrade(net, Origin=same, Cookie=session, **BROWSER) == 101
    assert await upgrade(net, Origin=same, **BROWSER) == 401
    assert await upgrade(net, Origin=same, Cookie="musicdb_session=x", **BROWSER) == 401
    assert await upgrade(net, Origin=foreign) == 403
    assert await upgrade(net, Origin=foreign, Cookie=session, **BROWSER) == 403
    assert await upgrade(net, Origin="null", Cookie=session) == 403
    assert await upgrade(net, Host=f"evil.example:{port}", Origin=f"http://evil.example:{port}") == 421
    assert await upgrade(net, Host=f"localhost:{port}", Origin=f"http://localhost:{port}", Cookie=session) == 101


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
async def test_calls_of_one_client_are_done_in_order(net: Net) -> None:
    socket = await net.member()
    other = await net.member()
    socket.send("request", "Wait", net.key, passed=0)
    for number in range(1, 50):
        socket.send("request", "Bounce", net.key, passed=number)
    other.send("request", "Bounce", net.key, passed="at once")
    assert (await other.next())["pass"] == "at once"
    net.services.gate.set()
    assert [(await socket.next())["pass"] for _ in range(50)] == list(range(50))


@pytest_twisted.ensureDeferred
async def test_a_chunk_is_asked_for_before_the_upload_is_answered(net: Net) -> None:
    socket = await net.member()
    for _ in range(20):
        socket.send("request", "Begin", net.key)
        first, second = await socket.next(), await socket.next()
        assert (first["fncname"], first["fncsig"]) == ("MusicDB:Task", "ChunkRequest")
        assert second["arguments"] == "begun"


@pytest_twisted.ensureDeferred
async def test_a_call_is_done_even_when_the_caller_is_gone(net: Net) -> None:
    listener = await net.member()
    caller = await net.member()
    caller.send("request", "Wait", net.key)
    caller.send("call", "Change", net.key)
    await _in_thread(net.services.begun.wait)
    caller.transport.abortConnection()
    await caller.gone()
    net.services.gate.set()
    assert (await listener.next())["fncname"] == "Bounce"


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"null", b"[]", b"{}", b"\xff\xfe", b'{"method":"call"}',
     b'{"method":"call","fncname":"\xff"}', b"[" * 10000, b'{"method":"call","fncname":1}'],
)  # fmt: skip
@pytest_twisted.ensureDeferred
async def test_what_is_no_packet_is_answered(net: Net, text: bytes) -> None:
    socket = await net.member()
    for _ in range(STRIKES + 1):
        socket.sendMessage(text)
        error = await socket.next()
        assert (error["method"], error["fncname"], error["arguments"]["code"]) == ("error", None, "badpacket")
    socket.send("request", "Bounce", net.key)
    assert (await socket.next())["method"] == "response"


@pytest_twisted.ensureDeferred
async def test_a_bad_packet_is_answered_by_its_name(net: Net) -> None:
    socket = await net.member()
    bad = b'{"method":"request","fncname":"Bounce","fncsig":"S","arguments":[1],"pass":{"id":3},"key":"%s"}'
    socket.sendMessage(bad % net.key.encode())
    error, response = await socket.next(), await socket.next()
    assert error["arguments"]["code"] == "badpacket"
    assert [packet["fncname"] for packet in (error, response)] == ["Bounce"] * 2
    assert [packet["fncsig"] for packet in (error, response)] == ["S"] * 2
    assert [packet["pass"] for packet in (error, response)] == [{"id": 3}] * 2
    assert response["arguments"] is None


@pytest_twisted.ensureDeferred
async def test_errors_of_functions_are_answered(net: Net) -> None:
    socket = await net.member()
    for name, arguments, code in (
        ("GetNothing", {}, "notfound"),
        ("Unknown", {}, "unknownfunction"),
        ("GetText", {"length": "x"}, "badargument"),
    ):
        socket.send("request", name, net.key, arguments=arguments)
        assert (await socket.next())["arguments"]["code"] == code
        assert (await socket.next())["arguments"] is None


@pytest_twisted.ensureDeferred
async def test_chunks_arrive_as_they_were_sent(net: Net) -> None:
    socket = await net.member()
    payload = os.urandom(MIB + 3)
    whole = encode_chunk("t1", 5, payload)
    socket.sendMessage(whole, isBinary=True)
    socket.sendMessage(whole, isBinary=True, fragmentSize=50_000)
    socket.sendMessage(encode_chunk("t2", 0, b""), isBinary=True)
    socket.send("request", "Bounce", net.key)
    await socket.next()
    chunks = [chunk for chunk, _ in net.uploads.chunks]
    assert [(chunk.taskid, chunk.offset, len(chunk.payload)) for chunk in chunks] == [
        ("t1", 5, len(payload)),
        ("t1", 5, len(payload)),
        ("t2", 0, 0),
    ]
    assert bytes(chunks[0].payload) == bytes(chunks[1].payload) == payload


@pytest_twisted.ensureDeferred
async def test_chunks_of_strangers_are_refused(net: Net) -> None:
    socket = await open_socket(net.url)
    socket.sendMessage(encode_chunk("t1", 0, b"x"), isBinary=True)
    error = await socket.next()
    assert (error["fncname"], error["arguments"]["code"]) == ("UploadChunk", "notallowed")
    assert net.uploads.chunks == []


@pytest_twisted.ensureDeferred
async def test_chunks_that_are_wrong_are_answered(net: Net) -> None:
    socket = await net.member()
    damaged = encode_chunk("t1", 7, b"abc")[:-1] + b"x"
    for wrong, code in ((b"", "badpacket"), (b"\x02" * 40, "badpacket"), (damaged, "badchunk")):
        socket.sendMessage(wrong, isBinary=True)
        error = await socket.next()
        assert (error["fncname"], error["arguments"]["code"]) == ("UploadChunk", code)
    net.uploads.error = ChunkError("Nobody asked for it.")
    socket.sendMessage(encode_chunk("t1", 7, b"abc"), isBinary=True)
    error = await socket.next()
    assert error["arguments"] == {"code": "badchunk", "message": "Nobody asked for it."}
    assert error["pass"] == {"taskid": "t1", "offset": 7}


@pytest_twisted.ensureDeferred
async def test_a_client_whose_chunks_wait_for_the_disk_is_not_read_from(net: Net) -> None:
    net.uploads.at_once = False
    socket = await net.member()
    other = await net.member()
    chunk = encode_chunk("t1", 0, bytes(MIB))
    for _ in range(40):
        socket.sendMessage(chunk, isBinary=True)
    socket.send("request", "Bounce", net.key)
    while len(net.uploads.chunks) < LIMIT // MIB:
        other.send("request", "Bounce", net.key)
        await other.next()
    for _ in range(20):
        other.send("request", "Bounce", net.key)
        await other.next()
    assert len(net.uploads.chunks) <= LIMIT // MIB + 1
    net.uploads.at_once = True
    for _, done in tuple(net.uploads.chunks):
        done()
    assert (await socket.next())["fncname"] == "Bounce"
    assert len(net.uploads.chunks) == 40


@pytest_twisted.ensureDeferred
async def test_messages_have_a_limit(make_net: MakeNet) -> None:
    net = make_net(Uploads(chunksize=50_000, hexchunksize=40_000), maxmessage=100_000)
    socket = await net.member()
    socket.send("request", "Bounce", net.key, arguments={"a": "x" * 90_000})
    await socket.next()
    socket.sendMessage(b"x" * 100_001)
    assert (await socket.gone())[0] == 1009
    pieces = await net.member()
    pieces.sendMessage(b"x" * 100_001, fragmentSize=1000)
    assert (await pieces.gone())[0] == 1009
    stranger = await open_socket(net.url)
    stranger.sendMessage(b"x" * (STRANGER_LIMIT + 1))
    assert (await stranger.gone())[0] == 1009


@pytest_twisted.ensureDeferred
async def test_chunks_that_are_asked_for_fit(make_net: MakeNet) -> None:
    net = make_net(Uploads(chunksize=6 * MIB), maxmessage=MIB)
    socket = await net.member()
    socket.sendMessage(encode_chunk(TaskId("t" * 128), 0, bytes(6 * MIB)), isBinary=True)
    socket.send("request", "Bounce", net.key)
    assert (await socket.next())["method"] == "response"


@pytest_twisted.ensureDeferred
async def test_pings_are_answered_to_those_who_read(net: Net) -> None:
    wire = await bare(net)
    wire.write(frame(0x9, b"hello"))
    assert await wire.until(b"hello") == b"\x8a\x05hello"
    wire.transport.pauseProducing()
    pings = 120_000
    wire.write(frame(0x9, bytes(125)) * pings)
    wire.write(frame(0x1, b'{"method":"request","fncname":"Bounce","key":"%s"}' % net.key.encode()))
    member = await net.member()
    for _ in range(100):
        member.send("request", "Bounce", net.key)
        await member.next()
    wire.transport.resumeProducing()
    assert len(await wire.until(b"Bounce")) < 127 * pings * 0.9
    wire.transport.abortConnection()


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        (frame(0x2, length=2**62), 1009),
        (frame(0x1, b"x", fin=False) + frame(0x0, length=2**40), 1009),
        (frame(0x3, b"x"), 1002),
        (frame(0x0, b"x"), 1002),
        (b"\xf1\x80" + bytes(4), 1002),
        (b"\x81\x01x", 1002),
        (frame(0x9, b"x" * 126), 1002),
        (frame(0x9, fin=False), 1002),
        (frame(0x1, b"x", fin=False) + frame(0x1, b"x"), 1002),
        (b"\x82\xfe\x00\x01" + bytes(5), 1002),
    ],
)
@pytest_twisted.ensureDeferred
async def test_hostile_frames_end_their_own_connection_only(net: Net, attack: bytes, code: int) -> None:
    member = await net.member()
    wire = await bare(net)
    wire.write(attack)
    received = await wire.until(b"\x88")
    assert struct.unpack_from("!H", received, received.index(b"\x88") + 2)[0] == code
    wire.write(frame(0x8, struct.pack("!H", code)))
    wire.transport.abortConnection()
    member.send("request", "Bounce", net.key)
    assert (await member.next())["method"] == "response"


@pytest_twisted.ensureDeferred
async def test_compression_is_refused(net: Net) -> None:
    wire = await connect(net.url)
    offer = {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"}
    wire.write(request_text(f"{net.url}/ws", "GET", UPGRADE | offer))
    assert b"extensions" not in (await wire.until(b"\r\n\r\n")).lower()
    wire.write(b"\xc1\x80" + bytes(4))
    await wire.until(b"\x88")
    wire.transport.abortConnection()


@pytest_twisted.ensureDeferred
async def test_whoever_does_not_take_leave_is_cut_off(net: Net) -> None:
    wire = await bare(net)
    wire.write(frame(0x2, length=2**62))
    await wire.closed


@pytest_twisted.ensureDeferred
async def test_clients_have_a_limit(make_net: MakeNet) -> None:
    net = make_net(maxclients=2)
    first = await net.member()
    stranger = await open_socket(net.url)
    second = await net.member()
    assert (await stranger.gone())[0] == 1013
    assert await upgrade(net) == 503
    first.sendClose()
    await first.gone()
    await net.member()
    assert second.state == second.STATE_OPEN


@pytest_twisted.ensureDeferred
async def test_a_server_that_stops_says_good_bye(net: Net) -> None:
    sockets = [await net.member(), await open_socket(net.url)]
    await net.listening.stop()
    for socket in sockets:
        assert (await socket.gone())[0] == 1001


@pytest_twisted.ensureDeferred
async def test_without_native_code_uploads_work_too(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "create_xor_masker", lambda mask, _length=None: IntegerMasker(mask))
    socket = await net.member()
    payload = os.urandom(300_001)
    socket.sendMessage(encode_chunk("t1", 0, payload), isBinary=True, fragmentSize=70_001)
    socket.send("request", "Bounce", net.key)
    await socket.next()
    assert bytes(net.uploads.chunks[0][0].payload) == payload


def _in_thread(work: Any) -> Deferred[Any]:
    from twisted.internet.threads import deferToThread  # noqa: PLC0415 - imports the reactor

    assert reactor.running
    return deferToThread(work, 10)
