"""A part of the index that is made once and never changed: the spellings of a range of rows, and their words."""

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from musicdb.search.alphabet import SEPARATOR, Alphabet
from musicdb.search.arrays import Numbers, Ratios, bounded
from musicdb.search.forms import Form
from musicdb.search.texts import Texts
from musicdb.search.vocabulary import Vocabulary


class Segment:
    """The forms of `count` rows that begin with the row `first` of the index. `rows` ascend from 0."""

    def __init__(self, first: int, count: int, forms: Sequence[Form], rows: Numbers) -> None:
        joined = SEPARATOR.join(form.text for form in forms)
        self.first = first
        self.count = count
        self.alphabet = Alphabet(joined)
        self.texts = Texts(forms, rows, self.alphabet, self.alphabet.encode(joined))
        self.vocabulary = Vocabulary(forms, rows, self.alphabet)

    @property
    def after(self) -> int:
        """The row behind the last one."""
        return self.first + self.count

    def forms_of_rows(self, first: int, after: int) -> tuple[int, int]:
        """The forms of the rows from `first` to `after`, numbers within the segment."""
        begin, end = bounded(self.texts.rows, first, after)
        return begin, end

    def lengths(self) -> NDArray[numpy.uint16]:
        """For each row the length of its plain form, which is the first."""
        lengths = numpy.zeros(self.count, numpy.uint16)
        rows, plain = numpy.unique(self.texts.rows, return_index=True)
        lengths[rows] = numpy.minimum(self.texts.lengths[plain], 0xFFFF)
        return lengths

    def ranks(self) -> Ratios:
        """For each row its place in alphabetical order, from 0 to 1."""
        return self.texts.ranks(self.count)
