"""Fingerprints as text, as AcoustID and fpcalc write them: 2.5 bytes for an item of real music.

Each item is XORed with the one before it; of the result the distances between set bits are written, 3 bits each, with
a zero behind them. Distances from 7 on are written as 7, and what is more stands at the end, 5 bits each. All of this
goes behind a header of algorithm (8 bits) and number of items (24 bits), and into the base64 alphabet of URLs.
"""

import base64
import binascii
from typing import Final

import msgspec
import numpy

from musicdb.errors import FingerprintError
from musicdb.fingerprint.arrays import Counts, Items

ALGORITHM: Final = 1
"""Chromaprint's algorithm 2 counts from 0 in here."""

MOST_ITEMS: Final = 2**24 - 1

_HEADER = 4
_DISTANCE_BITS, _EXCESS_BITS = 3, 5
_LONG = 7
_BITS = 32


class Decoded(msgspec.Struct, frozen=True):
    """What a text holds."""

    items: Items
    algorithm: int


def encode(items: Items, algorithm: int = ALGORITHM) -> str:
    """The text of a fingerprint.

    :raises FingerprintError: when it has more than 2^24 - 1 items (24 days).
    """
    if len(items) > MOST_ITEMS:
        raise FingerprintError(f"A fingerprint of {len(items):,} items is too long to be written as text.")
    changes = items.copy()
    changes[1:] ^= items[:-1]
    rows, bits = numpy.nonzero(changes[:, None] >> numpy.arange(_BITS, dtype=numpy.uint32) & 1)
    distances = bits + 1
    distances[1:] -= numpy.where(rows[1:] == rows[:-1], bits[:-1] + 1, 0)
    values = numpy.zeros(len(distances) + len(items), numpy.uint8)
    values[numpy.arange(len(rows)) + rows] = numpy.minimum(distances, _LONG)
    excesses = distances[distances >= _LONG] - _LONG
    header = bytes([algorithm]) + len(items).to_bytes(3, "big")
    packed = header + _pack(values, _DISTANCE_BITS) + _pack(excesses, _EXCESS_BITS)
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def decode(text: str) -> Decoded:
    """The fingerprint of a text. What comes behind its end is ignored, as Chromaprint does.

    :raises FingerprintError: when the text is no fingerprint, or not the whole of one.
    """
    packed = _bytes(text)
    count = int.from_bytes(packed[1:_HEADER], "big")
    values = _unpack(packed[_HEADER:], _DISTANCE_BITS)
    ends = numpy.flatnonzero(values == 0)[:count]
    if len(ends) < count:
        raise FingerprintError(f"The fingerprint ends before its {count:,} items do. Send the whole text.")
    values = values[: ends[-1] + 1 if count else 0]
    distances = values.astype(numpy.int64)
    long = numpy.flatnonzero(values == _LONG)
    start = _HEADER + -(-len(values) * _DISTANCE_BITS // 8)
    excesses = _unpack(packed[start : start + -(-len(long) * _EXCESS_BITS // 8)], _EXCESS_BITS)[: len(long)]
    if len(excesses) < len(long):
        raise FingerprintError("The fingerprint ends before its last part does. Send the whole text.")
    distances[long] += excesses
    return Decoded(_items(distances, ends), packed[0])


def _items(distances: Counts, ends: Counts) -> Items:
    """Of the distances between bits, and where those of each item end."""
    rows = numpy.repeat(numpy.arange(len(ends)), numpy.diff(ends, prepend=-1))
    places = numpy.cumsum(distances)
    places = places - numpy.concatenate(([0], places[ends[:-1]]))[rows] if len(ends) else places
    is_bit = distances > 0
    if (places > _BITS).any():
        raise FingerprintError("The fingerprint is damaged: an item has more than 32 bits.")
    changes = numpy.zeros(len(ends), numpy.uint32)
    bits = numpy.uint32(1) << (places[is_bit] - 1).astype(numpy.uint32)
    numpy.bitwise_or.at(changes, rows[is_bit], bits)
    return numpy.bitwise_xor.accumulate(changes)


def _bytes(text: str) -> bytes:
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), "-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise FingerprintError("The fingerprint holds characters other than A–Z, a–z, 0–9, “-” and “_”.") from error
    if len(packed) < _HEADER:
        raise FingerprintError("The fingerprint is too short to be one.")
    return packed


def _pack(values: Counts, width: int) -> bytes:
    """Least significant bit first, padded to bytes."""
    return numpy.packbits(values[:, None] >> numpy.arange(width) & 1, bitorder="little").tobytes()


def _unpack(packed: bytes, width: int) -> Counts:
    bits = numpy.unpackbits(numpy.frombuffer(packed, numpy.uint8), bitorder="little")
    return bits[: len(bits) // width * width].reshape(-1, width) @ (1 << numpy.arange(width))
