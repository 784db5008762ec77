"""Items as what they are: sixteen numbers from 0 to 3, and how far two runs of them go up and down together.

Bits tell less. What takes the bass off a song moves some numbers for good, which is a bit error in each item, but does
not change when they go up and down. Silence and standing tones have no ups and downs, and so are like nothing.
"""

import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.classifiers import SILENCE

Levels = NDArray[numpy.float32]

_SHIFTS = numpy.arange(0, 32, 2, dtype=numpy.uint32)
_LEVEL_OF_GRAY = numpy.array([0, 1, 3, 2], numpy.float32)
# A level that changes once in a hundred items shall not weigh as much as one that always does.
_LEAST_VARIANCE = 0.02


def levels(items: Items) -> Levels:
    """The level of each classifier for each item: 0 to 3."""
    found: Levels = _LEVEL_OF_GRAY[items[:, None] >> _SHIFTS & 3]
    return found


def standardized(items: Items) -> Levels:
    """Levels of mean 0 and deviation 1 in each classifier over all that is audible. What is silent is 0."""
    audible = (items != SILENCE)[:, None]
    found = levels(items)
    count = max(1, int(audible.sum()))
    centered = (found - (found * audible).sum(axis=0) / count) * audible
    normalized: Levels = centered / numpy.sqrt((centered**2).sum(axis=0) / count + _LEAST_VARIANCE)
    return normalized


def correlation(items: Items, others: Items) -> float:
    """Of two runs of the same length: Pearson's, the mean over all classifiers, without what is silent in either."""
    audible = (items != SILENCE) & (others != SILENCE)
    products = standardized(items[audible]) * standardized(others[audible])
    return float(products.mean()) if audible.any() else 0.0
