"""Lets processors hear a sound that was made on the spot."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy

from musicdb.analysis.arrays import Reals, Sound
from musicdb.analysis.listening import Listening, Request
from musicdb.analysis.result import AudioMetadata, Result

RATE = 44_100


def listen(
    sound: Sound | Reals,
    *processors: str,
    rate: int = RATE,
    parameters: Mapping[str, Any] | None = None,
    piece: int = 65_536,
) -> dict[str, Result]:
    """The results of these processors by id. All must tell something."""
    sound = numpy.asarray(sound, numpy.float32)
    sound = sound if sound.ndim == 2 else sound[:, None]
    audio = AudioMetadata(samplerate=rate, channels=sound.shape[1])
    requests = [Request(name, parameters or {}) for name in processors]
    listening = Listening(requests, audio)
    for first in range(0, len(sound), piece):
        listening.hear(sound[first : first + piece])
    results = listening.tell()
    assert listening.failures == {}
    return {result.id: result for result in results}


def value(results: Mapping[str, Result], name: str) -> float:
    """The only value of a result."""
    (number,) = results[name].data
    return float(number)


def sine(frequency: float, seconds: float, amplitude: float = 1.0, rate: int = RATE) -> Reals:
    """A sine that begins at 0."""
    moments = numpy.arange(int(seconds * rate)) / rate
    return (amplitude * numpy.sin(2 * numpy.pi * frequency * moments)).astype(numpy.float32)


def silent(seconds: float, rate: int = RATE) -> Reals:
    """Nothing for so long."""
    return numpy.zeros(int(seconds * rate), numpy.float32)


def joined(parts: Sequence[Reals]) -> Reals:
    """One after the other."""
    return numpy.concatenate(parts)


SCALE = (261.63, 293.66, 329.63, 349.23, 392.00, 440.00, 493.88, 523.25)


def c4_scale() -> Reals:
    """The fixture of TimeSide: eight full-scale sines of 1 s with 0.2 s of silence between them."""
    parts = [part for note in SCALE for part in (sine(note, 1.0), silent(0.2))]
    return joined(parts[:-1])


def sweep() -> Reals:
    """The fixture of TimeSide: 8 s from 20 Hz to half the sample rate, logarithmic, full scale."""
    moments, ratio = numpy.arange(8 * RATE) / RATE, RATE / 2 / 20
    phase = 2 * numpy.pi * 20 * 8 / numpy.log(ratio) * (ratio ** (moments / 8) - 1)
    return numpy.cos(phase).astype(numpy.float32)
