"""How one song fades into the next, how the music pauses without a click, and how loud it may be. Only arithmetic."""

import numpy

from musicdb.playback.pcm import RATE
from musicdb.playback.resampling import Sound

FADE = RATE // 20
"""How long the music takes to fall silent, in samples: 50 ms."""
CUT = RATE * 3 // 100
"""The same where a song is left for another one: 30 ms."""


def amplify(sound: Sound, before: float, after: float) -> Sound:
    """The sound, multiplied; over its length the factor goes from one value to the other."""
    if before == after:
        return sound if after == 1.0 else sound * numpy.float32(after)
    return sound * numpy.linspace(before, after, len(sound), dtype=numpy.float32)[:, None]


def crossfade(outgoing: Sound, incoming: Sound, done: int, length: int) -> Sound:
    """A piece of the way from one song to the next at equal power; `done` of its `length` samples are over."""
    angle = (numpy.arange(done, done + len(incoming), dtype=numpy.float32) + 0.5) * numpy.float32(numpy.pi / 2 / length)
    mixed: Sound = outgoing * numpy.cos(angle)[:, None] + incoming * numpy.sin(angle)[:, None]
    return mixed


def limited(sound: Sound) -> Sound:
    """The sound as it may leave the house: nothing beyond full scale, no matter what a file holds."""
    clean: Sound = numpy.clip(numpy.nan_to_num(sound), -1.0, 1.0)
    return clean
