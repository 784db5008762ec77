"""Makes results of what processors tell: with all metadata, and only if the numbers are finite and as declared."""

from typing import Any

import numpy

from musicdb.analysis.arrays import Array, let_go
from musicdb.analysis.processor import Declared, Processor, Told
from musicdb.analysis.result import AudioMetadata, DataMode, Result, TimeMode

_PIECE = 262_144
_KINDS = "iufb"


def put_together(made: Processor[Any], parameters: dict[str, Any], audio: AudioMetadata, date: str) -> list[Result]:
    """The results of one processor. ValueError when it tells something else than it declared."""
    plugin = made.plugin
    declared = {one.id: one for one in plugin.results}
    results = []
    for told in made.tell():
        one = declared.pop(told.id)
        results.append(
            Result(
                id=told.id,
                name=one.name,
                unit=one.unit,
                description=one.description or plugin.description,
                data_mode=one.data_mode,
                time_mode=one.time_mode,
                processor=plugin.id,
                version=plugin.version,
                parameters=parameters,
                date=date,
                audio=audio,
                frame=told.frame,
                labels=told.labels or one.labels,
                **_arrays(told, one),
            )
        )
    if declared:
        raise ValueError(f"It did not tell {', '.join(declared)}.")
    return results


def _arrays(told: Told, declared: Declared) -> dict[str, Array | None]:
    arrays = {
        name: None if getattr(told, name) is None else numpy.atleast_1d(getattr(told, name))
        for name in ("value", "label", "y_value", "time", "duration", "confidence")
    }
    data = arrays["value" if declared.data_mode is DataMode.VALUE else "label"]
    if data is None:
        raise ValueError(f"{told.id} has no {declared.data_mode}.")
    needed = {TimeMode.EVENT: ("time",), TimeMode.SEGMENT: ("time", "duration")}.get(declared.time_mode, ())
    if declared.time_mode is TimeMode.FRAMEWISE and told.frame is None:
        raise ValueError(f"{told.id} has no frames.")
    for name in (*needed, "confidence"):
        array = arrays[name]
        if (array is None and name in needed) or (array is not None and len(array) != len(data)):
            raise ValueError(f"{told.id}: {name} does not fit to the rows.")
    for name, array in arrays.items():
        if array is not None and not _finite(array):
            raise ValueError(f"{told.id}: {name} has numbers that are not finite, or none at all.")
        if array is not None:
            let_go(array)
    return arrays


def _finite(array: Array) -> bool:
    if array.dtype.kind not in _KINDS:
        return False
    pieces = (array[first : first + _PIECE] for first in range(0, len(array), _PIECE))
    return array.dtype.kind != "f" or all(bool(numpy.isfinite(piece).all()) for piece in pieces)
