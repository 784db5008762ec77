"""In which order hits are shown: by how the name is met, then by words, length and liking, then by the alphabet."""

from collections.abc import Collection

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.model.search import Match, SearchKind
from musicdb.search.arrays import Flags, Numbers
from musicdb.search.entries import KINDS, Hit, unpacked
from musicdb.search.state import State

# Their sum is 1, so that nothing outdoes a better match. Liking decides between names that are met equally well.
_QUALITY = 0.45
_COVERAGE = 0.25
_LIKING = 0.29
_ALPHABET = 0.01
_ALMOST_ONE = 1 - 1e-9


class _Found(msgspec.Struct, frozen=True):
    """Hits of one stage."""

    rows: Numbers
    scores: NDArray[numpy.float64]


class Ranking:
    """Collects hits, the best stages first, and knows which rows are still wanted."""

    def __init__(self, state: State, length: int, limit: int, kinds: Collection[SearchKind]) -> None:
        self._rows = state.rows
        self._length = length
        self._limit = limit
        self._enough = numpy.array([min(limit, count) for count in state.counts])
        self._enough[[kind not in kinds for kind in KINDS]] = 0
        self._counts = numpy.zeros(len(KINDS), numpy.int64)
        self._closed = numpy.zeros(len(KINDS), numpy.bool_)
        self._found: list[_Found] = []
        self.wanted: Flags = state.rows.alive & state.rows.visible
        self.end_stage()

    @property
    def complete(self) -> bool:
        """Whether further hits would not be shown."""
        return bool(self._closed.all())

    def take(self, rows: Numbers, match: Numbers | Match, quality: NDArray[numpy.floating]) -> None:
        """Takes hits of wanted rows. `quality` is from 0 to 1."""
        columns = self._rows
        coverage = numpy.minimum(self._length / numpy.maximum(columns.lengths[rows], 1), 1)
        part = quality * _QUALITY + coverage * _COVERAGE + columns.weights[rows] * _LIKING
        part += (1 - columns.ranks[rows]) * _ALPHABET
        scores = numpy.asarray(match) + numpy.minimum(part, _ALMOST_ONE)
        self._found.append(_Found(rows, scores.astype(numpy.float64)))
        self.wanted[rows] = False
        self._counts += numpy.bincount(columns.kinds[rows], minlength=len(KINDS))

    def end_stage(self) -> None:
        """Does not want more of the kinds of which there is enough. All further hits are met worse."""
        enough = self._counts >= self._enough
        self._close(numpy.flatnonzero(enough & ~self._closed).tolist())
        self._closed |= enough

    def hits(self) -> list[Hit]:
        """As many hits of each kind as are to be shown, the best first."""
        if not self._found:
            return []
        rows = numpy.concatenate([found.rows for found in self._found])
        scores = numpy.concatenate([found.scores for found in self._found])
        kinds = self._rows.kinds[rows]
        best = [self._best_of(numpy.flatnonzero(kinds == number), scores) for number in range(len(KINDS))]
        places = numpy.concatenate(best)
        places = places[numpy.argsort(-scores[places], kind="stable")]
        pairs = zip(self._rows.keys[rows[places]].tolist(), scores[places].tolist(), strict=True)
        return [Hit(*unpacked(key), Match(int(score)), score) for key, score in pairs]

    def _best_of(self, places: Numbers, scores: NDArray[numpy.float64]) -> Numbers:
        if len(places) > self._limit:
            return places[numpy.argpartition(-scores[places], self._limit)[: self._limit]]
        return places

    def _close(self, kinds: Collection[int]) -> None:
        for kind in kinds:
            self.wanted &= self._rows.kinds != kind
