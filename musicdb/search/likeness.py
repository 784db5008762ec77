"""How alike a query is to pieces of many texts, for all of them at once: the rule of MusicDB 8.

Two texts are alike when the shorter one is to 80 % the same as some piece of the longer one. *The same* counts the
longest common subsequence L twice: 2 L / (p + w), with p characters in the shorter text and w in the piece. A piece is
as long as the shorter text, or, at both ends of the longer text, shorter.

L is computed with the bit-vector algorithm of Hyyrö (2004, "Bit-parallel LCS-length computation revisited"); every
lane of the arrays is another pair of pieces.
"""

from functools import cache

import msgspec
import numpy

from musicdb.search.arrays import Codes, Masks, Numbers

LONGEST_QUERY = 64
_ALL_BITS = numpy.uint64(0xFFFFFFFFFFFFFFFF)
_NONE = 255



class Bounds(msgspec.Struct, frozen=True):
    """What two texts must have in common to be alike, for a shorter text of p characters, by p.

    For pieces of full length (`full`) and for shorter ones at the ends (`end`): how many pairs of neighboring letters of
    the shorter text are in the longer one at least, and how many of its letters may be missing there. `shortest` is the
    least length of a piece at an end; p where there is none.
    """

    full_pairs: Numbers
    full_missing: Numbers
    end_pairs: Numbers
    end_missing: Numbers
    shortest: Numbers


@cache
def bounds() -> Bounds:
    """The table for all lengths.

    Of the p - 1 pairs a missing letter breaks two, a letter in between one; so many of both are possible that
    5 L >= 2 (p + w) still holds.
    """
    rows = []
    for length in range(LONGEST_QUERY + 1):
        missing = length - least_common(length, length)
        full = (max(0, length - 1 - 3 * missing), missing)
        ends = [
            (length - common, piece - common, piece)
            for piece in range(1, length)
            if (common := least_common(length, piece)) <= piece
        ]
        broken = max((2 * less + more for less, more, _ in ends), default=0)
        end = (max(0, length - 1 - broken), max(less for less, _, _ in ends)) if ends else (_NONE, 0)
        rows.append((*full, *end, min((piece for _, _, piece in ends), default=length)))
    return Bounds(*numpy.array(rows, numpy.int32).T.copy())


def least_common(length: int, piece: int) -> int:
    """The least L with which two texts of these lengths are the same to 80 %."""
    return -(-2 * (length + piece) // 5)


def common_lengths(
    masks: Masks, windows: Masks, codes: Codes, starts: Numbers, lengths: Numbers
) -> Numbers:
    """The length of the longest common subsequence of a piece of the query and a piece of a text, for each lane.

    `windows` has a bit for each place of the query that belongs to the piece, `masks` tells for each code at which places
    of the query it stands.
    """
    order = numpy.argsort(-lengths, kind="stable")
    places, steps, lane_windows = starts[order].astype(numpy.intp), lengths[order], windows[order]
    columns = numpy.full(len(order), _ALL_BITS)
    # How many lanes are at least so long; they come first.
    active = len(steps) - numpy.cumsum(numpy.bincount(steps, minlength=1))
    for count in active[:-1].tolist():
        equal = masks[codes[places[:count]]]
        equal &= lane_windows[:count]
        column = columns[:count]
        matched = column & equal
        columns[:count] = (column + matched) | (column & ~equal)
        places[:count] += 1
    found = numpy.empty(len(order), numpy.int32)
    found[order] = numpy.bitwise_count(~columns & lane_windows)
    return found
