"""In what two songs are alike, by what was measured of them: tempo, key, loudness."""

from typing import Final

from musicdb.model.analysis import SoundValues
from musicdb.model.keys import MODES, NOTES
from musicdb.model.similarity import Aspect

_TEMPO: Final = 0.04
_LOUDNESS: Final = 2.0
_MINOR_THIRD: Final = 3


def measured_alike(one: SoundValues | None, other: SoundValues | None) -> list[Aspect]:
    """What is alike of what is known about both."""
    if one is None or other is None:
        return []
    found = []
    if one.bpm and other.bpm and any(abs(one.bpm * by / other.bpm - 1) <= _TEMPO for by in (0.5, 1.0, 2.0)):
        found.append(Aspect.TEMPO)
    tones = _tones(one.key)
    if tones is not None and tones == _tones(other.key):
        found.append(Aspect.KEY)
    if None not in {one.loudness, other.loudness} and abs((one.loudness or 0) - (other.loudness or 0)) <= _LOUDNESS:
        found.append(Aspect.LOUDNESS)
    return found


def _tones(key: str | None) -> int | None:
    """The same number for keys that have the same tones: A minor is that of C major."""
    note, _, mode = (key or "").partition(" ")
    if note not in NOTES or mode not in MODES:
        return None
    return (NOTES.index(note) + (_MINOR_THIRD if mode == MODES[1] else 0)) % len(NOTES)
