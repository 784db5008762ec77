"""Brings sound of any usual sample rate to the one of the stream, without a seam between songs of the same rate.

A filter that begins anew with each song takes what is beyond the edges for silence. In the middle of a piece that goes
on in the next file this is heard: with a 44.1 kHz file cut in two, the error at the cut was -32 dB with soxr inside of
each decoder, and one sample was lost. This filter is handed from song to song instead.

The method is a windowed sinc (Kaiser window; J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window
function", 1974) for all phases at once: so many inputs become so many outputs by one multiplication with a matrix.
"""

from functools import cache
from math import ceil, gcd

import numpy
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from musicdb.playback.pcm import CHANNELS, RATE

Sound = NDArray[numpy.float32]
"""Samples from -1 to 1; one row for each moment, one column for each of the two channels."""

_ATTENUATION = 120.0
"""How much weaker than the music everything is that does not belong there, in dB."""
_AUDIBLE = 20_000.0
"""Up to here everything is kept, in Hz, as far as the lower of both rates allows."""
_KEPT = 0.907
_LARGEST_STEP = 1300
_LEAST_OUTPUTS = 128


def silence(frames: int) -> Sound:
    """Nothing, for so many moments."""
    return numpy.zeros((frames, CHANNELS), numpy.float32)


def can_resample(rate: int) -> bool:
    """Whether there is a small matrix for this rate. There is one for all rates music is recorded with."""
    divisor = gcd(rate, RATE)
    return rate > 0 and max(rate, RATE) // divisor <= _LARGEST_STEP


class Resampler:
    """From `rate` (Hz) to the rate of the stream, piece by piece. At the rate of the stream nothing is changed."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._inputs, self._outputs, self._half = _steps(rate)
        self._waiting = numpy.zeros((CHANNELS, self._half), numpy.float32)
        self._received = 0
        self._produced = 0

    def process(self, sound: Sound) -> Sound:
        """What can be told from all sound so far. The last thousandths of a second come later."""
        if self.rate == RATE:
            return sound
        self._received += len(sound)
        self._waiting = numpy.concatenate((self._waiting, sound.T), axis=1)
        return self._produce()

    def flush(self) -> Sound:
        """The rest, when nothing follows."""
        if self.rate == RATE:
            return silence(0)
        missing = -(-self._received * RATE // self.rate) - self._produced
        padding = numpy.zeros((CHANNELS, 2 * self._half + self._inputs), numpy.float32)
        self._waiting = numpy.concatenate((self._waiting, padding), axis=1)
        return self._produce()[:missing]

    def _produce(self) -> Sound:
        matrix = _matrix(self.rate)
        width = len(matrix)
        steps = (self._waiting.shape[1] - width) // self._inputs + 1
        if steps < 1:
            return silence(0)
        windows = sliding_window_view(self._waiting, width, axis=1)[:, :: self._inputs][:, :steps]
        # The operator @ would wake a thread of OpenBLAS for each core, and they spin: 23 % of a core instead of 0.6 %.
        produced = numpy.einsum("csi,io->cso", windows, matrix)
        self._waiting = self._waiting[:, steps * self._inputs :].copy()
        self._produced += steps * self._outputs
        return numpy.ascontiguousarray(produced.reshape(CHANNELS, steps * self._outputs).T)


def _edges(rate: int) -> tuple[float, float]:
    """Up to where all is kept, and from where nothing is, in Hz."""
    limit = min(rate, RATE) / 2
    return min(_AUDIBLE, _KEPT * limit), limit


def _steps(rate: int) -> tuple[int, int, int]:
    """How many inputs become how many outputs, and how many inputs around it each output depends on, to each side."""
    divisor = gcd(rate, RATE)
    repeated = ceil(_LEAST_OUTPUTS * divisor / RATE)
    kept, limit = _edges(rate)
    taps = (_ATTENUATION - 7.95) / (14.36 * (limit - kept) / rate)
    return rate // divisor * repeated, RATE // divisor * repeated, ceil(taps / 2)


@cache
def _matrix(rate: int) -> Sound:
    """One column for each output, one row for each input it may depend on."""
    inputs, outputs, half = _steps(rate)
    cutoff = sum(_edges(rate)) / rate
    distance = numpy.arange(inputs + 2 * half)[:, None] - half - numpy.arange(outputs)[None, :] * inputs / outputs
    shape = 0.1102 * (_ATTENUATION - 8.7)
    within = numpy.clip(1.0 - numpy.square(distance / half), 0.0, None)
    window = numpy.where(numpy.abs(distance) < half, numpy.i0(shape * numpy.sqrt(within)), 0.0)
    taps = numpy.sinc(cutoff * distance) * window
    return numpy.asarray(taps / taps.sum(axis=0), numpy.float32)
