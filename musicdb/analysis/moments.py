"""One number for the shape of a spectrum, or for how it differs from the one before.

Shapes are those of G. Peeters: A large set of audio features for sound description, IRCAM, 2004. Differences are the
onset functions that P. Brossier: Automatic annotation of musical audio, Queen Mary, 2006, compares, each named below.
All take magnitudes, frames × bins, and answer one number for each frame; silence is 0 everywhere.
"""

from typing import Any

import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.float64]
Spectra = NDArray[numpy.floating[Any]]

# Below this a magnitude is no sound, but rounding.
_SILENT = 1e-9
# What keeps quotients of neighbors finite: -120 dB.
_FLOOR = 1e-6


def energy(spectra: Spectra) -> Numbers:
    """The sum of the squares."""
    return numpy.asarray(numpy.einsum("fb,fb->f", spectra, spectra), numpy.float64)


def high_frequency_content(spectra: Spectra) -> Numbers:
    """The sum of magnitudes, each times the number of its bin (P. Masri, 1996)."""
    return numpy.asarray(spectra @ numpy.arange(1, spectra.shape[1] + 1), numpy.float64)


def crest(spectra: Spectra) -> Numbers:
    """The largest magnitude over the mean: 1 for white noise of even bins, as many as there are bins for a sine."""
    return _quotient(spectra.max(axis=1), spectra.mean(axis=1))


def shapes(spectra: Spectra, frequencies: NDArray[Any]) -> dict[str, Numbers]:
    """The moments of the spectrum, taken as a distribution over `frequencies` in Hz.

    `spread` in Hz, `skewness` and `kurtosis` (3 for a Gaussian) without a unit, `slope` of the regression line in
    1/Hz of the magnitudes over their sum, `decrease` as the mean of slopes seen from the lowest bin.
    """
    sums = spectra.sum(axis=1)
    weights = _quotient(spectra, sums[:, None])
    centroid = weights @ frequencies
    distances = frequencies[None, :] - centroid[:, None]
    variance, third, fourth = ((weights * distances**power).sum(axis=1) for power in (2, 3, 4))
    # One single line has no width, and nothing that could lean to a side.
    wide = variance > (frequencies[-1] / len(frequencies) / 100) ** 2
    deviation = numpy.where(wide, numpy.sqrt(variance), 1)
    centered = frequencies - frequencies.mean()
    bins = numpy.arange(1, spectra.shape[1])
    drops = (spectra[:, 1:] - spectra[:, :1]) / bins
    return {
        "spread": numpy.sqrt(variance),
        "skewness": numpy.where(wide, third / deviation**3, 0),
        "kurtosis": numpy.where(wide, fourth / deviation**4, 0),
        "slope": weights @ centered / float(centered @ centered),
        "decrease": _quotient(drops.sum(axis=1), spectra[:, 1:].sum(axis=1)),
    }


def spectral_difference(spectra: Spectra, before: Spectra) -> Numbers:
    """The root of the differences of the squares, summed (J. Foote, S. Uchihashi, 2001)."""
    return numpy.asarray(numpy.sqrt(numpy.abs(spectra**2 - before**2)).sum(axis=1), numpy.float64)


def kullback_leibler(spectra: Spectra, before: Spectra) -> Numbers:
    """Magnitudes, each times the logarithm of its growth (S. Hainsworth, M. Macleod, 2003)."""
    return numpy.asarray((spectra * numpy.log1p(spectra / (before + _FLOOR))).sum(axis=1), numpy.float64)


def modified_kullback_leibler(spectra: Spectra, before: Spectra) -> Numbers:
    """The same without the weight of the magnitudes, which makes soft onsets count (P. Brossier, 2006)."""
    return numpy.asarray(numpy.log1p(spectra / (before + _FLOOR)).sum(axis=1), numpy.float64)


def complex_domain(spectra: NDArray[Any], before: NDArray[Any], earlier: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """How far spectra are from what a steady sound had become, and how far their phases are, weighed by the magnitudes.

    Complex spectra, each with the two before it. J. Bello, C. Duxbury, M. Davies, M. Sandler: On the use of phase and
    energy for musical onset detection in the complex domain, IEEE Signal Processing Letters 11 (6), 2004.
    """
    turn = before * numpy.conj(earlier)
    steady = numpy.abs(turn)
    unit = numpy.divide(turn, steady, out=numpy.zeros_like(turn), where=steady > _SILENT**2)
    expected = before * unit
    magnitudes = numpy.abs(spectra)
    distance = numpy.abs(spectra - expected).sum(axis=1)
    deviation = numpy.abs(numpy.angle(spectra * numpy.conj(expected)))
    return distance, _quotient((magnitudes * deviation).sum(axis=1), magnitudes.sum(axis=1))


def _quotient(above: NDArray[Any], below: NDArray[Any]) -> Numbers:
    shape = numpy.broadcast_shapes(above.shape, below.shape)
    heard = numpy.broadcast_to(below, shape) > _SILENT
    return numpy.asarray(numpy.divide(above, below, out=numpy.zeros(shape), where=heard), numpy.float64)
