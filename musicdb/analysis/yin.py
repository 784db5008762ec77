"""The fundamental frequency of one voice, by YIN.

A. de Cheveigné, H. Kawahara: YIN, a fundamental frequency estimator for speech and music, J. Acoust. Soc. Am. 111
(4), 2002. Steps 1 to 5 as they stand there. Instead of step 6 the best period is looked for again around its whole
multiples: an error of a tenth of a sample is 10 cents of a soprano's note when one period is measured, and less than
one when ten are.
"""

from typing import Any

import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.float64]


def differences(frames: NDArray[Any], window: int, longest: int) -> Numbers:
    """The difference function d(τ) of steps 2: frames × (`longest` + 1), for τ from 0 to `longest` samples.

    `frames` has `window` + `longest` samples or more in each row. The products come from the Fourier transform.
    """
    samples = numpy.asarray(frames, numpy.float64)[:, : window + longest]
    size = 1 << (window + longest - 1).bit_length()
    spectrum = numpy.fft.rfft(samples, size)
    correlation = numpy.fft.irfft(numpy.fft.rfft(samples[:, :window], size).conj() * spectrum, size)[:, : longest + 1]
    sums = numpy.concatenate([numpy.zeros((len(samples), 1)), numpy.cumsum(samples**2, axis=1)], axis=1)
    energies = sums[:, window : window + longest + 1] - sums[:, : longest + 1]
    return numpy.asarray(numpy.maximum(energies[:, :1] + energies - 2 * correlation, 0), numpy.float64)


def normalized(distances: Numbers) -> Numbers:
    """The cumulative mean normalized difference d'(τ) of step 3; 1 at τ = 0, and everywhere for silence."""
    lags = numpy.arange(1, distances.shape[1])
    sums = numpy.cumsum(distances[:, 1:], axis=1)
    ratio = numpy.ones_like(distances)
    # What is that small beside the energy of a frame is rounding of the transform.
    numpy.divide(distances[:, 1:] * lags, sums, out=ratio[:, 1:], where=sums > 1e-9 * lags)
    return ratio


def periods(
    frames: NDArray[Any], window: int, shortest: int, longest: int, threshold: float
) -> tuple[Numbers, Numbers]:
    """The period of each frame in samples, and how sure it is: 1 - d', 0 to 1.

    The period is the first dip of d' below `threshold` (step 4), or else the deepest one; 0 where there is no sound.
    """
    distances = differences(frames, window, longest)
    ratio = normalized(distances)
    dips = numpy.zeros(ratio.shape, numpy.bool_)
    inner = ratio[:, 1:-1]
    dips[:, 1:-1] = (inner <= ratio[:, :-2]) & (inner < ratio[:, 2:])
    dips[:, : max(shortest, 1)] = False
    good = dips & (ratio < threshold)
    deepest = numpy.where(dips, ratio, numpy.inf).argmin(axis=1)
    chosen = numpy.where(good.any(axis=1), good.argmax(axis=1), deepest)
    rows = numpy.arange(len(ratio))
    found = dips[rows, chosen]
    sureness = numpy.where(found, numpy.clip(1 - ratio[rows, chosen], 0, 1), 0)
    exact = _refined(distances, numpy.maximum(chosen, 1))
    return numpy.where(found, exact, 0), sureness


def _refined(distances: Numbers, lags: NDArray[Any]) -> Numbers:
    """Whole lags as exact ones.

    From the dip of the highest multiple that is as deep as the first, going up step by step.
    """
    exact = _vertex(distances, lags)
    rows = numpy.arange(len(distances))
    first = distances[rows, lags]
    scale = numpy.maximum(distances.mean(axis=1), 1e-12)
    last = distances.shape[1] - 2
    for factor in (2, 4, 8, 16):
        multiples = numpy.rint(exact * factor).astype(numpy.intp)
        reachable = numpy.clip(multiples, 1, last)
        nearby = numpy.clip(reachable[:, None] + numpy.arange(-1, 2), 1, last)
        best = nearby[rows, distances[rows[:, None], nearby].argmin(axis=1)]
        deep = distances[rows, best] <= first + 0.02 * scale
        better = (multiples < last) & deep
        exact = numpy.where(better, _vertex(distances, best) / factor, exact)
    return exact


def _vertex(distances: Numbers, lags: NDArray[Any]) -> Numbers:
    """Where the parabola through a lag and its neighbors is lowest (step 5)."""
    rows = numpy.arange(len(distances))
    before, here, after = (distances[rows, lags + step] for step in (-1, 0, 1))
    curvature = before - 2 * here + after
    shift = numpy.where(curvature > 0, (before - after) / numpy.where(curvature > 0, 2 * curvature, 1), 0)
    return numpy.asarray(lags + numpy.clip(shift, -1, 1), numpy.float64)
