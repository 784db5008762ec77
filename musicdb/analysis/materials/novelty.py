"""How much begins in each moment, and how strong the sound is in steps of 3 ms: what onsets and beats are found in."""

import numpy
from numpy.lib.stride_tricks import sliding_window_view

from musicdb.analysis.arrays import Reals
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.mix import Mix
from musicdb.analysis.materials.spectra import rhythm_bands
from musicdb.analysis.processor import Block, Hearing, Shared

_QUIET = 1e-7
"""A power of 70 dB below a full-scale sine: what begins below is not heard."""
_LAG = 2
"""Frames of 10 ms that lie between what is compared: about the length of a window."""
_LOWEST = 1
"""Bands of the bass, up to about 200 Hz."""


class Novelty(Hearing):
    """Spectral flux in bands, in dB, against the neighborhood of the same band 20 ms ago.

    After Böck and Widmer, "Maximum filter vibrato suppression for onset detection" (2013).
    """

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self._bands = rhythm_bands(shared)
        self.frame = self._bands.frame
        count = self._bands.powers.shape[1]
        self._before = numpy.full((_LAG, count), _QUIET, numpy.float32)
        self._all = Gathering(3, spool=shared.spool)

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the bands made of it
        """Takes the next block."""
        powers = numpy.concatenate((self._before, numpy.maximum(self._bands.powers, numpy.float32(_QUIET))))
        self._before = powers[-_LAG:]
        levels = _rises(10 * numpy.log10(powers)).mean(axis=1)
        accents = _rises(numpy.sqrt(numpy.sqrt(powers)))
        self._all.append(numpy.column_stack((levels, accents.mean(axis=1), accents[:, :_LOWEST].mean(axis=1))))

    def all(self) -> Reals:
        """(frames, 3): the mean rise of all bands in dB, then of roots of amplitudes: of all bands, and of the bass.

        In dB a quiet beginning is as much as a loud one; in roots the loud ones are accents.
        """
        return numpy.asarray(self._all.all())

    @property
    def frames_per_second(self) -> float:
        """100, or nearly so."""
        return self.frame.samplerate / self.frame.stepsize

    @property
    def delay(self) -> float:
        """Seconds from the begin of a frame to what it tells: it tells what begins before the middle of it."""
        return 0.4 * self.frame.blocksize / self.frame.samplerate


class Strength(Hearing):
    """The power of the mix, and of the differences of neighboring samples: there treble counts more than bass."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self._mix = shared.want(Mix)
        self.step = max(1, round(self._mix.samplerate * 0.0029))
        self._kept = numpy.zeros(1, numpy.float32)
        self._all = Gathering(2, spool=shared.spool)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        joined = numpy.concatenate((self._kept, self._mix.samples))
        if block.last:
            joined = numpy.pad(joined, (0, -(len(joined) - 1) % self.step), mode="edge")
        steps = (len(joined) - 1) // self.step
        differences = numpy.diff(joined[: steps * self.step + 1]).reshape(steps, self.step)
        plain = joined[1 : steps * self.step + 1].reshape(steps, self.step)
        powers = [numpy.einsum("ts,ts->t", part, part) / self.step for part in (differences, plain)]
        self._all.append(numpy.column_stack(powers))
        self._kept = joined[steps * self.step :]

    def all(self) -> Reals:
        """(steps, 2): of differences, and plain."""
        return numpy.asarray(self._all.all())


def _rises(levels: Reals) -> Reals:
    """Of each band against itself and its neighbors before."""
    around = numpy.pad(levels[:-_LAG], ((0, 0), (1, 1)), mode="edge")
    highest = numpy.maximum(numpy.maximum(around[:, :-2], around[:, 1:-1]), around[:, 2:])
    return numpy.asarray(numpy.maximum(0.0, levels[_LAG:] - highest), numpy.float32)


def local_mean(values: Reals, before: int, after: int) -> Reals:
    """The mean of the neighborhood of each value, itself included."""
    if not len(values):
        return values
    sums = numpy.concatenate(([0.0], numpy.cumsum(values, dtype=numpy.float64)))
    places = numpy.arange(len(values))
    first, last = numpy.maximum(places - before, 0), numpy.minimum(places + after + 1, len(values))
    return numpy.asarray((sums[last] - sums[first]) / (last - first), numpy.float32)


def local_maximum(values: Reals, around: int) -> Reals:
    """The largest value of the neighborhood of each, itself included."""
    padded = numpy.pad(values, around, constant_values=-numpy.inf)
    return numpy.asarray(sliding_window_view(padded, 2 * around + 1).max(axis=1), numpy.float32)
