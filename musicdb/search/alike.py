"""Finds all names of a segment that are alike to a query by the rule of `likeness`, and those that hold the query.

First it is looked where the pairs of letters of the query stand: most names have too few of them, or too far from each
other. Then the letters are looked at, then the pieces, and only what is left is compared. Nothing that is alike is lost
on the way.
"""

from collections.abc import Iterator
from itertools import pairwise

import msgspec
import numpy

from musicdb.search.arrays import Flags, Numbers, Ratios, bounded
from musicdb.search.likeness import bounds
from musicdb.search.pattern import Pattern
from musicdb.search.pieces import Alike, ends_of_names, ends_of_query, pieces_of_names, pieces_of_query
from musicdb.search.segment import Segment

# With more than one place in so many it is no longer faster to sort.
_SPARSE = 10


class _Scope(msgspec.Struct, frozen=True):
    """The wanted rows, and the forms from `begin` to `end` that hold all of theirs."""

    wanted: Flags
    begin: int
    end: int


class Comparison:
    """One query of 1 to 64 characters, and the names of a segment."""

    def __init__(self, segment: Segment, text: str) -> None:
        self._segment = segment
        self._text = text
        self._texts = segment.texts
        self._pattern = Pattern(segment.alphabet, text)

    def holding(self, wanted: Flags) -> Numbers:
        """Those of the wanted rows whose names hold the query."""
        texts, codes = self._texts, self._pattern.codes
        if not codes.all():
            return texts.rows[:0]
        scope = self._scope(wanted)
        lists = self._places_of_pairs(scope)
        if lists:
            rarest = min(range(len(lists)), key=lambda number: len(lists[number]))
            places = lists[rarest] - rarest
        else:
            places = self._places_of_letter(scope)
        places = places[(places >= 0) & (places <= len(texts.codes) - len(codes))]
        for step, code in enumerate(codes.tolist()):
            places = places[texts.codes.take(places + step) == code]
        return _distinct(texts.rows[self._wanted(scope, _distinct(texts.owners[places]))])

    def parts(self, wanted: Flags) -> Numbers:
        """Those of the wanted rows whose names are a part of the query."""
        rows = numpy.unique(self._texts.rows[self._texts.parts_of(self._text)])
        return rows[wanted[rows]]

    def alike(self, wanted: Flags) -> tuple[Numbers, Ratios]:
        """Those of the wanted rows whose names are alike, and how much: 0.8 to 1. A row may come more than once."""
        scope = self._scope(wanted)
        places = self._places_of_all_pairs(scope)
        owners = self._texts.owners.take(places)
        found = (*self._compared_with_pieces(scope, places, owners), *self._compared_with_query(scope, owners))
        alike, ratios = map(numpy.concatenate, zip(*found, strict=True))
        return self._texts.rows[alike], ratios

    def _scope(self, wanted: Flags) -> _Scope:
        # Rows of one kind lie together: what is wanted of few kinds is a small part of all.
        if not wanted.any():
            return _Scope(wanted, 0, 0)
        first, last = int(wanted.argmax()), len(wanted) - int(wanted[::-1].argmax())
        return _Scope(wanted, *self._segment.forms_of_rows(first, last))

    def _wanted(self, scope: _Scope, forms: Numbers) -> Numbers:
        return forms[scope.wanted[self._texts.rows[forms]]]

    def _places_of_pairs(self, scope: _Scope) -> list[Numbers]:
        """Where each pair of letters of the query stands."""
        pairs = pairwise(self._pattern.codes.tolist())
        return [self._texts.places_of(*pair, scope.begin, scope.end) for pair in pairs]

    def _places_of_all_pairs(self, scope: _Scope) -> Numbers:
        """All these places in ascending order, each once."""
        places = numpy.concatenate([*self._places_of_pairs(scope), numpy.zeros(0, numpy.int32)])
        first, after = self._texts.place(scope.begin), self._texts.place(scope.end)
        if len(places) * _SPARSE < after - first:
            places.sort(kind="stable")
            return _distinct(places)
        # So many are faster put into their order by ticking them off.
        ticked = numpy.zeros(after - first, numpy.bool_)
        ticked[places - first] = True
        return numpy.flatnonzero(ticked).astype(numpy.int32) + numpy.int32(first)

    def _places_of_letter(self, scope: _Scope) -> Numbers:
        first, after = self._texts.place(scope.begin), self._texts.place(scope.end)
        places: Numbers = numpy.flatnonzero(self._texts.codes[first:after] == self._pattern.codes[0]) + first
        compared: Numbers = places[self._texts.compared[self._texts.owners[places]] != 0]
        return compared

    def _compared_with_pieces(self, scope: _Scope, places: Numbers, owners: Numbers) -> Iterator[Alike]:
        """The query, and pieces of names that are not shorter. `places` of pairs ascend, and so do their `owners`."""
        texts, pattern, table = self._texts, self._pattern, bounds()
        length = pattern.length
        needed, missing = int(table.full_pairs[length]), int(table.full_missing[length])
        forms = _with_near_pairs(owners, needed, places, length - 2) if needed else self._all(scope)
        yield pieces_of_names(pattern, texts, self._fitting(scope, forms, missing, 3 * missing))
        needed, missing = int(table.end_pairs[length]), int(table.end_missing[length])
        from_begin = places - texts.starts[owners]
        for at_end in (False, True):
            here = owners[texts.lengths[owners] - from_begin < length if at_end else from_begin <= length - 3]
            forms = _with_pairs(here, needed) if needed else self._all(scope)
            forms = self._fitting(scope, forms, missing, int(table.end_broken[length]))
            yield ends_of_names(pattern, texts, forms, at_end=at_end)

    def _compared_with_query(self, scope: _Scope, owners: Numbers) -> Iterator[Alike]:
        """Names that are not longer than the query, and pieces of it. `owners` of pairs ascend."""
        texts, pattern, table = self._texts, self._pattern, bounds()
        forms, shared = self._short(scope, owners)
        lengths = texts.lengths[forms]
        letters = numpy.bitwise_count(texts.signatures[forms] & ~pattern.bits)
        pairs = numpy.bitwise_count(texts.pairsignatures[forms] & ~pattern.pairbits)
        full = (letters <= table.full_missing[lengths]) & (pairs <= 3 * table.full_missing[lengths])
        full &= (shared >= table.full_pairs[lengths]) & (lengths < pattern.length)
        yield pieces_of_query(pattern, texts, forms[full])
        ends = (letters <= table.end_missing[lengths]) & (pairs <= table.end_broken[lengths])
        ends &= shared >= table.end_pairs[lengths]
        for at_end in (False, True):
            yield ends_of_query(pattern, texts, forms[ends], at_end=at_end)

    def _short(self, scope: _Scope, owners: Numbers) -> tuple[Numbers, Numbers]:
        """The names that are not longer than the query and share enough pairs with it, and how many they share."""
        texts, length = self._texts, self._pattern.length
        changes = numpy.flatnonzero(owners[1:] != owners[:-1]) + 1
        firsts = numpy.concatenate((numpy.zeros(min(len(owners), 1), numpy.intp), changes))
        forms, shared = owners[firsts], numpy.diff(firsts, append=len(owners))
        needed = bounds().pairs[numpy.minimum(texts.lengths[forms], length)]
        good = (texts.lengths[forms] <= length) & (shared >= needed)
        # Tiny names may be alike without a common pair: theirs are not counted.
        tiny = texts.tiny[slice(*bounded(texts.tiny, scope.begin, scope.end))]
        forms = numpy.concatenate((forms[good], tiny[texts.lengths[tiny] <= length]))
        shared = numpy.concatenate((shared[good], numpy.full(len(forms) - numpy.count_nonzero(good), length)))
        wanted = scope.wanted[texts.rows[forms]]
        return forms[wanted].astype(numpy.intp), shared[wanted]

    def _all(self, scope: _Scope) -> Numbers:
        return numpy.flatnonzero(self._texts.compared[scope.begin : scope.end]) + scope.begin

    def _fitting(self, scope: _Scope, forms: Numbers, missing: int, broken: int) -> Numbers:
        """Wanted names that are not shorter than the query and lack at most so many letters and pairs of it."""
        texts, pattern = self._texts, self._pattern
        forms = forms[texts.lengths[forms] >= pattern.length]
        forms = forms[numpy.bitwise_count(pattern.bits & ~texts.signatures[forms]) <= missing]
        forms = forms[numpy.bitwise_count(pattern.pairbits & ~texts.pairsignatures[forms]) <= broken]
        return self._wanted(scope, forms).astype(numpy.intp)


def _with_pairs(owners: Numbers, needed: int) -> Numbers:
    """The forms that are at least so often among `owners`, which ascend."""
    count = max(len(owners) - needed + 1, 0)
    return _distinct(owners[:count][owners[needed - 1 :] == owners[:count]])


def _with_near_pairs(owners: Numbers, needed: int, places: Numbers, most: int) -> Numbers:
    """The same, with so many pairs within a distance."""
    count = max(len(owners) - needed + 1, 0)
    near = (owners[needed - 1 :] == owners[:count]) & (places[needed - 1 :] - places[:count] <= most)
    return _distinct(owners[:count][near])


def _distinct(ascending: Numbers) -> Numbers:
    """Each number once."""
    first = numpy.ones(len(ascending), numpy.bool_)
    numpy.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first]
