"""A part of the index on the disk: one file that is written once. Its format is in share/doc/fingerprint-index.rst."""

import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy

from musicdb.errors import IndexDamagedError
from musicdb.fingerprint.index.bits import Ascending, Bounds, Numbers, Words, signed, spread, unsigned
from musicdb.fingerprint.index.blocks import ITEM, PLACE, SIZE, Blocks
from musicdb.fingerprint.index.documents import Documents, starts_of
from musicdb.fingerprint.index.lists import List, Lists
from musicdb.fingerprint.index.mapping import REMEDY, Ledger, Mapping

MAGIC = b"MDBFPSG1"
FOOTER = struct.Struct("<8sQQQQIII")
"""Magic, bytes of the file, postings, documents, removed ids, bits of a place, CRC-32 of the tables, of the footer."""
BATCH = 256
"""Blocks that are read at once when all are."""


class SegmentInfo(msgspec.Struct, frozen=True):
    """What the manifest knows about a segment. `checksum` is the CRC-32 of its footer."""

    name: str
    size: int
    checksum: int


class Segment:
    """An open segment. Raises IndexDamagedError, here and whenever it is read, if it is not as it was written."""

    def __init__(self, directory: Path, info: SegmentInfo, ledger: Ledger) -> None:
        self.info = info
        self._file = Mapping(directory / info.name, info.size, ledger)
        try:
            footer = FOOTER.unpack(self._file.read(info.size - FOOTER.size, info.size))
        except struct.error as error:
            raise self._damage("is too short") from error
        magic, size, self.postings, documents, removed, self._place_bits, checksum, own = footer
        if (
            magic != MAGIC
            or self._file.read(0, 8) != MAGIC
            or size != info.size
            or own != info.checksum
            or zlib.crc32(FOOTER.pack(*footer[:-1], 0)) != own
        ):
            raise self._damage("has a wrong footer")
        blocks = -(-self.postings // SIZE)
        begin = info.size - FOOTER.size - 8 * blocks - 12 * documents - 4 * removed - 2 * blocks
        tables = self._file.read(begin, info.size - FOOTER.size)
        if begin < len(MAGIC) or zlib.crc32(tables) != checksum:
            raise self._damage("has damaged tables")
        self._firsts, self.documents, lengths = _tables(tables, blocks, documents, removed)
        self._ascending = Ascending(self._firsts)
        self._bounds = len(MAGIC) + 8 * starts_of(lengths)
        self._lists = Lists()

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.info.size

    def bounds(self, lows: Words, highs: Words) -> Bounds:
        """The first and the last block in which keys from `lows` to `highs` may be."""
        begins, ends = self._ascending.bounds(lows, highs, "right")
        return numpy.maximum(begins - 1, 0), ends - 1

    def extents(self, where: Bounds) -> Numbers:
        """How many postings have to be looked at within bounds, beyond the two blocks even a rare item may lie in."""
        extents: Numbers = numpy.maximum(where[1] - where[0] - 1, 0) * SIZE
        return extents

    def places(self, lows: Words, highs: Words, where: Bounds) -> tuple[Numbers, Numbers]:
        """Keys from `lows` to `highs`, of one item each: the number of the range each is in, and its place."""
        firsts, lasts = where
        groups, numbers = spread(numpy.maximum(lasts - firsts + 1, 0))
        if not len(groups):
            return groups, numbers
        wanted = firsts[groups] + numbers
        others = numpy.diff(wanted, prepend=-1) != 0
        low = lows[groups]
        blocks = self._read(wanted[others])
        found, places = blocks.places(others.cumsum() - 1, low >> ITEM, low & PLACE, highs[groups] & PLACE)
        return groups[found], signed(places)

    def all_places(self, low: int, first: int, last: int) -> List | None:
        """All places of the item of a key, ascending; None when they are too many. Its bounds: `first`, `last`."""
        return self._lists.get(low, (last - first + 1) * SIZE, lambda: self._read_all(low, first, last))

    def batches(self, together: int = BATCH) -> Iterator[Words]:
        """All keys, sorted, those of so many blocks at a time."""
        return (self._keys(begin, together) for begin in range(0, len(self._firsts), together))

    def reader(self) -> BinaryIO:
        """Reads the file from its begin, also when it has no name any more."""
        return self._file.reader()

    def verify(self) -> int:
        """Reads all of it, and tells how many postings there are."""
        count, last, ordered = 0, 0, True
        for keys in self.batches():
            ordered = ordered and int(keys[0]) >= last and bool((keys[1:] > keys[:-1]).all())
            count, last = count + len(keys), int(keys[-1]) + 1
        if count != self.postings or count != self.documents.items or not ordered:
            raise self._damage("does not hold what it promises")
        return count

    def _read_all(self, low: int, first: int, last: int) -> List:
        lows = unsigned([low])
        _, places = self.places(lows, lows | PLACE, (numpy.array([first]), numpy.array([last])))
        return places.astype(numpy.uint32)

    def _keys(self, begin: int, count: int) -> Words:
        blocks = numpy.arange(begin, min(begin + count, len(self._firsts)))
        bounds = self._bounds[begin : begin + len(blocks) + 1]
        view = memoryview(self._file.read(int(bounds[0]), int(bounds[-1])))
        pieces = [view[low:high] for low, high in pairwise((bounds - bounds[0]).tolist())]
        return self._checked(pieces, blocks).keys()

    def _read(self, blocks: Numbers) -> Blocks:
        return self._checked(self._file.pieces(self._bounds[blocks], self._bounds[blocks + 1]), blocks)

    def _checked(self, pieces: list[memoryview], blocks: Numbers) -> Blocks:
        words = numpy.frombuffer(b"".join(pieces), numpy.uint64)
        lengths = (self._bounds[blocks + 1] - self._bounds[blocks]) >> 3
        read = Blocks(words, lengths, self._firsts[blocks] >> ITEM, self._place_bits)
        if read.checksums() != [zlib.crc32(piece[4:]) for piece in pieces]:
            raise self._damage("has a damaged block")
        return read

    def _damage(self, what: str) -> IndexDamagedError:
        return IndexDamagedError(f"{self._file.path} {what}. {REMEDY}")


def _tables(tables: bytes, blocks: int, documents: int, removed: int) -> tuple[Words, Documents, Numbers]:
    place = 0

    def table(kind: Any, count: int) -> Any:
        nonlocal place
        values = numpy.frombuffer(tables, kind, count, place)
        place += values.nbytes
        return values

    firsts = table(numpy.uint64, blocks)
    ids, lengths, versions = (table(numpy.uint32, documents) for _ in range(3))
    gone = table(numpy.uint32, removed)
    return firsts, Documents(ids, starts_of(lengths), versions, gone), table(numpy.uint16, blocks)
