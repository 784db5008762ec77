"""Where there is nothing to hear, and where the music itself begins and ends: cue points for crossfades."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.arrays import Doubles, Indices
from musicdb.analysis.materials.hundredths import Hundredths
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import DataMode, LabelMetadata, TimeMode

_SMOOTH_SECONDS = 3.0


class SilenceParameters(Parameters, frozen=True):
    """Silence has less RMS than `threshold` (dBFS) in each 10 ms, for at least `shortest` seconds."""

    threshold: Annotated[float, msgspec.Meta(ge=-120, le=0)] = -60.0
    shortest: Annotated[float, msgspec.Meta(ge=0.01, le=60)] = 0.15


class _Runs:
    """What the processors of this file have in common."""

    def __init__(self, hundredths: Hundredths, parameters: SilenceParameters) -> None:
        self._hundredths = hundredths
        self._parameters = parameters

    def runs(self) -> tuple[Indices, Indices]:
        """The hundredths at which silence or sound begin, and for each whether it is sound (1) or silence (0)."""
        heard = self._hundredths.all()[:, 0] > 10 ** (self._parameters.threshold / 10)
        if not len(heard):
            return numpy.empty(0, numpy.intp), numpy.empty(0, numpy.intp)
        starts = numpy.flatnonzero(numpy.diff(heard, prepend=not heard[0]))
        lengths = numpy.diff(starts, append=len(heard))
        # A gap that is too short is part of the sound around it.
        sounding = heard[starts] | (lengths * self._hundredths.seconds < self._parameters.shortest)
        kept = numpy.flatnonzero(numpy.diff(sounding, prepend=not sounding[0]))
        return starts[kept], sounding[kept].astype(numpy.intp)


@processor(
    "silence",
    "1.0",
    SilenceParameters,
    [
        Declared(
            "silence.segments",
            "Silence",
            description="Silence and sound by turns.",
            time_mode=TimeMode.SEGMENT,
            data_mode=DataMode.LABEL,
            labels=LabelMetadata({0: "Silence", 1: "Sound"}),
        ),
        Declared("silence.ratio", "Silent part", "", "How much of all is silence, 0 to 1."),
    ],
)
class Silence(Processor[SilenceParameters]):
    """Silence and sound by the RMS of 10 ms each."""

    def __init__(self, shared: Shared, parameters: SilenceParameters) -> None:
        super().__init__(shared, parameters)
        self._hundredths = shared.want(Hundredths)
        self._runs = _Runs(self._hundredths, parameters)
        self._samples = 0

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        self._samples += len(block.sound)

    def tell(self) -> Sequence[Told]:
        """All results."""
        starts, sounding = self._runs.runs()
        times = starts * self._hundredths.seconds
        durations = numpy.diff(times, append=self._samples / self.shared.audio.samplerate)
        ratio = float(durations[sounding == 0].sum()) / max(float(durations.sum()), 1e-9)
        labels = sounding.astype(numpy.int8)
        return [
            Told("silence.segments", label=labels, time=times, duration=durations),
            Told("silence.ratio", ratio),
        ]


class CuesParameters(SilenceParameters, frozen=True):
    """`quieter`: the intro lasts until the music is less than so many LU-like dB below its usual level."""

    quieter: float = 10.0


@processor(
    "cues",
    "1.0",
    CuesParameters,
    [
        Declared("cues.start", "First sound", "s", "Before it there is silence."),
        Declared("cues.intro", "End of the intro", "s", "From here on the music has its usual level."),
        Declared("cues.outro", "Begin of the outro", "s", "Until here the music has its usual level."),
        Declared("cues.end", "Last sound", "s", "Behind it there is silence."),
    ],
)
class Cues(Processor[CuesParameters]):
    """Where sound begins and ends, and the music proper: where the RMS of 3 s comes near the median of what is heard.

    The four are in this order. Without any sound all but the last are 0.
    """

    def __init__(self, shared: Shared, parameters: CuesParameters) -> None:
        super().__init__(shared, parameters)
        self._hundredths = shared.want(Hundredths)
        self._runs = _Runs(self._hundredths, parameters)
        self._samples = 0

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        self._samples += len(block.sound)

    def tell(self) -> Sequence[Told]:
        """All results."""
        return [Told(one.id, moment) for one, moment in zip(self.plugin.results, self.moments, strict=True)]

    @cached_property
    def moments(self) -> tuple[float, float, float, float]:
        """Start, end of the intro, begin of the outro, end: in seconds."""
        starts, sounding = self._runs.runs()
        duration = self._samples / self.shared.audio.samplerate
        if not sounding.any():
            return 0.0, 0.0, 0.0, duration
        seconds = self._hundredths.seconds
        borders = numpy.append(starts * seconds, duration)
        places = numpy.flatnonzero(sounding)
        start, end = float(borders[places[0]]), float(borders[places[-1] + 1])
        levels, width = self._levels()
        usual = float(numpy.median(levels[levels > self.parameters.threshold]))
        # The first window that is loud enough begins within the intro; the music is there when it is full.
        loud = numpy.flatnonzero(levels >= usual - self.parameters.quieter) * seconds
        intro = float(numpy.clip(loud[0], start, end)) if loud[0] > start else start
        outro = float(numpy.clip(loud[-1] + width, intro, end))
        return start, intro, outro, end

    def _levels(self) -> tuple[Doubles, float]:
        """In dBFS for windows of 3 s, or of all if that is less, at each hundredth; and how long they are."""
        powers = self._hundredths.all()[:, 0].astype(numpy.float64)
        size = min(len(powers), round(_SMOOTH_SECONDS / self._hundredths.seconds))
        sums = numpy.concatenate(([0.0], numpy.cumsum(powers)))
        means = numpy.maximum((sums[size:] - sums[:-size]) / size, 1e-12)
        levels = numpy.maximum(10 * numpy.log10(means), self.parameters.threshold + 1e-3)
        return numpy.asarray(levels, numpy.float64), size * self._hundredths.seconds
