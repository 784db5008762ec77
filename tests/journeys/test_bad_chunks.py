"""Chunks that are late, doubled, damaged, too large or for nobody: a file arrives whole, or the sender is told."""

import hashlib
import json
import random
import struct
from collections.abc import Callable
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from musicdb.ids import TaskId
from musicdb.wire.chunks import encode_chunk
from tests.conftest import MakeSong
from tests.journeys.senders import FINE, Sender
from tests.running import Client, Daemon

MIB = 1 << 20


@pytest.fixture
def content(song: MakeSong) -> bytes:
    """A song of 8 MiB."""
    return song("01 Long.wav", seconds=95).read_bytes()


def begin(sender: Sender, content: bytes, **changes: Any) -> None:
    """Announces a file as the task `t`, and waits for the first request."""
    sender.client.send("call", "InitiateUpload", **sender.arguments_of(content, "t", "01 Long.wav", **changes))
    sender.client.until(lambda packet: packet["fncsig"] == "ChunkRequest")


def chunks_of(content: bytes, size: int) -> list[bytes]:
    return [encode_chunk(TaskId("t"), at, content[at : at + size]) for at in range(0, len(content), size)]


def error(client: Client) -> dict[str, Any]:
    packet = client.until(lambda packet: packet["method"] == "error")["arguments"]
    assert packet["message"]
    return packet


def test_chunks_may_come_twice_in_any_order_and_any_size(sender: Sender, content: bytes) -> None:
    begin(sender, content)
    chunks = [*chunks_of(content, MIB), *chunks_of(content, 300_000), *chunks_of(content, 64_000)]
    random.Random(8).shuffle(chunks)
    for frame in chunks:
        sender.client.socket.send(frame)
    task = sender.client.until_state("t", FINE)["task"]
    assert task["contentchecksum"] == hashlib.sha256(content).hexdigest()


def test_two_clients_may_send_the_same_file_at_once(fortress: Daemon, sender: Sender, content: bytes) -> None:
    begin(sender, content)
    with fortress.client() as other:
        for one, two in zip(chunks_of(content, MIB), reversed(chunks_of(content, 700_000)), strict=False):
            other.socket.send(two)
            sender.client.socket.send(one)
        task = sender.client.until_state("t", FINE)["task"]
    assert task["contentchecksum"] == hashlib.sha256(content).hexdigest()


def damaged(frame: bytes) -> bytes:
    return frame[:-1] + bytes([frame[-1] ^ 1])


BAD_FRAMES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda _: b"", "badpacket"),
    "a byte": (lambda _: b"\1", "badpacket"),
    "only a header": (lambda _: struct.pack(">BBHIQ", 1, 5, 0, 0, 0), "badpacket"),
    "no task": (lambda _: struct.pack(">BBHIQ", 1, 0, 0, 0, 0) + b"abc", "badpacket"),
    "another version": (lambda content: b"\2" + encode_chunk(TaskId("t"), 0, content[:99])[1:], "badpacket"),
    "damaged": (lambda content: damaged(encode_chunk(TaskId("t"), 0, content[:99])), "badchunk"),
    "beyond the end": (lambda content: encode_chunk(TaskId("t"), len(content), b"x"), "badchunk"),
    "at the end of numbers": (lambda _: encode_chunk(TaskId("t"), 2**64 - 1, b"x"), "badchunk"),
    "for nobody": (lambda _: encode_chunk(TaskId("nobody"), 0, b"x"), "unknowntask"),
    "for somewhere else": (lambda _: encode_chunk(TaskId("../t"), 0, b"x"), "unknowntask"),
}


@pytest.mark.parametrize(("make", "code"), BAD_FRAMES.values(), ids=BAD_FRAMES)
def test_a_bad_frame_is_answered_and_spoils_nothing(
    sender: Sender, content: bytes, make: Callable[[bytes], bytes], code: str
) -> None:
    begin(sender, content)
    sender.client.socket.send(make(content))
    assert error(sender.client)["code"] == code
    for frame in chunks_of(content, MIB):
        sender.client.socket.send(frame)
    assert sender.client.until_state("t", FINE)["task"]["contentchecksum"] == hashlib.sha256(content).hexdigest()


def test_a_frame_without_end_closes_only_its_connection(fortress: Daemon, sender: Sender, content: bytes) -> None:
    begin(sender, content)
    with fortress.client() as other:
        other.socket.send(encode_chunk(TaskId("t"), 0, bytes(64 * MIB)))
        with pytest.raises(ConnectionClosed):
            other.until(lambda _: False)
    sender.client.request("Bounce")
    for frame in chunks_of(content, MIB):
        sender.client.socket.send(frame)
    sender.client.until_state("t", FINE)


def test_another_file_than_announced_is_told_and_can_be_sent_anew(sender: Sender, content: bytes) -> None:
    wrong = "0" * 40
    assert sender.send(content, "t", "01 Long.wav", checksum=wrong) == "uploadfailed"
    sender.client.received.clear()
    assert sender.send(content, "t", "01 Long.wav") == FINE


@pytest.mark.parametrize("chunkdata", ["0", "xyz", 7, None])
def test_hexadecimal_chunks_that_are_none_are_refused(sender: Sender, content: bytes, chunkdata: Any) -> None:
    begin(sender, content, encoding="hex")
    assert sender.ask("UploadChunk", taskid="t", chunkdata=chunkdata) == "badargument"
    assert sender.ask("UploadChunk", taskid="nobody", chunkdata="00") == "unknowntask"
    assert sender.ask("UploadChunk", taskid="t", chunkdata="00", offset=-1) == "badchunk"


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", "7", '"x"', "\x00", "[" * 100_000, '{"method":"call"}', '{"method":"request","fncname":5}'],
    ids=lambda text: text[:20],
)
def test_packets_that_are_none_are_answered(fortress: Daemon, sender: Sender, text: str) -> None:
    sender.client.socket.send(text)
    assert error(sender.client)["code"] in ("badpacket", "badargument", "unknownfunction", "notallowed")
    packet = {"method": "request", "fncname": "Bounce", "fncsig": "", "arguments": [], "pass": 1, "key": fortress.key}
    sender.client.socket.send(json.dumps(packet))
    sender.client.until(lambda packet: packet["pass"] == 1)
