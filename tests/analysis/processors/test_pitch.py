"""Pitches are right to the cent, and sure only where there is a pitch."""

import numpy
import pytest

from musicdb.analysis.arrays import Reals
from tests.analysis.hearing import RATE, SCALE, c4_scale, joined, listen, sine, value

TIMBRES = {
    "soft": lambda k: k**-2.0,
    "bright": lambda k: 1 / k,
    "hollow": lambda k: k % 2 / k,
    "without its fundamental": lambda k: (k > 1) / k,
}


def note(frequency: float, timbre: str, seconds: float = 0.4) -> Reals:
    """A note with up to twelve overtones."""
    count = min(12, int(RATE / 2 / frequency))
    parts = [TIMBRES[timbre](k) * sine(k * frequency, seconds, 0.2) for k in range(1, count + 1)]
    return numpy.sum(parts, axis=0, dtype=numpy.float32)


def test_the_notes_of_the_scale() -> None:
    pitch = listen(c4_scale(), "pitch")["pitch.frequency"]
    assert pitch.confidence is not None
    for number, frequency in enumerate(SCALE):
        inside = (pitch.times() > 1.2 * number) & (pitch.times() < 1.2 * number + 0.9)
        assert numpy.abs(1200 * numpy.log2(pitch.data[inside] / frequency)).max() < 0.05
        assert pitch.confidence[inside].min() > 0.99


@pytest.mark.parametrize("timbre", TIMBRES)
def test_synthetic_notes_are_right_to_the_cent(timbre: str) -> None:
    notes = range(36, 92, 5)
    sound = joined([note(440 * 2 ** ((number - 69) / 12), timbre) for number in notes])
    pitch = listen(sound, "pitch")["pitch.frequency"]
    for place, number in enumerate(notes):
        inside = (pitch.times() >= 0.4 * place) & (pitch.times() < 0.4 * place + 0.3)
        cents = 1200 * numpy.log2(pitch.data[inside] / 440) - 100 * (number - 69)
        assert numpy.abs(cents).max() < 1


def test_what_has_no_pitch_has_none() -> None:
    noise = numpy.random.default_rng(1).uniform(-1, 1, 3 * RATE).astype(numpy.float32)
    for sound in (noise, numpy.zeros(RATE, numpy.float32), numpy.ones(RATE, numpy.float32)):
        results = listen(sound, "pitch")
        assert value(results, "pitch.voiced") == value(results, "pitch.median") == 0
        confidence = results["pitch.frequency"].confidence
        assert confidence is not None
        assert confidence.max() < 0.5


def test_the_range_can_be_chosen() -> None:
    low = listen(sine(40, 2.0), "pitch", parameters={"lowest": 30})
    assert value(low, "pitch.median") == pytest.approx(40, rel=0.0005)
