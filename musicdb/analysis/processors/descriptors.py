"""More of what a spectrum is like: its shape beyond center and width, and all the ways to see that something begins."""

from collections.abc import Sequence

import numpy

from musicdb.analysis import moments
from musicdb.analysis.arrays import Complexes
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.frames import Frames
from musicdb.analysis.materials.mix import Mix
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import TimeMode

_BLOCK_SECONDS = 0.023
_BATCH = 64
_TOLD = (
    ("energy", "Energy", "", "Sum of the squared magnitudes; a full scale sine has 1.5."),
    ("hfc", "High frequency content", "", "Sum of the magnitudes, each times the number of its bin."),
    ("crest", "Crest", "", "Largest by mean magnitude: 1 for even noise."),
    ("spread", "Spread", "Hz", "Deviation of the frequencies from the centroid."),
    ("skewness", "Skewness", "", "Above 0: the tail is above the centroid."),
    ("kurtosis", "Kurtosis", "", "3 for a bell, more for a summit on a plain."),
    ("slope", "Slope", "1/Hz", "Of the regression line through the magnitudes, over their sum."),
    ("decrease", "Decrease", "", "Mean of the slopes seen from the lowest bin."),
    ("specdiff", "Spectral difference", "", "Root of the differences of the squares, summed."),
    ("kl", "Kullback-Leibler", "", "Magnitudes, each times the logarithm of its growth."),
    ("mkl", "Modified Kullback-Leibler", "", "Logarithms of the growths, summed."),
    ("complex", "Complex domain", "", "Distance to what a steady sound would be."),
    ("phase", "Phase deviation", "rad", "Mean distance of the phases to those of a steady sound."),
)


class DescriptorsParameters(Parameters, frozen=True):
    """There is nothing to choose."""


@processor(
    "descriptors",
    "1.0",
    DescriptorsParameters,
    [
        Declared(f"descriptors.{name}", title, unit, description, TimeMode.FRAMEWISE)
        for name, title, unit, description in _TOLD
    ],
)
class Descriptors(Processor[DescriptorsParameters]):
    """Shapes of spectra (Peeters, 2004) and onset functions (Brossier, 2006) of the mix, for 23 ms each.

    Centroid, bandwidth, roll-off, flatness and flux are told by the processor `spectral`.
    """

    def __init__(self, shared: Shared, parameters: DescriptorsParameters) -> None:
        super().__init__(shared, parameters)
        rate = shared.audio.samplerate
        size = int(2 ** max(4, round(numpy.log2(_BLOCK_SECONDS * rate))))
        self._frames: Frames = shared.want(Frames, Mix, size, size // 2)
        hann = 0.5 - 0.5 * numpy.cos(2 * numpy.pi * numpy.arange(size) / size)
        self._window = (hann * (2 / hann.sum())).astype(numpy.float32)
        self._frequencies = numpy.fft.rfftfreq(size, 1 / rate)
        self._before: Complexes = numpy.zeros((2, size // 2 + 1), numpy.complex64)
        self._found = Gathering(len(_TOLD), spool=shared.spool)

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the frames made of it
        """Takes the next block."""
        for first in range(0, len(self._frames.samples), _BATCH):
            frames = self._frames.samples[first : first + _BATCH] * self._window
            self._describe(numpy.fft.rfft(frames).astype(numpy.complex64))

    def tell(self) -> Sequence[Told]:
        """All results."""
        columns = self._found.all()
        told = zip(self.plugin.results, columns.T, strict=True)
        return [Told(one.id, values, frame=self._frames.frame) for one, values in told]

    def _describe(self, spectra: Complexes) -> None:
        joined = numpy.concatenate((self._before, spectra))
        self._before = joined[-2:]
        magnitudes = numpy.abs(joined)
        now, before = magnitudes[2:], magnitudes[1:-1]
        distance, deviation = moments.complex_domain(joined[2:], joined[1:-1], joined[:-2])
        found = {
            "energy": moments.energy(now),
            "hfc": moments.high_frequency_content(now),
            "crest": moments.crest(now),
            **moments.shapes(now, self._frequencies),
            "specdiff": moments.spectral_difference(now, before),
            "kl": moments.kullback_leibler(now, before),
            "mkl": moments.modified_kullback_leibler(now, before),
            "complex": distance,
            "phase": deviation,
        }
        self._found.append(numpy.column_stack([found[name] for name, *_ in _TOLD]))
