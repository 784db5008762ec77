"""Where a piece changes: self-similarity, the novelty of a checkerboard, and sections that are alike.

J. Foote: Automatic audio segmentation using a measure of audio novelty, IEEE ICME 2000. The matrix is never laid out
as a whole: a checkerboard sees only what is near its diagonal.
"""

from typing import Any

import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.float64]


def novelty(features: NDArray[Any], reach: int) -> Numbers:
    """How much each row begins something new, 0 to 1: the rows before it are alike, those after it are, both are not.

    `features` are rows of unit length; `reach` is how many of them are seen on each side, weighed by a Gaussian.
    """
    count = len(features)
    if not count or reach < 1:
        return numpy.zeros(count)
    padded = numpy.pad(numpy.asarray(features, numpy.float64), ((reach, reach), (0, 0)), mode="edge")
    offsets = numpy.arange(-reach, reach) + 0.5
    taper = numpy.exp(-0.5 * (2 * offsets / reach) ** 2)
    kernel = numpy.outer(taper * numpy.sign(offsets), taper * numpy.sign(offsets))
    kernel /= numpy.abs(kernel).sum()
    curve = numpy.zeros(count)
    for place in range(count):
        near = padded[place : place + 2 * reach]
        curve[place] = numpy.sum(kernel * (near @ near.T))
    return numpy.clip(curve, 0, 1)


def boundaries(curve: NDArray[Any], distance: int, least: float) -> list[int]:
    """The rows at which sections begin, without the first: summits above `least`, `distance` rows apart."""
    found: list[int] = []
    for place in numpy.argsort(-curve, kind="stable").tolist():
        if curve[place] <= least:
            break
        if distance <= place <= len(curve) - distance and all(abs(place - other) >= distance for other in found):
            found.append(place)
    return sorted(found)


def letters(features: NDArray[Any], begins: list[int], likeness: float) -> tuple[list[int], list[float]]:
    """For each section that begins there a number, the same for those that are alike, from 0; and how sure that is.

    Two sections are alike when the cosine of their mean rows is at least `likeness`; the first of a kind stands for it.
    """
    ends = [*begins[1:], len(features)][: len(begins)]
    means = [numpy.mean(features[begin:end], axis=0) for begin, end in zip(begins, ends, strict=True)]
    known: list[Numbers] = []
    numbers, sureness = [], []
    for mean in means:
        unit = mean / max(float(numpy.linalg.norm(mean)), 1e-12)
        cosines = [float(unit @ other) for other in known]
        best = max(range(len(cosines)), key=cosines.__getitem__, default=-1)
        if best >= 0 and cosines[best] >= likeness:
            numbers.append(best)
        else:
            numbers.append(len(known))
            known.append(unit)
        nearest = cosines[best] if best >= 0 else 0.0
        # Far from the border between "alike" and "new" is sure.
        sureness.append(min(1.0, abs(nearest - likeness) / (1 - likeness)))
    return numbers, sureness
