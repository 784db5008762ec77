"""Onsets and beats of sounds in which they are known."""

from collections.abc import Callable

import numpy
import pytest

from musicdb.analysis.arrays import Reals
from tests.analysis.hearing import RATE, c4_scale, listen, sine, sweep, value

MOMENTS = numpy.arange(int(0.1 * RATE)) / RATE


def drums(bpm: float, seconds: float, meter: int = 4) -> Reals:
    """Bass drum, snare and a hi-hat in eighths; the first beat of a bar is the strongest."""
    noise = numpy.random.default_rng(0).uniform(-1, 1, len(MOMENTS))
    kick = numpy.sin(2 * numpy.pi * 60 * MOMENTS) * numpy.exp(-30 * MOMENTS)
    snare = 0.6 * (noise + numpy.sin(2 * numpy.pi * 190 * MOMENTS)) * numpy.exp(-40 * MOMENTS)
    hat = 0.4 * noise * numpy.exp(-80 * MOMENTS)
    sound = numpy.zeros(int((seconds + 1) * RATE), numpy.float32)
    for eighth in range(int(seconds * bpm / 30)):
        beat, off = divmod(eighth, 2)
        strike = 1.3 * kick if beat % meter == 0 else snare if beat % meter % 2 else kick
        first = int(eighth * 30 / bpm * RATE)
        sound[first : first + len(MOMENTS)] += 0.4 * (hat if off else hat + strike)
    return sound


def noise(seconds: float) -> Reals:
    return numpy.random.default_rng(3).uniform(-1, 1, int(seconds * RATE)).astype(numpy.float32)


def test_the_notes_of_a_scale() -> None:
    onsets = listen(c4_scale(), "onsets")["onsets.times"]
    assert onsets.times() == pytest.approx(1.2 * numpy.arange(8), abs=0.010)
    assert onsets.confidence is not None
    assert (onsets.confidence > 0.5).all()


def test_notes_that_ring_into_each_other() -> None:
    random = numpy.random.default_rng(5)
    begins = numpy.cumsum(random.uniform(0.12, 0.5, 30))
    moments = numpy.arange(RATE) / RATE
    sound = numpy.zeros(int(begins[-1] * RATE) + RATE + 1)
    for number, begin in enumerate(begins):
        pitch = 220 * 2 ** ((7 * number % 24 + random.integers(0, 3)) / 12)
        partials = sum(numpy.sin(2 * numpy.pi * pitch * k * moments) / k for k in range(1, 8))
        note = 0.2 * partials * numpy.exp(-4 * moments) * numpy.minimum(1, moments / 0.004)
        sound[int(begin * RATE) :][: len(note)] += note
    onsets = listen(sound, "onsets")["onsets.times"].times()
    assert len(onsets) == len(begins)
    assert numpy.abs(onsets - begins).max() < 0.010


@pytest.mark.parametrize("bpm", numpy.linspace(62, 196, 20).round(2).tolist())
def test_the_tempo_of_drums(bpm: float) -> None:
    results = listen(drums(bpm, 14.0), "tempo")
    found = value(results, "tempo.bpm")
    named = [found, *results["tempo.alternatives"].data[0]]
    assert any(abs(found / bpm / ratio - 1) < 0.02 for ratio in (0.5, 1.0, 2.0))
    assert min(abs(one / bpm - 1) for one in named) < 0.02
    beats = results["tempo.beats"].times()
    eighth = 30 / bpm
    assert len(beats) > 10
    assert numpy.abs((beats + eighth / 2) % eighth - eighth / 2).max() < 0.02
    assert found == pytest.approx(60 / numpy.median(numpy.diff(beats)), rel=0.03)


@pytest.mark.parametrize("meter", [3, 4])
def test_bars_begin_with_the_strongest_beat(meter: int) -> None:
    results = listen(drums(112, 20.0, meter), "tempo")
    assert value(results, "tempo.meter") == meter
    beats = results["tempo.beats"]
    bars = beats.times()[beats.data == 2]
    bar = meter * 60 / 112
    assert numpy.abs((bars + bar / 2) % bar - bar / 2).max() < 0.03


def test_the_tempo_may_change() -> None:
    sound = numpy.concatenate((drums(100, 40.0), drums(130, 40.0)))
    course = listen(sound, "tempo")["tempo.course"].data
    assert course[2] == pytest.approx(100, rel=0.02)
    assert course[-3] == pytest.approx(130, rel=0.02)


@pytest.mark.parametrize("make", [lambda: sine(440, 8.0), lambda: noise(20.0), sweep, lambda: numpy.zeros(RATE * 5)])
def test_what_has_no_beat_gets_none(make: Callable[[], Reals]) -> None:
    results = listen(make(), "tempo")
    assert value(results, "tempo.bpm") == 0
    assert not len(results["tempo.beats"].data)
