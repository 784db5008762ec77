"""Finds all names of a segment that are alike to a query by the rule of `likeness`, and those that hold the query.

First the pairs of letters are counted that a name shares with the query: most names share too few. Then the letters are
looked at, then the pieces, and only what is left is compared. Nothing that is alike is lost on the way.
"""

import numpy

from musicdb.search.arrays import Flags, Numbers, Places, Ratios, ranges
from musicdb.search.forms import LETTERS
from musicdb.search.likeness import bounds
from musicdb.search.pieces import (
    Pattern,
    compare,
    ends_of_names,
    ends_of_query,
    pieces_of_names,
    pieces_of_query,
)
from musicdb.search.segment import Segment

# So short texts may be alike without sharing a pair of letters: “ac” at the end of a name and “abc”.
_WITHOUT_PAIRS = (1, 3)


class Comparison:
    """One query and all names of a segment whose row is `wanted`."""

    def __init__(self, segment: Segment, text: str, wanted: Flags) -> None:
        self._texts = segment.texts
        self._wanted = wanted
        rows = numpy.flatnonzero(wanted)
        # Rows of one kind lie together: what is wanted of few kinds is a small part of all.
        self._begin, self._end = segment.forms_of_rows(rows[0], rows[-1] + 1) if len(rows) else (0, 0)
        self._pattern = Pattern(segment.alphabet, text)

    def holding(self) -> Numbers:
        """The rows whose names hold the query."""
        texts, length = self._texts, self._pattern.length
        forms = self._holding_rarest_pair() if length > 1 else self._holding_letter()
        forms = forms[self._wanted[texts.rows[forms]] & (texts.lengths[forms] >= length)]
        windows = texts.lengths[forms] - length + 1
        places = ranges(texts.starts[forms], windows)
        owners = numpy.repeat(forms, windows)
        for step, code in enumerate(self._pattern.codes.tolist()):
            same = texts.codes[places + step] == code if code else numpy.zeros(len(places), numpy.bool_)
            places, owners = places[same], owners[same]
        return numpy.unique(texts.rows[owners])

    def alike(self) -> tuple[Numbers, Ratios]:
        """The rows whose names are alike, and how much: 0.8 to 1."""
        texts, pattern, table = self._texts, self._pattern, bounds()
        forms, shared = self._candidates()
        lengths = texts.lengths[forms]
        shorter = numpy.minimum(lengths, pattern.length)
        bits = texts.signatures[forms]
        lacking = numpy.where(lengths >= pattern.length, pattern.bits & ~bits, bits & ~pattern.bits)
        missing = numpy.bitwise_count(lacking)
        full = (shared >= table.full_pairs[shorter]) & (missing <= table.full_missing[shorter])
        ends = (shared >= table.end_pairs[shorter]) & (missing <= table.end_missing[shorter])
        longer, shorter_or_equal = lengths >= pattern.length, lengths <= pattern.length
        lanes = (
            pieces_of_names(pattern, texts, forms[full & longer]),
            ends_of_names(pattern, texts, forms[ends & longer]),
            pieces_of_query(pattern, texts, forms[full & ~longer]),
            ends_of_query(pattern, texts, forms[ends & shorter_or_equal]),
        )
        found, ratios = compare(pattern, texts, lanes)
        return texts.rows[found], ratios

    def _holding_rarest_pair(self) -> Numbers:
        return numpy.unique(min(self._holding_pairs(), key=len))

    def _holding_letter(self) -> Places:
        found = (self._texts.signatures[self._begin : self._end] & self._pattern.bits) != 0
        return numpy.flatnonzero(found & self._compared()) + self._begin

    def _may_do_without_pairs(self) -> Flags:
        lengths = self._texts.lengths[self._begin : self._end]
        if self._pattern.length in _WITHOUT_PAIRS:
            return numpy.ones(len(lengths), numpy.bool_)
        return numpy.isin(lengths, _WITHOUT_PAIRS)

    def _compared(self) -> Flags:
        return (self._texts.uses[self._begin : self._end] & LETTERS) != 0

    def _holding_pairs(self) -> list[Numbers]:
        codes = self._pattern.codes.tolist()
        pairs = zip(codes[:-1], codes[1:], strict=True)
        return [self._texts.holding(*pair, self._begin, self._end) for pair in pairs]

    def _candidates(self) -> tuple[Places, Places]:
        """The forms that share pairs with the query, or need not, and how many pairs they share."""
        begin, count = self._begin, self._end - self._begin
        postings = numpy.concatenate(self._holding_pairs() or [numpy.zeros(0, numpy.int32)])
        shared = numpy.bincount(postings - begin, minlength=count)
        forms = numpy.flatnonzero((shared > 0) | (self._may_do_without_pairs() & self._compared()))
        forms = forms[self._wanted[self._texts.rows[forms + begin]]]
        return forms + begin, shared[forms]
