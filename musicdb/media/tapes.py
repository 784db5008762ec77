"""Reads the files of a TAR archive, compressed or not, one after the other, without ever going back."""

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Self, cast

from musicdb.errors import ArchiveError
from musicdb.media.archivenames import decode_name
from musicdb.media.signatures import Content

_PIECE = 256 * 1024
# The header of one file, with its long names and attributes; tarfile reads it into memory.
_LARGEST_HEADER = 64 * 1024
# What is read besides files: headers, padding, junk.
_SPARE = 64 * 1024 * 1024
_LONGEST_PADDING = 1024 * 1024

_DAMAGED = ("InvalidHeaderError", "TruncatedHeaderError")

_DECOMPRESSORS: dict[Content, Callable[[IO[bytes]], Any]] = {
    Content.TAR: lambda stream: stream,
    Content.GZIP: lambda stream: gzip.GzipFile(fileobj=stream),
    Content.BZIP2: bz2.BZ2File,
    Content.XZ: lzma.LZMAFile,
}


def tape_members(archive: Path, content: Content, max_bytes: int, max_entries: int) -> Iterator[tuple[str, IO[bytes]]]:
    """Names and contents of the files, in the order of the archive.

    ArchiveError when there are more entries, or when more than twice `max_bytes` have to be read. What tarfile and the
    decompressors raise for damaged archives comes through.
    """
    with archive.open("rb") as stream:
        meter = _Meter(_DECOMPRESSORS[content](stream), 2 * max_bytes + _SPARE)
        meter.allow(_LARGEST_HEADER)
        with tarfile.open(fileobj=cast("IO[bytes]", meter), mode="r|", tarinfo=_Entry) as opened:
            for _ in range(max_entries):
                meter.allow(_LARGEST_HEADER)
                entry = opened.next()
                if entry is None:
                    meter.allow(_LONGEST_PADDING)
                    while meter.read(_PIECE):
                        pass  # so that the decompressor comes to its checksum, and complains if it is wrong
                    return
                meter.allow(None)
                yield from _content(opened, entry)
    raise ArchiveError(f"The archive contains more than {max_entries} entries. Send it in parts.")


class _Entry(tarfile.TarInfo):
    """tarfile takes a damaged header in the middle of an archive for its end, and files would be lost in silence."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if type(error).__name__ in _DAMAGED:
                raise tarfile.ReadError("damaged header") from error
            raise


class _Meter:
    """Lets through only as many bytes as are sensible: in all, and for what is read next."""

    def __init__(self, stream: IO[bytes], total: int) -> None:
        self._stream = stream
        self._total = total
        self._next: int | None = None

    def allow(self, size: int | None) -> None:
        """How many bytes may be read until this is called again. None: as many as there may be in all."""
        self._next = size

    def read(self, size: int) -> bytes:
        """As usual."""
        data = self._stream.read(size)
        self._total -= len(data)
        if self._next is not None:
            self._next -= len(data)
        if self._total < 0 or (self._next is not None and self._next < 0):
            raise ArchiveError("The archive unpacks to far more than it may hold. It was not unpacked.")
        return data


def _content(opened: tarfile.TarFile, entry: tarfile.TarInfo) -> Iterator[tuple[str, IO[bytes]]]:
    """The file of this entry, if it is one. It is read to its end in any case: the next header comes behind it."""
    stream = None if entry.issym() or entry.islnk() else opened.extractfile(entry)
    if stream is None:
        return
    if entry.isreg():
        yield _name(entry), stream
    while stream.read(_PIECE):
        pass


def _name(entry: tarfile.TarInfo) -> str:
    """The name as its writer meant it; tarfile hides bytes that are not UTF-8 in surrogates."""
    return decode_name(entry.name.encode("utf-8", "surrogateescape"))
