"""Cuts a query and many names into the pieces that the rule of `likeness` compares, and compares them.

Pieces that cannot be alike, because too few of their letters are in the other text, are dropped right away.
"""

from collections.abc import Sequence

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.search.alphabet import Alphabet, signature
from musicdb.search.arrays import Codes, Masks, Numbers, Places, Ratios, ranges
from musicdb.search.likeness import bounds, common_lengths, least_common
from musicdb.search.texts import Texts
from musicdb.search.typos import masks_of

_ONE = numpy.uint64(1)


class Lanes(msgspec.Struct, frozen=True):
    """Pairs of pieces: the form, where the piece of its text begins and how long it is, the piece of the query as a set
    of places, and the p + w of the rule.
    """

    forms: Places
    starts: Numbers
    lengths: Numbers
    windows: Masks
    sums: Numbers


class Pattern:
    """A query of at most 64 characters, prepared for the texts of one segment."""

    def __init__(self, alphabet: Alphabet, text: str) -> None:
        self.codes: Codes = alphabet.encode(text)
        self.length = len(text)
        self.masks = masks_of(self.codes, alphabet.size)
        self.bits = numpy.uint64(signature(text))
        self.everything = numpy.uint64((1 << self.length) - 1)
        self._letterbits = numpy.array([signature(letter) for letter in text], numpy.uint64)

    def signatures_of_pieces(self) -> Masks:
        """The characters of each piece of the query, by length and place."""
        table = numpy.zeros((self.length + 1, self.length), numpy.uint64)
        for length in range(1, self.length + 1):
            count = self.length - length + 1
            table[length, :count] = table[length - 1, :count] | self._letterbits[length - 1 :]
        return table


def pieces_of_names(pattern: Pattern, texts: Texts, forms: Places) -> Lanes:
    """All pieces of names that are as long as the query."""
    length = pattern.length
    lengths, starts = texts.lengths[forms], texts.starts[forms]
    known = (pattern.masks != 0)[texts.codes[ranges(starts, lengths)]]
    before = numpy.zeros(len(known) + 1, numpy.int32)
    numpy.cumsum(known, out=before[1:])
    counts = lengths - length + 1
    firsts = ranges(numpy.cumsum(lengths) - lengths, counts)
    good = numpy.flatnonzero(before[firsts + length] - before[firsts] >= least_common(length, length))
    owners = numpy.repeat(numpy.arange(len(forms)), counts)[good]
    # How far a piece is from the beginning of its name is the same in the names put together and where they are kept.
    places = firsts[good] + (starts - numpy.cumsum(lengths) + lengths)[owners]
    return _whole_query(pattern, forms[owners], places, numpy.full(len(good), length))


def ends_of_names(pattern: Pattern, texts: Texts, forms: Places) -> Lanes:
    """Shorter pieces at both ends of names that are as long as the query, or longer."""
    length = pattern.length
    pieces = numpy.arange(bounds().shortest[length], length)
    firsts = numpy.repeat(texts.starts[forms], len(pieces))
    ends = firsts + numpy.repeat(texts.lengths[forms], len(pieces))
    owners = numpy.repeat(forms, len(pieces))
    lengths = numpy.tile(pieces, len(forms))
    places = numpy.concatenate((firsts, ends - lengths))
    return _whole_query(pattern, _twice(owners), places, _twice(lengths))


def pieces_of_query(pattern: Pattern, texts: Texts, forms: Places) -> Lanes:
    """Whole names with all pieces of the query that are as long."""
    lengths = texts.lengths[forms]
    counts = pattern.length - lengths + 1
    owners = numpy.repeat(numpy.arange(len(forms)), counts)
    places = ranges(numpy.zeros(len(forms), numpy.int32), counts)
    lacking = texts.signatures[forms][owners] & ~pattern.signatures_of_pieces()[lengths[owners], places]
    good = numpy.bitwise_count(lacking) <= bounds().full_missing[lengths[owners]]
    owners, places = owners[good], places[good]
    return _whole_names(pattern, texts, forms[owners], places, lengths[owners])


def ends_of_query(pattern: Pattern, texts: Texts, forms: Places) -> Lanes:
    """Whole names with shorter pieces at both ends of the query, which is as long as the name, or longer."""
    shortest = bounds().shortest[texts.lengths[forms]]
    counts = texts.lengths[forms] - shortest
    owners = numpy.repeat(forms, counts)
    pieces = ranges(shortest, counts)
    places = numpy.concatenate((numpy.zeros(len(pieces), numpy.intp), pattern.length - pieces))
    return _whole_names(pattern, texts, _twice(owners), places, _twice(pieces))


def compare(pattern: Pattern, texts: Texts, groups: Sequence[Lanes]) -> tuple[Places, Ratios]:
    """The forms that are alike, and how much they are at best: 0.8 to 1."""
    forms, starts, lengths, windows, sums = (
        numpy.concatenate([getattr(lanes, name) for lanes in groups]) for name in Lanes.__struct_fields__
    )
    common = common_lengths(pattern.masks, windows, texts.codes, starts, lengths)
    alike = numpy.flatnonzero(5 * common >= 2 * sums)
    best = numpy.zeros(len(texts), numpy.float32)
    numpy.maximum.at(best, forms[alike], (2 * common[alike] / sums[alike]).astype(numpy.float32))
    found = numpy.unique(forms[alike])
    return found, best[found]


def _whole_names(pattern: Pattern, texts: Texts, forms: Places, places: Places, pieces: Numbers) -> Lanes:
    windows = ((_ONE << pieces.astype(numpy.uint64)) - _ONE) << places.astype(numpy.uint64)
    lengths = texts.lengths[forms]
    # A piece of all 64 places: the shift by 64 has no meaning.
    windows[pieces == pattern.length] = pattern.everything
    return Lanes(forms, texts.starts[forms], lengths, windows, lengths + pieces)


def _whole_query(pattern: Pattern, forms: Places, starts: Numbers, lengths: Numbers) -> Lanes:
    windows = numpy.full(len(forms), pattern.everything)
    return Lanes(forms, starts, lengths, windows, lengths + pattern.length)


def _twice(numbers: NDArray[numpy.integer]) -> NDArray[numpy.integer]:
    return numpy.concatenate((numbers, numbers))
