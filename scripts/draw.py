"""Draws our own pictures: a quiet record for albums without artwork, and the icon in the sizes screens ask for.

A picture is computed from the distance and the angle of each point to the center, at twice its size, and made smaller.
"""

from pathlib import Path
from typing import Any

import numpy
from PIL import Image

SHARE = Path(__file__).parents[1] / "share"
ICON_SIZES = (32, 192, 512)

# Near black with a slight violet cast, as the WebUI; the label is the violet itself.
_ROOM = (19, 18, 23)
_VINYL = (25, 24, 30)
_LABEL = (104, 88, 146)
_LIGHT = (178, 170, 205)

_PAPER = (247, 245, 250)

# The icon, in units of which it is 128 wide and high.
_OUTSIDE, _GROOVE, _INSIDE = 62, 53, 46
_BARS = (14, 30, 46, 30, 14)
_BAR_WIDTH, _BAR_STEP, _FIRST_BAR = 8, 14, 32

Plane = Any


def record(size: int, radius: float) -> Image.Image:
    """A record of `radius` (1 reaches the edges) in a dark room. `size` in pixels."""
    x, y = numpy.meshgrid(*[numpy.linspace(-1, 1, 2 * size)] * 2)
    distance, angle = numpy.hypot(x, y) / radius, numpy.arctan2(y, x)
    fall_off = numpy.clip(1.25 - 0.45 * numpy.hypot(x + 0.35, y + 0.55), 0.4, 1.25)
    picture = _flat(_ROOM, x.shape) * fall_off[..., None]
    picture = _over(picture, _vinyl(distance, angle), _disc(distance, 0.98, size * radius))
    label = _flat(_LABEL, x.shape) * (0.82 + 0.22 * fall_off[..., None])
    picture = _over(picture, label, _disc(distance, 0.34, size * radius))
    picture = _over(picture, label * 0.86, _ring(distance, 0.315, 0.004))
    picture = _over(picture, _flat(_ROOM, x.shape), _disc(distance, 0.028, size * radius))
    pixels = numpy.clip(picture, 0, 255).astype(numpy.uint8)
    return Image.fromarray(pixels).resize((size, size), Image.Resampling.LANCZOS)


def _vinyl(distance: Plane, angle: Plane) -> Plane:
    grooves = 0.5 + 0.5 * numpy.sin(distance * 620)
    # The pauses between the songs of a side, where the grooves run apart.
    pauses = sum(_ring(distance, where, 0.004) for where in (0.47, 0.58, 0.71, 0.82))
    # Light from the upper left lies as a narrow and a wide pair of wedges on the grooves.
    towards = numpy.abs(numpy.cos(angle - numpy.radians(218)))
    light = 0.50 * towards**40 + 0.28 * towards**10
    edge = numpy.clip((0.985 - distance) / 0.03, 0, 1)
    brightness = light * (0.72 + 0.28 * grooves) * (1 - 0.65 * numpy.clip(pauses, 0, 1)) * edge
    base = _flat(_VINYL, distance.shape) * (0.92 + 0.08 * grooves)[..., None]
    return base + brightness[..., None] * numpy.array(_LIGHT) * 0.55


def _flat(color: tuple[int, int, int], shape: tuple[int, ...]) -> Plane:
    return numpy.broadcast_to(numpy.array(color, float), (*shape, 3))


def _disc(distance: Plane, radius: float, scale: float) -> Plane:
    return numpy.clip((radius - distance) * scale + 0.5, 0, 1)


def _ring(distance: Plane, radius: float, width: float) -> Plane:
    return numpy.exp(-(((distance - radius) / width) ** 2))


def _over(below: Plane, above: Plane, opacity: Plane) -> Plane:
    return below + (above - below) * opacity[..., None]


def icon_svg() -> str:
    """The icon: a record with a sound wave on its label."""
    bars = "".join(
        f'<rect x="{_FIRST_BAR + _BAR_STEP * index - _BAR_WIDTH // 2}" y="{64 - height // 2}" '
        f'width="{_BAR_WIDTH}" height="{height}" rx="{_BAR_WIDTH // 2}"/>'
        for index, height in enumerate(_BARS)
    )
    label = _hex(_LABEL)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">'
        f'<circle cx="64" cy="64" r="{_OUTSIDE}" fill="{_hex(_ROOM)}"/>'
        f'<circle cx="64" cy="64" r="{_GROOVE}" fill="none" stroke="{label}" stroke-opacity=".35" stroke-width="2"/>'
        f'<circle cx="64" cy="64" r="{_INSIDE}" fill="{label}"/><g fill="{_hex(_PAPER)}">{bars}</g></svg>\n'
    )


def icon(size: int) -> Image.Image:
    """The same in pixels, with transparent corners."""
    x, y = numpy.meshgrid(*[(numpy.arange(4 * size) + 0.5) * 32 / size - 64] * 2)
    distance = numpy.hypot(x, y)
    label = _flat(_LABEL, x.shape)
    picture = _over(_flat(_ROOM, x.shape), label, 0.35 * (numpy.abs(distance - _GROOVE) <= 1))
    picture = _over(picture, label, distance <= _INSIDE)
    for index, height in enumerate(_BARS):
        beyond = numpy.maximum(numpy.abs(y) - (height - _BAR_WIDTH) / 2, 0)
        from_axis = numpy.hypot(x + 64 - _FIRST_BAR - _BAR_STEP * index, beyond)
        picture = _over(picture, _flat(_PAPER, x.shape), from_axis <= _BAR_WIDTH / 2)
    pixels = numpy.dstack([picture, 255 * (distance <= _OUTSIDE)]).astype(numpy.uint8)
    return Image.fromarray(pixels, "RGBA").resize((size, size), Image.Resampling.BOX)


def _hex(color: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in color)


def main() -> None:
    """Writes all files."""
    artwork = record(1000, 0.86)
    artwork.save(SHARE / "default.jpg", quality=88, progressive=True, optimize=True)
    artwork.save(SHARE / "default.webp", quality=84, method=6)
    (SHARE / "icon.svg").write_text(icon_svg(), "utf-8")
    for size in ICON_SIZES:
        icon(size).save(SHARE / f"icon-{size}.png", optimize=True)


if __name__ == "__main__":
    main()
