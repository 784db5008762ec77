"""Numbers of any width in a row of 64-bit words, many at a time. Bit 0 of a word is its lowest."""

from typing import Any, Literal

import numpy
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Words = NDArray[numpy.uint64]
Numbers = NDArray[Any]
"""Integers; which ones, the docstrings say."""
Bounds = tuple[Numbers, Numbers]
"""Where ranges begin and end in something sorted."""

WORD = 64
_ROW = 32
# So many words fit into the cache of a small processor.
_LONG = 1 << 17
_ONE = numpy.uint64(1)
_OCTET = numpy.uint64(0xFF)
_ONES = numpy.uint64(0x0101_0101_0101_0101)
# In each octet the place of its one number n.
_PLACES = numpy.array([([bit for bit in range(8) if octet >> bit & 1] + [0] * 8)[:8] for octet in range(256)])


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


def select_zero(rows: Words, lines: Numbers, ranks: Numbers) -> Numbers:
    """In some rows of words the places of their zeros number `ranks`, in bits; the length of a row that has fewer.

    `rows` has two dimensions, `lines` are the numbers of rows; ranks count from 0, and one of -1 is at place -1.
    """
    width = rows.shape[1]
    zeros = ~rows.ravel()
    sums = numpy.concatenate(([0], numpy.bitwise_count(zeros).cumsum(dtype=numpy.int64)))
    wanted = sums[lines * width] + ranks
    words = numpy.minimum(sums.searchsorted(wanted, "right") - 1, len(zeros) - 1)
    word = zeros[words]
    left = wanted - sums[words]
    # A product with a one in each octet adds up in each of them what is in it and in all before.
    counts = numpy.bitwise_count(word.view(numpy.uint8)).view(numpy.uint64) * _ONES
    octets = numpy.count_nonzero(counts.view(numpy.uint8).reshape(-1, 8) <= left[:, None], axis=1)
    shifts = unsigned(octets << 3 & 63)
    before = signed((counts << unsigned(8)) >> shifts & _OCTET)
    bits = _PLACES[signed(word >> shifts & _OCTET), left - before & 7]
    found = (words - lines * width) * WORD + (octets << 3) + bits
    return numpy.where(ranks < 0, -1, numpy.where(words < (lines + 1) * width, found, width * WORD))


def spread(counts: Numbers) -> tuple[Numbers, Numbers]:
    """For groups of so many members: of each member its group, and its number within the group."""
    groups = numpy.repeat(numpy.arange(len(counts)), counts)
    ends = numpy.cumsum(counts)
    return groups, numpy.arange(len(groups)) - numpy.repeat(ends - counts, counts)


class Ascending:
    """Sorted numbers in which many others are looked for at once.

    Of a long row, first every 32nd is looked at: those stay in the cache of the processor.
    """

    def __init__(self, numbers: Words) -> None:
        self._numbers = numbers
        self._rows = sliding_window_view(numbers, _ROW) if len(numbers) > _LONG else None
        self._firsts = numbers[::_ROW].copy() if self._rows is not None else numbers

    def bounds(self, lows: Words, highs: Words, side: Literal["left", "right"]) -> Bounds:
        """Where numbers from `lows` to `highs` begin and end. With "right", they begin behind those like `lows`.

        Most ends are begins, so that one search is enough, and searching is most of what finding something costs.
        """
        begins = self._search(lows, side)
        ends = begins.copy()
        if len(self._numbers):
            more = numpy.flatnonzero(self._numbers[numpy.minimum(begins, len(self._numbers) - 1)] <= highs)
            ends[more] = self._search(highs[more], "right")
        return begins, ends

    def _search(self, wanted: Words, side: Literal["left", "right"]) -> Numbers:
        if self._rows is None:
            return self._firsts.searchsorted(wanted, side)
        rows = numpy.maximum(self._firsts.searchsorted(wanted, side) - 1, 0) * _ROW
        rows = numpy.minimum(rows, len(self._rows) - 1)
        below = numpy.less if side == "left" else numpy.less_equal
        found: Numbers = rows + numpy.count_nonzero(below(self._rows[rows], wanted[:, None]), axis=1)
        return found
