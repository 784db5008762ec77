"""One result as a layer of Sonic Visualiser (.svl): instants, a curve, regions or a matrix of colors, by what it is.

The format is what Sonic Visualiser 5 writes for "Export Annotation Layer"; times are frames of the audio.
"""

from collections.abc import Iterator, Sequence
from typing import IO

import numpy

from musicdb.analysis.exports.rows import marked_up, stretches, texts
from musicdb.analysis.parts import arrays_of
from musicdb.analysis.result import DataMode, Result, TimeMode
from musicdb.errors import ResultsError

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE sonic-visualiser>\n<sv>\n<data>\n'


def write(results: Sequence[Result], file: IO[bytes]) -> None:
    """Writes the layer. ResultsError for more than one result: a layer file has one layer."""
    if len(results) != 1:
        raise ResultsError("A layer of Sonic Visualiser holds one result. Export them one by one.")
    result = results[0]
    arrays_of(result)
    if result.time_mode is TimeMode.FRAMEWISE and result.data_mode is DataMode.VALUE and result.data.ndim > 1:
        layer, model, rows = "colour3dplot", _dense_model(result), _dense_rows(result)
    elif result.time_mode is TimeMode.FRAMEWISE and result.data_mode is DataMode.VALUE:
        layer, model, rows = "timevalues", _sparse_model(result, 2), _points(result)
    elif result.time_mode is TimeMode.EVENT:
        layer, model, rows = "timeinstants", _sparse_model(result, 1), _instants(result)
    else:
        layer, model, rows = "regions", _sparse_model(result, 3, ' subtype="region"'), _regions(result)
    file.write(f"{_HEAD}{model}\n".encode())
    for row in rows:
        file.write(row.encode())
    file.write(
        f'</dataset>\n</data>\n<display>\n<layer id="2" type="{layer}" name="{marked_up(result.name)}" model="1"/>\n'
        "</display>\n</sv>\n".encode()
    )


def _sparse_model(result: Result, dimensions: int, more: str = "") -> str:
    return (
        f'<model id="1" name="{marked_up(result.name)}" sampleRate="{result.audio.samplerate}" start="0" '
        f'end="{_frame(result, result.audio.start + result.audio.duration)}" type="sparse" dimensions="{dimensions}" '
        f'resolution="1" notifyOnAdd="true" dataset="0"{more} {_limits(result)} units="{marked_up(result.unit)}"/>\n'
        f'<dataset id="0" dimensions="{dimensions}">'
    )


def _dense_model(result: Result) -> str:
    frame, audio = result.frame, result.audio
    step = round(frame.stepsize * audio.samplerate / frame.samplerate) if frame else 1
    axis = [] if result.y_value is None else result.y_value.ravel().tolist()
    bins = "".join(f'<bin number="{number}" name="{value:.6g}"/>\n' for number, value in enumerate(axis))
    begin, end = (_frame(result, time) for time in (audio.start, audio.start + audio.duration))
    return (
        f'<model id="1" name="{marked_up(result.name)}" sampleRate="{audio.samplerate}" start="0" end="{end}" '
        f'type="dense" dimensions="3" windowSize="{max(step, 1)}" yBinCount="{result.data[:1].size}" {_limits(result)} '
        f'startFrame="{begin}" dataset="0"/>\n<dataset id="0" dimensions="3" separator=" ">\n{bins}'
    )


def _limits(result: Result) -> str:
    data = result.data
    if result.data_mode is DataMode.LABEL or not data.size:
        return 'minimum="0" maximum="0"'
    return f'minimum="{float(data.min())!r}" maximum="{float(data.max())!r}"'


def _dense_rows(result: Result) -> Iterator[str]:
    for number, row in enumerate(result.data):
        yield f'<row n="{number}">{" ".join(map(repr, row.ravel().tolist()))}</row>\n'


def _points(result: Result) -> Iterator[str]:
    for time, value in zip(result.times().tolist(), result.data.tolist(), strict=True):
        yield f'<point frame="{_frame(result, time)}" value="{value!r}" label=""/>\n'


def _instants(result: Result) -> Iterator[str]:
    for time, text in zip(result.times().tolist(), texts(result), strict=True):
        yield f'<point frame="{_frame(result, time)}" label="{marked_up(text)}"/>\n'


def _regions(result: Result) -> Iterator[str]:
    """The height of a region is its value, or the number of its label."""
    numbers: dict[str, float] = {}
    valued = result.data_mode is DataMode.VALUE and result.time_mode is not TimeMode.FRAMEWISE
    values = (
        numpy.asarray(result.data).reshape(len(result.data), -1)[:, 0].tolist() if valued and result.data.size else []
    )
    for place, one in enumerate(stretches(result)):
        value = float(values[place]) if values else numbers.setdefault(one.text, float(len(numbers)))
        length = max(1, _frame(result, one.end) - _frame(result, one.begin))
        yield (
            f'<point frame="{_frame(result, one.begin)}" value="{value!r}" duration="{length}" '
            f'label="{marked_up(one.text)}"/>\n'
        )


def _frame(result: Result, time: float) -> int:
    return round(time * result.audio.samplerate)
