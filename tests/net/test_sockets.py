"""WebSocket clients: what is answered, and in which order."""

import os
from typing import Any

import pytest
import pytest_twisted
from autobahn.websocket import protocol
from twisted.internet import reactor
from twisted.internet.defer import Deferred

from musicdb.errors import ChunkError
from musicdb.net.acceleration import IntegerMasker
from musicdb.net.client import STRIKES
from musicdb.net.intake import LIMIT
from musicdb.net.site import CALL_THREADS
from musicdb.wire.chunks import encode_chunk
from tests.net.conftest import Net
from tests.net.wires import open_socket

MIB = 1024 * 1024
BROWSER = {"User-Agent": "Mozilla/5.0"}


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
async def test_slow_calls_of_many_clients_make_nobody_else_wait(net: Net) -> None:
    slow = [await net.member() for _ in range(2 * CALL_THREADS)]
    quick = await net.member()
    for socket in slow:
        socket.send("request", "FindNewContent", net.key)
    await _in_thread(net.services.begun.wait)
    quick.send("request", "Bounce", net.key, passed="at once")
    assert (await quick.next())["pass"] == "at once"
    net.services.gate.set()
    assert [(await socket.next())["arguments"] for socket in slow] == ["waited"] * len(slow)


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
