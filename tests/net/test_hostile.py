"""What hostile and careless WebSocket clients achieve: nothing, for anybody else."""

import struct

import pytest
import pytest_twisted

from musicdb.config.schema import Uploads
from musicdb.ids import TaskId
from musicdb.net.client import STRANGER_LIMIT
from musicdb.wire.chunks import encode_chunk
from tests.net.conftest import MakeNet, Net
from tests.net.wires import UPGRADE, Wire, connect, fetch, open_socket, request_text, upgrade

MIB = 1024 * 1024
BROWSER = {"User-Agent": "Mozilla/5.0"}


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
    assert await upgrade(net.url) == 503
    first.sendClose()
    await first.gone()
    await net.member()
    assert second.state == second.STATE_OPEN


@pytest_twisted.ensureDeferred
async def test_whoever_asks_for_nothing_goes_first(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musicdb.net.site.MOST_CONNECTIONS", 3)
    member = await net.member()
    net.config.directories.music.mkdir(parents=True, exist_ok=True)
    with (net.config.directories.music / "long.flac").open("wb") as file:
        file.truncate(64 * MIB)
    listener = await connect(net.url)
    listener.write(request_text(f"{net.url}/music/long.flac", "GET", {"X-API-Key": net.key}))
    await listener.until(b"\r\n\r\n")
    listener.transport.pauseProducing()
    first, second = await connect(net.url), await connect(net.url)
    for slow in (first, second):
        slow.write(b"GET / HTTP/1.1\r\nX-Slow: ")
    assert (await fetch(f"{net.url}/health")).status == 200
    assert not await first.closed
    assert not listener.closed.called
    assert member.state == member.STATE_OPEN


@pytest_twisted.ensureDeferred
@pytest.mark.parametrize("path", ["/login", "/api/v1/presets"])
@pytest.mark.parametrize("body", [b"[" * 60_000, b'{"name":' * 7000, b"\xff", b'{"password":"\\ud800"}'])
async def test_json_that_is_a_trap_is_a_mistake_of_the_sender(net: Net, path: str, body: bytes) -> None:
    headers = {"Content_Type": "application/json", "X_API_Key": net.key}
    assert (await fetch(net.url + path, "POST", body, **headers)).status == 400


@pytest_twisted.ensureDeferred
async def test_what_is_no_sound_is_a_mistake_of_the_sender(net: Net) -> None:
    answer = await fetch(f"{net.url}/identify", "POST", b"no sound", X_API_Key=net.key)
    assert (answer.status, answer.json()["message"]) == (400, "There is no sound in what was sent.")
