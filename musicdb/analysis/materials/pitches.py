"""The pitches that are heard: peaks of the spectrum, by their pitch class.

A peak is placed between bins by a parabola through the logarithms of three (Smith, "Spectral audio signal processing",
2011); so the twelfth of an octave is told well below the distance of bins.
"""

import numpy

from musicdb.analysis.arrays import Doubles, Indices, Reals
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.spectra import tones
from musicdb.analysis.processor import Block, Hearing, Shared

PARTS = 36
"""Parts of an octave in a frame: three for each semitone, so that the tuning can be told later."""
CENTS = 100
LOWEST, HIGHEST = 55.0, 4_200.0
"""Hz: below, notes are not told apart within 0.4 s; above there are overtones only."""
_RELATIVE = 1e-4
"""Peaks 40 dB below the strongest of a frame, or weaker than this power, do not count."""
_FAINTEST = 1e-8
_A4 = 440.0


class Pitches(Hearing):
    """Magnitudes of peaks by pitch class, and how far the peaks are from the nearest semitone at A4 = 440 Hz."""

    columns: Reals
    """(frames, 36) of the block that was heard last. Part 0 is C; A4 = 440 Hz is in the middle of part 27."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self._spectra = tones(shared)
        self.frame = self._spectra.frame
        bins = numpy.searchsorted(self._spectra.frequencies, (LOWEST, HIGHEST))
        self._first, self._last = max(1, int(bins[0])), min(int(bins[1]), len(self._spectra.frequencies) - 1)
        self._all = Gathering(PARTS, spool=shared.spool)
        self.deviations: Doubles = numpy.zeros(CENTS)
        """Magnitudes by their distance from the semitone below, in cents, of all that was heard."""
        self.columns = numpy.empty((0, PARTS), numpy.float32)

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the spectra made of it
        """Takes the next block."""
        power = self._spectra.power
        middle = power[:, self._first : self._last]
        below, above = power[:, self._first - 1 : self._last - 1], power[:, self._first + 1 : self._last + 1]
        least = numpy.maximum(_RELATIVE * middle.max(axis=1, initial=0.0), _FAINTEST)[:, None]
        frames, bins = numpy.nonzero((middle > below) & (middle >= above) & (middle > least))
        peaks = numpy.log(numpy.array([part[frames, bins] for part in (below, middle, above)]) + 1e-20)
        curvature = peaks[0] - 2 * peaks[1] + peaks[2]
        shift = 0.5 * (peaks[0] - peaks[2]) / numpy.where(curvature < -1e-9, curvature, -1.0)  # noqa: PLR2004 -- a peak
        frequency = (bins + self._first + numpy.clip(shift, -0.5, 0.5)) * self._spectra.frequencies[1]
        # Loud notes must not drown the others: the root of the amplitude.
        weight = numpy.sqrt(numpy.sqrt(middle[frames, bins]))
        semitones = 69.0 + 12.0 * numpy.log2(frequency / _A4)
        cents = numpy.floor(semitones % 1.0 * CENTS).astype(numpy.intp) % CENTS
        # Fifths and sevenths among overtones are 14 and 31 cents low; they are weaker than what they belong to.
        self.deviations += numpy.bincount(cents, numpy.square(weight), CENTS)
        self.columns = self._count(frames, semitones % 12.0 * (PARTS / 12), weight, len(power))
        self._all.append(self.columns)

    def all(self) -> Reals:
        """(frames, 36)."""
        return self._all.all()

    def tuning(self) -> tuple[float, float]:
        """How far the music is from A4 = 440 Hz, -50 to 50 cents; and how sure that is, 0 to 1.

        The mean direction of all deviations on a circle of 100 cents: 1 when all agree.
        """
        total = self.deviations.sum()
        if not total:
            return 0.0, 0.0
        angles = 2 * numpy.pi * (numpy.arange(CENTS) + 0.5) / CENTS
        mean = (self.deviations * numpy.exp(1j * angles)).sum() / total
        return float(numpy.angle(mean) / (2 * numpy.pi) * CENTS), float(abs(mean))

    @staticmethod
    def _count(frames: Indices, parts: Doubles, weight: Doubles, count: int) -> Reals:
        """Between two parts a peak counts for both. The middle of part 0 is C."""
        whole = numpy.floor(parts).astype(numpy.intp)
        fraction = parts - whole
        size = count * PARTS
        lower = numpy.bincount(frames * PARTS + whole % PARTS, weight * (1 - fraction), size)
        upper = numpy.bincount(frames * PARTS + (whole + 1) % PARTS, weight * fraction, size)
        return (lower + upper).reshape(count, PARTS).astype(numpy.float32)


def fold(columns: Reals | Doubles, cents: float) -> Reals:
    """(frames, 12) of (frames, 36): each semitone gets what is near it in this tuning."""
    distance = numpy.arange(PARTS)[:, None] / 3.0 - numpy.arange(12)[None, :] - cents / 100.0
    distance = numpy.abs((distance + 6.0) % 12.0 - 6.0)
    matrix = numpy.clip(1.0 - distance * 1.5, 0.0, None).astype(numpy.float32)
    return numpy.asarray(columns @ matrix, numpy.float32)
