"""Peaks of a sound, read out of its file of results without HDF5 and NumPy: these take half a second to load.

The first 512 bytes of such a file are free for its user. Behind its checksum they hold signposts: where in the file the
peaks of each resolution lie. They tell a checksum of each piece, and have one of their own. Where they are missing or
damaged, and where there was no room for all of them, the file has to be read by HDF5.
"""

import struct
import zlib
from array import array
from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import IO, Final

import msgspec

USERBLOCK: Final = 512
PROCESSOR: Final = "waveform"
FULL_SCALE: Final = 32_767
FINE: Final = 256
COARSER: Final = 16
"""Each level has so many times fewer peaks than the one before."""
LEVELS: Final = {"waveform.fine": FINE, "waveform.medium": FINE * COARSER, "waveform.coarse": FINE * COARSER * COARSER}
"""How many samples a peak of each level stands for."""
_HEAD: Final = struct.Struct("<HI")
_ROW: Final = 4
"""A peak takes so many bytes: the lowest and the highest sample, of 16 bits each."""

Peaks = tuple[Sequence[int], Sequence[int]]
"""The lowest and the highest sample of each stretch."""


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """Rows that follow each other: where they begin in the file, how many bytes they take there, and their CRC-32."""

    offset: int
    size: int
    check: int


class Level(msgspec.Struct, frozen=True, array_like=True):
    """Peaks of one resolution: `step` samples each, so many `rows`, in pieces of `each` rows, compressed or not."""

    step: int
    rows: int
    each: int
    compressed: bool
    pieces: list[Piece]


class Signposts(msgspec.Struct, frozen=True, array_like=True):
    """Where the peaks of a sound lie, as the processor told them in this version."""

    version: str
    levels: list[Level]


def encoded(posts: Signposts, room: int) -> bytes:
    """Signposts for so many bytes. The finest levels are left out when there is no room for all."""
    levels = sorted(posts.levels, key=lambda level: -level.step)
    while levels:
        content = msgspec.msgpack.encode(Signposts(posts.version, levels))
        if _HEAD.size + len(content) <= room:
            return _HEAD.pack(len(content), zlib.crc32(content)) + content
        levels.pop()
    return b""


def signposts(path: Path, version: str) -> Signposts | None:
    """The signposts of a file; None when there are none for this version of the processor.

    :raises OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(USERBLOCK).partition(b"\n")[2]
    if len(content) < _HEAD.size:
        return None
    length, check = _HEAD.unpack_from(content)
    content = content[_HEAD.size : _HEAD.size + length]
    if not length or zlib.crc32(content) != check:
        return None
    posts = msgspec.msgpack.decode(content, type=Signposts)
    return posts if posts.version == version else None


def peaks(path: Path, level: Level, first: int, after: int) -> Peaks | None:
    """The peaks of a level from the row `first` to the one before `after`; None when they are damaged.

    :raises OSError: when the file cannot be read.
    """
    after = min(after, level.rows)
    begin = first // level.each
    rows = array("h")
    with path.open("rb") as file:
        for piece in level.pieces[begin : ceil(after / level.each)]:
            data = _read(file, piece, compressed=level.compressed)
            if data is None:
                return None
            rows.frombytes(data)
    skipped = begin * level.each
    part = rows[2 * (first - skipped) : 2 * (after - skipped)]
    return (part[0::2], part[1::2]) if len(part) == 2 * (after - first) else None


def drawn(read: Peaks, edges: Sequence[int]) -> Peaks:
    """The lowest and the highest of all peaks from each edge to the next; where two are the same, the one there."""
    low, high = read
    stretches = list(pairwise(edges))
    return (
        [min(low[begin:end]) if end - begin > 1 else low[begin] for begin, end in stretches],
        [max(high[begin:end]) if end - begin > 1 else high[begin] for begin, end in stretches],
    )


def _read(file: IO[bytes], piece: Piece, *, compressed: bool) -> bytes | None:
    file.seek(piece.offset)
    data = file.read(piece.size)
    if zlib.crc32(data) != piece.check:
        return None
    if not compressed:
        return data
    # HDF5 has put the first bytes of all numbers before the second ones.
    shuffled = zlib.decompress(data)
    half = len(shuffled) // 2
    together = bytearray(len(shuffled))
    together[0::2], together[1::2] = shuffled[:half], shuffled[half:]
    return bytes(together)
