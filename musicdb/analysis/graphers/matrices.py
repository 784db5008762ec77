"""Results with two axes as pictures: spectrograms, chroma, anything that has a row of numbers for each frame."""

from collections.abc import Callable, Sequence

import numpy

from musicdb.analysis.graphers.canvas import Curve, Picture, Shares, Theme, View, gathered, painted, shaded
from musicdb.analysis.graphers.finding import found, single
from musicdb.analysis.result import DataMode, Result, TimeMode
from musicdb.errors import BadArgumentError

_RANGE = 100.0
_LOWEST = 30.0
_QUIETEST = 1e-12


def spectrogram_linear(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """A spectrogram whose frequencies are equally far apart, from 0 to half the sample rate; 100 dB of range."""
    return _spectrogram(picture, results, view, theme, numpy.linspace)


def spectrogram_logarithmic(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """A spectrogram whose octaves are equally far apart, from 30 Hz to half the sample rate; 100 dB of range."""
    return _spectrogram(picture, results, view, theme, numpy.geomspace)


def image(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """Each column of numbers as a column of pixels, the first one at the bottom, as the axis of the result has them.

    Decibels have a range of 100. Other numbers are drawn as roots, from 0 to the largest. Where some are negative
    each row goes from its own least number to its largest one.
    """
    result = single(results, DataMode.VALUE, TimeMode.FRAMEWISE)
    if result.data.ndim != 2:  # noqa: PLR2004 -- rows and columns
        raise BadArgumentError(f"The result “{result.id}” has no second axis; draw it as a curve.")
    levels = _columns(result, view)
    if result.unit.startswith("dB"):
        highest = float(numpy.nanmax(levels, initial=-numpy.inf))
        shares = 1 + (levels - highest) / _RANGE
    else:
        least, most = (function(levels, axis=0, initial=0) for function in (numpy.nanmin, numpy.nanmax))
        if (least < 0).any():
            least, most = (function(numpy.nan_to_num(levels), axis=0) for function in (numpy.min, numpy.max))
            shares = (levels - least) / numpy.maximum(most - least, 1e-12)
        else:
            shares = numpy.sqrt(levels / max(float(most.max(initial=0)), 1e-12))
    rows = numpy.linspace(shares.shape[1], 0, view.height + 1)
    return _colored(picture, _resampled(shares, rows), theme)


def _spectrogram(
    picture: Picture, results: Sequence[Result], view: View, theme: Theme, spaced: Callable[..., Curve]
) -> Picture:
    result = found(results, "spectrogram.power")
    axis = numpy.zeros(0) if result.y_value is None else numpy.asarray(result.y_value, numpy.float64)
    if not len(axis) or not len(result.data):
        return picture
    levels = _columns(result, view)
    if result.parameters.get("scale") == "power":
        levels = 10 * numpy.log10(numpy.maximum(levels, _QUIETEST))
    highest = max(float(numpy.nanmax(levels, initial=-_RANGE)), -_RANGE)
    lowest = max(_LOWEST, float(axis[0])) if spaced is numpy.geomspace else float(axis[0])
    hertz = spaced(max(result.audio.samplerate / 2, lowest * 2), lowest, view.height + 1)
    # The place of a frequency among the bins; bin b reaches half a bin to either side.
    rows = numpy.interp(hertz, axis, numpy.arange(len(axis))) + 0.5
    return _colored(picture, _resampled(1 + (levels - highest) / _RANGE, rows), theme)


def _columns(result: Result, view: View) -> Curve:
    """The largest numbers of each pixel: (width, numbers); NaN where there is no sound."""
    frame = result.frame
    if frame is None:
        raise BadArgumentError(f"The result “{result.id}” has no frames.")
    # A frame is about its middle, and is seen half a step to either side of it.
    shift = (frame.blocksize - frame.stepsize) / 2 / frame.samplerate
    edges = (view.edges() - result.audio.start - shift) * (frame.samplerate / frame.stepsize)
    if len(result.data):
        edges[(edges < 0) & (edges * frame.stepsize / frame.samplerate + shift >= 0)] = 0
    return gathered(result.data, edges)


def _resampled(levels: Curve, rows: Curve) -> Curve:
    """(height, width) of (width, numbers): for each pixel the largest of its numbers; `rows` descend."""
    return gathered(levels.T, rows[::-1])[::-1]


def _colored(picture: Picture, shares: Curve, theme: Theme) -> Picture:
    there: Shares = numpy.asarray(~numpy.isnan(shares), numpy.float32)
    return painted(picture, there, shaded(numpy.nan_to_num(shares), theme.palette))
