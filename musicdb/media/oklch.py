"""Colors in OKLCH, where equal steps look equal: lightness, chroma, hue; and the contrast between two of them.

The conversions are Björn Ottosson's ("A perceptual color space for image processing", 2020), between linear sRGB (IEC
61966-2-1) and his space; the contrast is that of WCAG 2.1.
"""
# ruff: noqa: PLR2004 -- the numbers are those of the standards

import math

import msgspec


class Color(msgspec.Struct, frozen=True):
    """A color. Lightness 0 to 1, chroma 0 to about 0.37, hue in radians; `share` is its part of the picture, 0 to 1."""

    lightness: float
    chroma: float
    hue: float
    share: float = 0.0


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colors `#RRGGBB`, 1 to 21."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def between(value: float, least: float, most: float) -> float:
    """The value, or the bound it goes beyond."""
    return max(least, min(most, value))


def _luminance(text: str) -> float:
    red, green, blue = (_linear(int(text[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * math.pow(part, 1 / 2.4) - 0.055


def oklch(red: int, green: int, blue: int, share: float = 0.0) -> Color:
    """The color a screen shows for these values, 0 to 255."""
    r, g, b = _linear(red), _linear(green), _linear(blue)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Color(lightness, math.hypot(a, b), math.atan2(b, a), share)


def _rgb(color: Color) -> tuple[float, float, float]:
    """Linear parts, outside of 0 to 1 when no screen can show the color."""
    a, b = color.chroma * math.cos(color.hue), color.chroma * math.sin(color.hue)
    long = (color.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (color.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (color.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def hexadecimal(color: Color) -> str:
    """The color as `#RRGGBB`, with as much of its chroma as a screen can show at this lightness."""
    chroma = color.chroma
    parts = _rgb(color)
    while chroma > 0 and not all(-1e-4 <= part <= 1.0001 for part in parts):
        chroma = max(0.0, chroma - 0.005)
        parts = _rgb(Color(color.lightness, chroma, color.hue))
    return "#" + "".join(f"{round(255 * _encoded(between(part, 0.0, 1.0))):02X}" for part in parts)
