"""A part of the index that is made once and never changed: the spellings of a range of rows, and their words."""

import numpy

from musicdb.search.alphabet import Alphabet
from musicdb.search.arrays import Numbers, Ratios, bounded
from musicdb.search.spellings import Spellings
from musicdb.search.texts import Texts
from musicdb.search.vocabulary import Vocabulary


class Segment:
    """The spellings of `count` rows; `first` is the row of the index that is 0 in here."""

    def __init__(self, first: int, count: int, spellings: Spellings) -> None:
        joined = spellings.joined()
        self.first = first
        self.count = count
        self.alphabet = Alphabet(joined)
        self.texts = Texts(spellings, self.alphabet, self.alphabet.encode(joined))
        self.vocabulary = Vocabulary(spellings, self.alphabet)

    @property
    def after(self) -> int:
        """The row behind the last one."""
        return self.first + self.count

    def forms_of_rows(self, first: int, after: int) -> tuple[int, int]:
        """The forms of the rows from `first` to `after`, numbers within the segment."""
        begin, end = bounded(self.texts.rows, first, after)
        return begin, end

    def lengths(self) -> Numbers:
        """For each row the length of its plain form, which is the first."""
        lengths = numpy.zeros(self.count, numpy.uint16)
        rows, plain = numpy.unique(self.texts.rows, return_index=True)
        lengths[rows] = numpy.minimum(self.texts.lengths[plain], 0xFFFF)
        return lengths

    def ranks(self) -> Ratios:
        """For each row its place in alphabetical order, from 0 to 1."""
        return self.texts.ranks(self.count)
