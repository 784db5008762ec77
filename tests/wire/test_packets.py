"""What goes over the wire, byte for byte."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicdb.errors import BadPacketError, ChunkError, NotFoundError
from musicdb.ids import TaskId
from musicdb.wire.chunks import decode_chunk, encode_chunk
from musicdb.wire.packets import (
    Method,
    decode_call,
    encode_broadcast,
    encode_error,
    encode_notification,
    encode_response,
)


def call_bytes(**changes: object) -> bytes:
    packet = {
        "method": "request",
        "fncname": "GetAlbum",
        "fncsig": "ShowAlbum",
        "arguments": {"albumid": 9},
        "pass": [1],
        "key": "k",
    }
    return json.dumps({**packet, **changes}).encode()


def test_a_packet_of_musicdb_8_is_read() -> None:
    call = decode_call(call_bytes())
    assert (call.method, call.fncname, call.fncsig, call.arguments, call.passed, call.key) == (
        Method.REQUEST, "GetAlbum", "ShowAlbum", {"albumid": 9}, [1], "k",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"null", b"[]", b"\xff\xfe", b'"text"', call_bytes(method="steal"), call_bytes(fncname=None),
     call_bytes(arguments=[1]), b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_packet_is_a_typed_error(text: bytes) -> None:
    with pytest.raises(BadPacketError):
        decode_call(text)


def test_answers_carry_signature_and_pass_of_the_caller() -> None:
    call = decode_call(call_bytes())
    assert json.loads(encode_response(call, {"x": 1})) == {
        "method": "response", "fncname": "GetAlbum", "fncsig": "ShowAlbum", "arguments": {"x": 1}, "pass": [1],
    }  # fmt: skip
    assert json.loads(encode_error(call, NotFoundError("No album 9.")))["arguments"] == {
        "code": "notfound",
        "message": "No album 9.",
    }


def test_news_have_no_pass() -> None:
    notification = json.loads(encode_notification("Task", "StateUpdate", {"taskid": "t"}))
    assert notification["fncname"] == "MusicDB:Task"
    assert notification["pass"] is None
    assert json.loads(encode_broadcast("sys:refresh", "UpdateCaches", None))["method"] == "broadcast"


@given(st.from_regex(r"[A-Za-z0-9._-]{1,128}", fullmatch=True), st.integers(0, 2**64 - 1), st.binary(max_size=200))
def test_a_chunk_survives_the_wire(taskid: str, offset: int, payload: bytes) -> None:
    chunk = decode_chunk(encode_chunk(TaskId(taskid), offset, payload))
    assert (chunk.taskid, chunk.offset, bytes(chunk.payload)) == (taskid, offset, payload)


@given(st.binary(max_size=80))
def test_arbitrary_bytes_are_a_chunk_or_a_typed_error(frame: bytes) -> None:
    try:
        decode_chunk(frame)
    except (BadPacketError, ChunkError):
        return


@given(st.integers(0, 7), st.data())
def test_a_damaged_payload_is_noticed(bit: int, data: st.DataObject) -> None:
    frame = bytearray(encode_chunk(TaskId("task"), 5, b"some music"))
    position = data.draw(st.integers(len(frame) - 10, len(frame) - 1))
    frame[position] ^= 1 << bit
    with pytest.raises(ChunkError):
        decode_chunk(frame)
