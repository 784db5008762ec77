"""The write-ahead log: what was changed since the last segment, a record per change, on the disk before it counts.

A record is torn when the file ends inside of it, or holds nothing but zeros from there on: then the power went while it
was written, nobody was told that it is kept, and it goes. A record that is complete and wrong is damage.
"""

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.disk import sync_directory
from musicdb.errors import IndexDamagedError
from musicdb.fingerprint.index.documents import Ids
from musicdb.fingerprint.index.files import disk_errors
from musicdb.fingerprint.index.mapping import REMEDY

MAGIC = b"MDBFPLG1"
_BEGIN = struct.Struct("<8sQI")
"""Magic, version before the first record, CRC-32 of both."""
EMPTY = _BEGIN.size
"""Bytes of a log without records."""
_RECORD = struct.Struct("<III")
"""Bytes of the record that follows, its CRC-32, and the CRC-32 of these two."""


class Record(msgspec.Struct, frozen=True, array_like=True):
    """A change. Little-endian uint32: ids, the number of items of each, all items, and the ids of what was removed."""

    version: int
    ids: bytes
    lengths: bytes
    items: bytes
    removed: bytes
    metadata: dict[str, str] | None = None

    def numbers(self) -> tuple[Ids, Ids, NDArray[numpy.uint32], Ids]:
        """Ids, lengths, items and removed ids as arrays."""
        ids, lengths, items, removed = (
            numpy.frombuffer(part, "<u4") for part in (self.ids, self.lengths, self.items, self.removed)
        )
        return ids, lengths, items, removed


class Log:
    """A log that is open for appending. When it raises NoSpaceError, it holds what it held before."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size
        with disk_errors(path):
            self._descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
            os.ftruncate(self._descriptor, size)

    def append(self, record: Record) -> None:
        """Adds a record; it is on the disk when this returns."""
        content = msgspec.msgpack.encode(record)
        head = struct.pack("<II", len(content), zlib.crc32(content))
        with disk_errors(self._path):
            try:
                self._write(head + struct.pack("<I", zlib.crc32(head)) + content)
                os.fdatasync(self._descriptor)
            except OSError:
                os.ftruncate(self._descriptor, self._size)
                os.fdatasync(self._descriptor)
                raise
        self._size += _RECORD.size + len(content)

    def close(self) -> None:
        """Gives the file back."""
        os.close(self._descriptor)

    def _write(self, content: bytes) -> None:
        place, rest = self._size, memoryview(content)
        while rest:
            written = os.pwrite(self._descriptor, rest, place)
            place, rest = place + written, rest[written:]


def create_log(path: Path, version: int) -> Log:
    """Begins a log. `version` is the one before its first record."""
    begin = MAGIC + struct.pack("<Q", version)
    with disk_errors(path):
        try:
            with path.open("wb") as file:
                file.write(begin + struct.pack("<I", zlib.crc32(begin)))
                file.flush()
                os.fsync(file.fileno())
            sync_directory(path.parent)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    return Log(path, _BEGIN.size)


class LogReader:
    """Reads a log from its begin. Then `size` says how many bytes of it are good, and `torn` whether there are more."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with disk_errors(path):
            self._content = path.read_bytes()
        self.size = 0
        self.torn = len(self._content) < _BEGIN.size

    def records(self, version: int) -> Iterator[Record]:
        """All good records. `version` is the one the log must begin with. Raises IndexDamagedError."""
        if self.torn:
            return
        magic, base, checksum = _BEGIN.unpack_from(self._content)
        if magic != MAGIC or base != version or zlib.crc32(self._content[: _BEGIN.size - 4]) != checksum:
            raise self._damage()
        self.size = _BEGIN.size
        while content := self._next():
            try:
                record = msgspec.msgpack.decode(content, type=Record)
            except msgspec.DecodeError as error:
                raise self._damage() from error
            version += 1
            if record.version != version:
                raise self._damage()
            self.size += _RECORD.size + len(content)
            yield record

    def _next(self) -> bytes | None:
        rest = memoryview(self._content)[self.size :]
        self.torn = len(rest) > 0
        if len(rest) < _RECORD.size or not any(rest):
            return None
        length, checksum, own = _RECORD.unpack_from(rest)
        if zlib.crc32(rest[: _RECORD.size - 4]) != own:
            raise self._damage()
        content = bytes(rest[_RECORD.size : _RECORD.size + length])
        if len(content) < length:
            return None
        if zlib.crc32(content) != checksum:
            raise self._damage()
        return content

    def _damage(self) -> IndexDamagedError:
        return IndexDamagedError(f"{self._path} is damaged behind its first {self.size} bytes. {REMEDY}")
