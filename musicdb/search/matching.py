"""The stages of a search. Each finds what is met worse than by the one before, and is only reached when hits lack."""

from collections.abc import Collection, Iterator

import numpy

from musicdb.model.search import Match, SearchKind
from musicdb.search.alike import Comparison
from musicdb.search.arrays import Flags, Levels, Numbers
from musicdb.search.entries import Hit
from musicdb.search.forms import LETTERS, WHOLE, WORDS, query_forms
from musicdb.search.likeness import LONGEST_QUERY
from musicdb.search.ranking import Ranking
from musicdb.search.segment import Segment
from musicdb.search.state import State
from musicdb.search.vocabulary import BEGINNING, SAME, Word

_MOST_WORDS = 12
# More would not be folded to anything that is looked at.
_MOST_CHARACTERS = 1000
# What a level of the vocabulary is worth, and what a word is worth that is not in the name but in that of its artist.
_WORTH = numpy.array([0.0, 0.4, 0.55, 0.8, 1.0])
_WORTH_OF_CONTEXT = 0.8
_INSIDE_WORTH = 0.5
# How much of a name is met by all that was typed.
_BEGINNING, _WHOLE_WORDS, _WHOLE_NAME = 1, 2, 3
_BEGINNING_WORTH = numpy.array([0.0, 0.7, 1.0, 1.0])
_LEAST_RATIO = 0.8


class Matching:
    """One search in one state of the index."""

    def __init__(self, state: State, text: str, limit: int, kinds: Collection[SearchKind]) -> None:
        self._state = state
        forms = [(form.text[:LONGEST_QUERY].strip(), form.use) for form in query_forms(text[:_MOST_CHARACTERS])]
        self._forms = [(form, use) for form, use in forms if form]
        self._unfinished = not text.endswith(" ")
        self._levels: dict[Word, Levels] = {}
        self._prepared: list[tuple[Segment, Comparison]] | None = None
        plain = self._forms[0][0] if self._forms else ""
        self._ranking = Ranking(state, len(plain), limit, kinds)

    def run(self) -> list[Hit]:
        """The hits, the best first."""
        if self._forms:
            for stage in (self._names, self._words, self._inside, self._misspelled_words, self._parts, self._alike):
                if self._ranking.complete:
                    break
                stage()
                self._ranking.end_stage()
        return self._ranking.hits()

    def _names(self) -> None:
        """Names that are what was typed, or begin so; better with whole words."""
        begins = numpy.zeros(len(self._state.rows), numpy.uint8)
        for segment in self._state.segments:
            here = begins[segment.first : segment.after]
            for form, use in self._forms:
                if use & WHOLE:
                    same, beginning = segment.texts.beginning_with(form)
                    _, with_words = segment.texts.beginning_with(form + " ")
                    for rows, value in ((beginning, _BEGINNING), (with_words, _WHOLE_WORDS), (same, _WHOLE_NAME)):
                        here[rows] = numpy.maximum(here[rows], value)
        rows = numpy.flatnonzero((begins != 0) & self._ranking.wanted)
        found = begins[rows]
        self._ranking.take(
            rows, numpy.where(found == _WHOLE_NAME, Match.EXACT, Match.BEGINNING), _BEGINNING_WORTH[found]
        )

    def _words(self) -> None:
        """Names with all the words, and names that have them together with the names of their artist and album."""
        for words in self._words_of_forms():
            self._take_words([self._met(word) for word in words])

    def _misspelled_words(self) -> None:
        """The same with typos."""
        for words in self._words_of_forms():
            self._take_words([self._met_with_typos(word) for word in words])

    def _inside(self) -> None:
        """Names that hold what was typed anywhere."""
        for segment, comparison in self._comparisons():
            rows = comparison.holding(self._wanted(segment)) + segment.first
            self._ranking.take(rows, Match.INSIDE, numpy.full(len(rows), _INSIDE_WORTH))

    def _parts(self) -> None:
        """Names that are a part of what was typed; the longer the better."""
        for segment, comparison in self._comparisons():
            rows = comparison.parts(self._wanted(segment)) + segment.first
            self._ranking.take(rows, Match.PART, self._state.rows.lengths[rows] / LONGEST_QUERY)

    def _alike(self) -> None:
        """Names that are alike by the rule of MusicDB 8."""
        best = numpy.zeros(len(self._state.rows), numpy.float32)
        for segment, comparison in self._comparisons():
            rows, ratios = comparison.alike(self._wanted(segment))
            numpy.maximum.at(best, rows + segment.first, ratios)
        rows = numpy.flatnonzero(best)
        self._ranking.take(rows, Match.ALIKE, (best[rows] - _LEAST_RATIO) / (1 - _LEAST_RATIO))

    def _wanted(self, segment: Segment) -> Flags:
        return self._ranking.wanted[segment.first : segment.after]

    def _comparisons(self) -> list[tuple[Segment, Comparison]]:
        """Each segment with each spelling that is compared letter by letter."""
        if self._prepared is None:
            texts = [form for form, use in self._forms if use & LETTERS]
            segments = self._state.segments
            self._prepared = [(segment, Comparison(segment, text)) for segment in segments for text in texts]
        return self._prepared

    def _words_of_forms(self) -> Iterator[list[Word]]:
        for form, use in self._forms:
            if use & WORDS:
                words = form.split(" ")[:_MOST_WORDS]
                yield list({Word(word, self._unfinished and word is words[-1]): None for word in words})

    def _met(self, word: Word) -> Levels:
        """How well each row meets a word. One more stands behind the last row: the context of those without."""
        if word not in self._levels:
            levels = numpy.zeros(len(self._state.rows) + 1, numpy.uint8)
            for segment in self._state.segments:
                segment.vocabulary.meet(word, levels[segment.first : segment.after])
            self._levels[word] = levels
        return self._levels[word]

    def _met_with_typos(self, word: Word) -> Levels:
        levels = self._met(word)
        for segment in self._state.segments:
            segment.vocabulary.meet_with_typos(word, levels[segment.first : segment.after])
        return levels

    def _take_words(self, levels: list[Levels]) -> None:
        """Takes the rows that meet all words, at least one of them in their own name."""
        rows, contexts = self._rows_with_all(levels)
        lowest_own = numpy.full(len(rows), SAME, numpy.uint8)
        highest_own = numpy.zeros(len(rows), numpy.uint8)
        lowest = lowest_own.copy()
        worth = numpy.zeros(len(rows))
        for level, context in zip(levels, contexts, strict=True):
            own = level[rows]
            numpy.minimum(lowest_own, own, out=lowest_own)
            numpy.maximum(highest_own, own, out=highest_own)
            numpy.minimum(lowest, numpy.maximum(own, context), out=lowest)
            worth += numpy.maximum(_WORTH[own], _WORTH[context] * _WORTH_OF_CONTEXT)
        names = numpy.where(lowest_own >= BEGINNING, Match.WORDS, Match.FIELDS)
        match = numpy.where(lowest >= BEGINNING, names, Match.TYPOS)
        good = highest_own > 0
        self._ranking.take(rows[good], match[good], worth[good] / len(levels))

    def _rows_with_all(self, levels: list[Levels]) -> tuple[Numbers, list[Levels]]:
        """The wanted rows that meet all words in their own or a context's name, and how a context meets each word."""
        wanted = self._ranking.wanted
        if len(levels) == 1:
            rows = numpy.flatnonzero((levels[0][:-1] != 0) & wanted)
            return rows, [numpy.zeros(len(rows), numpy.uint8)]
        first, second = self._state.rows.first_rows, self._state.rows.second_rows
        rarest = min(levels, key=numpy.count_nonzero)
        found = rarest.take(first)
        found |= rarest.take(second)
        found |= rarest[:-1]
        rows = numpy.flatnonzero((found != 0) & wanted)
        for level in levels:
            if level is not rarest:
                rows = rows[(level.take(rows) | level.take(first.take(rows)) | level.take(second.take(rows))) != 0]
        first, second = first.take(rows), second.take(rows)
        return rows, [numpy.maximum(level.take(first), level.take(second)) for level in levels]
