"""Fingerprints of songs nobody played: keys, chords, melodies, loops, pauses; made of rows of notes."""

from collections.abc import Iterator

import numpy

from musicdb.fingerprint.arrays import Items, Rows
from musicdb.fingerprint.chromaprint import classify_notes

_MAJOR = numpy.array([0, 2, 4, 5, 7, 9, 11])
_SCALE_DEGREES = numpy.array([0, 3, 4, 5, 1, 2])
# Of a tone: how strong its note, its fifth and its third are among the overtones.
_OVERTONES = ((0, 1.0), (7, 0.25), (4, 0.08))


def strangers(count: int, items: int, seed: int = 1) -> Iterator[Items]:
    """So many fingerprints of so many items each."""
    for number in range(count):
        yield stranger(numpy.random.default_rng((seed, number)), items)


def stranger(random: numpy.random.Generator, items: int) -> Items:
    """A song: in a key, with a tempo, chords and a melody; one in four is a loop, one in six is slow and solo."""
    rows = items + 19
    beat = random.uniform(2.4, 6.0)
    kind = random.integers(12)
    key = random.integers(12)
    voices = 1 if kind in {0, 1} else random.integers(2, 5)
    notes = _noise(random, rows)
    length = int(beat * 16) if kind in {2, 3, 4} else rows
    for voice in range(voices):
        _add_voice(random, notes[:length], key, beat * (4 if voice == 0 else random.choice([0.5, 1, 2])))
    for start in range(length, rows, max(1, length)):
        end = min(rows, start + length)
        notes[start:end] = notes[: end - start] * random.uniform(0.9, 1.1, (end - start, 12))
    if kind == 5:
        pause = random.integers(rows)
        notes[pause : pause + 40] = 0
    return classify_notes(notes)


def _noise(random: numpy.random.Generator, rows: int) -> Rows:
    """Drums and breath, a little of all notes."""
    return random.exponential(random.uniform(0.001, 0.05), (rows, 12))


def _add_voice(random: numpy.random.Generator, notes: Rows, key: int, step: float) -> None:
    """Tones or chords that die away, one each `step` rows."""
    starts = numpy.arange(0, len(notes), step).astype(int)
    degrees = random.choice(_SCALE_DEGREES if step > 8 else numpy.arange(7), len(starts))
    decay = random.uniform(0.02, 0.5)
    for start, degree in zip(starts.tolist(), degrees.tolist(), strict=True):
        end = min(len(notes), start + 60)
        envelope = numpy.exp(-decay * numpy.arange(end - start)) * random.uniform(0.3, 1)
        for third in (0, 2, 4) if step > 8 else (0,):
            note = key + _MAJOR[(degree + third) % 7]
            for distance, strength in _OVERTONES:
                notes[start:end, (note + distance) % 12] += strength * envelope
