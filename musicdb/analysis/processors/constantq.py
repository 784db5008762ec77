"""The spectrum as notes hear it: as many bins in each octave."""

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Literal

import msgspec
import numpy

from musicdb.analysis.arrays import Complexes
from musicdb.analysis.materials.frames import Frames
from musicdb.analysis.materials.mix import Mix
from musicdb.analysis.pooling import Pooling
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import TimeMode

_BATCH = 16
# What a kernel has beyond, beside its largest number, is left out.
_NEGLIGIBLE = 0.001

Kernels = tuple[tuple[slice, slice, Complexes], ...]


class ConstantQParameters(Parameters, frozen=True):
    """`bins` for each of `octaves` octaves from `lowest` Hz (C1) up, every `step` seconds.

    At most `most_frames` frames, and 9 million values; of more, neighbors are one.
    """

    bins: Literal[12, 24, 36] = 12
    octaves: Annotated[int, msgspec.Meta(ge=1, le=9)] = 7
    lowest: Annotated[float, msgspec.Meta(ge=20, le=2000)] = 32.7032
    step: Annotated[float, msgspec.Meta(ge=0.01, le=1)] = 0.046
    most_frames: Annotated[int, msgspec.Meta(ge=64, le=65536)] = 16384


@processor(
    "constantq",
    "1.0",
    ConstantQParameters,
    [Declared("constantq.magnitude", "Constant-Q", "", "Magnitude at each note (Hz).", TimeMode.FRAMEWISE)],
)
class ConstantQ(Processor[ConstantQParameters]):
    """The constant-Q transform of the mix; a sine of amplitude a has the magnitude a.

    By products of spectra: J. C. Brown, M. S. Puckette, An efficient algorithm for the calculation of a constant Q
    transform, J. Acoust. Soc. Am. 92 (5), 1992. Bins above half the sample rate are left out.
    """

    def __init__(self, shared: Shared, parameters: ConstantQParameters) -> None:
        super().__init__(shared, parameters)
        rate = shared.audio.samplerate
        count = parameters.bins * parameters.octaves
        quality = 1 / (2 ** (1 / parameters.bins) - 1)
        axis = parameters.lowest * 2 ** (numpy.arange(count) / parameters.bins)
        self._axis = axis[axis * (1 + 1 / quality) < rate / 2]
        size = 1 << int(numpy.ceil(quality * rate / parameters.lowest)).bit_length()
        self._frames: Frames = shared.want(Frames, Mix, size, max(1, round(parameters.step * rate)))
        self._kernels = _kernels(rate, size, quality, tuple(self._axis.tolist()))
        self._pooling = Pooling(len(self._axis), parameters.most_frames)

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the frames made of it
        """Takes the next block."""
        frames = self._frames.samples
        for first in range(0, len(frames), _BATCH):
            spectra = numpy.fft.rfft(frames[first : first + _BATCH]).astype(numpy.complex64)
            made = numpy.empty((len(spectra), len(self._axis)), numpy.float32)
            for rows, columns, kernel in self._kernels:
                made[:, columns] = numpy.abs(spectra[:, rows] @ kernel)
            self._pooling.append(made)

    def tell(self) -> Sequence[Told]:
        """The only result."""
        frame = self._pooling.frames(self._frames.frame)
        return [Told("constantq.magnitude", self._pooling.all(), y_value=self._axis, frame=frame)]


@cache
def _kernels(rate: int, size: int, quality: float, axis: tuple[float, ...]) -> Kernels:
    """For each octave or so the bins of the spectrum it needs, its columns, and a matrix (bins, columns)."""
    found = []
    for first in range(0, len(axis), 12):
        spectra = numpy.array([_kernel(rate, size, quality, frequency) for frequency in axis[first : first + 12]])
        heard = numpy.flatnonzero((numpy.abs(spectra) > _NEGLIGIBLE * numpy.abs(spectra).max()).any(axis=0))
        rows = slice(int(heard[0]), int(heard[-1]) + 1)
        matrix = numpy.ascontiguousarray(spectra[:, rows].conj().T / size, numpy.complex64)
        found.append((rows, slice(first, first + len(spectra)), matrix))
    return tuple(found)


def _kernel(rate: int, size: int, quality: float, frequency: float) -> Complexes:
    """The spectrum of a tone of as many periods as there are in each bin, in the middle of a frame."""
    length = min(size, int(numpy.ceil(quality * rate / frequency)))
    window = numpy.hanning(length + 2)[1:-1]
    moments = numpy.arange(length) - length / 2
    tone = window / window.sum() * numpy.exp(2j * numpy.pi * frequency / rate * moments)
    frame = numpy.zeros(size, numpy.complex128)
    begin = (size - length) // 2
    frame[begin : begin + length] = 2 * tone
    return numpy.fft.fft(frame)[: size // 2 + 1].astype(numpy.complex64)
