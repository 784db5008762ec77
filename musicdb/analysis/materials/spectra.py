"""Short-time spectra of the mix, each size once for all who need it, and what is made of them.

Frame i begins with sample i * step; the last one is filled up with zeros. A sound of n samples has
ceil((n - block) / step) + 1 frames: 344 for 8 s of 2048 and 1024 at 44.1 kHz. Windows are Hann, scaled so that a
sine of amplitude a has the magnitude a.
"""

from functools import cache

import numpy
from numpy.lib.stride_tricks import sliding_window_view

from musicdb.analysis.arrays import Doubles, Reals
from musicdb.analysis.materials.mix import LowMix, Mix, Mono
from musicdb.analysis.processor import Block, Hearing, Shared
from musicdb.analysis.result import FrameMetadata

QUIET = 1e-10
"""A power nobody hears (-100 dB), where a logarithm needs one."""
_BATCH = 64
_SPECTRUM_SECONDS, _TONAL_SECONDS, _RHYTHM_SECONDS = 0.046, 0.371, 0.023


class Spectra(Hearing):
    """Power spectra of a source (`Mix` or `LowMix`), with block and step in samples of that source."""

    power: Reals
    """(frames, block // 2 + 1) that became complete with the block that was heard last."""

    frequencies: Doubles
    """(block // 2 + 1,) in Hz."""

    def __init__(self, shared: Shared, source: type[Mono], blocksize: int, stepsize: int) -> None:
        super().__init__(shared)
        self._source = shared.want(source)
        self.frame = FrameMetadata(self._source.samplerate, blocksize, stepsize)
        bins = numpy.arange(blocksize // 2 + 1, dtype=numpy.float64)
        self.frequencies = bins * (self._source.samplerate / blocksize)
        self._window = _window(blocksize)
        self._kept = numpy.empty(0, numpy.float32)
        self._begun = False
        self.power = numpy.empty((0, len(self.frequencies)), numpy.float32)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        size, step = self.frame.blocksize, self.frame.stepsize
        joined = numpy.concatenate((self._kept, self._source.samples))
        new = len(joined) > (size - step if self._begun else 0)
        count = max(0, (len(joined) - size) // step + 1)
        if block.last and new and len(joined) > (size + (count - 1) * step if count else 0):
            joined = numpy.pad(joined, (0, max(0, size + count * step - len(joined))))
            count += 1
        self.power = numpy.empty((count, len(self.frequencies)), numpy.float32)
        if count:
            frames = sliding_window_view(joined, size)[::step][:count]
            for first in range(0, count, _BATCH):  # so many stay in the cache of the processor
                transformed = numpy.fft.rfft(frames[first : first + _BATCH] * self._window)
                part = self.power[first : first + _BATCH]
                numpy.square(transformed.real, out=part)
                part += numpy.square(transformed.imag)
            self._begun = True
        self._kept = joined[count * step :]


class Bands(Hearing):
    """Powers in bands of the mel scale (O'Shaughnessy, 1987): triangles, from 20 Hz to 16 kHz at most."""

    powers: Reals
    """(frames, bands)."""

    def __init__(self, shared: Shared, spectra: Spectra, count: int) -> None:
        super().__init__(shared)
        self._spectra = spectra
        self.frame = spectra.frame
        self._matrix = _mel(self.frame.samplerate, self.frame.blocksize, count)
        self.powers = numpy.empty((0, count), numpy.float32)

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the spectra made of it
        """Takes the next block."""
        self.powers = self._spectra.power @ self._matrix


def spectrum(shared: Shared) -> Spectra:
    """What timbre is told by: 46 ms (2048 samples at 44.1 kHz), half overlapping."""
    size = _size(shared.audio.samplerate, _SPECTRUM_SECONDS)
    return shared.want(Spectra, Mix, size, size // 2)


def tones(shared: Shared) -> Spectra:
    """What notes are told by: 371 ms, half overlapping, up to 5 kHz."""
    size = _size(shared.want(LowMix).samplerate, _TONAL_SECONDS)
    return shared.want(Spectra, LowMix, size, size // 2)


def rhythm(shared: Shared) -> Spectra:
    """What beginnings are told by: 23 ms, every 10 ms."""
    rate = shared.audio.samplerate
    return shared.want(Spectra, Mix, _size(rate, _RHYTHM_SECONDS), max(1, round(rate / 100)))


def mel(shared: Shared) -> Bands:
    """40 bands of `spectrum`."""
    return shared.want(Bands, spectrum(shared), 40)


def rhythm_bands(shared: Shared) -> Bands:
    """24 bands of `rhythm`."""
    return shared.want(Bands, rhythm(shared), 24)


def _size(rate: int, seconds: float) -> int:
    """The power of two that comes closest."""
    return int(2 ** max(4, round(numpy.log2(seconds * rate))))


@cache
def _window(size: int) -> Reals:
    hann = 0.5 - 0.5 * numpy.cos(2 * numpy.pi * numpy.arange(size) / size)
    return numpy.asarray(hann * (2 / hann.sum()), numpy.float32)


@cache
def _mel(rate: int, size: int, count: int) -> Reals:
    """(bins, bands). Narrow bands get the bin next to their center, so that none is empty."""
    highest = min(16_000.0, rate / 2)
    mels = numpy.linspace(_to_mel(20.0), _to_mel(highest), count + 2)
    edges = 700.0 * (numpy.exp(mels / 1127.0) - 1.0)
    frequencies = numpy.fft.rfftfreq(size, 1 / rate)[:, None]
    rising = (frequencies - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - frequencies) / (edges[2:] - edges[1:-1])
    matrix = numpy.clip(numpy.minimum(rising, falling), 0.0, None)
    nearest = numpy.rint(edges[1:-1] * size / rate).astype(int)
    matrix[nearest, numpy.arange(count)] = numpy.maximum(matrix[nearest, numpy.arange(count)], 0.5)
    return matrix.astype(numpy.float32)


def _to_mel(frequency: float) -> float:
    return float(1127.0 * numpy.log1p(frequency / 700.0))
