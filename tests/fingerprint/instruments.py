"""Music made up on the spot: chords of overtones that change, always the same for the same seed; noise and silence."""

import numpy

from musicdb.fingerprint.arrays import Samples
from musicdb.fingerprint.chromaprint import RATE


def play(seconds: float, seed: int = 1, level: float = 0.2) -> Samples:
    """A melody over chords. Levels are of full scale."""
    random = numpy.random.default_rng(seed)
    length = int(seconds * RATE)
    sound = numpy.zeros(length)
    start = 0
    while start < length:
        end = min(length, start + int(random.uniform(0.15, 0.7) * RATE))
        time = numpy.arange(end - start) / RATE
        for note in random.integers(36, 84, 4):
            strength = random.uniform(0.3, 1) * numpy.exp(-time * random.uniform(0.5, 4))
            pitch = 440 * 2 ** ((note - 69) / 12)
            for overtone in range(1, 5):
                sound[start:end] += strength * numpy.sin(2 * numpy.pi * pitch * overtone * time) / overtone**1.5
        start = end
    sound += random.normal(0, 0.01, length)
    return (sound / numpy.abs(sound).max() * level * 32767).astype(numpy.int16)


def noise(seconds: float, seed: int = 1, level: float = 0.1) -> Samples:
    """White noise."""
    random = numpy.random.default_rng(seed)
    return (random.normal(0, level, int(seconds * RATE)).clip(-1, 1) * 32767).astype(numpy.int16)


def silence(seconds: float) -> Samples:
    """Nothing."""
    return numpy.zeros(int(seconds * RATE), numpy.int16)
