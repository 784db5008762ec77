"""Pixels: what is drawn where, in which colors.

A picture is height × width × 4 bytes, red, green, blue, alpha; the first row is the top. All drawing is one
multiplication for a whole picture: the share of each pixel that is covered, times a color.
"""

from string import hexdigits
from typing import Any

import msgspec
import numpy
from numpy.typing import ArrayLike, NDArray

from musicdb.errors import BadArgumentError

Picture = NDArray[numpy.uint8]
Shares = NDArray[numpy.float32]
Curve = NDArray[numpy.float64]

# Wider or higher is no picture for a screen, and 4096 × 4096 × 4 floats are memory enough.
LARGEST = 4096
_OPAQUE = 255
# So many columns are gathered at a time.
_BATCH = 32
_SHORT, _LONG = {3, 4}, {6, 8}
_HEXADECIMAL = frozenset(hexdigits)
_SHADES = 256


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """Colors, as `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`. `background` may be `transparent`.

    `palette` goes from what is quiet or low to what is loud or high. `marks` are for labels, one after the other.
    """

    background: str = "transparent"
    foreground: str = "#4c9be8"
    accent: str = "#f0a35e"
    palette: tuple[str, ...] = ("#0b0f1a", "#27306b", "#8a2f7d", "#e0565b", "#f9b25f", "#fdf6cf")
    marks: tuple[str, ...] = ("#4c9be8", "#f0a35e", "#5fc27e", "#d96aa7", "#9b84ea", "#d8c24a", "#58c5c7")


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be seen: `width` × `height` pixels of the time from `start` to `stop`, in seconds."""

    width: int
    height: int
    start: float
    stop: float

    def __post_init__(self) -> None:
        if not (1 <= self.width <= LARGEST and 1 <= self.height <= LARGEST):
            raise BadArgumentError(
                f"A picture has 1 to {LARGEST} pixels in each direction, not {self.width} × {self.height}."
            )
        if not (numpy.isfinite(self.start) and numpy.isfinite(self.stop) and self.start < self.stop):
            raise BadArgumentError(
                f"A picture begins before it ends; {self.start:g} s to {self.stop:g} s is no range of time."
            )

    def columns(self, times: ArrayLike) -> Curve:
        """Where these times are, in pixels from the left; beyond the picture, too."""
        seconds = numpy.asarray(times, numpy.float64)
        return (seconds - self.start) * (self.width / (self.stop - self.start))

    def edges(self) -> Curve:
        """The times at which pixels begin, and the one at which the last one ends: width + 1."""
        return numpy.linspace(self.start, self.stop, self.width + 1)


def color(text: str) -> NDArray[numpy.float32]:
    """Red, green, blue and alpha, 0 to 255. Raises BadArgumentError."""
    if text == "transparent":
        return numpy.zeros(4, numpy.float32)
    digits = text.removeprefix("#")
    if not text.startswith("#") or len(digits) not in _SHORT | _LONG or not _HEXADECIMAL.issuperset(digits):
        raise BadArgumentError(f"“{text}” is no color; write it like #4c9be8, or say transparent.")
    parts = bytes.fromhex("".join(digit * 2 for digit in digits) if len(digits) in _SHORT else digits)
    return numpy.array([*parts, _OPAQUE][:4], numpy.float32)


def blank(view: View, theme: Theme) -> Picture:
    """A picture that is all background."""
    return numpy.broadcast_to(color(theme.background), (view.height, view.width, 4)).round().astype(numpy.uint8)


def painted(picture: Picture, shares: Shares, paint: NDArray[Any]) -> Picture:
    """The picture with `paint` over it, where and as much as `shares` (height × width, 0 to 1) tell.

    `paint` is one color, or one for each column or pixel. "Over" is the operator of Porter and Duff, 1984.
    """
    above = numpy.broadcast_to(numpy.asarray(paint, numpy.float32), picture.shape)
    alpha = shares[..., None] * above[..., 3:] / _OPAQUE
    below = picture[..., 3:].astype(numpy.float32) / _OPAQUE * (1 - alpha)
    total = alpha + below
    mixed = (above[..., :3] * alpha + picture[..., :3] * below) / numpy.where(total > 0, total, 1)
    return numpy.concatenate([mixed, total * _OPAQUE], axis=2).round().astype(numpy.uint8)


def bars(height: int, tops: ArrayLike, bottoms: ArrayLike) -> Shares:
    """How much of each pixel is covered by one bar per column, from `tops` to `bottoms` in pixels from above."""
    rows = numpy.arange(height, dtype=numpy.float32)[:, None]
    upper = numpy.maximum(rows, numpy.asarray(tops, numpy.float32)[None, :])
    lower = numpy.minimum(rows + 1, numpy.asarray(bottoms, numpy.float32)[None, :])
    return numpy.asarray(numpy.clip(lower - upper, 0, 1), numpy.float32)


def spans(width: int, begins: float, ends: float) -> Shares:
    """How much of each column is covered from `begins` to `ends`, in pixels from the left: 1 × width."""
    columns = numpy.arange(width, dtype=numpy.float32)
    covered = numpy.clip(numpy.minimum(columns + 1, ends) - numpy.maximum(columns, begins), 0, 1)
    return numpy.asarray(covered[None, :], numpy.float32)


def shaded(levels: NDArray[Any], palette: tuple[str, ...]) -> Picture:
    """Levels from 0 to 1 as colors of a palette, between two neighbors mixed: one more axis, of 4 bytes."""
    stops = numpy.array([color(name) for name in palette])
    if not len(stops):
        raise BadArgumentError("A palette has at least one color.")
    scale = numpy.linspace(0, len(stops) - 1, _SHADES)
    table = numpy.stack([numpy.interp(scale, numpy.arange(len(stops)), stops[:, part]) for part in range(4)], axis=1)
    chosen = (numpy.clip(levels, 0, 1) * (_SHADES - 1)).round().astype(numpy.uint8)
    return numpy.asarray(table.round()[chosen], numpy.uint8)


def gathered(rows: NDArray[Any], edges: NDArray[Any], pick: numpy.ufunc = numpy.fmax) -> Curve:
    """The largest of the rows (or what else `pick` picks of two) between one edge and the next.

    Where there is none between, the row the edge is in.

    `edges` ascend and are counted in rows, fractions included. What is before the first or after the last row is NaN.
    What is not seen is not read, and what is seen is read in parts.
    """
    found = numpy.full((len(edges) - 1, *rows.shape[1:]), numpy.nan, numpy.float64)
    inside = numpy.flatnonzero((edges[1:] > 0) & (edges[:-1] < len(rows)))
    first = numpy.clip(numpy.floor(edges[inside]), 0, len(rows) - 1).astype(numpy.intp)
    after = numpy.clip(numpy.ceil(edges[inside + 1]), 1, len(rows)).astype(numpy.intp)
    after = numpy.maximum(after, first + 1)
    for begin in range(0, len(inside), _BATCH):
        part = slice(begin, begin + _BATCH)
        origin = first[begin]
        seen = numpy.asarray(rows[origin : after[part][-1]], numpy.float64)
        # Rows a border goes through count for both sides. reduceat wants all ranges in a row; the even ones are ours.
        ranges = numpy.stack([first[part], after[part]], axis=1).ravel() - origin
        found[inside[part]] = pick.reduceat(numpy.concatenate([seen, seen[-1:]]), ranges, axis=0)[::2]
    return found
