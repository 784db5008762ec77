"""The spellings of all names of a segment, letter by letter.

Where each begins, in which order they stand, and where each pair of letters is.

All arrays are written once. Forms are numbered in the order of the rows they belong to.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy

from musicdb.search.alphabet import SEPARATOR, Alphabet
from musicdb.search.arrays import Codes, Levels, Masks, Numbers, Ratios, bounded, ranges
from musicdb.search.forms import LETTERS, WHOLE
from musicdb.search.spellings import Spellings

# Texts of these lengths may be alike to others without a common pair of letters: “ac” at the end of a name and “abc”.
_WITHOUT_PAIRS = (1, 3)
_SPREAD = 37
_END_OF_PREFIX = "\U0010ffff"


class Texts:
    """The spellings of the names of a segment, one after the other with a separator between them.

    `rows` are numbers within the segment, in ascending order. `codes` are all letters, `owners` their forms.
    """

    def __init__(self, spellings: Spellings, alphabet: Alphabet, codes: Codes) -> None:
        texts = spellings.texts
        self.rows = spellings.rows()
        self.uses = spellings.uses()
        self.codes = codes
        self.lengths = numpy.fromiter(map(len, texts), numpy.int32, len(texts))
        self.starts = numpy.zeros(len(texts), numpy.int32)
        numpy.cumsum(self.lengths[:-1] + 1, out=self.starts[1:])
        self.owners = numpy.repeat(numpy.arange(len(texts), dtype=numpy.int32), self.lengths + 1)[: len(codes)]
        # 0 for forms that are not compared letter by letter.
        self.compared = numpy.where((self.uses & LETTERS) != 0, self.lengths, numpy.int32(0))
        self.tiny = numpy.flatnonzero(numpy.isin(self.compared, _WITHOUT_PAIRS)).astype(numpy.int32)
        self.signatures = signatures_of(alphabet, codes, self.starts)
        self.pairsignatures = signatures_of_pairs(codes, self.starts)
        self._bytes, self._bytestarts = _packed(texts)
        self._order = _sorted(texts, self.uses)
        self._hashes, self._byhash = _hashed(texts, self.uses)
        self._pairs, self._pairstarts, self._postings = _pairs(self, alphabet.size)
        self._size = alphabet.size

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self, forms: Numbers) -> Iterator[str]:
        """The texts of some forms."""
        return map(self._text, forms.tolist())

    def beginning_with(self, text: str) -> tuple[Numbers, Numbers]:
        """The rows of the names that are this text, and of those that begin with it."""
        first = self._place(text)
        after = self._place(text + _END_OF_PREFIX)
        behind = first
        while behind < after and self._text(int(self._order[behind])) == text:
            behind += 1
        return self.rows[self._order[first:behind]], self.rows[self._order[first:after]]

    def parts_of(self, text: str) -> Numbers:
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
    places = codes * numpy.uint16(_SPREAD)
    places[:-1] += codes[1:]
    bits: Masks = (numpy.uint64(1) << numpy.arange(64, dtype=numpy.uint64))[places & numpy.uint16(63)]
    bits[codes == 0] = 0
    bits[:-1][codes[1:] == 0] = 0
    bits[-1:] = 0
    return bits


def _hashed(texts: Sequence[str], uses: Levels) -> tuple[Numbers, Numbers]:
    """The hashes of the forms that are compared letter by letter, in order, and the forms."""
    compared = numpy.flatnonzero(uses & LETTERS)
    hashes = numpy.fromiter((hash(texts[number]) for number in compared.tolist()), numpy.int64, len(compared))
    order = numpy.argsort(hashes)
    return hashes[order], compared[order].astype(numpy.int32)


def _packed(texts: Sequence[str]) -> tuple[bytes, Numbers]:
    """All texts as bytes, and where each begins; after the last one there is a beginning, too."""
    joined = "".join(f"{text}{SEPARATOR}" for text in texts).encode("utf-8", "surrogatepass")
    ends = numpy.flatnonzero(numpy.frombuffer(joined, numpy.uint8) == ord(SEPARATOR)) + 1
    return joined, numpy.concatenate(([0], ends)).astype(numpy.int32)


def _sorted(texts: Sequence[str], uses: Levels) -> Numbers:
    """The forms that count as the name itself, in the order of their texts."""
    return numpy.array(sorted(numpy.flatnonzero(uses & WHOLE).tolist(), key=texts.__getitem__), numpy.int32)


def _pairs(texts: Texts, size: int) -> tuple[Numbers, Numbers, Numbers]:
    """All pairs of letters, and the places of each in ascending order."""
    codes = texts.codes
    inside = (codes[:-1] != 0) & (codes[1:] != 0) & (texts.compared != 0)[texts.owners[:-1]]
    # One number for pair and place is sorted ten times as fast as an order of pairs. No copies: there are millions.
    keys = codes[:-1].astype(numpy.int64)
    keys *= size
    keys += codes[1:]
    keys <<= 32
    keys |= numpy.arange(len(keys), dtype=numpy.int32)
    keys = keys[inside]
    keys.sort()
    postings = keys.astype(numpy.int32)
    keys >>= 32
    firsts = numpy.flatnonzero(numpy.diff(keys, prepend=-1)).astype(numpy.int32)
    return keys[firsts], numpy.append(firsts, numpy.int32(len(keys))), postings
