"""How strong a sound is: peak, RMS, offset, clipping, dynamic range."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor

SILENCE = -138.474
"""Silence in dBFS, where a number is needed: the smallest step of a 32-bit float near 1, as TimeSide has it."""


def decibels(amplitude: float) -> float:
    """In dBFS: a full scale square has 0. Silence has `SILENCE`."""
    return max(SILENCE, 20.0 * float(numpy.log10(max(amplitude, 1e-12))))


class LevelParameters(Parameters, frozen=True):
    """What counts as clipping: `clipped_samples` samples in a row of at least `full_scale` (1 is full scale)."""

    full_scale: Annotated[float, msgspec.Meta(gt=0, le=8)] = 0.9999
    clipped_samples: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 3


@processor(
    "level",
    "1.0",
    LevelParameters,
    [
        Declared("level.peak", "Peak", "dBFS", "The largest sample of all channels."),
        Declared("level.rms", "RMS", "dBFS", "Root of the mean square of all samples of all channels."),
        Declared("level.crest", "Crest factor", "dB", "Peak above RMS."),
        Declared("level.dc", "Offset", "%", "The mean of the samples of the channel where it is largest, signed."),
        Declared("level.clipped", "Clipped places", "", "How often several samples in a row are at full scale."),
    ],
)
class Level(Processor[LevelParameters]):
    """Peak, RMS and offset of the samples as they are, and how often they were cut off at full scale."""

    def __init__(self, shared: Shared, parameters: LevelParameters) -> None:
        super().__init__(shared, parameters)
        channels = shared.audio.channels
        self._peak = 0.0
        self._squares = 0.0
        self._sums = numpy.zeros(channels)
        self._count = 0
        self._clipped = 0
        self._edge = numpy.zeros((parameters.clipped_samples, channels), numpy.int8)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        sound = block.sound
        if not len(sound):
            return
        peak = max(float(sound.max()), -float(sound.min()))
        self._peak = max(self._peak, peak)
        # In parts, because a sum of squares in 32 bits loses digits when it gets long.
        flat = numpy.ascontiguousarray(sound).reshape(-1)
        self._squares += sum(float(part @ part) for part in numpy.array_split(flat, 1 + len(flat) // 8192))
        self._sums += numpy.ones(len(sound), numpy.float32) @ sound
        self._count += len(sound)
        if peak >= self.parameters.full_scale or self._edge.any():
            self._count_clipped(block)

    def tell(self) -> Sequence[Told]:
        """All results."""
        count = max(1, self._count)
        rms = float(numpy.sqrt(self._squares / (count * len(self._sums))))
        means = self._sums / count
        return [
            Told("level.peak", decibels(self._peak)),
            Told("level.rms", decibels(rms)),
            Told("level.crest", max(0.0, decibels(self._peak) - decibels(rms))),
            Told("level.dc", 100.0 * float(means[numpy.argmax(numpy.abs(means))])),
            Told("level.clipped", float(self._clipped)),
        ]

    def _count_clipped(self, block: Block) -> None:
        """A place begins where the last of so many samples in a row is at full scale, unlike the one before."""
        needed = self.parameters.clipped_samples
        high = (numpy.abs(block.sound) >= self.parameters.full_scale).astype(numpy.int8)
        joined = numpy.concatenate((self._edge, high))
        full = numpy.ones(joined.shape, numpy.int8)[needed - 1 :]
        for shift in range(needed):
            full &= joined[shift : shift + len(full)]
        self._clipped += int(numpy.count_nonzero(full[1:] > full[:-1]))
        self._edge = joined[-needed:]
