"""Where a fingerprint runs along another one: all items of one vote for all places in the other.

The query is cut into overlapping windows. Each is laid on each place of the document, and their correlation is its vote
for the offset between the two. Then a path is looked for that collects as many votes as it can while the offset stays,
or drifts slowly: local alignment (Smith and Waterman, 1981) with windows for letters.
"""

from collections.abc import Iterator

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.levels import Levels, standardized

LEAST_ITEMS = 16
"""Fewer items (4.6 seconds of sound) are not compared."""

_WINDOW = 64
_HOP = 32
# Two long fingerprints are looked at in fewer windows, so that a pair takes at most 64 MB of votes.
_MOST_VOTES = 16_000_000
_TOGETHER = 32
_SMALL, _LARGE = 512, 2048
# What hardly changes in a window shall be like nothing: one classifier of the sixteen has to change as it usually does.
_LEAST_DEVIATION = 1.0

# What a vote has to exceed to be worth a step, and what a step to the side costs. An item to the side in a hop is 3 %.
_EXPECTED = 0.2
_DRIFT_COST = 0.05
_SIDEWARD = (0, -1, 1, -2, 2)
_LEAST_GAIN = 0.3
_NOWHERE = 127
_MOST_PATHS = 24

Votes = NDArray[numpy.float32]


class Path(msgspec.Struct, frozen=True):
    """For windows of the query: where their middle lies in the query, and how far behind that it is in the document."""

    middles: NDArray[numpy.float64]
    offsets: NDArray[numpy.float64]
    window: int


def find_paths(query: Items, document: Items) -> Iterator[Path]:
    """Paths through parts of the query that no path before led through, the best first."""
    window = min(_WINDOW, len(query), len(document))
    if window < LEAST_ITEMS:
        return
    starts = _starts(len(query), len(document), window)
    gains = _votes(query, document, starts, window) - numpy.float32(_EXPECTED)
    for _ in range(_MOST_PATHS):
        steps, offsets, gain = _best_path(gains)
        if gain < _LEAST_GAIN:
            return
        middles = (starts[steps] + window / 2).astype(numpy.float64)
        yield Path(middles, (offsets - (len(query) - window)).astype(numpy.float64), window)
        gains[steps] = -1


def _starts(length: int, places: int, window: int) -> NDArray[numpy.int64]:
    """Where windows begin: every hop, and one at the very end."""
    most = max(1, _MOST_VOTES // (length + places))
    last = length - window
    count = min(most, -(-last // min(_HOP, max(1, window // 2))) + 1)
    return numpy.rint(numpy.linspace(0, last, count)).astype(numpy.int64)


def _votes(query: Items, document: Items, starts: NDArray[numpy.int64], window: int) -> Votes:
    """The correlation of each window at each offset from -(last start) on; -1 where it would hang out."""
    last, places = len(query) - window, len(document) - window + 1
    votes = numpy.full((len(starts), last + places), -1, numpy.float32)
    one, other = standardized(query), standardized(document)
    energies = _deviations(other, window)
    size = _SMALL if len(document) <= _SMALL else _LARGE
    for row in range(0, len(starts), _TOGETHER):
        chosen = starts[row : row + _TOGETHER]
        spectra = numpy.fft.rfft(_centered(one[chosen[:, None] + numpy.arange(window)]), size, axis=1).conj()
        for first in range(0, places, size - window + 1):
            part = numpy.fft.rfft(other[first : first + size], size, axis=0)
            laid = numpy.fft.irfft(numpy.einsum("wfc,fc->wf", spectra, part), size, axis=1)
            found = laid[:, : min(size - window + 1, places - first)] / energies[first : first + size - window + 1]
            for offset, correlations in zip((first - chosen + last).tolist(), found, strict=True):
                votes[row, offset : offset + len(correlations)] = correlations
                row += 1  # noqa: PLW2901
    return votes


def _centered(windows: Levels) -> Levels:
    """Of mean 0 and length 1 in each classifier, as far as it changes at all: then the sum over all is the length."""
    centered = windows - windows.mean(axis=1, keepdims=True)
    lengths = numpy.sqrt((centered**2).sum(axis=(1, 2), keepdims=True) + _LEAST_DEVIATION * windows.shape[1])
    normalized: Levels = centered / lengths
    return normalized


def _deviations(document: Levels, window: int) -> Votes:
    """For each place of a window in the document: the length of what is in it, its mean taken off."""
    sums = numpy.zeros((2, len(document) + 1, document.shape[1]))
    numpy.cumsum(document, axis=0, out=sums[0, 1:])
    numpy.cumsum(document**2, axis=0, out=sums[1, 1:])
    total, squares = sums[:, window:] - sums[:, :-window]
    lengths: Votes = numpy.sqrt((squares - total**2 / window).sum(axis=1) + _LEAST_DEVIATION * window)
    return lengths.astype(numpy.float32)


def _best_path(gains: Votes) -> tuple[NDArray[numpy.int64], NDArray[numpy.int64], float]:
    """Windows and offsets of the path with the most gain, and the gain."""
    totals = numpy.zeros_like(gains)
    origins = numpy.zeros(gains.shape, numpy.int8)
    totals[0] = gains[0]
    for step in range(1, len(gains)):
        best, origin = totals[step], origins[step]
        origin[:] = _NOWHERE
        for aside in _SIDEWARD:
            _improve(best, origin, totals[step - 1], aside)
        best += gains[step]
    end = int(totals.argmax())
    step, offset = divmod(end, gains.shape[1])
    gain = float(totals[step, offset])
    offsets = [offset]
    while step > 0 and origins[step, offset] != _NOWHERE:
        offset += int(origins[step, offset])
        step -= 1
        offsets.append(offset)
    return numpy.arange(step, step + len(offsets)), numpy.array(offsets[::-1]), gain


def _improve(best: Votes, origin: NDArray[numpy.int8], before: Votes, aside: int) -> None:
    """Comes from the offset `aside` where that is better."""
    count = len(best)
    to = slice(max(0, -aside), count - max(0, aside))
    coming = before[max(0, aside) : count - max(0, -aside)] - numpy.float32(_DRIFT_COST * abs(aside))
    is_better = coming > best[to]
    best[to][is_better] = coming[is_better]
    origin[to][is_better] = aside
