"""Which notes are heard: chroma, tuning and key."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.arrays import Doubles, Reals
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.pitches import Pitches, fold
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import DataMode, LabelMetadata, TimeMode
from musicdb.model.keys import KEYS

_PROFILES = (
    (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081),
    (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052),
)
"""Albrecht and Shanahan, "The use of large corpora to train a new type of key-finding algorithm" (2013)."""
_PIECE = 8192
_OVERTONES = (1.0, 0.6, 0.35, 0.2, 0.12)


class ChromaParameters(Parameters, frozen=True):
    """There is nothing to choose."""


@processor(
    "chroma",
    "1.0",
    ChromaParameters,
    [Declared("chroma.chroma", "Chroma", "", "How strong each pitch class is, C to B; 1 at most.", TimeMode.FRAMEWISE)],
)
class Chroma(Processor[ChromaParameters]):
    """Peaks of the spectrum from 55 Hz to 4.2 kHz by pitch class, in the tuning of the music; the strongest has 1.

    After Gómez, "Tonal description of polyphonic audio for music content processing" (2006).
    """

    def __init__(self, shared: Shared, parameters: ChromaParameters) -> None:
        super().__init__(shared, parameters)
        self.pitches = shared.want(Pitches)
        self.frame = self.pitches.frame

    def hear(self, block: Block) -> None:
        """The pitches heard it."""

    @cached_property
    def chroma(self) -> Reals:
        """(frames, 12); a frame without a note has zeros."""
        columns, cents = self.pitches.all(), self.pitches.tuning()[0]
        made = Gathering(12, spool=self.shared.spool)
        for first in range(0, len(columns), _PIECE):
            folded = fold(columns[first : first + _PIECE], cents)
            made.append(folded / numpy.maximum(folded.max(axis=1, keepdims=True), 1e-9))
        return made.all()

    def tell(self) -> Sequence[Told]:
        """The only result."""
        axis = numpy.arange(12)
        return [Told("chroma.chroma", self.chroma, y_value=axis, frame=self.frame)]


class TuningParameters(Parameters, frozen=True):
    """There is nothing to choose."""


@processor(
    "tuning",
    "1.0",
    TuningParameters,
    [
        Declared("tuning.frequency", "Tuning", "Hz", "The frequency of A4."),
        Declared("tuning.cents", "Distance from A4 = 440 Hz", "cent"),
    ],
)
class Tuning(Processor[TuningParameters]):
    """The mean distance of all peaks of the spectrum from semitones, on a circle of 100 cents."""

    def __init__(self, shared: Shared, parameters: TuningParameters) -> None:
        super().__init__(shared, parameters)
        self._pitches = shared.want(Pitches)

    def hear(self, block: Block) -> None:
        """The pitches heard it."""

    def tell(self) -> Sequence[Told]:
        """All results."""
        cents, confidence = self._pitches.tuning()
        frequency = 440.0 * 2.0 ** (cents / 1200.0)
        return [
            Told("tuning.frequency", frequency, confidence=confidence),
            Told("tuning.cents", cents, confidence=confidence),
        ]


class Tonality(msgspec.Struct, frozen=True, eq=False):
    """The keys by likelihood: places in `KEYS` and their correlations; and how sure the first is, 0 to 1."""

    keys: tuple[int, ...]
    correlations: tuple[float, ...]
    confidence: float


class KeyParameters(Parameters, frozen=True):
    """`alternatives`: how many keys are named besides the likeliest."""

    alternatives: Annotated[int, msgspec.Meta(ge=0, le=23)] = 3


@processor(
    "key",
    "1.1",
    KeyParameters,
    [
        Declared("key.name", "Key", "", "", data_mode=DataMode.LABEL, labels=LabelMetadata(dict(enumerate(KEYS)))),
        Declared("key.alternatives", "Other keys", "", "Numbers of keys as in key.name, the likeliest first."),
        Declared("key.correlations", "Correlations", "", "Of the key and of its alternatives with their profiles."),
        Declared("key.profile", "Pitch classes", "", "Mean chroma of all, C to B; the strongest has 1."),
    ],
)
class Key(Processor[KeyParameters]):
    """The key whose profile (Albrecht and Shanahan, 2013), with overtones, correlates best with the mean chroma.

    The confidence is the lead over the second key, as a part of what a clear piece has. Silence is C major with 0.
    """

    def __init__(self, shared: Shared, parameters: KeyParameters) -> None:
        super().__init__(shared, parameters)
        self.pitches = shared.want(Pitches)
        self._sum = numpy.zeros(self.pitches.columns.shape[1])

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the pitches made of it
        """Takes the next block."""
        # Where more sounds there are more peaks: by their root, so that the end of a piece does not outvote the rest.
        columns = self.pitches.columns
        weights = 1.0 / numpy.sqrt(numpy.maximum(columns.sum(axis=1, dtype=numpy.float64), 1e-9))
        self._sum += weights @ columns

    @cached_property
    def profile(self) -> Doubles:
        """(12,): the mean chroma; the strongest has 1."""
        folded = fold(self._sum[None], self.pitches.tuning()[0])[0]
        return numpy.asarray(folded / max(float(folded.max()), 1e-9), numpy.float64)

    @cached_property
    def tonality(self) -> Tonality:
        """What is told, after the last block."""
        heard = self.profile - self.profile.mean()
        length = float(numpy.sqrt(numpy.square(heard).sum()))
        if length < 1e-6:  # noqa: PLR2004 -- nothing, or all alike
            return Tonality(tuple(range(len(KEYS))), (0.0,) * len(KEYS), 0.0)
        correlations = _profiles() @ heard / length
        order = numpy.argsort(-correlations, kind="stable")
        ordered = correlations[order]
        confidence = float(numpy.clip((ordered[0] - ordered[1]) / 0.15, 0.0, 1.0) * max(0.0, ordered[0]))
        return Tonality(tuple(order.tolist()), tuple(ordered.tolist()), confidence)

    def tell(self) -> Sequence[Told]:
        """All results."""
        tonality, count = self.tonality, 1 + self.parameters.alternatives
        return [
            Told("key.name", label=tonality.keys[0], confidence=tonality.confidence),
            Told("key.alternatives", numpy.array([tonality.keys[1:count]])),
            Told("key.correlations", numpy.array([tonality.correlations[:count]])),
            Told("key.profile", self.profile[None]),
        ]


def _profiles() -> Doubles:
    """(24, 12), each of mean 0 and length 1. Overtones of a note sound as octaves, fifths and thirds."""
    rows = []
    for profile in _PROFILES:
        sounding = numpy.zeros(12)
        for number, strength in enumerate(_OVERTONES, 1):
            sounding += strength * numpy.roll(profile, round(12 * numpy.log2(number)))
        rows += [numpy.roll(sounding, key) for key in range(12)]
    matrix = numpy.array(rows)
    matrix -= matrix.mean(axis=1, keepdims=True)
    return numpy.asarray(matrix / numpy.sqrt(numpy.square(matrix).sum(axis=1, keepdims=True)), numpy.float64)
