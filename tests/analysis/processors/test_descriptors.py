"""Spectra have the shapes mathematics gives them, beginnings are seen, and beats are rough."""

import numpy
import pytest

from musicdb.analysis.moments import shapes
from musicdb.analysis.roughness import roughness
from tests.analysis.hearing import RATE, c4_scale, joined, listen, silent, sine, value

NAMES = [
    "energy",
    "hfc",
    "crest",
    "spread",
    "skewness",
    "kurtosis",
    "slope",
    "decrease",
    "specdiff",
    "kl",
    "mkl",
    "complex",
    "phase",
]


def test_a_sine_is_a_line() -> None:
    frequency = 40 * RATE / 1024
    found = {name: result.data[20] for name, result in listen(sine(frequency, 1.0), "descriptors").items()}
    assert found["descriptors.energy"] == pytest.approx(1.5, rel=0.001)
    # A Hann window makes three lines of one: 0.5, 1, 0.5.
    assert found["descriptors.hfc"] == pytest.approx(2 * 41, rel=0.001)
    assert found["descriptors.crest"] == pytest.approx(513 / 2, rel=0.001)
    assert found["descriptors.spread"] == pytest.approx(RATE / 1024 / 2**0.5, rel=0.05)
    assert found["descriptors.slope"] < 0
    assert found["descriptors.complex"] < 0.001
    assert found["descriptors.phase"] < 0.001


def test_a_bell_is_a_bell() -> None:
    frequencies = numpy.linspace(0, 20_000, 1025)
    found = shapes(numpy.exp(-0.5 * ((frequencies - 8000) / 1500) ** 2)[None], frequencies)
    assert found["spread"] == pytest.approx(1500, rel=0.001)
    assert found["skewness"] == pytest.approx(0, abs=0.001)
    assert found["kurtosis"] == pytest.approx(3, rel=0.001)
    straight = shapes(numpy.linspace(1, 0, 1025)[None], frequencies)
    assert straight["slope"] == pytest.approx(-1 / 20_000 / 512.5, rel=0.001)
    assert straight["decrease"] == pytest.approx(-1024 / 1024 / 511.5, rel=0.01)


def test_white_noise_is_even() -> None:
    noise = numpy.random.default_rng(1).uniform(-1, 1, 5 * RATE).astype(numpy.float32)
    found = {name: float(result.data[1:-1].mean()) for name, result in listen(noise, "descriptors").items()}
    assert found["descriptors.spread"] == pytest.approx(RATE / 2 / 12**0.5, rel=0.01)
    assert found["descriptors.skewness"] == pytest.approx(0, abs=0.01)
    assert found["descriptors.kurtosis"] == pytest.approx(1.8, rel=0.01)
    assert found["descriptors.slope"] == pytest.approx(0, abs=1e-8)
    assert found["descriptors.crest"] < 4
    assert found["descriptors.phase"] == pytest.approx(numpy.pi / 2, rel=0.05)


@pytest.mark.parametrize("name", ["specdiff", "kl", "mkl", "complex"])
def test_a_beginning_is_seen(name: str) -> None:
    sound = joined([silent(1.0), sine(500, 1.0)])
    curve = listen(sound, "descriptors")[f"descriptors.{name}"]
    rising = curve.times() < 1.5
    assert curve.times()[rising][curve.data[rising].argmax()] == pytest.approx(1.0, abs=1024 / RATE)


def test_frames_reach_to_the_end() -> None:
    results = listen(c4_scale(), "descriptors")
    assert [name.partition(".")[2] for name in results] == NAMES
    assert all(result.times()[-1] == pytest.approx(9.4, abs=0.05) for result in results.values())


def dissonance(*semitones: int) -> float:
    tones = [sine(261.63 * 2 ** (step / 12) * k, 1.0, 0.1 / k) for step in semitones for k in range(1, 7)]
    return value(listen(numpy.sum(tones, axis=0), "dissonance"), "dissonance.mean")


def test_consonant_intervals_are_smoother() -> None:
    second, third, fifth, octave = dissonance(0, 1), dissonance(0, 4), dissonance(0, 7), dissonance(0, 12)
    assert second > third > fifth > octave
    assert second > 2 * third


def test_single_tones_are_not_dissonant() -> None:
    results = listen(c4_scale(), "dissonance")
    assert float(results["dissonance.curve"].data.mean()) < 0.003
    assert value(results, "dissonance.mean") < 0.003


def test_two_partials_are_roughest_at_a_quarter_of_the_critical_bandwidth() -> None:
    distances = numpy.arange(1, 200)
    frequencies = numpy.column_stack((numpy.full(199, 500.0), 500.0 + distances))
    rough = roughness(frequencies, numpy.ones((199, 2)))
    assert rough.max() == pytest.approx(0.5, abs=0.01)
    assert distances[rough.argmax()] == pytest.approx(0.22 * (0.0207 * 500 + 18.96) / 0.24, abs=1)
