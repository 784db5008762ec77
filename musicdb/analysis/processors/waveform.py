"""The outline of a sound, to be drawn at any size without reading the sound again."""

from collections.abc import Sequence

import msgspec
import numpy

from musicdb.analysis.arrays import Array, Doubles, Sound
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.peaks import COARSER, FINE, FULL_SCALE, LEVELS, PROCESSOR
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import FrameMetadata, Result, TimeMode
from musicdb.errors import BadArgumentError

_MOST_PIXELS = 1_000_000


class Outline(msgspec.Struct, frozen=True, eq=False):
    """What to draw: `low` and `high` for each pixel, -1 to 1; `time` is where each begins, in seconds."""

    time: Doubles
    low: Array
    high: Array


class WaveformParameters(Parameters, frozen=True):
    """There is nothing to choose."""


@processor(
    PROCESSOR,
    "1.0",
    WaveformParameters,
    [Declared(name, f"Peaks of {step} samples", "", time_mode=TimeMode.FRAMEWISE) for name, step in LEVELS.items()],
)
class Waveform(Processor[WaveformParameters]):
    """The least and the largest sample of all channels in each stretch, as 16-bit numbers, in three resolutions."""

    def __init__(self, shared: Shared, parameters: WaveformParameters) -> None:
        super().__init__(shared, parameters)
        self._left: Sound = numpy.empty((0, shared.audio.channels), numpy.float32)
        self._peaks = Gathering(2, numpy.int16, shared.spool)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        sound = numpy.concatenate((self._left, block.sound))
        whole = len(sound) // FINE * FINE
        self._append(sound[:whole].reshape(whole // FINE, FINE * sound.shape[1]))
        self._left = sound[whole:]
        if block.last and len(self._left):
            self._append(self._left.reshape(1, -1))
            self._left = self._left[:0]

    def tell(self) -> Sequence[Told]:
        """All levels."""
        peaks, told = self._peaks.all(), []
        for name, step in LEVELS.items():
            told.append(Told(name, peaks, frame=FrameMetadata(self.shared.audio.samplerate, step, step)))
            starts = numpy.arange(0, len(peaks), COARSER)
            peaks = _extremes(peaks, starts) if len(peaks) else peaks
        return told

    def _append(self, stretches: Sound) -> None:
        if len(stretches):
            extremes = numpy.column_stack((stretches.min(axis=1), stretches.max(axis=1)))
            self._peaks.append(numpy.rint(numpy.clip(extremes, -1.0, 1.0) * FULL_SCALE))


def outline(results: Sequence[Result], start: float, stop: float, pixels: int) -> Outline:
    """The outline between `start` and `stop` (seconds of the sound) in so many pixels.

    `results` are those of the processor `waveform`. Reads only a part of the coarsest level that is fine enough.
    BadArgumentError for a stretch that is not there.
    """
    levels = sorted((one for one in results if one.id in LEVELS and one.frame), key=lambda one: -_step(one))
    if not levels or not 1 <= pixels <= _MOST_PIXELS:
        raise BadArgumentError("An outline needs the results of the processor “waveform”, and at least one pixel.")
    begin, end = start - levels[0].audio.start, stop - levels[0].audio.start
    if not 0.0 <= begin < end or begin >= levels[0].audio.duration:
        raise BadArgumentError(f"The stretch from {start:g} to {stop:g} seconds is not in this sound.")
    end = min(end, levels[0].audio.duration)
    level = next((one for one in levels if (end - begin) / _step(one) >= pixels), levels[-1])
    edges = begin + (end - begin) * numpy.arange(pixels + 1) / pixels
    rows = numpy.minimum((edges / _step(level)).astype(numpy.intp), len(level.data) - 1)
    last = min(int(numpy.ceil(edges[-1] / _step(level))), len(level.data))
    peaks = numpy.asarray(level.data[rows[0] : last])
    drawn = _extremes(peaks, rows[:-1] - rows[0]) / FULL_SCALE
    return Outline(edges[:-1] + levels[0].audio.start, drawn[:, 0], drawn[:, 1])


def _step(level: Result) -> float:
    """How many seconds a peak stands for."""
    frame = level.frame
    return frame.stepsize / frame.samplerate if frame else 1.0


def _extremes(peaks: Array, starts: Array) -> Array:
    """The least of the lows and the largest of the highs from each start to the next."""
    low = numpy.minimum.reduceat(peaks[:, 0], starts)
    return numpy.column_stack((low, numpy.maximum.reduceat(peaks[:, 1], starts)))
