"""What a processor told, with everything needed to understand it later: the model of TimeSide's AnalyzerResult.

A result holds values or labels (`DataMode`), once for the whole sound, for each frame, for moments, or for stretches
of time (`TimeMode`). Arrays have one row for each of these; long ones may be memory maps that are read when used.
"""

from enum import StrEnum
from typing import Any

import msgspec
import numpy

from musicdb.analysis.arrays import Array, Doubles

ARRAYS = ("value", "label", "y_value", "time", "duration", "confidence")
_PIECE = 65_536


class DataMode(StrEnum):
    """Whether a result is numbers, or names of things."""

    VALUE = "value"
    LABEL = "label"


class TimeMode(StrEnum):
    """What the rows of a result belong to."""

    GLOBAL = "global"
    FRAMEWISE = "framewise"
    EVENT = "event"
    SEGMENT = "segment"


class FrameMetadata(msgspec.Struct, frozen=True):
    """Frame i covers `blocksize` samples from i * `stepsize` on; `samplerate` in Hz."""

    samplerate: int
    blocksize: int
    stepsize: int


class LabelMetadata(msgspec.Struct, frozen=True):
    """What the numbers of labels mean. `label_type` is "mono" when one label holds at a time, else "multi"."""

    label: dict[int, str]
    description: dict[int, str] = {}
    label_type: str = "mono"


class AudioMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """The sound that was heard. `start` and `duration` in seconds, `samplerate` in Hz, `hash` of the decoded audio.

    `channels_management` tells how channels were joined, as "(L+R)/2"; empty: each result says so itself.
    """

    samplerate: int
    channels: int
    uri: str = ""
    hash: str = ""
    start: float = 0.0
    duration: float = 0.0
    is_segment: bool = False
    channels_management: str = ""


class Statistics(msgspec.Struct, frozen=True):
    """Of all values of a result. `deviation` is that of a sample (ddof 1), 0 where there are fewer than two."""

    mean: float
    deviation: float
    median: float
    maximum: float
    minimum: float
    shape: tuple[int, ...]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """All of a result that is no array. `id` is `<processor>.<name>`."""

    id: str
    name: str
    unit: str
    description: str
    data_mode: DataMode
    time_mode: TimeMode
    processor: str
    version: str
    parameters: dict[str, Any]
    date: str
    audio: AudioMetadata
    frame: FrameMetadata | None = None
    labels: LabelMetadata | None = None


class Result(Head, frozen=True, kw_only=True, eq=False):
    """One result. Times are seconds from the begin of the heard piece.

    `value`: one row for each frame, event or segment; (1,) or (1, n) for the whole sound. `label`: the same, keys of
    `labels`. `y_value`: the axis of the second dimension (Hz, for instance). `time` and `duration`: one for each
    event or segment. `confidence`: 0 to 1 for each row, where the processor guesses.
    """

    value: Array | None = None
    label: Array | None = None
    y_value: Array | None = None
    time: Array | None = None
    duration: Array | None = None
    confidence: Array | None = None

    @property
    def data(self) -> Array:
        """The values, or the labels."""
        data = self.value if self.data_mode is DataMode.VALUE else self.label
        return numpy.empty(0) if data is None else data

    def times(self) -> Doubles:
        """When each row begins, in seconds of the whole sound."""
        start = self.audio.start
        match self.time_mode:
            case TimeMode.GLOBAL:
                return numpy.full(1, start)
            case TimeMode.FRAMEWISE if self.frame is not None:
                step = self.frame.stepsize / self.frame.samplerate
                return numpy.asarray(start + numpy.arange(len(self.data)) * step, numpy.float64)
            case _ if self.time is not None:
                return start + numpy.asarray(self.time, numpy.float64)
        return numpy.full(len(self.data), start)

    def durations(self) -> Doubles:
        """How long each row lasts, in seconds. Events are over at once."""
        match self.time_mode:
            case TimeMode.GLOBAL:
                return numpy.full(1, self.audio.duration)
            case TimeMode.FRAMEWISE if self.frame is not None:
                return numpy.full(len(self.data), self.frame.blocksize / self.frame.samplerate)
            case TimeMode.SEGMENT if self.duration is not None:
                return numpy.asarray(self.duration, numpy.float64)
        return numpy.zeros(len(self.data))

    def statistics(self) -> Statistics:
        """Of all values. Without values, or of labels, all are 0."""
        data = self.data
        if self.data_mode is DataMode.LABEL or not data.size:
            return Statistics(0.0, 0.0, 0.0, 0.0, 0.0, data.shape)
        # In pieces, because a result of a long sound lies in a file.
        pieces = [data[first : first + _PIECE].astype(numpy.float64) for first in range(0, len(data), _PIECE)]
        mean = sum(float(piece.sum()) for piece in pieces) / data.size
        squares = sum(float(numpy.square(piece - mean).sum()) for piece in pieces)
        return Statistics(
            mean,
            float(numpy.sqrt(squares / (data.size - 1))) if data.size > 1 else 0.0,
            float(numpy.median(data)),
            float(data.max()),
            float(data.min()),
            data.shape,
        )

    def equals(self, other: "Result") -> bool:
        """Whether the other one is the same to the last bit and the last word."""
        for field in self.__struct_fields__:
            mine, others = getattr(self, field), getattr(other, field)
            if field not in ARRAYS or mine is None or others is None:
                same = mine == others if field not in ARRAYS else mine is others
            else:
                same = mine.dtype == others.dtype and numpy.array_equal(mine, others)
            if not same:
                return False
        return True
