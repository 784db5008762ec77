"""Pictures of a sound: how strong it is at each frequency and time."""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec
import numpy

from musicdb.analysis.arrays import Doubles, Reals
from musicdb.analysis.materials.mix import Mix
from musicdb.analysis.materials.spectra import Spectra
from musicdb.analysis.pooling import Pooling
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import TimeMode

_QUIETEST = 1e-12
_STEPS = 16


class SpectrogramParameters(Parameters, frozen=True):
    """How it is taken.

    Frames of `blocksize` samples begin every `stepsize` samples, at most 32 in a block. `axis` is `linear` (each bin),
    or `bands` bands of equal width on the `mel` scale (O'Shaughnessy, 1987) or in octaves (`log`), from `lowest` Hz up.
    Values are `decibels` (to a sixteenth) or `power`, where a full scale sine has 0 dB or 1. When there are more than
    `most_frames`, or 9 million values, neighbors are one.
    """

    blocksize: Literal[256, 512, 1024, 2048, 4096, 8192, 16384] = 2048
    stepsize: Annotated[int, msgspec.Meta(ge=64, le=16384)] = 1024
    axis: Literal["linear", "mel", "log"] = "linear"
    bands: Annotated[int, msgspec.Meta(ge=8, le=512)] = 128
    lowest: Annotated[float, msgspec.Meta(ge=10, le=1000)] = 30.0
    scale: Literal["decibels", "power"] = "decibels"
    most_frames: Annotated[int, msgspec.Meta(ge=64, le=16384)] = 8192

    def __post_init__(self) -> None:
        """ValueError for frames so close that four seconds of them fill the memory."""
        if self.stepsize * 32 < self.blocksize:
            raise ValueError(f"`stepsize` must be at least {self.blocksize // 32} for blocks of {self.blocksize}")


@processor(
    "spectrogram",
    "1.0",
    SpectrogramParameters,
    [Declared("spectrogram.power", "Spectrogram", "dBFS", "Power at each frequency (Hz).", TimeMode.FRAMEWISE)],
)
class Spectrogram(Processor[SpectrogramParameters]):
    """The power of short-time spectra of the mix, in bins or in bands that are as wide as ears hear them."""

    def __init__(self, shared: Shared, parameters: SpectrogramParameters) -> None:
        super().__init__(shared, parameters)
        self._spectra: Spectra = shared.want(Spectra, Mix, parameters.blocksize, parameters.stepsize)
        self._axis = self._spectra.frequencies
        self._matrix: Reals | None = None
        if parameters.axis != "linear":
            edges = _edges(parameters, shared.audio.samplerate)
            self._axis, self._matrix = edges[1:-1], _bands(self._spectra.frequencies, edges)
        self._pooling = Pooling(len(self._axis), parameters.most_frames)

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the spectra made of it
        """Takes the next block."""
        power = self._spectra.power
        self._pooling.append(power if self._matrix is None else power @ self._matrix)

    def tell(self) -> Sequence[Told]:
        """The only result."""
        value = self._pooling.all()
        if self.parameters.scale == "decibels":
            # Fewer digits are fewer bytes on the disk, and no eye sees a sixteenth of a decibel.
            value = numpy.maximum(value, _QUIETEST)
            numpy.log10(value, out=value)
            value *= 10 * _STEPS
            numpy.rint(value, out=value)
            value /= _STEPS
        frame = self._pooling.frames(self._spectra.frame)
        return [Told("spectrogram.power", value, y_value=self._axis, frame=frame)]


def _edges(parameters: SpectrogramParameters, rate: int) -> Doubles:
    """Where bands begin, have their center, and end: two more than there are bands."""
    lowest, highest, count = parameters.lowest, rate / 2, parameters.bands + 2
    if parameters.axis == "log":
        return numpy.asarray(numpy.geomspace(lowest, highest, count), numpy.float64)
    begin, end = (1127 * float(numpy.log1p(frequency / 700)) for frequency in (lowest, highest))
    return numpy.asarray(700 * numpy.expm1(numpy.linspace(begin, end, count) / 1127), numpy.float64)


def _bands(frequencies: Doubles, edges: Doubles) -> Reals:
    """(bins, bands): triangles with a sum of 1; a band between two bins is mixed of both."""
    rising = (frequencies[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - frequencies[:, None]) / (edges[2:] - edges[1:-1])
    matrix = numpy.clip(numpy.minimum(rising, falling), 0, None)
    places = edges[1:-1] / frequencies[1]
    below = numpy.clip(places.astype(numpy.intp), 0, len(frequencies) - 2)
    narrow = numpy.flatnonzero((edges[2:] - edges[:-2]) < 2 * frequencies[1])
    matrix[:, narrow] = 0
    share = numpy.clip(places - below, 0, 1)
    matrix[below[narrow], narrow] = 1 - share[narrow]
    matrix[below[narrow] + 1, narrow] = share[narrow]
    return numpy.asarray(matrix / numpy.maximum(matrix.sum(axis=0), 1e-12), numpy.float32)
