"""The words of all names of a segment, and in which names they are."""

from array import array
from bisect import bisect_left
from itertools import compress

import msgspec
import numpy

from musicdb.search.alphabet import SEPARATOR, Alphabet, signature
from musicdb.search.arrays import Levels, Numbers, ranges
from musicdb.search.forms import WORDS, skeleton_of
from musicdb.search.spellings import Spellings
from musicdb.search.texts import signatures_of
from musicdb.search.typos import LONGEST_WORD, count_typos, masks_of

# How well a word is met, best last. A word of an artist or album counts less than one of the name itself.
NOT_MET = 0
BEGINNING_WITH_TYPOS = 1
WITH_TYPOS = 2
BEGINNING = 3
SAME = 4


_END_OF_PREFIX = "\U0010ffff"
# (shortest word, typos): short words with a typo are mostly other words.
_FORGIVEN = ((8, 2), (4, 1))


class Word(msgspec.Struct, frozen=True):
    """A word that is looked for. `unfinished`: perhaps more of it is going to be typed."""

    text: str
    unfinished: bool

    @property
    def forgiven(self) -> int:
        """How many typos are forgiven."""
        return next((typos for shortest, typos in _FORGIVEN if len(self.text) >= shortest), 0)


class Vocabulary:
    """All words, and the rows that have them in their names."""

    def __init__(self, spellings: Spellings, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._words, self._starts, self._rows = _postings(spellings)
        self._codes = alphabet.encode(SEPARATOR.join(self._words))
        self._lengths = numpy.fromiter(map(len, self._words), numpy.int32, len(self._words))
        self._places = numpy.zeros(len(self._words), numpy.int32)
        numpy.cumsum(self._lengths[:-1] + 1, out=self._places[1:])
        self._signatures = signatures_of(alphabet, self._codes, self._places)

    def meet(self, word: Word, levels: Levels) -> None:
        """Raises the level of all rows that have the word, or a word that begins with it."""
        first = bisect_left(self._words, word.text)
        after = bisect_left(self._words, word.text + _END_OF_PREFIX, lo=first)
        _raise(levels, self._rows_between(first, after), BEGINNING)
        if first < len(self._words) and self._words[first] == word.text:
            _raise(levels, self._rows_between(first, first + 1), SAME)

    def meet_with_typos(self, word: Word, levels: Levels) -> None:
        """Raises the level of all rows that have a word like this, but for some typos, or for its vowels."""
        if word.forgiven and len(word.text) <= LONGEST_WORD and self._words:
            self._meet_misspelled(word, levels)
        bones = skeleton_of(word.text) if word.text.isascii() else None
        if bones:
            first = bisect_left(self._words, bones)
            end = bones + _END_OF_PREFIX if word.unfinished else bones + "\0"
            after = bisect_left(self._words, end, lo=first)
            _raise(levels, self._rows_between(first, after), WITH_TYPOS)

    def _meet_misspelled(self, word: Word, levels: Levels) -> None:
        length, forgiven, bits = len(word.text), word.forgiven, numpy.uint64(signature(word.text))
        near = (numpy.bitwise_count(bits & ~self._signatures) <= forgiven) & (self._lengths >= length - forgiven)
        if not word.unfinished:
            near &= self._lengths <= length + forgiven
        candidates = numpy.flatnonzero(near)
        codes = self._alphabet.encode(word.text)
        masks = masks_of(codes, self._alphabet.size)
        places, lengths = self._places[candidates], self._lengths[candidates]
        whole, beginning = count_typos(codes, masks, self._codes, places, lengths)
        same = (whole <= forgiven) & (lengths <= length + forgiven)
        _raise(levels, self._rows_of(candidates[same]), WITH_TYPOS)
        if word.unfinished:
            _raise(levels, self._rows_of(candidates[(beginning <= forgiven) & ~same]), BEGINNING_WITH_TYPOS)

    def _rows_of(self, words: Numbers) -> Numbers:
        starts = self._starts[words]
        return self._rows[ranges(starts, self._starts[words + 1] - starts)]

    def _rows_between(self, first: int, after: int) -> Numbers:
        return self._rows[self._starts[first] : self._starts[after]]


def _raise(levels: Levels, rows: Numbers, level: int) -> None:
    levels[rows] = numpy.maximum(levels[rows], level)


def _postings(spellings: Spellings) -> tuple[list[str], Numbers, Numbers]:
    """All words in order, where the rows of each begin, and the rows."""
    numbers: dict[str, int] = {}
    found = array("i")
    counts = array("i")
    texts = compress(spellings.texts, spellings.uses() & WORDS)
    for text in texts:
        words = text.split(" ")
        found.extend([numbers.setdefault(word, len(numbers)) for word in words])
        counts.append(len(words))
    words = sorted(numbers)
    order = numpy.empty(len(words), numpy.int64)
    order[[numbers[word] for word in words]] = numpy.arange(len(words))
    rows = numpy.repeat(spellings.rows()[(spellings.uses() & WORDS) != 0], numpy.array(counts, numpy.int32))
    keys = numpy.unique(order[numpy.array(found, numpy.int32)] << 32 | rows)
    starts = numpy.searchsorted(keys >> 32, numpy.arange(len(words) + 1)).astype(numpy.int32)
    return words, starts, keys.astype(numpy.int32)
