"""Sound from outside the library: a file or a clip, decoded, and the fingerprints it is looked for by."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import numpy

from musicdb.errors import InvalidContentError
from musicdb.fingerprint.arrays import Items, Samples
from musicdb.fingerprint.chromaprint import HOP, RATE, fingerprint
from musicdb.fingerprint.speeds import fingerprint_at_speed
from musicdb.media.fingerprintsound import FingerprintSound

SHORT: Final = 60.0
"""Sound of at most so many seconds is a clip, which is looked for with more effort."""

_SHIFTS: Final = (0.25, 0.5, 0.75)
_SPEEDS: Final = (0.995, 1.005, 0.99, 1.01, 0.985, 1.015)
_LEAST_SECONDS: Final = 5.0


class Clip(msgspec.Struct, frozen=True):
    """Fingerprints of one sound: as it is; of a short one also begun a part of an item later, and for other speeds.

    Items of an index have to be equal. Those of a clip begin between those of the song, and a quarter of an item later
    others are equal; so four queries find more than one.
    """

    items: Items
    shifted: tuple[Items, ...] = ()
    speeds: tuple[tuple[float, Items], ...] = ()


def clip_of(samples: Samples) -> Clip:
    """Fingerprints of sound: mono, 16 bits, 11,025 Hz.

    :raises InvalidContentError: when it is too short.
    """
    if len(samples) < _LEAST_SECONDS * RATE:
        raise InvalidContentError(f"There is too little sound: {_LEAST_SECONDS:g} seconds are needed, 15 are better.")
    items = fingerprint(samples)
    if len(samples) > SHORT * RATE:
        return Clip(items)
    shifted = tuple(fingerprint(samples[int(shift * HOP) :]) for shift in _SHIFTS)
    return Clip(items, shifted, tuple((speed, fingerprint_at_speed(samples, speed)) for speed in _SPEEDS))


def hear_clip(path: Path, ffmpeg: Path, seconds: float | None = None) -> Samples:
    """Decodes a file, or its first seconds.

    :raises InvalidContentError: when there is no sound in it.
    """
    samples = numpy.concatenate([numpy.zeros(0, numpy.int16), *_blocks(path, ffmpeg, seconds)])
    return samples if seconds is None else samples[: int(seconds * RATE)]


def _blocks(path: Path, ffmpeg: Path, seconds: float | None) -> Iterator[Samples]:
    heard = 0
    for block in FingerprintSound(path, ffmpeg):
        samples = numpy.frombuffer(block, "<i2").astype(numpy.int16)
        yield samples
        heard += len(samples)
        if seconds is not None and heard >= seconds * RATE:
            return
