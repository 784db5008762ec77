"""Learns to recognize tags from examples, and tells honestly how well. Runs inside of a worker.

Logistic regression on standardized embeddings with a penalty on weights (ridge; le Cessie and van Houwelingen, 1992),
by Newton's method. Examples and counterexamples weigh the same, however many there are. Quality comes from
cross-validation in which all songs of an artist are on the same side: otherwise one would measure whether artists are
recognized. Scores of the songs that were left out also give the calibration (Platt, 1999).
"""

from typing import Final

import numpy
from numpy.typing import NDArray

from musicdb.insight.lessonplans import Learned, Lesson, Scales

Doubles = NDArray[numpy.float64]

_PENALTY: Final = 10.0
_STEPS: Final = 12
_FOLDS: Final = 5
_MOST: Final = 4000
"""More examples, or counterexamples, than this make it slower and not better."""
LEAST: Final = 5
"""Fewer examples tell nothing."""
_LEAST_DEVIATION: Final = 0.05
_CLIP: Final = 4.0
_CONFUSED: Final = 1.0
_QUANTILE: Final = 1.2816
_LIKELY: Final = 0.5


def scales_of(vectors: Doubles) -> Scales:
    """The mean and the deviation of each number."""
    deviation = numpy.maximum(vectors.std(axis=0), _LEAST_DEVIATION)
    return Scales(vectors.mean(axis=0).tolist(), deviation.tolist())


def standardized(vectors: Doubles, scales: Scales) -> Doubles:
    """(songs, dimensions + 1): what is learned from, with a one at the end."""
    scaled = numpy.clip((vectors - numpy.array(scales.center)) / numpy.array(scales.deviation), -_CLIP, _CLIP)
    return numpy.concatenate((scaled, numpy.ones((len(scaled), 1))), axis=1)


def learn(vectors: Doubles, artists: NDArray[numpy.int64], lesson: Lesson, precision: float) -> Learned | None:
    """Learns one tag from standardized vectors; None when there are too few examples or artists.

    :param precision: what the suggestions must reach at least.
    """
    random = numpy.random.default_rng(lesson.tagid)
    chosen = [random.permutation(rows)[:_MOST] for rows in (lesson.examples, lesson.counterexamples)]
    if min(map(len, chosen)) < LEAST:
        return None
    rows = numpy.concatenate(chosen).astype(numpy.int64)
    is_example = numpy.repeat([1.0, 0.0], [len(one) for one in chosen])
    scores = _scores_of_strangers(vectors[rows], is_example, artists[rows])
    counts = (len(lesson.examples), len(lesson.counterexamples))
    weights = _fit(vectors[rows], is_example, _balance(is_example), _PENALTY).tolist()
    if scores is None:
        return Learned(lesson.tagid, *counts, weights, 1.0, 0.0, None, None, None)
    slope, offset = _fit(
        numpy.stack((scores, numpy.ones_like(scores)), axis=1), is_example, numpy.ones_like(scores), _CONFUSED
    )
    sure = _share(slope * scores + offset)
    threshold, reached, recall = _threshold(sure, is_example, artists[rows], precision)
    return Learned(lesson.tagid, *counts, weights, float(slope), float(offset), threshold, reached, recall)


def confidences(vectors: Doubles, learned: Learned) -> Doubles:
    """How likely each of some standardized songs has the tag, 0 to 1."""
    return _share(learned.slope * (vectors @ numpy.array(learned.weights)) + learned.offset)


def _scores_of_strangers(vectors: Doubles, is_example: Doubles, artists: NDArray[numpy.int64]) -> Doubles | None:
    """The score of each song by a model that has heard nothing of its artist; None for too few artists."""
    folds = _folds(is_example, artists)
    scores = numpy.full(len(vectors), numpy.nan)
    for fold in range(_FOLDS):
        out = folds == fold
        seen = is_example[~out]
        if not out.any() or not 0 < seen.sum() < len(seen):
            continue
        scores[out] = vectors[out] @ _fit(vectors[~out], seen, _balance(seen), _PENALTY)
    return None if numpy.isnan(scores).any() else scores


def _folds(is_example: Doubles, artists: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
    """Artists, those with most examples first, each to the fold with the fewest."""
    names, which = numpy.unique(artists, return_inverse=True)
    examples = numpy.bincount(which, is_example, len(names))
    sizes = numpy.bincount(which, minlength=len(names))
    loads = numpy.zeros((_FOLDS, 2))
    folds = numpy.zeros(len(names), numpy.int64)
    for name in numpy.lexsort((-sizes, -examples)):
        fold = min(range(_FOLDS), key=lambda one: tuple(loads[one]) if examples[name] else loads[one, 1])
        folds[name] = fold
        loads[fold] += (examples[name], sizes[name])
    return folds[which]


def _balance(is_example: Doubles) -> Doubles:
    part = is_example.mean()
    return numpy.asarray(numpy.where(is_example > 0, 0.5 / part, 0.5 / (1 - part)), numpy.float64)


def _fit(vectors: Doubles, is_example: Doubles, balance: Doubles, penalty: float) -> Doubles:
    """The weights, by Newton's method; the last one is not penalized. Steps are halved where they do not help."""
    ridge = numpy.full(vectors.shape[1], penalty)
    ridge[-1] = 1e-6
    weights = numpy.zeros(vectors.shape[1])
    loss = _loss(vectors, is_example, balance, ridge, weights)
    for _ in range(_STEPS):
        share = _share(vectors @ weights)
        slope = vectors.T @ (balance * (share - is_example)) + ridge * weights
        bend = (vectors * (balance * share * (1 - share))[:, None]).T @ vectors + numpy.diag(ridge)
        step = numpy.linalg.solve(bend, slope)
        for _ in range(8):
            tried = _loss(vectors, is_example, balance, ridge, weights - step)
            if tried <= loss:
                break
            step /= 2
        if not numpy.isfinite(tried) or loss - tried < 1e-6 * abs(loss):
            break
        weights, loss = weights - step, tried
    return weights


def _loss(vectors: Doubles, is_example: Doubles, balance: Doubles, ridge: Doubles, weights: Doubles) -> float:
    scores = vectors @ weights
    return float((balance * (numpy.logaddexp(0, scores) - is_example * scores)).sum() + (ridge * weights**2).sum() / 2)


def _share(scores: Doubles) -> Doubles:
    return numpy.asarray(1 / (1 + numpy.exp(-numpy.clip(scores, -50, 50))), numpy.float64)


def _threshold(
    sure: Doubles, is_example: Doubles, artists: NDArray[numpy.int64], precision: float
) -> tuple[float | None, float | None, float | None]:
    """The lowest confidence from which on suggestions are right often enough, and what they reach.

    Of few suggestions even all being right proves little, so what counts is the lower end of Wilson's interval (1927),
    above which the precision is in nine of ten cases. Songs of one artist resemble each other, and are one case. What
    is less likely than not is never suggested.
    """
    order = numpy.argsort(-sure, kind="stable")
    right = numpy.cumsum(is_example[order])
    share = right / numpy.arange(1, len(order) + 1)
    is_first = numpy.zeros(len(order))
    is_first[numpy.unique(artists[order], return_index=True)[1]] = 1
    cases = numpy.cumsum(is_first)
    square = _QUANTILE**2 / cases
    lowest = (share + square / 2 - _QUANTILE * numpy.sqrt((share * (1 - share) + square / 4) / cases)) / (1 + square)
    ends = numpy.append(numpy.diff(sure[order]), -1.0) < 0
    enough = (lowest >= precision) & ends & (sure[order] >= _LIKELY)
    if not enough.any():
        return None, None, None
    last = int(numpy.flatnonzero(enough)[-1])
    return float(sure[order][last]), float(share[last]), float(right[last] / is_example.sum())
