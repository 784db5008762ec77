"""Curves over time, moments as lines, and stretches as colored areas."""

from collections.abc import Sequence

import numpy

from musicdb.analysis.exports.rows import stretches, texts
from musicdb.analysis.graphers.canvas import Curve, Picture, Theme, View, bars, color, gathered, painted, spans
from musicdb.analysis.graphers.finding import single
from musicdb.analysis.result import DataMode, Result, TimeMode
from musicdb.errors import BadArgumentError

_THICKNESS = 1.5
# What is drawn at the edge of a picture is seen as a whole.
_MARGIN = 1.0
_FAINTEST = 0.4
_TRANSLUCENT = 0.6


def curve(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """One number for each frame as a line, from the least one at the bottom to the largest one at the top.

    What is the same all the time is in the middle.
    Where a pixel stands for several frames it is as high as they are apart. Of several columns the first is drawn.
    """
    result = single(results, DataMode.VALUE, TimeMode.FRAMEWISE)
    frame, data = result.frame, result.data
    if frame is None or not data.size:
        return picture
    values = data.reshape(len(data), -1)[:, 0]
    edges = (view.edges() - result.audio.start) * (frame.samplerate / frame.stepsize)
    high, low = gathered(values, edges), gathered(values, edges, numpy.fmin)
    least, most = float(values.min()), float(values.max())
    if least == most:
        least, most = least - 1.0, most + 1.0
    scale = (view.height - 2 * _MARGIN) / max(most - least, 1e-12)
    tops, bottoms = (_MARGIN + (most - level) * scale for level in (high, low))
    tops, bottoms = _joined(tops, bottoms)
    thin = numpy.maximum(_THICKNESS - (bottoms - tops), 0) / 2
    shares = bars(view.height, tops - thin, bottoms + thin)
    return painted(picture, numpy.nan_to_num(shares), color(theme.foreground))


def events(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """A line for each moment; labels have colors of their own, and what is less sure is fainter.

    Values are heights, the largest one reaching to the top.
    """
    result = single(results, None, TimeMode.EVENT)
    columns = view.columns(result.times())
    heights = _heights(result, view)
    paints = (
        _paints(texts(result), theme) if result.data_mode is DataMode.LABEL else [color(theme.accent)] * len(columns)
    )
    for place in numpy.flatnonzero((columns > -1) & (columns < view.width + 1)).tolist():
        column = columns[place]
        picture = _area(
            picture,
            column - _THICKNESS / 2,
            column + _THICKNESS / 2,
            heights[place],
            _sureness(result, place),
            paints[place],
        )
    return picture


def segments(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """An area for each stretch of time, in the color of its label or as high as its value. Frames with labels, too."""
    result = single(results, None, TimeMode.SEGMENT, TimeMode.FRAMEWISE)
    labeled = result.data_mode is DataMode.LABEL
    if result.time_mode is TimeMode.FRAMEWISE and not labeled:
        raise BadArgumentError(f"The result “{result.id}” has a value for each frame; draw it as a curve.")
    parts = stretches(result)
    heights = _heights(result, view)
    paints = _paints([part.text for part in parts], theme) if labeled else [color(theme.accent)] * len(parts)
    single_rows = result.time_mode is TimeMode.SEGMENT
    for place, part in enumerate(parts):
        begin, end = view.columns([part.begin, part.end])
        if end < 0 or begin > view.width:
            continue
        height = heights[place] if single_rows else view.height
        sure = _sureness(result, place) if single_rows else 1.0
        picture = _area(picture, begin, end, height, _TRANSLUCENT * sure, paints[place])
    return picture


def _area(
    picture: Picture, begin: float, end: float, height: float, share: float, paint: numpy.typing.NDArray[numpy.float32]
) -> Picture:
    """Paints from one column to another as high as `height`; only what changes is mixed."""
    first, after = max(0, int(begin)), min(picture.shape[1], int(end) + 1)
    shares = bars(len(picture), [len(picture) - height], [len(picture)]) * spans(
        after - first, begin - first, end - first
    )
    changed = picture.copy()
    changed[:, first:after] = painted(picture[:, first:after], shares * share, paint)
    return changed


def _joined(tops: Curve, bottoms: Curve) -> tuple[Curve, Curve]:
    """Columns reach to the middle between them and their neighbors, so that a line has no gaps."""
    middles = (tops + bottoms) / 2
    between = (middles[1:] + middles[:-1]) / 2
    before, after = numpy.append(numpy.nan, between), numpy.append(between, numpy.nan)
    highest = numpy.fmin(numpy.fmin(tops, before), after)
    lowest = numpy.fmax(numpy.fmax(bottoms, before), after)
    gone = numpy.isnan(tops)
    return numpy.where(gone, numpy.nan, highest), numpy.where(gone, numpy.nan, lowest)


def _heights(result: Result, view: View) -> list[float]:
    """In pixels, for each row: values from 0 or the least one to the largest one; labels reach to the top."""
    rows = len(result.times())
    if result.data_mode is DataMode.LABEL or not result.data.size:
        return [float(view.height)] * rows
    values = result.data.reshape(rows, -1)[:, 0].astype(numpy.float64)
    least = min(0.0, float(values.min()))
    spread = float(values.max()) - least
    shares = (values - least) / spread if spread > 0 else numpy.ones(rows)
    return (numpy.maximum(shares * view.height, _MARGIN)).tolist()  # type: ignore[no-any-return]


def _paints(words: Sequence[str], theme: Theme) -> list[numpy.typing.NDArray[numpy.float32]]:
    """A color for each row: the same for the same word, the first word the first color."""
    if not theme.marks:
        raise BadArgumentError("Labels need at least one color.")
    known: dict[str, int] = {}
    colors = [color(name) for name in theme.marks]
    return [colors[known.setdefault(word, len(known)) % len(colors)] for word in words]


def _sureness(result: Result, place: int) -> float:
    if result.confidence is None or len(result.confidence) <= place:
        return 1.0
    return max(_FAINTEST, float(result.confidence[place]))
