"""The spellings of all names of a segment, letter by letter: where each begins, in which order they stand, and which
of them hold a pair of letters.

All arrays are written once. Forms are numbered in the order of the rows they belong to.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from musicdb.search.alphabet import SEPARATOR, Alphabet
from musicdb.search.arrays import Codes, Masks, Numbers
from musicdb.search.forms import LETTERS, WHOLE, Form

_END_OF_PREFIX = "\U0010ffff"


class Texts:
    """The spellings of the names of a segment. `rows` are numbers within the segment, in ascending order."""

    def __init__(self, forms: Sequence[Form], rows: Numbers, alphabet: Alphabet, codes: Codes) -> None:
        self.rows = rows
        self.codes = codes
        self.lengths = numpy.fromiter((len(form.text) for form in forms), numpy.int32, len(forms))
        self.starts = numpy.zeros(len(forms), numpy.int32)
        numpy.cumsum(self.lengths[:-1] + 1, out=self.starts[1:])
        self.uses = numpy.fromiter((form.use for form in forms), numpy.uint8, len(forms))
        self.signatures = signatures_of(alphabet, codes, self.starts)
        self._bytes, self._bytestarts = _packed(forms)
        self._order = _sorted_forms(forms)
        self._pairs, self._pairstarts, self._postings = _pairs(self, alphabet.size)
        self._size = alphabet.size

    def __len__(self) -> int:
        return len(self.rows)

    def forms(self) -> list[Form]:
        """All forms."""
        return [Form(self._text(number), use) for number, use in enumerate(self.uses.tolist())]

    def beginning_with(self, text: str) -> tuple[Numbers, Numbers]:
        """The rows of the names that are this text, and of those that begin with it."""
        first = self._place(text)
        after = self._place(text + _END_OF_PREFIX)
        behind = first
        while behind < after and self._text(int(self._order[behind])) == text:
            behind += 1
        return self.rows[self._order[first:behind]], self.rows[self._order[first:after]]

    def ranks(self, count: int) -> NDArray[numpy.float32]:
        """For each row its place in the order of all names, from 0 to below 1."""
        ranks = numpy.zeros(count, numpy.float32)
        ranks[self.rows[self._order[::-1]]] = numpy.arange(len(self._order), 0, -1) / (len(self._order) + 1)
        return ranks

    def holding(self, first: int, second: int, begin: int, end: int) -> Numbers:
        """The forms from `begin` to `end` that hold two letters in a row, as often as they hold them."""
        place = int(numpy.searchsorted(self._pairs, first * self._size + second))
        if not first or not second or place == len(self._pairs) or self._pairs[place] != first * self._size + second:
            return self._postings[:0]
        postings = self._postings[self._pairstarts[place] : self._pairstarts[place + 1]]
        if begin == 0 and end == len(self):
            return postings
        low, high = numpy.searchsorted(postings, (begin, end))
        return postings[low:high]

    def _text(self, form: int) -> str:
        piece = self._bytes[self._bytestarts[form] : self._bytestarts[form + 1] - 1]
        return piece.decode("utf-8", "surrogatepass")

    def _place(self, text: str) -> int:
        return bisect_left(range(len(self._order)), text, key=lambda place: self._text(int(self._order[place])))


def signatures_of(alphabet: Alphabet, codes: Codes, starts: Numbers) -> Masks:
    """The set of characters of each text; the texts follow each other."""
    if not len(starts):
        return numpy.zeros(0, numpy.uint64)
    signatures: Masks = numpy.bitwise_or.reduceat(alphabet.bits[codes], starts)
    return signatures


def _packed(forms: Sequence[Form]) -> tuple[bytes, Numbers]:
    texts = [form.text.encode("utf-8", "surrogatepass") for form in forms]
    starts = numpy.zeros(len(forms) + 1, numpy.int32)
    numpy.cumsum(numpy.fromiter((len(text) + 1 for text in texts), numpy.int32, len(texts)), out=starts[1:])
    texts.append(b"")
    return SEPARATOR.encode().join(texts), starts


def _sorted_forms(forms: Sequence[Form]) -> Numbers:
    whole = (number for number, form in enumerate(forms) if form.use & WHOLE)
    return numpy.array(sorted(whole, key=lambda number: forms[number].text), numpy.int32)


def _pairs(texts: Texts, size: int) -> tuple[NDArray[numpy.int64], Numbers, Numbers]:
    """All pairs of letters, and the forms of each in ascending order."""
    codes = texts.codes
    owners = numpy.repeat(numpy.arange(len(texts), dtype=numpy.int32), texts.lengths + 1)[: len(codes)]
    inside = (codes[:-1] != 0) & (codes[1:] != 0) & ((texts.uses & LETTERS) != 0)[owners[:-1]]
    # One number for pair and form is sorted ten times as fast as an order of pairs.
    keys = codes[:-1][inside].astype(numpy.int64) * size + codes[1:][inside]
    keys <<= 32
    keys |= owners[:-1][inside]
    keys.sort()
    postings = keys.astype(numpy.int32)
    keys >>= 32
    firsts = numpy.flatnonzero(numpy.diff(keys, prepend=-1)).astype(numpy.int32)
    return keys[firsts], numpy.append(firsts, numpy.int32(len(keys))), postings
