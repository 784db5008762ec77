"""Numbers of any width in a row of 64-bit words, many at a time. Bit 0 of a word is its lowest."""

from typing import Any, Literal

import numpy
from numpy.typing import NDArray

Words = NDArray[numpy.uint64]
Numbers = NDArray[Any]
"""Integers; which ones, the docstrings say."""
Bounds = tuple[Numbers, Numbers]
"""Where ranges begin and end in something sorted."""

WORD = 64
_ONE = numpy.uint64(1)


def unsigned(values: Any) -> Words:
    """The same numbers as unsigned 64-bit ones."""
    return numpy.asarray(values).astype(numpy.uint64)


def signed(values: Any) -> NDArray[numpy.int64]:
    """The same numbers as signed 64-bit ones, in which NumPy counts."""
    return numpy.asarray(values).astype(numpy.int64)


def mask(widths: Words | numpy.uint64) -> Any:
    """Numbers whose lowest bits are set, `widths` of them; from 0 to 63."""
    return (_ONE << widths) - _ONE


def put(words: Words, places: Numbers, values: Words, widths: Numbers | int) -> None:
    """Writes values where all bits are 0 so far. `places` in bits, ascending, without overlaps; widths up to 63."""
    index = places >> 6
    shifts = unsigned(places & 63)
    firsts = numpy.flatnonzero(numpy.diff(index, prepend=-1))
    words[index[firsts]] |= numpy.bitwise_or.reduceat(values << shifts, firsts)
    over = numpy.flatnonzero((places & 63) + widths > WORD)
    # At most one value reaches across the end of a word.
    words[index[over] + 1] |= values[over] >> (unsigned(WORD) - shifts[over])


def take(words: Words, places: Numbers, widths: Words) -> Words:
    """Reads values. `places` in bits; behind the last value there is at least one more word. Widths up to 63."""
    index = places >> 6
    shifts = unsigned(places & 63)
    # A shift by 64 is not defined, so the upper part goes in two steps.
    high = (words[index + 1] << _ONE) << (unsigned(WORD - 1) - shifts)
    values: Words = ((words[index] >> shifts) | high) & mask(widths)
    return values


def select_zero(rows: Words, ranks: Numbers) -> Numbers:
    """For each row of words the place of its zero number `ranks` (from 0), in bits; the length of the row without one.

    `rows` has two dimensions. A rank of -1 is at place -1.
    """
    zeros = numpy.bitwise_count(~rows).cumsum(axis=1, dtype=numpy.int64)
    word = (zeros <= ranks[:, None]).sum(axis=1)
    lines = numpy.arange(len(rows))
    inside = numpy.minimum(word, rows.shape[1] - 1)
    before = numpy.where(word > 0, zeros[lines, inside - 1], 0)
    octets = (~rows[lines, inside]).view(numpy.uint8).reshape(-1, WORD // 8)
    counts = numpy.unpackbits(octets, axis=1, bitorder="little").cumsum(axis=1, dtype=numpy.uint8)
    bit = (counts <= (ranks - before)[:, None]).sum(axis=1)
    found = numpy.where(word == rows.shape[1], rows.shape[1] * WORD, word * WORD + bit)
    return numpy.where(ranks < 0, -1, found)


def spread(counts: Numbers) -> tuple[Numbers, Numbers]:
    """For groups of so many members: of each member its group, and its number within the group."""
    groups = numpy.repeat(numpy.arange(len(counts)), counts)
    ends = numpy.cumsum(counts)
    return groups, numpy.arange(len(groups)) - numpy.repeat(ends - counts, counts)


def bounds(ascending: Words, lows: Words, highs: Words, side: Literal["left", "right"]) -> Bounds:
    """Where numbers from `lows` to `highs` begin and end. With the side "right", they begin behind those like `lows`.

    Most ends are begins, so that one search is enough, and searching is most of what finding something costs.
    """
    begins = ascending.searchsorted(lows, side)
    ends = begins.copy()
    if len(ascending):
        more = numpy.flatnonzero(ascending[numpy.minimum(begins, len(ascending) - 1)] <= highs)
        ends[more] = ascending.searchsorted(highs[more], "right")
    return begins, ends
