"""Fingerprints of sound that was played too fast or too slow, as if it had been played right.

Speed moves all notes: at one percent a third of the bits is wrong. So the sound itself has to be stretched. That needs
no resampling: a frame of so many more or fewer samples, and so much between two of them, gives the same spectra.
"""

from collections.abc import Iterable

import numpy

from musicdb.fingerprint.arrays import Items, Samples
from musicdb.fingerprint.chromaprint import FRAME, HOP, classify_notes, fingerprint, notes_of

SPEEDS = tuple(round(1 + 0.005 * step, 3) for step in range(-8, 9))
"""From 4 % too slow to 4 % too fast."""

_TOGETHER = 64


def fingerprint_at_speed(samples: Samples, speed: float) -> Items:
    """The fingerprint of what was played `speed` times as fast as it should be: mono, 16 bits, 11,025 Hz."""
    if speed == 1:
        return fingerprint(samples)
    length = _near(FRAME / speed)
    count = max(0, int((len(samples) - length) * speed / HOP) + 1)
    starts = numpy.rint(numpy.arange(count) * (HOP / speed)).astype(numpy.int64)
    starts = starts[starts + length <= len(samples)]
    notes = [
        notes_of(samples[starts[first : first + _TOGETHER, None] + numpy.arange(length)])
        for first in range(0, len(starts), _TOGETHER)
    ]
    return classify_notes(numpy.concatenate(notes)) if notes else numpy.zeros(0, numpy.uint32)


def fingerprints_at_speeds(samples: Samples, speeds: Iterable[float] = SPEEDS) -> dict[float, Items]:
    """For a clip of some minutes at most: about 0.2 s for each minute."""
    return {speed: fingerprint_at_speed(samples, speed) for speed in speeds}


def _near(length: float) -> int:
    """A length that can be transformed fast, at most 0.05 % beside."""
    return min(range(round(length) - 2, round(length) + 3), key=_largest_factor)


def _largest_factor(number: int) -> int:
    factor = 2
    while factor * factor <= number:
        if number % factor:
            factor += 1
        else:
            number //= factor
    return number
