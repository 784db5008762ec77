"""How fast something repeats: a tempogram, the likeliest course of the tempo through it, and beats along this course.

Autocorrelation tempogram after Grosche, Müller and Kurth ("Cyclic tempogram", 2010), course by the Viterbi algorithm,
beats by dynamic programming after Ellis ("Beat tracking by dynamic programming", 2007).
"""

from functools import cache

import msgspec
import numpy
from numpy.lib.stride_tricks import sliding_window_view

from musicdb.analysis.arrays import Doubles, Indices, Reals

SLOWEST, FASTEST = 40.0, 240.0
_STEPS_PER_OCTAVE = 120
_WINDOW_SECONDS, _HOP_SECONDS = 16.0, 4.0
_MULTIPLES = 8
_PREFERRED = 115.0
"""Beats per minute most people tap (Moelants, "Preferred tempo reconsidered", 2002: 120)."""
_BREADTH = 1.0
"""Standard deviation of the preference, in octaves."""
_STEADINESS = 400.0
_TIGHTNESS = 100.0


class Tempogram(msgspec.Struct, frozen=True, eq=False):
    """`salience` (windows, tempi): how well each tempo explains a window, 1 at best. `weight`: how much is going on."""

    salience: Doubles
    weight: Doubles
    hop: float


@cache
def tempi() -> Doubles:
    """The tempi that are looked at, in beats per minute."""
    count = int(numpy.log2(FASTEST / SLOWEST) * _STEPS_PER_OCTAVE) + 1
    return numpy.asarray(SLOWEST * 2.0 ** (numpy.arange(count) / _STEPS_PER_OCTAVE), numpy.float64)


def preference() -> Doubles:
    """Of each tempo: 1 at best."""
    return numpy.asarray(numpy.exp(-0.5 * numpy.square(numpy.log2(tempi() / _PREFERRED) / _BREADTH)), numpy.float64)


def tempogram(novelty: Reals, rate: float) -> Tempogram:
    """Of a novelty with `rate` values a second. For each window the mean correlation at 1 to 8 times the period."""
    size, hop = round(_WINDOW_SECONDS * rate), round(_HOP_SECONDS * rate)
    padded = numpy.pad(novelty, (0, max(0, size - len(novelty))))
    padded = numpy.pad(padded, (0, -(len(padded) - size) % hop))
    windows = sliding_window_view(padded, size)[::hop]
    matrix = _comb(size, rate)
    saliences, weights = [], []
    for first in range(0, len(windows), 32):
        part = windows[first : first + 32].astype(numpy.float32)
        weights.append(part.mean(axis=1, dtype=numpy.float64))
        part = part - part.mean(axis=1, keepdims=True)
        power = numpy.square(numpy.abs(numpy.fft.rfft(part, 2 * size)))
        correlation = numpy.fft.irfft(power)[:, : len(matrix)]
        # The longer the lag, the fewer values are compared.
        correlation /= numpy.maximum(correlation[:, :1], 1e-9) * (1.0 - numpy.arange(len(matrix)) / size)
        saliences.append(correlation @ matrix)
    salience = numpy.concatenate(saliences).astype(numpy.float64)
    return Tempogram(salience, numpy.concatenate(weights), hop / rate)


def course(seen: Tempogram) -> Indices:
    """The likeliest tempo (its place in `tempi()`) of each window, that does not jump without need."""
    values = numpy.maximum(seen.salience, 0.0) * preference()
    weighted = values * (seen.weight / max(float(seen.weight.max(initial=0.0)), 1e-9))[:, None]
    places = numpy.arange(len(tempi())) / _STEPS_PER_OCTAVE
    costs = _STEADINESS / 100 * numpy.minimum(numpy.abs(places[:, None] - places), 0.5)
    best, origins = weighted[0], []
    for row in weighted[1:]:
        reached = best[:, None] - costs
        origins.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    path = [int(best.argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return numpy.array(path[::-1], numpy.intp)


def beats(novelty: Reals, periods: Doubles) -> Indices:
    """The frames of the beats. `periods` is the length of a beat in frames, for each frame.

    All within half a period ahead depend on frames before only, so they are computed at once.
    """
    count = len(novelty)
    if not count:
        return numpy.empty(0, numpy.intp)
    least = max(1, int(periods.min() / 2))
    strong = novelty / max(float(novelty.std()), 1e-9)
    farthest = int(2 * periods.max()) + 1
    reached = numpy.full(farthest + count, -1e9)
    reached[:farthest] = 0.0
    origins = numpy.zeros(count, numpy.intp)
    for first in range(0, count, least):
        places = numpy.arange(first, min(count, first + least))
        period = periods[first]
        distances = numpy.arange(max(least, int(period / 2)), int(2 * period) + 1)
        penalty = _TIGHTNESS * numpy.square(numpy.log(distances / period))
        candidates = reached[farthest + places[:, None] - distances] - penalty
        chosen = candidates.argmax(axis=1)
        origins[places] = places - distances[chosen]
        reached[farthest + places] = strong[places] + candidates[numpy.arange(len(places)), chosen]
    ending = max(0, count - int(periods[-1] * 1.5))
    path = [ending + int(reached[farthest + ending :].argmax())]
    while origins[path[-1]] >= 0:
        path.append(int(origins[path[-1]]))
    return numpy.array(path[::-1], numpy.intp)


@cache
def _comb(size: int, rate: float) -> Reals:
    """(lags, tempi): the mean of the multiples of each period, between lags by interpolation."""
    periods = 60.0 * rate / tempi()
    lags = int(min(size / 2, periods.max() * _MULTIPLES)) + 2
    matrix = numpy.zeros((lags, len(periods)))
    for column, period in enumerate(periods):
        places = numpy.arange(1, _MULTIPLES + 1) * period
        within = places[places < lags - 1]
        whole = within.astype(int)
        numpy.add.at(matrix[:, column], whole, (1 - (within - whole)) / len(within))
        numpy.add.at(matrix[:, column], whole + 1, (within - whole) / len(within))
    return matrix.astype(numpy.float32)
