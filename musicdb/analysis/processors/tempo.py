"""How fast the music is, and when its beats are."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.arrays import Doubles, Indices, Reals
from musicdb.analysis.materials.novelty import Novelty, local_mean
from musicdb.analysis.periodicity import FASTEST, SLOWEST, Tempogram, beats, course, preference, tempi, tempogram
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import DataMode, LabelMetadata, TimeMode

_SECOND = 100
_FAINT = 0.1
"""Windows with less novelty than so much of the liveliest do not count."""
_BEGINNING = 1.0
"""In dB; so much rises in frames in which something begins."""
_RELATED = (0.5, 2.0, 2 / 3, 1.5, 1 / 3, 3.0)
_FEWEST = 4
_METERS = (4, 3)
_SMOOTH = numpy.hanning(9)[1:-1] / 4
"""People and grids of frames are not exact to 10 ms."""


class TempoParameters(Parameters, frozen=True):
    """`confidence`: with less there is no tempo (0) and there are no beats."""

    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.12


class Rhythm(msgspec.Struct, frozen=True, eq=False):
    """What was found: `bpm` 0 without a tempo, beats in seconds, `downbeats` as places in the beats."""

    bpm: float = 0.0
    confidence: float = 0.0
    alternatives: tuple[float, ...] = (0.0,) * len(_RELATED)
    saliences: tuple[float, ...] = (0.0,) * len(_RELATED)
    beats: Doubles = msgspec.field(default_factory=lambda: numpy.empty(0))
    certain: Doubles = msgspec.field(default_factory=lambda: numpy.empty(0))
    downbeats: Indices = msgspec.field(default_factory=lambda: numpy.empty(0, numpy.intp))
    meter: int = 0
    meter_confidence: float = 0.0


@processor(
    "tempo",
    "1.0",
    TempoParameters,
    [
        Declared("tempo.bpm", "Tempo", "1/min", "Beats by the minute; 0 where there is no steady beat."),
        Declared(
            "tempo.alternatives", "Other tempi", "1/min", "Half, double, two thirds and so on, the likeliest first."
        ),
        Declared("tempo.saliences", "Saliences", "", "Of the alternatives, relative to the tempo."),
        Declared("tempo.meter", "Meter", "", "Beats in a bar: 3 or 4, or 0 without a tempo."),
        Declared(
            "tempo.beats",
            "Beats",
            description="The beats.",
            time_mode=TimeMode.EVENT,
            data_mode=DataMode.LABEL,
            labels=LabelMetadata({1: "Beat", 2: "Downbeat"}, {2: "A guess of where bars begin."}),
        ),
        Declared("tempo.course", "Course of the tempo", "1/min", "Of 16 s each.", TimeMode.FRAMEWISE),
    ],
)
class Tempo(Processor[TempoParameters]):
    """Tempo by autocorrelation of the novelty, beats by dynamic programming; sources in `periodicity`.

    The confidence is the correlation of the novelty with itself some beats later. Downbeats are guessed from accents.
    """

    def __init__(self, shared: Shared, parameters: TempoParameters) -> None:
        super().__init__(shared, parameters)
        self.novelty = shared.want(Novelty)

    def hear(self, block: Block) -> None:
        """The novelty heard it."""

    @cached_property
    def rhythm(self) -> Rhythm:
        """Everything, after the last block."""
        rises = self.novelty.all()
        rate = self.novelty.frames_per_second
        strong, seen = self._strong, self._tempogram
        busy = seen.weight >= _FAINT * seen.weight.max(initial=0.0)
        if numpy.count_nonzero(rises[:, 0] > _BEGINNING) < _FEWEST:
            return Rhythm()
        path = course(seen)
        rows = numpy.arange(len(path))
        weight = seen.weight * busy
        certain = numpy.maximum(seen.salience[rows, path], 0.0)
        confidence = float(numpy.clip((certain * weight).sum() / weight.sum(), 0.0, 1.0))
        if confidence < self.parameters.confidence:
            return Rhythm(confidence=confidence)
        return self._along(strong, rises[:, 2], path, confidence, rate)

    def tell(self) -> Sequence[Told]:
        """All results."""
        rhythm = self.rhythm
        labels = numpy.ones(len(rhythm.beats), numpy.int8)
        labels[rhythm.downbeats] = 2
        hop = round(self._tempogram.hop * self.shared.audio.samplerate)
        frame = msgspec.structs.replace(self.novelty.frame, blocksize=4 * hop, stepsize=hop)
        course_values = tempi()[course(self._tempogram)] if rhythm.bpm else numpy.zeros(len(self._tempogram.weight))
        return [
            Told("tempo.bpm", rhythm.bpm, confidence=rhythm.confidence),
            Told("tempo.alternatives", numpy.array([rhythm.alternatives])),
            Told("tempo.saliences", numpy.array([rhythm.saliences])),
            Told("tempo.meter", float(rhythm.meter), confidence=rhythm.meter_confidence),
            Told("tempo.beats", label=labels, time=rhythm.beats, confidence=rhythm.certain),
            Told("tempo.course", course_values.astype(numpy.float32), frame=frame),
        ]

    @cached_property
    def _tempogram(self) -> Tempogram:
        return tempogram(self._strong, self.novelty.frames_per_second)

    @cached_property
    def _strong(self) -> Reals:
        """All bands and the bass alike: a hi-hat fills most bands, and tells nothing about where beats are."""
        rises = self.novelty.all()[:, 1:]
        both = (rises / numpy.maximum(rises.mean(axis=0), 1e-6) if len(rises) else rises).sum(axis=1)
        strong = numpy.maximum(numpy.float32(0.0), both - local_mean(both, _SECOND // 2, _SECOND // 2))
        if len(strong):
            strong = numpy.convolve(strong, _SMOOTH, mode="same")[: len(strong)]
        return numpy.asarray(strong, numpy.float32)

    def _along(self, strong: Reals, bass: Reals, path: Indices, confidence: float, rate: float) -> Rhythm:
        frames = numpy.arange(len(strong))
        centers = (numpy.arange(len(path)) + 2) * self._tempogram.hop * rate
        periods = 60.0 * rate / numpy.interp(frames, centers, tempi()[path])
        placed = _trimmed(beats(strong, periods), strong)
        if len(placed) < _FEWEST:
            return Rhythm(confidence=confidence)
        times = placed / rate + self.novelty.delay
        bpm = _bpm(times, float(numpy.median(tempi()[path])))
        alternatives, saliences = self._alternatives(path)
        around = strong[placed]
        certain = numpy.clip(confidence * numpy.sqrt(around / max(float(numpy.median(around)), 1e-6)), 0.0, 1.0)
        meter, phase, meter_confidence = _meter(strong[placed], _peaks(bass, placed))
        return Rhythm(
            bpm=bpm,
            confidence=confidence,
            alternatives=tuple(bpm * ratio for ratio in alternatives),
            saliences=saliences,
            beats=times,
            certain=certain,
            downbeats=numpy.arange(phase, len(placed), meter),
            meter=meter,
            meter_confidence=meter_confidence,
        )

    def _alternatives(self, path: Indices) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Ratios to the tempo and their saliences relative to it: the two likeliest of half, double and so on."""
        seen = numpy.maximum(self._tempogram.salience, 0.0).mean(axis=0) * preference()
        own = float(numpy.median(tempi()[path]))

        def salience(bpm: float) -> float:
            if not SLOWEST <= bpm <= FASTEST:
                return 0.0
            near = numpy.abs(numpy.log2(tempi() / bpm)) < 0.03  # noqa: PLR2004 -- 2 %
            return float(seen[near].max())

        least = max(salience(own), 1e-6)
        pairs = sorted(((salience(own * ratio) / least, ratio) for ratio in _RELATED), reverse=True)
        return tuple(ratio for _, ratio in pairs), tuple(value for value, _ in pairs)


def _bpm(times: Doubles, expected: float) -> float:
    """From the distances of beats far apart, which are more exact than the tempogram; where they agree."""
    apart = min(8, len(times) - 1)
    bpm = 60.0 * apart / float(numpy.median(times[apart:] - times[:-apart]))
    return bpm if abs(bpm / expected - 1.0) < 0.04 else expected  # noqa: PLR2004 -- else beats were left out


def _trimmed(placed: Indices, strong: Reals) -> Indices:
    """Without the beats before the first and after the last that can be heard."""
    around = strong[placed]
    heard = numpy.flatnonzero(around > 0.3 * numpy.sqrt(numpy.mean(numpy.square(around))))
    return placed[heard[0] : heard[-1] + 1] if len(heard) else placed[:0]


def _peaks(values: Reals, placed: Indices) -> Reals:
    """The largest value within 30 ms of each place."""
    near = numpy.clip(placed[:, None] + numpy.arange(-3, 4), 0, len(values) - 1)
    return numpy.asarray(values[near].max(axis=1), numpy.float32)


def _meter(strong: Reals, bass: Reals) -> tuple[int, int, float]:
    """How many beats make a bar, which is its first, and how sure that is: by accents, most of all of the bass."""
    accents = bass / max(float(bass.mean()), 1e-6) + strong / max(float(strong.mean()), 1e-6) / 4
    best = (_METERS[0], 0, 0.0)
    for meter in _METERS:
        if len(accents) < 2 * meter:
            continue
        deviation = max(float(accents.std()), 1e-6)
        scores = [(accents[phase::meter].mean() - accents.mean()) / deviation for phase in range(meter)]
        phase = int(numpy.argmax(scores))
        # By chance the mean of n beats is off by 1/sqrt(n) deviations.
        score = float(scores[phase]) - 2.0 / numpy.sqrt(len(accents) / meter)
        if score > best[2] + 0.05:
            best = (meter, phase, min(1.0, score))
    return best
