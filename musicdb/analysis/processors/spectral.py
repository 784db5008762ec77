"""What a sound is like by its spectrum: bright or dark, tone or noise, steady or changing."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.mix import Mix
from musicdb.analysis.materials.spectra import QUIET, mel, spectrum
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import TimeMode

_SILENT = 1e-7
"""The magnitude of a frame, below which it is silence and has no spectrum to speak of: all values are 0 there."""
_LOUD_ENOUGH = 1e-4


class SpectralParameters(Parameters, frozen=True):
    """`rolloff`: below the roll-off is so much of the power."""

    rolloff: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.85


def _declared(name: str, title: str, unit: str, description: str) -> Declared:
    return Declared(f"spectral.{name}", title, unit, description, TimeMode.FRAMEWISE)


@processor(
    "spectral",
    "1.0",
    SpectralParameters,
    [
        _declared("centroid", "Centroid", "Hz", "Mean of the frequencies, weighted by their magnitudes."),
        _declared("bandwidth", "Bandwidth", "Hz", "Deviation of the frequencies from the centroid, weighted as there."),
        _declared("rolloff", "Roll-off", "Hz", "Below it is most of the power."),
        _declared("flatness", "Flatness", "", "Geometric by arithmetic mean of the power: 0 for a tone, 1 for noise."),
        _declared("flux", "Flux", "", "Distance to the spectrum before, each of length 1: 0 to 1.41."),
        _declared("zero_crossings", "Zero crossings", "1/s", "How often the sign changes."),
    ],
)
class Spectral(Processor[SpectralParameters]):
    """The usual descriptors of a spectrum (Peeters, "A large set of audio features", 2004), for 46 ms each."""

    def __init__(self, shared: Shared, parameters: SpectralParameters) -> None:
        super().__init__(shared, parameters)
        self.spectra = spectrum(shared)
        self._mix = shared.want(Mix)
        frequencies = self.spectra.frequencies
        # The first moments by one product; squares of kHz keep their digits in 32 bits.
        self._moments = numpy.array([frequencies**0, frequencies, (frequencies / 1000) ** 2], numpy.float32).T.copy()
        self._before = numpy.zeros(len(frequencies), numpy.float32)
        self._kept = numpy.empty(0, numpy.int8)
        self._sign = False
        self.columns = numpy.empty((0, 6), numpy.float32)
        self._all = Gathering(6, spool=shared.spool)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        crossings = self._crossings(last=block.last)
        power = self.spectra.power
        magnitude = numpy.sqrt(power)
        total, first, second = (magnitude @ self._moments).T
        heard = total > _SILENT
        weight = numpy.where(heard, total, 1.0)
        centroid = first / weight
        spread = numpy.sqrt(numpy.maximum(0.0, second / weight * 1e6 - numpy.square(centroid)))
        columns = (centroid, spread, self._rolloff(), self._flatness(), self._flux(magnitude), crossings)
        self.columns = numpy.array(columns, numpy.float32).T * heard[:, None]
        self._all.append(self.columns)

    def tell(self) -> Sequence[Told]:
        """All results."""
        columns = self._all.all()
        told = zip(self.plugin.results, columns.T, strict=True)
        return [Told(one.id, values, frame=self.spectra.frame) for one, values in told]

    def _rolloff(self) -> numpy.typing.NDArray[numpy.float32]:
        cumulated = numpy.cumsum(self.spectra.power, axis=1)
        bins = numpy.count_nonzero(cumulated < self.parameters.rolloff * cumulated[:, -1:], axis=1)
        return numpy.asarray(self.spectra.frequencies[numpy.minimum(bins, cumulated.shape[1] - 1)], numpy.float32)

    def _flatness(self) -> numpy.typing.NDArray[numpy.float32]:
        power = self.spectra.power + numpy.float32(QUIET)
        return numpy.asarray(numpy.exp(numpy.log(power).mean(axis=1)) / power.mean(axis=1), numpy.float32)

    def _flux(self, magnitude: numpy.typing.NDArray[numpy.float32]) -> numpy.typing.NDArray[numpy.float32]:
        """By the angle between both spectra: no difference of large arrays is needed."""
        if not len(magnitude):
            return numpy.empty(0, numpy.float32)
        joined = numpy.concatenate((self._before[None], magnitude))
        lengths = numpy.sqrt(numpy.einsum("fb,fb->f", joined, joined))
        products = numpy.einsum("fb,fb->f", joined[1:], joined[:-1])
        heard = (lengths[1:] > _SILENT) & (lengths[:-1] > _SILENT)
        cosine = products / numpy.where(heard, lengths[1:] * lengths[:-1], 1.0)
        self._before = magnitude[-1]
        return numpy.where(heard, numpy.sqrt(numpy.maximum(0.0, 2.0 - 2.0 * cosine)), 0.0).astype(numpy.float32)

    def _crossings(self, *, last: bool) -> numpy.typing.NDArray[numpy.float32]:
        """For each frame, by the second."""
        frame, count = self.spectra.frame, len(self.spectra.power)
        signs = self._mix.samples < 0
        changes = numpy.empty(len(signs), numpy.int8)
        if len(signs):
            changes[0] = signs[0] != self._sign
            numpy.not_equal(signs[1:], signs[:-1], out=changes[1:].view(numpy.bool_))
            self._sign = bool(signs[-1])
        joined = numpy.concatenate((self._kept, changes))
        if last:
            joined = numpy.pad(joined, (0, frame.blocksize))
        half = frame.stepsize
        halves = joined[: (count + 1) * half if count else 0].reshape(-1, half).sum(axis=1, dtype=numpy.int32)
        self._kept = joined[count * half :]
        rates = (halves[1:] + halves[:-1]) * (frame.samplerate / frame.blocksize)
        return numpy.asarray(rates, numpy.float32)


class MfccParameters(Parameters, frozen=True):
    """`coefficients`: how many are told, the first of which follows the level."""

    coefficients: Annotated[int, msgspec.Meta(ge=1, le=40)] = 13


@processor(
    "mfcc",
    "1.0",
    MfccParameters,
    [Declared("mfcc.coefficients", "MFCC", "", "Cepstrum of 40 mel bands in dB.", TimeMode.FRAMEWISE)],
)
class Mfcc(Processor[MfccParameters]):
    """Mel frequency cepstral coefficients (Davis and Mermelstein, 1980): an orthonormal DCT-II of 40 bands in dB."""

    def __init__(self, shared: Shared, parameters: MfccParameters) -> None:
        super().__init__(shared, parameters)
        self.bands = mel(shared)
        count = self.bands.powers.shape[1]
        angles = numpy.pi / count * numpy.outer(numpy.arange(count) + 0.5, numpy.arange(parameters.coefficients))
        matrix = numpy.cos(angles) * numpy.sqrt(2 / count)
        matrix[:, :1] /= numpy.sqrt(2)
        self._matrix = matrix.astype(numpy.float32)
        self.columns = numpy.empty((0, parameters.coefficients), numpy.float32)
        self._all = Gathering(parameters.coefficients, spool=shared.spool)

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the bands made of it
        """Takes the next block."""
        self.columns = 10 * numpy.log10(self.bands.powers + numpy.float32(QUIET)) @ self._matrix
        self._all.append(self.columns)

    def tell(self) -> Sequence[Told]:
        """The only result."""
        return [Told("mfcc.coefficients", self._all.all(), frame=self.bands.frame)]
