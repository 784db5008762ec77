"""All graphers: ours, and those of installed packages that name one by an entry point of the group `musicdb.graphers`.

A foreign one that cannot be imported is left out, and listed with the reason; one that fails while it draws is an
error of that picture alone.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import msgspec
import numpy

from musicdb.analysis.foreign import with_foreign
from musicdb.analysis.graphers import marks, matrices, waveforms
from musicdb.analysis.graphers.canvas import Picture, Theme, View, blank
from musicdb.analysis.peaks import LEVELS
from musicdb.analysis.result import DataMode, Result, TimeMode
from musicdb.analysis.table import Skipped
from musicdb.errors import MusicDBError, NotFoundError, ResultsError

logger = logging.getLogger(__name__)

GROUP = "musicdb.graphers"


class Grapher(msgspec.Struct, frozen=True, kw_only=True):
    """A way to draw. `draw` paints over a picture, from results. Its docstring is its description.

    `needs` are the ids of processors whose results it draws; empty: it draws one result, whatever processor told it.
    """

    name: str
    title: str
    draw: Callable[[Picture, Sequence[Result], View, Theme], Picture]
    needs: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """What it draws."""
        return (self.draw.__doc__ or "").strip()


class Layer(msgspec.Struct, frozen=True):
    """A grapher, and the results it draws."""

    grapher: str
    results: tuple[Result, ...]


class Graphers(msgspec.Struct, frozen=True):
    """All graphers by name, and what could not be loaded."""

    known: Mapping[str, Grapher]
    skipped: tuple[Skipped, ...] = ()


OURS = (
    Grapher(name="waveform_simple", title="Waveform", draw=waveforms.simple, needs=("waveform",)),
    Grapher(name="waveform_transparent", title="Waveform, cut out", draw=waveforms.transparent, needs=("waveform",)),
    Grapher(
        name="waveform_centroid", title="Waveform in colors", draw=waveforms.centroid, needs=("waveform", "spectral")
    ),
    Grapher(name="waveform_contour", title="Contour", draw=waveforms.contour, needs=("waveform",)),
    Grapher(name="spectrogram_lin", title="Spectrogram", draw=matrices.spectrogram_linear, needs=("spectrogram",)),
    Grapher(
        name="spectrogram_log",
        title="Spectrogram in octaves",
        draw=matrices.spectrogram_logarithmic,
        needs=("spectrogram",),
    ),
    Grapher(name="curve", title="Curve", draw=marks.curve),
    Grapher(name="image", title="Image", draw=matrices.image),
    Grapher(name="events", title="Events", draw=marks.events),
    Grapher(name="segments", title="Segments", draw=marks.segments),
)


@cache
def load() -> Graphers:
    """The graphers of this installation."""
    known, skipped = with_foreign(GROUP, Grapher, OURS)
    return Graphers(known, tuple(skipped))


def fitting(result: Result) -> str | None:
    """The name of the grapher that draws this result when nothing else is wanted; None for what belongs to no time."""
    match result.time_mode:
        case TimeMode.EVENT:
            return "events"
        case TimeMode.SEGMENT:
            return "segments"
        case TimeMode.FRAMEWISE if result.data_mode is DataMode.LABEL:
            return "segments"
        case TimeMode.FRAMEWISE if result.id in LEVELS:
            return "waveform_simple"
        case TimeMode.FRAMEWISE:
            return "image" if result.data.ndim > 1 else "curve"
    return None


def draw(layers: Sequence[Layer], view: View, theme: Theme | None = None, graphers: Graphers | None = None) -> Picture:
    """The layers, one over the other: height × width × 4 bytes.

    NotFoundError for an unknown grapher, BadArgumentError for results or colors it cannot draw, ResultsError when it
    fails.
    """
    table, theme = graphers or load(), theme or Theme()
    picture = blank(view, theme)
    for layer in layers:
        grapher = table.known.get(layer.grapher)
        if grapher is None:
            reasons = [f" It was left out: {one.reason}" for one in table.skipped if one.name == layer.grapher]
            raise NotFoundError(f"There is no grapher “{layer.grapher}”.{''.join(reasons)}")
        picture = _drawn(grapher, picture, layer.results, view, theme)
    return picture


def _drawn(grapher: Grapher, picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    try:
        made = grapher.draw(picture, results, view, theme)
    except MusicDBError:
        raise
    except Exception as error:
        logger.exception("The grapher %s fails.", grapher.name)
        raise ResultsError(f"The grapher “{grapher.name}” fails: {type(error).__name__}: {error}") from error
    if not isinstance(made, numpy.ndarray) or made.shape != picture.shape or made.dtype != picture.dtype:
        raise ResultsError(
            f"The grapher “{grapher.name}” fails: it did not make a picture of {view.width} × {view.height}."
        )
    return made
