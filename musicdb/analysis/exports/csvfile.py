"""Results as CSV, for spreadsheets: one line for each row of each result.

`result,time,duration,label,confidence,value,value 2,…`. Times are seconds; the columns of a matrix stand side by side.
"""

import csv
import io
from collections.abc import Sequence
from typing import IO

import numpy

from musicdb.analysis.arrays import Array
from musicdb.analysis.exports.rows import label_texts
from musicdb.analysis.parts import arrays_of
from musicdb.analysis.result import DataMode, Result

_ROWS = 4096


def write(results: Sequence[Result], file: IO[bytes]) -> None:
    """Writes results, piece by piece."""
    width = max((_width(result) for result in results), default=1)
    columns = ["value", *(f"value {number}" for number in range(2, width + 1))]
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    table = csv.writer(text)
    table.writerow(["result", "time", "duration", "label", "confidence", *columns])
    for result in results:
        arrays_of(result)
        times, durations, texts = result.times(), result.durations(), label_texts(result)
        rows = len(times)
        confidence = _confidence(result, rows)
        data = result.data.reshape(rows, -1) if rows and result.data.size else numpy.empty((rows, 0))
        for first in range(0, rows, _ROWS):
            part = slice(first, first + _ROWS)
            sure = [""] * len(times[part]) if confidence is None else confidence[part].tolist()
            numbers = data[part].tolist() if result.data_mode is DataMode.VALUE else [[]] * len(times[part])
            names = texts[part] if texts else [""] * len(times[part])
            table.writerows(
                [result.id, time, duration, name, certain, *row]
                for time, duration, name, certain, row in zip(
                    times[part].tolist(), durations[part].tolist(), names, sure, numbers, strict=True
                )
            )
    text.detach()


def _width(result: Result) -> int:
    data = result.data
    if result.data_mode is DataMode.LABEL or not data.size:
        return 1
    return data.size // len(result.times())


def _confidence(result: Result, rows: int) -> Array | None:
    fits = result.confidence is not None and result.confidence.size in {1, rows}
    return numpy.broadcast_to(result.confidence, rows) if result.confidence is not None and fits else None
