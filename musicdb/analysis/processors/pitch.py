"""The melody of one voice or instrument."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.frames import Frames
from musicdb.analysis.materials.mix import Mix
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import TimeMode
from musicdb.analysis.yin import periods

_WINDOW_SECONDS = 0.046
_BATCH = 64


class PitchParameters(Parameters, frozen=True):
    """Pitches from `lowest` to `highest` Hz, every `step` seconds.

    A period is taken when the sound differs by less than `threshold` of its power from itself a period later. What is
    less sure than `least_confidence` has the pitch 0.
    """

    lowest: Annotated[float, msgspec.Meta(ge=20, le=500)] = 55.0
    highest: Annotated[float, msgspec.Meta(ge=200, le=5000)] = 2000.0
    step: Annotated[float, msgspec.Meta(ge=0.005, le=1)] = 0.023
    threshold: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.15
    least_confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5


@processor(
    "pitch",
    "1.0",
    PitchParameters,
    [
        Declared("pitch.frequency", "Pitch", "Hz", "Fundamental frequency; 0: no pitch.", TimeMode.FRAMEWISE),
        Declared("pitch.median", "Median pitch", "Hz", "Of all frames that have a pitch; 0: none has."),
        Declared("pitch.voiced", "Voiced", "", "The share of frames that have a pitch."),
    ],
)
class Pitch(Processor[PitchParameters]):
    """The fundamental frequency of the mix, for one voice at a time, by YIN (de Cheveigné and Kawahara, 2002).

    Within a cent on steady notes. The confidence is 1 less the aperiodic share of the power.
    """

    def __init__(self, shared: Shared, parameters: PitchParameters) -> None:
        super().__init__(shared, parameters)
        rate = shared.audio.samplerate
        self._shortest = max(2, int(rate / parameters.highest))
        self._longest = max(int(numpy.ceil(rate / parameters.lowest)) + 2, self._shortest + 2)
        self._window = max(int(_WINDOW_SECONDS * rate), self._longest)
        size = self._window + self._longest
        self._frames: Frames = shared.want(Frames, Mix, size, max(1, round(parameters.step * rate)))
        self._found = Gathering(2, spool=shared.spool)

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the frames made of it
        """Takes the next block."""
        frames = self._frames.samples
        for first in range(0, len(frames), _BATCH):
            batch = frames[first : first + _BATCH]
            found, sureness = periods(batch, self._window, self._shortest, self._longest, self.parameters.threshold)
            sure = (found > 0) & (sureness >= self.parameters.least_confidence)
            pitch = numpy.where(sure, self.shared.audio.samplerate / numpy.where(found > 0, found, 1), 0)
            self._found.append(numpy.column_stack((pitch, sureness)))

    def tell(self) -> Sequence[Told]:
        """All results."""
        pitch, sureness = self._found.all().T
        voiced = pitch[pitch > 0]
        share = len(voiced) / max(1, len(pitch))
        median = float(numpy.median(voiced)) if len(voiced) else 0.0
        confidence = float(sureness[pitch > 0].mean()) if len(voiced) else 0.0
        return [
            Told("pitch.frequency", pitch, confidence=sureness, frame=self._frames.frame),
            Told("pitch.median", median, confidence=confidence * share),
            Told("pitch.voiced", share),
        ]
