"""Waveforms, from the peaks of the processor `waveform`: the cost of a picture depends on its width alone."""

from collections.abc import Sequence

import numpy

from musicdb.analysis.graphers.canvas import Curve, Picture, Theme, View, bars, color, gathered, painted, shaded
from musicdb.analysis.graphers.finding import found
from musicdb.analysis.processors.waveform import outline
from musicdb.analysis.result import Result
from musicdb.errors import BadArgumentError

# A line is as thick as this where the sound is silent.
_THINNEST = 1.0
_LOWEST_CENTROID = 200.0
# The contour: so many curves, each fainter and higher, smoothed over so many pixels.
_CURVES = 4
_SMOOTH = 16


def simple(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """The least and the largest sample of each pixel, in the color of the foreground."""
    return painted(picture, _wave(results, view), color(theme.foreground))


def transparent(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """All but the waveform is foreground, so that what lies behind the picture colors the wave."""
    return painted(picture, 1 - _wave(results, view), color(theme.foreground))


def centroid(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """The waveform in colors of the palette: dark sounds in the first, bright ones in the last.

    The color is the logarithm of the spectral centroid from 200 Hz to half the sample rate.
    """
    bright = found(results, "spectral.centroid")
    frame = bright.frame
    if frame is None:
        raise BadArgumentError("The centroid has no frames.")
    edges = (view.edges() - bright.audio.start) * frame.samplerate / frame.stepsize
    hertz = numpy.nan_to_num(gathered(bright.data, edges), nan=_LOWEST_CENTROID)
    highest = numpy.log(bright.audio.samplerate / 2 / _LOWEST_CENTROID)
    shares = numpy.log(numpy.maximum(hertz, _LOWEST_CENTROID) / _LOWEST_CENTROID) / max(highest, 1e-9)
    return painted(picture, _wave(results, view), shaded(shares, theme.palette)[None])


def contour(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """A smooth outline, the same above and below, shaded in four curves from the foreground to the accent."""
    low, high = _outline(results, view)
    strength = numpy.nan_to_num(numpy.maximum(-low, high))
    there = ~numpy.isnan(low)
    window = numpy.hanning(min(_SMOOTH, view.width) + 2)[1:-1]
    smooth = numpy.convolve(strength, window / window.sum(), mode="same")[: view.width]
    outer, inner = color(theme.accent), color(theme.foreground)
    for curve in range(_CURVES):
        share = curve / (_CURVES - 1)
        # Loud places are drawn apart, quiet ones stay visible.
        shape = numpy.expm1(smooth * (1 + share)) / numpy.expm1(1 + share) * (1 - 0.18 * curve)
        half = numpy.maximum(shape * view.height / 2, _THINNEST / 2)
        shares = bars(view.height, view.height / 2 - half, view.height / 2 + half)
        picture = painted(picture, shares * there, outer + (inner - outer) * share)
    return picture


def _wave(results: Sequence[Result], view: View) -> numpy.typing.NDArray[numpy.float32]:
    low, high = _outline(results, view)
    middle = view.height / 2
    tops, bottoms = middle - high * middle, middle - low * middle
    missing = numpy.maximum(_THINNEST - (bottoms - tops), 0) / 2
    return numpy.nan_to_num(bars(view.height, tops - missing, bottoms + missing))


def _outline(results: Sequence[Result], view: View) -> tuple[Curve, Curve]:
    """The least and the largest sample of each pixel; NaN where there is no sound."""
    peaks = [result for result in results if result.processor == "waveform"]
    audio = found(peaks, "waveform.fine").audio
    begin, end = view.columns([audio.start, audio.start + audio.duration])
    # Whole pixels are asked for; the time of the last one may reach beyond the end, where the outline stops.
    first, after = max(0, int(numpy.floor(begin))), min(view.width, int(numpy.ceil(end)))
    low, high = (numpy.full(view.width, numpy.nan) for _ in range(2))
    if after > first:
        edges = view.edges()
        start = max(float(edges[first]), audio.start)
        stop = min(float(edges[after]), audio.start + audio.duration)
        if stop > start:
            drawn = outline(peaks, start, stop, after - first)
            low[first:after], high[first:after] = drawn.low, drawn.high
    return low, high
