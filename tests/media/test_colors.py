"""The colors an album gives to the screen."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from musicdb.errors import PictureError
from musicdb.media.colors import NEUTRAL, theme_colors
from musicdb.media.oklch import Color, contrast, hexadecimal, oklch
from musicdb.model.media import ThemeColors

LEVELS = st.integers(0, 255)
COLORS = st.tuples(LEVELS, LEVELS, LEVELS)


def cover(*stripes: tuple[int, int, int]) -> bytes:
    """A cover of vertical stripes."""
    image = Image.new("RGB", (len(stripes), 1))
    image.putdata(stripes)
    buffer = BytesIO()
    image.resize((96, 96), Image.Resampling.NEAREST).save(buffer, "PNG")
    return buffer.getvalue()


def hue(text: str) -> Color:
    """The color of `#RRGGBB`."""
    return oklch(*bytes.fromhex(text[1:]))


def assert_readable(colors: ThemeColors) -> None:
    """They are colors, and text can be read on the background."""
    for color in (colors.background, colors.foreground, colors.highlight):
        assert re.fullmatch(r"#[0-9A-F]{6}", color)
    assert contrast(colors.foreground, colors.background) >= 4.5
    assert contrast(colors.highlight, colors.background) >= 4.5


@settings(max_examples=150, deadline=None)
@given(st.lists(COLORS, min_size=1, max_size=8))
def test_whatever_the_cover_text_can_be_read(stripes: list[tuple[int, int, int]]) -> None:
    colors = theme_colors(cover(*stripes))
    assert_readable(colors)
    assert hue(colors.background).lightness < 0.35


@given(COLORS)
def test_colors_come_back_from_oklch(rgb: tuple[int, int, int]) -> None:
    back = bytes.fromhex(hexadecimal(oklch(*rgb))[1:])
    assert all(abs(one - other) <= 2 for one, other in zip(rgb, back, strict=True))


@given(st.floats(0, 1), st.floats(0, 0.4), st.floats(-4, 4))
def test_colors_no_screen_can_show_are_toned_down(lightness: float, chroma: float, angle: float) -> None:
    assert re.fullmatch(r"#[0-9A-F]{6}", hexadecimal(Color(lightness, chroma, angle)))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_known_colors_have_known_coordinates() -> None:
    red = oklch(255, 0, 0)
    assert (red.lightness, red.chroma) == (pytest.approx(0.628, abs=1e-3), pytest.approx(0.2577, abs=1e-3))
    assert oklch(255, 255, 255).lightness == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("shades", [[(0, 0, 0)], [(255, 255, 255)], [(40, 40, 40), (200, 201, 200)]])
def test_gray_covers_give_neutral_colors(shades: list[tuple[int, int, int]]) -> None:
    assert theme_colors(cover(*shades)) == NEUTRAL
    assert_readable(NEUTRAL)


def test_the_cover_is_recognized_in_its_colors() -> None:
    colors = theme_colors(cover(*[(20, 30, 120)] * 6, (230, 60, 30)))
    assert hue(colors.background).hue == pytest.approx(oklch(20, 30, 120).hue, abs=0.3)
    assert hue(colors.highlight).hue == pytest.approx(oklch(230, 60, 30).hue, abs=0.3)
    assert hue(colors.highlight).chroma > 0.09


def test_the_same_cover_gives_the_same_colors(corpus: Path) -> None:
    source = next(corpus.rglob("cover.jpg")).read_bytes()
    assert theme_colors(source) == theme_colors(source)
    assert_readable(theme_colors(source))


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(PictureError):
        theme_colors(b"nonsense")
