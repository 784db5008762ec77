"""Chooses the colors an album gives to the screen from its cover. The background is always dark: covers shine on it."""

import math
from collections.abc import Iterator

from PIL import Image

from musicdb.media.decoding import decode_picture
from musicdb.media.oklch import Color, between, contrast, hexadecimal, oklch
from musicdb.model.media import ThemeColors

NEUTRAL = ThemeColors("#101010", "#F0F0F0", "#909090")
"""The colors of pictures without color."""

CONTRAST = 4.5
"""What WCAG asks for at level AA between text and its background."""

_SAMPLE_EDGE = 96
_PALETTE = 24
_GRAY = 0.03
"""Chroma below which a color is seen as gray."""

_SPECK = 0.003
"""The part of a picture below which a color is not noticed."""

_DARK, _DIM = 0.17, 0.30
_MUTED = 0.06
_BRIGHT, _BRIGHTEST = 0.70, 0.84
_STRONG, _STRONGEST = 0.10, 0.19
_STEP = 0.02


def theme_colors(source: bytes) -> ThemeColors:
    """A dark, muted background, a foreground and a highlight of strong chroma, both with WCAG AA contrast on it.

    The same picture always gives the same colors. PictureError when the picture is unusable.
    """
    palette = tuple(_palette(decode_picture(source, _SAMPLE_EDGE)))
    colorful = [color for color in palette if color.chroma >= _GRAY and color.share >= _SPECK]
    if not colorful:
        return NEUTRAL
    dominant = max(palette, key=_as_background)
    ground = Color(between(dominant.lightness, _DARK, _DIM), min(dominant.chroma, _MUTED), dominant.hue)
    background = hexadecimal(ground)
    accent = max(colorful, key=lambda color: _as_highlight(color, ground))
    return ThemeColors(
        background=background,
        foreground=_readable(Color(0.94, min(ground.chroma, 0.015), ground.hue), background),
        highlight=_readable(
            Color(
                between(accent.lightness, _BRIGHT, _BRIGHTEST),
                between(accent.chroma, _STRONG, _STRONGEST),
                accent.hue,
            ),
            background,
        ),
    )


def _palette(picture: Image.Image) -> Iterator[Color]:
    quantized = picture.quantize(_PALETTE, Image.Quantize.MEDIANCUT)
    colors = quantized.getpalette() or []
    pixels = picture.width * picture.height
    for count, index in quantized.getcolors() or ():
        if isinstance(index, int):
            red, green, blue = colors[3 * index : 3 * index + 3]
            yield oklch(red, green, blue, count / pixels)


def _as_background(color: Color) -> float:
    """Large, rather dark, and rather with a hue than without."""
    return color.share * (1.3 - color.lightness) * (0.4 + min(color.chroma, 0.12) / 0.12)


def _as_highlight(color: Color, ground: Color) -> float:
    """Strong before large; a hue unlike that of the background before one like it."""
    distance = abs((color.hue - ground.hue + math.pi) % math.tau - math.pi) / math.pi
    return color.chroma * math.pow(color.share, 0.3) * (1 + 0.6 * distance) * (0.5 + color.lightness)


def _readable(color: Color, background: str) -> str:
    """The color, made lighter until it can be read."""
    lightness = color.lightness
    text = hexadecimal(color)
    while contrast(text, background) < CONTRAST:
        lightness = min(1.0, lightness + _STEP)
        text = hexadecimal(Color(lightness, color.chroma, color.hue))
    return text
