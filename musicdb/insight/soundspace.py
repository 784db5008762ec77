"""Sounds as points on a sphere: embeddings, standardized over the library, so that near is alike.

The scale an embedding comes with was found on a few songs, and leaves a third of the numbers with a tenth of the
weight of others. Here each number is taken relative to its mean over the
library, divided by its deviation, and clipped at three of them. Each of six groups of numbers counts the same, however
many numbers it has; then the length of the whole becomes one, and the cosine tells how near two sounds are.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy
from numpy.typing import NDArray

from musicdb.analysis.processors.embedding import DIMENSIONS
from musicdb.model.similarity import Aspect

Reals = NDArray[numpy.float32]

GROUPS: Final = ((0, 18), (18, 37), (37, 56), (56, 84), (84, 92), (92, 98))
"""Means, deviations, changes and correlations of features; harmony; rhythm."""
ASPECTS: Final[Mapping[Aspect, slice]] = {
    Aspect.TIMBRE: slice(0, 84),
    Aspect.HARMONY: slice(84, 92),
    Aspect.RHYTHM: slice(92, 98),
}
MOST: Final = 200_000
"""So many sounds have a place; each takes 590 bytes."""
_CLIP: Final = 3.0
_LEAST_DEVIATION: Final = 0.05
_USUAL_VARIANCE: Final = 0.1
_USUAL_COUNT: Final = 5
"""A small library counts as if it had so many sounds more, of the usual variance."""
_GROWTH: Final = 1.1
_PAIRS: Final = 4000
_SILENT: Final = 0.01
"""The embedding of silence is 0 but for rounding."""
_ALIKE: Final = 0.6
"""Two sounds are alike in an aspect when they are this much nearer than two by chance."""


class SoundSpace:
    """Points by the hash of their sound. Not for several threads at once.

    Where the library has grown by a tenth, all is standardized anew; what comes in between is put beside it.
    """

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._raw = numpy.empty((0, DIMENSIONS), numpy.float16)
        self._points: Reals = numpy.empty((0, DIMENSIONS), numpy.float32)
        self._center = numpy.zeros(DIMENSIONS, numpy.float32)
        self._scale = numpy.ones(DIMENSIONS, numpy.float32)
        self._fitted = 0
        self._typical: dict[Aspect | None, float] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, soundhash: str) -> bool:
        return soundhash in self._rows

    def row(self, soundhash: str) -> int | None:
        """The row of a sound; None when it has no place."""
        return self._rows.get(soundhash)

    def put(self, embeddings: Mapping[str, bytes]) -> None:
        """Gives sounds a place, or another one. Silence has none, nor has what is no embedding."""
        given = {one: vector for one, data in embeddings.items() if (vector := _vector(data)) is not None}
        new = [one for one in given if one not in self._rows][: MOST - len(self._rows)]
        self._rows |= {one: len(self._rows) + number for number, one in enumerate(new)}
        self._make_room()
        kept = [one for one in given if one in self._rows]
        if not kept:
            return
        rows = [self._rows[one] for one in kept]
        self._raw[rows] = numpy.stack([given[one] for one in kept])
        if len(self._rows) > self._fitted * _GROWTH:
            self._fit()
        else:
            self._points[rows] = self._standardized(self._raw[rows])

    def cosines(self, targets: Reals) -> Reals:
        """How near all sounds are to targets of length one: (sounds, targets)."""
        return numpy.asarray(self._points[: len(self._rows)] @ targets.T, numpy.float32)

    def points(self, rows: Any) -> Reals:
        """The points of rows."""
        return numpy.asarray(self._points[rows], numpy.float32)

    def cosine(self, one: int, other: int) -> float:
        """How near two rows are."""
        return float(self._points[one] @ self._points[other])

    def similarity(self, cosine: float) -> float:
        """1 for the same sound, 0.5 for two sounds by chance, 0 as far away as can be."""
        distance = max(0.0, 1.0 - cosine) / self._typical.get(None, 1.0)
        return round(float(0.5**distance), 4)

    def alike(self, one: int, other: int) -> list[Aspect]:
        """In which aspects two sounds are much nearer than others are."""
        apart = numpy.square(self._points[one] - self._points[other])
        return [
            aspect for aspect, part in ASPECTS.items() if apart[part].sum() < _ALIKE**2 * self._typical.get(aspect, 0.0)
        ]

    def _make_room(self) -> None:
        missing = len(self._rows) - len(self._raw)
        if missing > 0:
            # A little more than needed, so that songs that come one by one do not copy everything each time.
            more = min(missing + len(self._rows) // 8 + 64, MOST - len(self._raw))
            self._raw = numpy.concatenate((self._raw, numpy.zeros((more, DIMENSIONS), numpy.float16)))
            self._points = numpy.concatenate((self._points, numpy.zeros((more, DIMENSIONS), numpy.float32)))

    def _fit(self) -> None:
        count = len(self._rows)
        raw = self._raw[:count]
        self._center = (raw.sum(axis=0, dtype=numpy.float64) / (count + _USUAL_COUNT)).astype(numpy.float32)
        squares = numpy.zeros(DIMENSIONS)
        for begin in range(0, count, 8192):
            squares += numpy.square(raw[begin : begin + 8192] - self._center).sum(axis=0, dtype=numpy.float64)
        variance = (squares + _USUAL_COUNT * _USUAL_VARIANCE) / (count + _USUAL_COUNT)
        self._scale = numpy.maximum(numpy.sqrt(variance), _LEAST_DEVIATION).astype(numpy.float32)
        for begin in range(0, count, 8192):
            self._points[begin : begin + 8192] = self._standardized(self._raw[begin : begin + 8192])
        self._fitted = count
        self._typical = self._typical_distances()

    def _standardized(self, raw: Any) -> Reals:
        points = numpy.clip((raw - self._center) / self._scale, -_CLIP, _CLIP).astype(numpy.float32)
        for begin, end in GROUPS:
            points[:, begin:end] /= numpy.sqrt(end - begin)
        lengths = numpy.linalg.norm(points, axis=1, keepdims=True)
        return numpy.asarray(points / numpy.maximum(lengths, 1e-6), numpy.float32)

    def _typical_distances(self) -> dict[Aspect | None, float]:
        """The middle of the distances of pairs by chance: 1 - cosine as None, squares of distances by aspect."""
        count = len(self._rows)
        random = numpy.random.default_rng(count)
        one, other = random.integers(0, count, (2, _PAIRS))
        apart = numpy.square(self._points[one] - self._points[other])[one != other]
        if not len(apart):
            return {}
        typical: dict[Aspect | None, float] = {None: max(0.05, float(numpy.median(apart.sum(axis=1))) / 2)}
        for aspect, part in ASPECTS.items():
            typical[aspect] = float(numpy.median(apart[:, part].sum(axis=1)))
        return typical


def _vector(data: bytes) -> Reals | None:
    if len(data) != 4 * DIMENSIONS:
        return None
    vector = numpy.frombuffer(data, "<f4")
    if not numpy.isfinite(vector).all() or numpy.abs(vector).max() < _SILENT:
        return None
    return numpy.asarray(numpy.clip(vector, -6e4, 6e4), numpy.float32)
