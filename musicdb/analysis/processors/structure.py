"""The parts of a piece: where something new begins, and what comes back."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.arrays import Doubles
from musicdb.analysis.chordnames import folding
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.spectra import QUIET, mel, tones
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import DataMode, FrameMetadata, LabelMetadata, TimeMode
from musicdb.analysis.sections import boundaries, letters, novelty

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Timbre: so many cosines of the mel bands, without the first, which is the level.
_COSINES = 12
_LOWEST_TONE, _HIGHEST_TONE = 60.0, 2000.0


class StructureParameters(Parameters, frozen=True):
    """A part lasts `shortest` seconds at least.

    On each side of a border `reach` seconds are compared. Summits of the novelty above `least_novelty` are borders;
    parts whose cosine is `likeness` or more have the same letter.
    """

    shortest: Annotated[float, msgspec.Meta(ge=2, le=60)] = 6.0
    reach: Annotated[float, msgspec.Meta(ge=2, le=60)] = 8.0
    least_novelty: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.12
    likeness: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.6


@processor(
    "structure",
    "1.0",
    StructureParameters,
    [
        Declared("structure.novelty", "Novelty", "", "How much something new begins, 0 to 1.", TimeMode.FRAMEWISE),
        Declared("structure.parts", "Parts", "", "The same letter: alike.", TimeMode.SEGMENT, DataMode.LABEL),
    ],
)
class Structure(Processor[StructureParameters]):
    """Parts by timbre and harmony (Foote, 2000), in steps of half a second.

    The confidence of a part is how far its likeness to others is from the border between alike and new.
    """

    def __init__(self, shared: Shared, parameters: StructureParameters) -> None:
        super().__init__(shared, parameters)
        self._mel, self._tones = mel(shared), tones(shared)
        count = self._mel.powers.shape[1]
        angles = numpy.outer(numpy.arange(count) + 0.5, numpy.arange(1, _COSINES + 1)) * (numpy.pi / count)
        self._cosines = numpy.cos(angles).astype(numpy.float32)
        self._classes = folding(self._tones.frequencies, _LOWEST_TONE, _HIGHEST_TONE)
        self._timbre = Gathering(_COSINES, spool=shared.spool)
        self._chroma = Gathering(12, spool=shared.spool)
        self._length = 0.0

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        self._length = (block.start + len(block.sound)) / self.shared.audio.samplerate
        self._timbre.append(numpy.log10(self._mel.powers + numpy.float32(QUIET)) @ self._cosines)
        self._chroma.append(numpy.sqrt(self._tones.power) @ self._classes)

    def tell(self) -> Sequence[Told]:
        """All results."""
        rate = self.shared.audio.samplerate
        frame = FrameMetadata(rate, rate // 2, rate // 2)
        features = self._features()
        reach, shortest = (max(1, round(2 * seconds)) for seconds in (self.parameters.reach, self.parameters.shortest))
        curve = novelty(features, reach)
        begins = [0, *boundaries(curve, shortest, self.parameters.least_novelty)] if len(features) else []
        numbers, sureness = letters(features, begins, self.parameters.likeness)
        times = numpy.minimum(numpy.array(begins, numpy.float64) / 2, self._length)
        ends = numpy.append(times[1:], self._length) if begins else times
        names = {number: _letter(number) for number in sorted(set(numbers))}
        return [
            Told("structure.novelty", curve.astype(numpy.float32), frame=frame),
            Told(
                "structure.parts",
                label=numpy.array(numbers, numpy.int64),
                labels=LabelMetadata(names),
                time=times,
                duration=ends - times,
                confidence=numpy.array(sureness, numpy.float64),
            ),
        ]

    def _features(self) -> Doubles:
        """Rows of half a second, of unit length: timbre and harmony, each as it differs from its mean."""
        rows = int(numpy.ceil(2 * self._length)) if self._timbre.count else 0
        parts = []
        for gathered, frame in ((self._timbre.all(), self._mel.frame), (self._chroma.all(), self._tones.frame)):
            centers = (numpy.arange(len(gathered)) * frame.stepsize + frame.blocksize / 2) / frame.samplerate
            averaged = _averaged(gathered, (2 * centers).astype(numpy.intp), rows)
            centered = averaged - averaged.mean(axis=0) if rows else averaged
            spread = numpy.sqrt(numpy.mean(centered**2)) if rows else 1.0
            parts.append(centered / max(float(spread), 1e-9))
        joined = numpy.concatenate(parts, axis=1)
        lengths = numpy.linalg.norm(joined, axis=1, keepdims=True)
        return numpy.asarray(joined / numpy.maximum(lengths, 1e-9), numpy.float64)


def _averaged(
    values: numpy.typing.NDArray[numpy.float32], places: numpy.typing.NDArray[numpy.intp], rows: int
) -> Doubles:
    """The mean of the values of each place; a place without any has those of the one before."""
    sums = numpy.zeros((rows, values.shape[1]))
    if not rows or not len(values):
        return sums
    counts = numpy.bincount(numpy.minimum(places, rows - 1), minlength=rows)
    for column in range(values.shape[1]):
        sums[:, column] = numpy.bincount(numpy.minimum(places, rows - 1), values[:, column], rows)
    filled = numpy.maximum.accumulate(numpy.where(counts > 0, numpy.arange(rows), 0))
    return numpy.asarray((sums / numpy.maximum(counts, 1)[:, None])[filled], numpy.float64)


def _letter(number: int) -> str:
    return _LETTERS[number % len(_LETTERS)] + "'" * (number // len(_LETTERS))
