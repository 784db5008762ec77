"""The spellings of all names of a segment, letter by letter: where each begins, in which order they stand, and where
each pair of letters is.

All arrays are written once. Forms are numbered in the order of the rows they belong to.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from musicdb.search.alphabet import SEPARATOR, Alphabet
from musicdb.search.arrays import Codes, Masks, Numbers, Places, Ratios, bounded, ranges
from musicdb.search.forms import LETTERS, WHOLE, Form

# Texts of these lengths may be alike to others without a common pair of letters: “ac” at the end of a name and “abc”.
_WITHOUT_PAIRS = (1, 3)
_SPREAD = 37
_END_OF_PREFIX = "\U0010ffff"


class Texts:
    """The spellings of the names of a segment, one after the other with a separator between them.

    `rows` are numbers within the segment, in ascending order. `codes` are all letters, `owners` their forms.
    """

    def __init__(self, forms: Sequence[Form], rows: Numbers, alphabet: Alphabet, codes: Codes) -> None:
        self.rows = rows
        self.codes = codes
        self.lengths = numpy.fromiter((len(form.text) for form in forms), numpy.int32, len(forms))
        self.starts = numpy.zeros(len(forms), numpy.int32)
        numpy.cumsum(self.lengths[:-1] + 1, out=self.starts[1:])
        self.uses = numpy.fromiter((form.use for form in forms), numpy.uint8, len(forms))
        # 0 for forms that are not compared letter by letter.
        self.compared = numpy.where((self.uses & LETTERS) != 0, self.lengths, 0).astype(numpy.int32)
        self.signatures = signatures_of(alphabet, codes, self.starts)
        self.pairsignatures = signatures_of_pairs(codes, self.starts)
        self._hashes, self._byhash = _hashed(forms)
        self._bytes, self._bytestarts = _packed(forms)
        self._order = _sorted_forms(forms)
        self.owners = numpy.repeat(numpy.arange(len(forms), dtype=numpy.int32), self.lengths + 1)[: len(codes)]
        self.tiny = numpy.flatnonzero(numpy.isin(self.compared, _WITHOUT_PAIRS)).astype(numpy.int32)
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

    def parts_of(self, text: str) -> Places:
        """The forms that are a piece of this text, at most all of it."""
        pieces = {text[first:after] for first in range(len(text)) for after in range(first + 1, len(text) + 1)}
        wanted = numpy.fromiter(map(hash, pieces), numpy.int64, len(pieces))
        low, high = (numpy.searchsorted(self._hashes, wanted, side=side) for side in ("left", "right"))
        return self._byhash.take(ranges(low, high - low)).astype(numpy.intp)

    def ranks(self, count: int) -> Ratios:
        """For each row its place in the order of all names, from 0 to below 1."""
        ranks = numpy.zeros(count, numpy.float32)
        ranks[self.rows[self._order[::-1]]] = numpy.arange(len(self._order), 0, -1) / (len(self._order) + 1)
        return ranks

    def place(self, form: int) -> int:
        """Where a form begins; for the number of all forms the end."""
        return int(self.starts[form]) if form < len(self) else len(self.codes)

    def places_of(self, first: int, second: int, begin: int, end: int) -> Numbers:
        """Where two letters stand in a row in the forms from `begin` to `end`, in ascending order."""
        pair = first * self._size + second
        (number,) = bounded(self._pairs, pair)
        if not first or not second or number == len(self._pairs) or self._pairs[number] != pair:
            return self._postings[:0]
        postings = self._postings[self._pairstarts[number] : self._pairstarts[number + 1]]
        low, high = bounded(postings, self.place(begin), self.place(end))
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


def signatures_of_pairs(codes: Codes, starts: Numbers) -> Masks:
    """The set of pairs of neighboring letters of each text, as 64 bits that many pairs share."""
    if not len(starts):
        return numpy.zeros(0, numpy.uint64)
    signatures: Masks = numpy.bitwise_or.reduceat(pair_bits(codes), starts)
    return signatures


def pair_bits(codes: Codes) -> Masks:
    """The bit of each letter and the one behind it; none for the last letter of a text."""
    bits = numpy.zeros(len(codes), numpy.uint64)
    places = (codes[:-1] * numpy.uint16(_SPREAD) + codes[1:]) & numpy.uint16(63)
    bits[:-1] = numpy.uint64(1) << places.astype(numpy.uint64)
    bits[:-1][(codes[:-1] == 0) | (codes[1:] == 0)] = 0
    return bits


def _hashed(forms: Sequence[Form]) -> tuple[NDArray[numpy.int64], Numbers]:
    """The hashes of the forms that are compared letter by letter, in order, and the forms."""
    compared = [number for number, form in enumerate(forms) if form.use & LETTERS]
    hashes = numpy.fromiter((hash(forms[number].text) for number in compared), numpy.int64, len(compared))
    order = numpy.argsort(hashes)
    return hashes[order], numpy.array(compared, numpy.int32)[order]


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
    """All pairs of letters, and the places of each in ascending order."""
    codes = texts.codes
    places = numpy.flatnonzero((codes[:-1] != 0) & (codes[1:] != 0) & (texts.compared != 0)[texts.owners[:-1]])
    # One number for pair and place is sorted ten times as fast as an order of pairs.
    keys = codes[places].astype(numpy.int64) * size + codes[places + 1]
    keys <<= 32
    keys |= places
    keys.sort()
    postings = keys.astype(numpy.int32)
    keys >>= 32
    firsts = numpy.flatnonzero(numpy.diff(keys, prepend=-1)).astype(numpy.int32)
    return keys[firsts], numpy.append(firsts, numpy.int32(len(keys))), postings
