"""The cases of EBU Tech 3341 and 3342, made anew, and ffmpeg's ebur128 on every file of the corpus."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy
import pytest

from musicdb.analysis.arrays import Reals, Sound
from musicdb.analysis.result import Result
from tests.analysis.hearing import c4_scale, joined, listen, sine, sweep, value

RATE = 48_000


def tone(*parts: tuple[float, float]) -> Reals:
    """Sines of 1 kHz: (peak in dBFS, seconds)."""
    return joined([sine(1000, seconds, 10 ** (level / 20), RATE) for level, seconds in parts])


def stereo(sound: Reals) -> Sound:
    return numpy.column_stack((sound, sound))


def heard(sound: Sound | Reals) -> dict[str, Result]:
    return listen(sound, "loudness", rate=RATE)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(-23, 20)], -23.0),
        ([(-33, 20)], -33.0),
        ([(-36, 10), (-23, 60), (-36, 10)], -23.0),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23.0),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23.0),
    ],
)
def test_integrated_loudness_of_tech_3341(parts: Sequence[tuple[float, float]], expected: float) -> None:
    results = heard(stereo(tone(*parts)))
    assert value(results, "loudness.integrated") == pytest.approx(expected, abs=0.1)
    assert value(results, "loudness.replaygain_gain") == pytest.approx(-18 - expected, abs=0.1)


def test_surround_of_tech_3341() -> None:
    sound = numpy.column_stack([tone((level, 20)) for level in (-28, -28, -24, -30, -30)])
    assert value(heard(sound), "loudness.integrated") == pytest.approx(-23.0, abs=0.1)


def test_short_term_and_momentary_of_tech_3341() -> None:
    short = heard(stereo(tone(*[(-20, 1.34), (-30, 1.66)] * 5)))
    assert short["loudness.short_term"].data[1:] == pytest.approx(-23.0, abs=0.1)
    moments = heard(stereo(tone(*[(-20, 0.18), (-30, 0.22)] * 25)))
    assert moments["loudness.momentary"].data[1:] == pytest.approx(-23.0, abs=0.1)
    assert value(moments, "loudness.momentary_maximum") == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("level", [-3.0, -23.0])
def test_a_tone_of_3_seconds_is_found_wherever_it_begins(level: float) -> None:
    for delay in (0.15, 0.95, 1.35):
        results = heard(stereo(joined([numpy.zeros(int(delay * RATE), numpy.float32), tone((level, 3), (-120, 1))])))
        assert value(results, "loudness.short_term_maximum") == pytest.approx(level, abs=0.1)


@pytest.mark.parametrize(
    ("divisor", "phase", "amplitude", "expected"),
    [(4, 0, 0.5, -6.0), (4, 45, 0.5, -6.0), (6, 60, 0.5, -6.0), (8, 67.5, 0.5, -6.0), (4, 45, 1.41, 3.0)],
)
def test_true_peak_of_tech_3341(divisor: int, phase: float, amplitude: float, expected: float) -> None:
    angles = 2 * numpy.pi * numpy.arange(RATE) / divisor + numpy.radians(phase)
    fade = numpy.minimum(1, numpy.minimum(numpy.arange(RATE), numpy.arange(RATE)[::-1]) / 2400)
    results = heard(stereo((amplitude * numpy.sin(angles) * fade).astype(numpy.float32)))
    assert expected - 0.4 < value(results, "loudness.true_peak") < expected + 0.2


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((-20, -30), 10.0), ((-20, -15), 5.0), ((-40, -20), 20.0), ((-50, -35, -20, -35, -50), 15.0)],
)
def test_loudness_range_of_tech_3342(levels: Sequence[float], expected: float) -> None:
    results = heard(stereo(tone(*[(level, 20) for level in levels])))
    assert value(results, "loudness.range") == pytest.approx(expected, abs=0.1)


def test_the_fixtures_of_timeside_with_the_right_values() -> None:
    assert value(listen(c4_scale(), "loudness"), "loudness.integrated") == pytest.approx(-4.455, abs=0.01)
    assert value(listen(sweep(), "loudness"), "loudness.integrated") == pytest.approx(-2.05, abs=0.01)
    assert value(listen(stereo(sweep()), "loudness"), "loudness.integrated") == pytest.approx(0.96, abs=0.01)
    assert value(listen(sine(997, 5.0), "loudness"), "loudness.integrated") == pytest.approx(-3.008, abs=0.005)
    assert value(listen(sine(440, 5.0), "loudness"), "loudness.integrated") == pytest.approx(-3.689, abs=0.005)


def test_silence_needs_no_gain() -> None:
    results = listen(numpy.zeros(44_100 * 4), "loudness")
    assert value(results, "loudness.integrated") == -70.0
    assert value(results, "loudness.replaygain_gain") == 0.0


def by_ffmpeg(path: Path, ffmpeg: str) -> tuple[Sound, float, float, float]:
    """The first minute in its own channels, with the loudness, the true peak and the range ffmpeg finds."""
    filters = "[0:a:0]atrim=end=60,asplit[a][b];[a]ebur128=peak=true[c]"
    outputs = ["-map", "[c]", "-f", "null", "-", "-map", "[b]", "-f", "f32le", "-ar", "44100", "pipe:1"]
    command = [ffmpeg, "-nostats", "-i", str(path), "-filter_complex", filters, *outputs]
    finished = subprocess.run(command, capture_output=True, check=True)
    shown = finished.stderr.decode()
    loudness, peak, span = (float(re.findall(rf"{word}:\s+(\S+)", shown)[-1]) for word in ("I", "Peak", "LRA"))
    channels = 1 if re.search(r"Audio: pcm_f32le.* mono", shown) else 2
    return numpy.frombuffer(finished.stdout, numpy.float32).reshape(-1, channels), loudness, peak, span


def test_the_corpus_is_as_loud_as_for_ffmpeg(corpus: Path) -> None:
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        pytest.skip("ffmpeg is not installed")
    differing = {}
    for path in sorted(corpus.rglob("*.*")):
        if path.suffix in {".flac", ".mp3", ".ogg", ".opus", ".m4a"}:
            sound, *theirs = by_ffmpeg(path, ffmpeg)
            results = listen(sound, "loudness")
            ours = [value(results, f"loudness.{name}") for name in ("integrated", "true_peak", "range")]
            # The range is between two of 600 values; ffmpeg takes the next lower one, which may be 0.2 LU away.
            allowed = (0.1, 0.2, 0.25)
            if any(abs(own - other) > most for own, other, most in zip(ours, theirs, allowed, strict=True)):
                differing[path.name] = (ours, theirs)
    assert differing == {}
