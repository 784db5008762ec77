"""Keys, tuning and chroma of pieces in which they are known."""

from collections.abc import Callable
from typing import Any

import numpy
import pytest

from musicdb.analysis.arrays import Doubles, Reals
from musicdb.model.keys import KEYS
from tests.analysis.hearing import RATE, c4_scale, listen, silent, sine, value

CHORDS = {
    "major": [(0, 4, 7), (5, 9, 12), (7, 11, 14), (9, 12, 16), (5, 9, 12), (7, 11, 14), (0, 4, 7)],
    "minor": [(0, 3, 7), (5, 8, 12), (7, 11, 14), (8, 12, 15), (5, 8, 12), (7, 11, 14), (0, 3, 7)],
}
MOMENTS = numpy.arange(int(0.4 * RATE)) / RATE


def flute(frequency: float) -> Doubles:
    return numpy.sin(2 * numpy.pi * frequency * MOMENTS)


def string(frequency: float) -> Doubles:
    partials = sum(numpy.sin(2 * numpy.pi * frequency * k * MOMENTS) / k for k in range(1, 9))
    return numpy.asarray(partials * numpy.exp(-2 * MOMENTS))


def reed(frequency: float) -> Doubles:
    return numpy.asarray(sum(numpy.sin(2 * numpy.pi * frequency * k * MOMENTS) / k for k in range(1, 12, 2)))


def piece(key: str, timbre: Callable[[float], Doubles], cents: float = 0.0) -> Reals:
    """A cadence with its bass."""
    root, mode = KEYS.index(key) % 12, key.split()[1]
    parts = []
    for chord in CHORDS[mode]:
        pitches = [root + note + 48 for note in chord] + [root + chord[0] + 36]
        sounding = sum(timbre(440 * 2 ** ((pitch - 69 + cents / 100) / 12)) for pitch in pitches)
        parts.append(0.1 * sounding * numpy.minimum(1, MOMENTS[::-1] / 0.02))
    return numpy.concatenate(parts).astype(numpy.float32)


@pytest.mark.parametrize("timbre", [flute, string, reed])
def test_all_keys(timbre: Callable[[float], Doubles]) -> None:
    found = {}
    for key in KEYS:
        result = listen(piece(key, timbre), "key")["key.name"]
        found[key] = KEYS[int(result.data[0])]
        assert result.confidence is not None
        assert result.confidence[0] > 0.2
    assert found == {key: key for key in KEYS}


def test_the_parallel_or_relative_key_is_an_alternative() -> None:
    results = listen(piece("A minor", string), "key")
    named = [KEYS[int(number)] for number in results["key.alternatives"].data[0]]
    assert {"C major", "A major", "E minor", "D minor"} & set(named)
    assert (numpy.diff(results["key.correlations"].data[0]) <= 0).all()


@pytest.mark.parametrize("cents", [-40.0, -20.0, 0.0, 15.0, 35.0])
def test_tuning(cents: float) -> None:
    results = listen(piece("D major", flute, cents), "tuning", "key")
    assert value(results, "tuning.cents") == pytest.approx(cents, abs=3)
    assert value(results, "tuning.frequency") == pytest.approx(440 * 2 ** (cents / 1200), rel=0.002)
    assert KEYS[int(value(results, "key.name"))] == "D major"


def test_the_scale_of_timeside() -> None:
    results = listen(c4_scale(), "tuning", "key")
    assert value(results, "tuning.frequency") == pytest.approx(440.0, abs=0.5)
    assert KEYS[int(value(results, "key.name"))] == "C major"


def test_chroma_of_a_note() -> None:
    chroma = listen(sine(466.16, 2.0), "chroma")["chroma.chroma"].data
    assert (chroma[:-1].argmax(axis=1) == 10).all()
    assert (numpy.sort(chroma[:-1], axis=1)[:, -2] < 0.1).all()


def test_silence_has_no_key() -> None:
    result: Any = listen(silent(2.0), "key")["key.name"]
    assert result.confidence[0] == 0
