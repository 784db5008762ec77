"""When notes and beats of drums begin."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.arrays import Doubles, Indices, Reals
from musicdb.analysis.materials.novelty import Novelty, Strength, local_maximum, local_mean
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import DataMode, LabelMetadata, TimeMode

_AROUND = 3
_CALM = 2.5
_PIECE = 2048
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

    threshold: Annotated[float, msgspec.Meta(ge=0, le=60)] = 0.5


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
        strength = self._strength.all()
        if not len(frames) or not len(strength):
            return numpy.empty(0), numpy.empty(0)
        pieces = range(0, len(frames), _PIECE)
        placed = [self._place_some(strength, frames[at : at + _PIECE], novelty[at : at + _PIECE]) for at in pieces]
        times, first = numpy.unique(numpy.concatenate([times for times, _ in placed]), return_index=True)
        return times, numpy.concatenate([certain for _, certain in placed])[first]

    def _place_some(self, strength: Reals, frames: Indices, novelty: Doubles) -> tuple[Doubles, Doubles]:
        step = self._strength.step / self.shared.audio.samplerate
        rough = frames / self.novelty.frames_per_second + self.novelty.delay
        reach = round(_NEAR / step)
        before, behind = reach + _LONG, reach + _WIDTH + _LONG
        steps = numpy.rint(rough / step).astype(numpy.intp)[:, None] + numpy.arange(-before, behind)
        inside = (steps >= 0) & (steps < len(strength))  # beyond the ends is silence
        near = strength[numpy.clip(steps, 0, len(strength) - 1)].astype(numpy.float64) * inside[..., None]
        sums = numpy.concatenate((numpy.zeros((len(frames), 1, 2)), numpy.cumsum(near, axis=1)), axis=1)
        rows, places = numpy.arange(len(frames)), numpy.arange(before - reach, before + reach + 1)
        edged, plain = sums[..., 0], sums[..., 1]
        quiet = numpy.maximum(edged[:, places] - edged[:, places - _WIDTH], 0.0)
        loud = numpy.maximum(edged[:, places + _WIDTH] - edged[:, places], 0.0)
        least = 1e-3 * numpy.maximum(quiet.max(axis=1), loud.max(axis=1))[:, None] + 1e-12
        ratios = (loud + least) / (quiet + least)
        best = places[ratios.argmax(axis=1)]
        later = best + _WIDTH
        goes_on = plain[rows, later + _LONG] - plain[rows, later] >= _FADING * (
            plain[rows, best] - plain[rows, best - _LONG]
        )
        rise = ratios.max(axis=1)
        times = numpy.where(rise > 1.5, steps[rows, best] * step, rough)  # noqa: PLR2004 -- else nothing is seen to rise
        certain = numpy.clip(numpy.maximum(novelty / _EVIDENT, numpy.log10(rise)), 0.0, 1.0)
        return numpy.maximum(times, 0.0)[goes_on], certain[goes_on]
