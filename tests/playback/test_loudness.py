"""Songs become as loud as each other, and never louder than full scale."""

import pytest

from musicdb.model.analysis import SoundValues
from musicdb.model.stream import Normalization
from musicdb.playback.loudness import FALLBACK, Loudness, factor, heard, loudness, preferred

OFF, TRACK, ALBUM = Normalization


def gain(decibels: float) -> float:
    return float(10 ** (decibels / 20))


@pytest.mark.parametrize(
    ("measured", "mode", "expected"),
    [
        (Loudness(trackgain=-6.0), OFF, 1.0),
        (Loudness(trackgain=-6.0, albumgain=-3.0), TRACK, gain(-6)),
        (Loudness(trackgain=-6.0, albumgain=-3.0), ALBUM, gain(-3)),
        (Loudness(trackgain=-6.0), ALBUM, gain(-6)),
        (Loudness(albumgain=-3.0), TRACK, gain(-3)),
        (Loudness(), TRACK, gain(FALLBACK)),
        (Loudness(trackgain=6.0, trackpeak=0.25), TRACK, gain(6)),
        (Loudness(trackgain=6.0, trackpeak=0.8), TRACK, 1 / 0.8),
        (Loudness(trackgain=6.0), TRACK, 1.0),
        (Loudness(trackgain=-1.0, trackpeak=1.5), TRACK, 1 / 1.5),
        (Loudness(trackgain=6.0, trackpeak=0.0), TRACK, 1.0),
        (Loudness(trackgain=6.0, trackpeak=0.1, albumgain=2.0, albumpeak=1.0), ALBUM, 1.0),
    ],
)
def test_factor(measured: Loudness, mode: Normalization, expected: float) -> None:
    assert factor(measured, mode) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-7.35 dB", -7.35),
        ("+2,5 dB", 2.5),
        ("-7.35", -7.35),
        ("", None),
        ("loud", None),
        ("nan", None),
        ("900 dB", None),
    ],
)
def test_tags_are_read(text: str, expected: float | None) -> None:
    tags = {"replaygain_track_gain": (text, "-99 dB"), "replaygain_album_peak": ("0.988",)}
    assert loudness(tags) == Loudness(trackgain=expected, albumpeak=0.988)


def test_no_tags() -> None:
    assert loudness({}) == Loudness()


def test_what_was_measured_fills_in_or_comes_first() -> None:
    tags, measured = Loudness(trackgain=-7.0), Loudness(-6.0, 0.9, -5.0, 1.1)
    assert preferred(tags, measured) == Loudness(-7.0, 0.9, -5.0, 1.1)
    assert preferred(measured, tags) == measured
    assert preferred(Loudness(), tags) == tags
    assert preferred(Loudness(), Loudness()) == Loudness()


@pytest.mark.parametrize("trouble", [{"decodeerrors": 2}, {"truncated": True}])
def test_what_was_decoded_badly_is_not_trusted(trouble: dict[str, int | bool]) -> None:
    values = {"trackgain": -9.0, "trackpeak": 1.2, "albumgain": -8.0, "albumpeak": 1.3}
    assert heard(SoundValues(**values)) == Loudness(-9.0, 1.2, -8.0, 1.3)  # type: ignore[arg-type]
    assert heard(SoundValues(**values | trouble)) == Loudness(albumgain=-8.0)  # type: ignore[arg-type]
