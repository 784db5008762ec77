"""When notes and beats of drums begin."""

from collections.abc import Sequence
from functools import cached_property

import numpy

from musicdb.analysis.arrays import Doubles, Indices
from musicdb.analysis.materials.novelty import Novelty, Strength, local_maximum, local_mean
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import DataMode, LabelMetadata, TimeMode

_AROUND = 3
_CALM = 2.5
_BEFORE, _AFTER = 12, 8
_NEAR = 0.03
"""How far the exact moment may be from the frame, in seconds."""
_WIDTH, _LONG = 4, 16
_FADING = 0.4
"""An end makes a click in all bands, too; but what follows has less than so much of the power before."""
_EVIDENT = 20.0
"""A rise to 10 times the power and more is told with full confidence, a novelty of so many dB also."""


class OnsetsParameters(Parameters, frozen=True):
    """`threshold`: by how many dB the mean rise of all bands must be above 2.5 times that of its neighborhood."""

    threshold: float = 0.5


@processor(
    "onsets",
    "1.0",
    OnsetsParameters,
    [
        Declared(
            "onsets.times",
            "Onsets",
            description="Something begins.",
            time_mode=TimeMode.EVENT,
            data_mode=DataMode.LABEL,
            labels=LabelMetadata({1: "Onset"}),
        ),
        Declared("onsets.rate", "Onset rate", "1/s", "Onsets by the second of all the sound."),
        Declared("onsets.function", "Novelty", "dB", "Mean rise of 24 bands in 20 ms.", TimeMode.FRAMEWISE),
    ],
)
class Onsets(Processor[OnsetsParameters]):
    """Peaks of the spectral flux (Böck and Widmer, 2013), then moved to where the power rises most, within 3 ms."""

    def __init__(self, shared: Shared, parameters: OnsetsParameters) -> None:
        super().__init__(shared, parameters)
        self.novelty = shared.want(Novelty)
        self._strength = shared.want(Strength)
        self._samples = 0

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        self._samples += len(block.sound)

    @cached_property
    def found(self) -> tuple[Doubles, Doubles]:
        """The onsets in seconds, and how certain each is."""
        novelty = self.novelty.all()[:, 0]
        above = novelty - _CALM * local_mean(novelty, _BEFORE, _AFTER)
        highest = local_maximum(novelty, _AROUND) if len(novelty) else novelty
        frames = numpy.flatnonzero((novelty == highest) & (above >= self.parameters.threshold))
        frames = frames[numpy.diff(frames, prepend=-_AROUND) >= _AROUND]
        return self._place(frames, numpy.asarray(novelty[frames], numpy.float64))

    def tell(self) -> Sequence[Told]:
        """All results."""
        times, confidence = self.found
        seconds = max(self._samples / self.shared.audio.samplerate, 1.0)
        function = numpy.array(self.novelty.all()[:, 0])
        return [
            Told("onsets.times", label=numpy.ones(len(times), numpy.int8), time=times, confidence=confidence),
            Told("onsets.rate", len(times) / seconds),
            Told("onsets.function", function, frame=self.novelty.frame),
        ]

    def _place(self, frames: Indices, novelty: Doubles) -> tuple[Doubles, Doubles]:
        """Where the power of 12 ms is largest against that of the 12 ms before. Ends are left out."""
        step = self._strength.step / self.shared.audio.samplerate
        strength = self._strength.all().astype(numpy.float64)
        rough = frames / self.novelty.frames_per_second + self.novelty.delay
        if not len(frames) or not len(strength):
            return numpy.empty(0), numpy.empty(0)
        sums = numpy.concatenate((numpy.zeros((1, 2)), numpy.cumsum(strength, axis=0)))
        edged, plain = sums.T
        reach = round(_NEAR / step)
        centers = numpy.rint(rough / step).astype(numpy.intp)
        places = numpy.clip(centers[:, None] + numpy.arange(-reach, reach + 1), 0, len(strength) - 1)
        before, after = _between(edged, places - _WIDTH, places), _between(edged, places, places + _WIDTH)
        least = 1e-3 * numpy.maximum(before.max(axis=1), after.max(axis=1))[:, None] + 1e-12
        ratios = (after + least) / (before + least)
        best = places[numpy.arange(len(places)), ratios.argmax(axis=1)]
        later = best + _WIDTH
        goes_on = _between(plain, later, later + _LONG) >= _FADING * _between(plain, best - _LONG, best)
        rise = ratios.max(axis=1)
        times = numpy.where(rise > 1.5, best * step, rough)  # noqa: PLR2004 -- else nothing is seen to rise
        certain = numpy.clip(numpy.maximum(novelty / _EVIDENT, numpy.log10(rise)), 0.0, 1.0)
        times, kept = numpy.unique(numpy.maximum(times, 0.0)[goes_on], return_index=True)
        return times, certain[goes_on][kept]


def _between(sums: Doubles, first: Indices, last: Indices) -> Doubles:
    """The sum of so many steps. Beyond the ends is silence."""
    most = len(sums) - 1
    difference = sums[numpy.clip(last, 0, most)] - sums[numpy.clip(first, 0, most)]
    return numpy.asarray(numpy.maximum(difference, 0.0), numpy.float64)
