"""Binary frames: one piece of a file per WebSocket message, with just enough header to put it in its place.

    u8  version    1
    u8  length     length of the task id in bytes, 1 to 128
    u16 reserved   0
    u32 checksum   CRC-32 (zlib) of the payload
    u64 offset     of the first payload byte in the file
    …   task id    ASCII
    …   payload    empty: "ask me again for what is missing"

All numbers are big endian.
"""

import struct
from zlib import crc32

import msgspec

from musicdb.errors import BadPacketError, ChunkError
from musicdb.ids import TaskId

VERSION = 1
_HEADER = struct.Struct(">BBHIQ")
HEADER_LIMIT = _HEADER.size + 128


class Chunk(msgspec.Struct, frozen=True):
    """A piece of a file, checked against its CRC-32. `offset` in bytes from the start of the file."""

    taskid: TaskId
    offset: int
    payload: bytes | memoryview


def decode_chunk(frame: bytes | bytearray) -> Chunk:
    """Reads a frame without copying its payload. Raises BadPacketError or, for a damaged payload, ChunkError."""
    if len(frame) < _HEADER.size:
        raise BadPacketError(
            f"A binary frame has a header of {_HEADER.size} bytes; this one has only {len(frame)} bytes."
        )
    version, length, reserved, checksum, offset = _HEADER.unpack_from(frame)
    if version != VERSION or reserved != 0:
        raise BadPacketError(f"This server understands version {VERSION} of binary frames, not version {version}.")
    start = _HEADER.size + length
    try:
        taskid = TaskId(bytes(frame[_HEADER.size : start]).decode("ascii"))
    except UnicodeDecodeError as error:
        raise BadPacketError("The task id of a binary frame must be ASCII.") from error
    if not length or len(frame) < start:
        raise BadPacketError("The binary frame ends before its task id does.")
    payload = memoryview(frame)[start:]
    if crc32(payload) != checksum:
        raise ChunkError(f"The chunk at offset {offset} was damaged on its way; send it again.")
    return Chunk(taskid, offset, payload)


def encode_chunk(taskid: TaskId, offset: int, payload: bytes) -> bytes:
    """Builds a frame, as a client does."""
    name = taskid.encode("ascii")
    return _HEADER.pack(VERSION, len(name), 0, crc32(payload), offset) + name + payload
