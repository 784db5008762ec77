"""How rough partials sound together: sensory dissonance.

R. Plomp, W. J. M. Levelt: Tonal consonance and critical bandwidth, J. Acoust. Soc. Am. 38 (4), 1965, as the sum over
all pairs of partials in W. A. Sethares: Local consonance and the relationship between timbre and scale, J. Acoust.
Soc. Am. 94 (3), 1993.
"""

from typing import Any

import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.float64]

# The constants of Sethares 1993: the roughest distance is a quarter of the critical bandwidth.
_ROUGHEST, _SLOPE, _OFFSET = 0.24, 0.0207, 18.96
_RISE, _FALL = 3.51, 5.75


def roughness(frequencies: NDArray[Any], amplitudes: NDArray[Any]) -> Numbers:
    """The dissonance of each row of partials, frequencies in Hz: 0 for one partial, below 1 for any.

    The sum over all pairs is divided by the sum of the products of their amplitudes, so loud is not rougher than
    soft. A partial of amplitude 0 is none.
    """
    first, second = numpy.triu_indices(frequencies.shape[1], 1)
    lower = numpy.minimum(frequencies[:, first], frequencies[:, second])
    distance = numpy.abs(frequencies[:, first] - frequencies[:, second])
    scaled = _ROUGHEST / (_SLOPE * lower + _OFFSET) * distance
    # The largest value of the difference is that at the roughest distance; with it, the curve goes up to 1.
    curve = (numpy.exp(-_RISE * scaled) - numpy.exp(-_FALL * scaled)) / _LARGEST
    weights = amplitudes[:, first] * amplitudes[:, second]
    energy = numpy.sum(amplitudes, axis=1) ** 2
    total: Numbers = numpy.divide(
        (curve * weights).sum(axis=1) * 2, energy, out=numpy.zeros(len(energy)), where=energy > 0
    )
    return total


def partials(spectra: NDArray[Any], resolution: float, count: int, floor: float) -> tuple[Numbers, Numbers]:
    """The `count` strongest peaks of each magnitude spectrum: frequencies in Hz, and amplitudes.

    0 where there are fewer.

    `resolution` is the distance of bins in Hz. A peak is higher than its neighbors, and than `floor` times the
    highest. The parabola is laid through the logarithms (J. O. Smith, X. Serra: PARSHL, 1987).
    """
    magnitudes = numpy.asarray(spectra, numpy.float64)
    highest = magnitudes.max(axis=1, keepdims=True)
    peaks = numpy.zeros(magnitudes.shape)
    inner = magnitudes[:, 1:-1]
    is_peak = (
        (inner > magnitudes[:, :-2]) & (inner >= magnitudes[:, 2:]) & (inner > floor * highest) & (highest > _SILENT)
    )
    peaks[:, 1:-1] = numpy.where(is_peak, inner, 0)
    count = min(count, magnitudes.shape[1])
    bins = numpy.argpartition(-peaks, count - 1, axis=1)[:, :count]
    rows = numpy.arange(len(magnitudes))[:, None]
    heights = peaks[rows, bins]
    inside = numpy.clip(bins, 1, magnitudes.shape[1] - 2)
    before, here, after = (numpy.log(magnitudes[rows, inside + step] + _SILENT) for step in (-1, 0, 1))
    curvature = before - 2 * here + after
    shift = numpy.where(curvature < 0, (before - after) / numpy.where(curvature < 0, 2 * curvature, 1), 0)
    frequencies = (inside + numpy.clip(shift, -0.5, 0.5)) * resolution
    return numpy.where(heights > 0, frequencies, 0), heights


_SILENT = 1e-12


def _largest() -> float:
    """The value of the curve where its slope is 0."""
    summit = numpy.log(_FALL / _RISE) / (_FALL - _RISE)
    return float(numpy.exp(-_RISE * summit) - numpy.exp(-_FALL * summit))


_LARGEST = _largest()
