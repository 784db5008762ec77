"""Which chords are played."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.chordnames import NAMES, folding, likelihoods, steady
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.spectra import Spectra, tones
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import DataMode, LabelMetadata, TimeMode

_LOWEST, _HIGHEST = 60.0, 2100.0
_QUIETEST = 1e-4
# How much a fit counts beside how likely a change is.
_SHARPNESS = 12.0


class ChordsParameters(Parameters, frozen=True):
    """`staying`: how likely a chord goes on for a fifth of a second.

    `none`: how well a chord has to fit to be one, 0 to 1.
    """

    staying: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.9
    none: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.78


@processor(
    "chords",
    "1.1",
    ChordsParameters,
    [
        Declared(
            "chords.names", "Chords", "", "", TimeMode.SEGMENT, DataMode.LABEL, LabelMetadata(dict(enumerate(NAMES)))
        )
    ],
)
class Chords(Processor[ChordsParameters]):
    """Major, minor and seventh chords by templates (Fujishima, 1999), each as long as is likely (Sheh and Ellis, 2003).

    The confidence is how much better a chord fits than the second best, on average. Names are those of C. Harte (2005).
    """

    def __init__(self, shared: Shared, parameters: ChordsParameters) -> None:
        super().__init__(shared, parameters)
        self._tones: Spectra = tones(shared)
        self._matrix = folding(self._tones.frequencies, _LOWEST, _HIGHEST)
        self._chroma = Gathering(12, spool=shared.spool)
        self._length = 0.0

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        self._length = (block.start + len(block.sound)) / self.shared.audio.samplerate
        magnitudes = numpy.sqrt(self._tones.power)
        chroma = magnitudes @ self._matrix
        self._chroma.append(chroma * (magnitudes.max(axis=1, initial=0) > _QUIETEST)[:, None])

    def tell(self) -> Sequence[Told]:
        """The only result."""
        chroma = numpy.sqrt(self._chroma.all())
        # Drums sound in all classes alike; what the weakest one has says nothing about a chord.
        chroma -= chroma.min(axis=1, keepdims=True)
        fits = likelihoods(chroma, self.parameters.none)
        path, margins = steady(fits, self.parameters.staying, _SHARPNESS)
        begins = numpy.concatenate([[0], numpy.flatnonzero(numpy.diff(path)) + 1]).astype(numpy.intp)[: len(path)]
        ends = numpy.append(begins[1:], len(path))[: len(begins)]
        frame = self._tones.frame
        # A frame stands for what is in its middle; the first and the last one, for the ends of the sound as well.
        middle = (frame.blocksize - frame.stepsize) / 2 / frame.samplerate
        times = begins * (frame.stepsize / frame.samplerate) + numpy.where(begins > 0, middle, 0.0)
        times = numpy.minimum(times, self._length)
        sure = [float(margins[begin:end].mean()) for begin, end in zip(begins, ends, strict=True)]
        return [
            Told(
                "chords.names",
                label=path[begins],
                time=times,
                duration=numpy.append(times[1:], self._length)[: len(times)] - times,
                confidence=numpy.array(sure, numpy.float64),
            )
        ]
