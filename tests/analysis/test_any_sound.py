"""Whatever comes: all numbers are finite, the pieces do not matter, and similar sounds are near."""

import numpy
import pytest

from musicdb.analysis.arrays import Reals, Sound
from musicdb.analysis.processors.embedding import DIMENSIONS
from musicdb.analysis.table import load
from tests.analysis.hearing import c4_scale, listen, sine, sweep

NAMES = (
    *("level", "waveform", "loudness", "spectral", "mfcc", "onsets", "tempo", "chroma", "tuning", "key"),
    *("silence", "cues", "dynamics", "embedding"),
)
"""The processors of the default preset."""


def noise(seconds: float, rate: int = 44_100, channels: int = 1) -> Sound:
    random = numpy.random.default_rng(4)
    return random.uniform(-1, 1, (int(seconds * rate), channels)).astype(numpy.float32)


def spoiled() -> Reals:
    sound = sine(440, 1.0)
    sound[100:200:3] = numpy.nan
    sound[300] = numpy.inf
    sound[400] = 1e30
    return sound


SOUNDS = {
    "silence": (numpy.zeros(44_100), 44_100),
    "offset": (numpy.ones(44_100 * 2), 44_100),
    "large offset": (numpy.full(16_000 * 2, -1000.0), 16_000),
    "nothing": (numpy.empty(0), 44_100),
    "one sample": (numpy.ones(1), 44_100),
    "a few samples": (numpy.linspace(-1, 1, 700), 44_100),
    "eight channels": (noise(1.5, channels=8), 44_100),
    "8 kHz": (noise(5.0, 8_000), 8_000),
    "odd rate": (noise(3.0, 11_030), 11_030),
    "192 kHz": (noise(1.0, 192_000, 2), 192_000),
    "not finite": (spoiled(), 44_100),
    "impulse": (numpy.eye(1, 44_100, 20_000)[0], 44_100),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_all_numbers_are_finite(name: str) -> None:
    sound, rate = SOUNDS[name]
    results = listen(sound, *NAMES, rate=rate)  # who tells what is not finite, fails
    declared = [one.id for processor in NAMES for one in load().plugins[processor].results]
    assert list(results) == declared


def test_the_pieces_do_not_matter() -> None:
    sound = numpy.concatenate((c4_scale(), sweep()))
    whole, pieces = listen(sound, *NAMES, piece=len(sound)), listen(sound, *NAMES, piece=1111)
    for name, result in whole.items():
        assert numpy.array_equal(result.data, pieces[name].data), name


def test_near_is_alike() -> None:
    first, second, other = c4_scale(), 0.5 * c4_scale(), noise(9.0)[:, 0]
    points = [listen(sound, "embedding")["embedding.vector"].data[0] for sound in (first, second, other)]
    assert points[0].shape == (DIMENSIONS,)
    assert numpy.linalg.norm(points[0] - points[1]) < 0.3 * numpy.linalg.norm(points[0] - points[2])
