"""Results as processors could tell them, of every type and every mode."""

from itertools import product
from typing import Any

import msgspec
import numpy

from musicdb.analysis.result import AudioMetadata, DataMode, FrameMetadata, LabelMetadata, Result, TimeMode

HASH = "c0ffee" * 8
TYPES = ("f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "longlong", "ulonglong")
MODES = tuple(product(TimeMode, DataMode))
LABELS = LabelMetadata({0: "N", 1: "C:maj", 2: 'say "<hi>" & ü\x07\r\n'}, {1: "C, E, G"})


def made(mode: TimeMode = TimeMode.GLOBAL, data: DataMode = DataMode.VALUE, /, **fields: Any) -> Result:
    """A result of this mode with two rows, or one for the whole sound. `fields` replace what it would have."""
    rows = 1 if mode is TimeMode.GLOBAL else 2
    result = Result(
        id="tune.pitch",
        name="Pitch",
        unit="Hz",
        description="What is heard: a < b & c",
        data_mode=data,
        time_mode=mode,
        processor="tune",
        version="1.0",
        parameters={"lowest": 55.0, "names": ["a", "ä"], "exact": True, "deep": {"none": None, "two words": 2}},
        date="2026-01-02T03:04:05+00:00",
        audio=AudioMetadata(samplerate=44_100, channels=2, uri="Ä/b & c.flac", hash=HASH, start=0.5, duration=8.0),
        value=numpy.linspace(1 / 3, 440, rows, dtype=numpy.float32) if data is DataMode.VALUE else None,
        label=numpy.arange(1, rows + 1) if data is DataMode.LABEL else None,
        labels=LABELS if data is DataMode.LABEL else None,
        frame=FrameMetadata(44_100, 2048, 1024) if mode is TimeMode.FRAMEWISE else None,
        time=numpy.array([0.25, 1 / 3]) if mode in {TimeMode.EVENT, TimeMode.SEGMENT} else None,
        duration=numpy.array([0.01, 2.5]) if mode is TimeMode.SEGMENT else None,
        confidence=numpy.full(rows, 0.1, numpy.float32),
    )
    return msgspec.structs.replace(result, **fields)
