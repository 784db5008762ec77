"""How alike a query is to pieces of many texts, for all of them at once: the rule of MusicDB 8.

Two texts are alike when the shorter one is to 80 % the same as some piece of the longer one. *The same* counts the
longest common subsequence L twice: 2 L / (p + w), with p characters in the shorter text and w in the piece. A piece is
as long as the shorter text, or, at both ends of the longer text, shorter.

L is computed with the bit-vector algorithm of Hyyrö (2004, "Bit-parallel LCS-length computation revisited"); every
lane of the arrays is another pair of pieces.
"""

from functools import cache
from typing import overload

import msgspec
import numpy

from musicdb.search.arrays import Codes, Masks, Numbers, bounded

LONGEST_QUERY = 64
_ALL_BITS = numpy.uint64(0xFFFFFFFFFFFFFFFF)
_NEVER = 255
_LONGEST_NAME = 0xFFFF
# After so many letters lanes are given up; looking more often costs more than it spares.
_ROUND = 4


class Bounds(msgspec.Struct, frozen=True):
    """What two texts must have in common to be alike, for a shorter text of p characters, by p.

    For pieces of full length (`full`) and for shorter ones at the ends (`end`): how many pairs of neighboring letters
    of the shorter text are in the longer one at least, and how many of its letters may be missing there. At an end at
    most `end_broken` pairs are missing, and at most `end_extra` letters of the piece are not in the other text; it is
    at least `shortest` long, or p where there is none.
    """

    full_pairs: Numbers
    full_missing: Numbers
    end_pairs: Numbers
    end_missing: Numbers
    end_broken: Numbers
    end_extra: Numbers
    shortest: Numbers

    @property
    def pairs(self) -> Numbers:
        """How many pairs they have in common at least, whatever the piece."""
        return numpy.minimum(self.full_pairs, self.end_pairs)


@cache
def bounds() -> Bounds:
    """The table for all lengths.

    Of the p - 1 pairs a missing letter breaks two, a letter in between one; so many of both are possible that
    5 L >= 2 (p + w) still holds. Nothing is alike to an empty text.
    """
    rows = [(_NEVER, 0, _NEVER, 0, 0, 0, 0)]
    for length in range(1, LONGEST_QUERY + 1):
        missing = length - least_common(length, length)
        ends = [
            (length - common, piece - common, piece)
            for piece in range(1, length)
            if (common := least_common(length, piece)) <= piece
        ]
        full = (max(0, length - 1 - 3 * missing), missing)
        if ends:
            less, extra, pieces = zip(*ends, strict=True)
            broken = max(2 * gone + more for gone, more in zip(less, extra, strict=True))
            rows.append((*full, max(0, length - 1 - broken), max(less), broken, max(extra), min(pieces)))
        else:
            rows.append((*full, _NEVER, 0, 0, 0, length))
    return Bounds(*numpy.array(rows, numpy.int32).T.copy())


@overload
def least_common(length: int, piece: int) -> int: ...


@overload
def least_common(length: Numbers, piece: Numbers | int) -> Numbers: ...


@overload
def least_common(length: int, piece: Numbers) -> Numbers: ...


def least_common(length: Numbers | int, piece: Numbers | int) -> Numbers | int:
    """The least L with which two texts of these lengths are the same to 80 %."""
    return -(-2 * (length + piece) // 5)


def common_places(
    masks: Masks, windows: Masks, codes: Codes, starts: Numbers, lengths: Numbers, most: Numbers, sign: int = 1
) -> Masks:
    """The places of the query that the longest common subsequence of a piece of it and a text needs, for each lane.

    `windows` has a bit for each place of the query that belongs to the piece, `masks` tells for each code at which
    places of the query it stands. Texts are read from `starts` on, backwards when `sign` is -1. The number of bits of a
    result is the length of the subsequence; its lowest bits tell the same for each beginning of the piece.

    A lane is given up, with an empty result, when more than `most` letters of its text are not in the subsequence.
    """
    # Lengths in two bytes are sorted by their digits, which is ten times as fast.
    order = numpy.argsort((_LONGEST_NAME - lengths).astype(numpy.uint16), kind="stable")
    places, left = starts[order].astype(numpy.intp), -lengths[order]
    windows, most = windows[order], most[order]
    columns = numpy.full(len(order), _ALL_BITS)
    found = numpy.zeros(len(order), numpy.uint64)
    step = 0
    while len(order):
        for _ in range(_ROUND):
            # The longest texts come first.
            (count,) = bounded(left, -step)
            _advance(columns[:count], masks[codes[places[:count]]] & windows[:count])
            places[:count] += sign
            step += 1
        common = ~columns & windows
        finished = left >= -step
        found[order[finished]] = common[finished]
        going_on = numpy.flatnonzero((step - numpy.bitwise_count(common) <= most) & ~finished)
        order, places, left = order[going_on], places[going_on], left[going_on]
        windows, most, columns = windows[going_on], most[going_on], columns[going_on]
    return found


def _advance(columns: Masks, equal: Masks) -> None:
    """One letter further: a zero stands for each place that belongs to the subsequence."""
    matched = columns & equal
    matched += columns
    columns &= ~equal
    columns |= matched
