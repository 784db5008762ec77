"""Whether what is heard now is like what was learned from: the test of Kolmogorov and Smirnov, for each feature."""

from typing import Any, Final

import numpy

from musicdb.analysis.processors.embedding import DIMENSIONS

LEAST: Final = 30
"""Fewer sounds are no distribution: an album is always different from the rest."""
_SURE: Final = 0.01
_FAR: Final = 0.3
"""Many sounds make the smallest difference significant; only a large one matters."""
_PARTS: Final = (
    (18, "mean", 1), (19, "deviation", 0), (19, "change", 0), (28, "correlation", 0),
    (8, "harmony", 0), (6, "rhythm", 0),
)  # fmt: skip
FEATURES: Final = [f"{name}.{first + number}" for count, name, first in _PARTS for number in range(count)]
"""What the 98 numbers are called: features 0 to 12 are MFCC, then centroid, bandwidth, roll-off, flatness, flux,
crossings; the mean has no feature 0."""


def distance(reference: Any, samples: Any) -> tuple[float, float]:
    """The statistic, and how likely one as large is by chance.

    The p-value is asymptotic, with the correction of Stephens (1970).
    """
    reference, samples = numpy.sort(reference), numpy.sort(samples)
    everything = numpy.concatenate((reference, samples))
    below = [numpy.searchsorted(one, everything, side="right") / len(one) for one in (reference, samples)]
    statistic = float(numpy.abs(below[0] - below[1]).max())
    size = numpy.sqrt(len(reference) * len(samples) / (len(reference) + len(samples)))
    scaled = (size + 0.12 + 0.11 / size) * statistic
    if scaled < _SURE * 20:
        # The series does not converge there, and its limit is 1.
        return statistic, 1.0
    terms = numpy.arange(1, 101)
    chance = 2 * ((-1.0) ** (terms - 1) * numpy.exp(-2 * (terms * scaled) ** 2)).sum()
    return statistic, float(numpy.clip(chance, 0.0, 1.0))


def drifts(reference: Any, samples: Any) -> list[tuple[float, float, bool]]:
    """For each feature the statistic, the p-value, and whether it has drifted; nothing for too few sounds.

    With 98 tests at once, each has to be 98 times as sure (Bonferroni).
    """
    if min(len(reference), len(samples)) < LEAST:
        return []
    found = [distance(reference[:, one], samples[:, one]) for one in range(DIMENSIONS)]
    return [(far, chance, far >= _FAR and chance * DIMENSIONS < _SURE) for far, chance in found]
