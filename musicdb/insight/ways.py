"""The way from one sound to another: the shortest through the songs that lie near the arc between both.

All songs as a graph would have 50,000 times 50,000 edges. Only those near the arc can be on a smooth way: for each step
the nearest ones are candidates, and dynamic programming (Viterbi, 1967) finds the way with the smallest sum of squared
steps, which is the one whose steps are even.
"""

from collections.abc import Sequence
from typing import Final

import numpy
from numpy.typing import NDArray

from musicdb.insight.soundspace import Reals

_SAME_ARTIST: Final = 4.0
"""What an artist twice in a row costs: more than a step to the other side of the sphere, so it is the last resort."""
CANDIDATES: Final = 40


def stations(start: Reals, end: Reals, length: int) -> Reals:
    """Points on the arc between two points, without both: (length - 2, dimensions), all of length one."""
    shares = numpy.linspace(0.0, 1.0, length, dtype=numpy.float32)[1:-1, None]
    points = start[None] * (1 - shares) + end[None] * shares
    return numpy.asarray(points / numpy.maximum(numpy.linalg.norm(points, axis=1, keepdims=True), 1e-6), numpy.float32)


def nearest(cosines: Reals, count: int) -> NDArray[numpy.intp]:
    """The places of the largest cosines, the largest first."""
    count = min(count, len(cosines))
    best = numpy.argpartition(-cosines, count - 1)[:count] if count else numpy.empty(0, numpy.intp)
    return best[numpy.argsort(-cosines[best], kind="stable")]


def smoothest(points: Sequence[Reals], artists: Sequence[Sequence[int]], arc: Sequence[Reals]) -> list[int]:
    """For each step the number of the candidate to take.

    `points` are the candidates of each step, the first and the last with one; `artists` tells whose they are, `arc`
    where the step should be. Steps without candidates must be left out before.
    """
    costs = numpy.zeros(len(points[0]))
    back: list[NDArray[numpy.intp]] = []
    for step in range(1, len(points)):
        before, here = points[step - 1], points[step]
        steps = 2.0 - 2.0 * (before @ here.T)
        twice = numpy.equal.outer(numpy.asarray(artists[step - 1]), numpy.asarray(artists[step]))
        total = costs[:, None] + steps + _SAME_ARTIST * twice
        back.append(total.argmin(axis=0))
        aside = 2.0 - 2.0 * (here @ arc[step])
        costs = total.min(axis=0) + 0.5 * aside
    way = [int(costs.argmin())]
    for origin in reversed(back):
        way.append(int(origin[way[-1]]))
    return way[::-1]
