"""Chords, parts, and what is speech: right for pieces with known answers."""

import numpy
import pytest

from musicdb.analysis.arrays import Reals
from musicdb.analysis.result import Result
from tests.analysis.hearing import RATE, joined, listen, silent, sine

KINDS = {"maj": (0, 4, 7), "min": (0, 3, 7), "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "min7": (0, 3, 7, 10)}
NOTES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


def chord(root: int, kind: str, seconds: float, darkness: float) -> Reals:
    """Tones from C3 on with six overtones, the third doubled above; `darkness` is how fast overtones get weaker."""
    tones = [48 + root + tone for tone in KINDS[kind]] + [60 + root + KINDS[kind][1]]
    frequencies = [440 * 2 ** ((tone - 69) / 12) for tone in tones]
    parts = [sine(k * frequency, seconds, 0.1 / k**darkness) for frequency in frequencies for k in range(1, 7)]
    return numpy.sum(parts, axis=0, dtype=numpy.float32)


def names(result: Result) -> list[str]:
    assert result.label is not None
    assert result.labels is not None
    return [result.labels.label[int(number)] for number in result.label]


def without_gaps(result: Result, length: float) -> None:
    begins, ends = result.times(), result.times() + result.durations()
    assert begins[0] == 0
    assert ends[:-1] == pytest.approx(begins[1:])
    assert result.durations().min() >= 0
    assert ends[-1] == pytest.approx(length)


@pytest.mark.parametrize("darkness", [0.5, 1.0, 1.5])
@pytest.mark.parametrize("kind", KINDS)
def test_chords_are_named(kind: str, darkness: float) -> None:
    roots = (0, 5, 7, 9, 2, 10) if darkness == 1 else (1, 6, 3)
    found = listen(joined([chord(root, kind, 1.5, darkness) for root in roots]), "chords")["chords.names"]
    assert names(found) == [f"{NOTES[root]}:{kind}" for root in roots]
    assert found.times() == pytest.approx(1.5 * numpy.arange(len(roots)), abs=0.2)
    without_gaps(found, 1.5 * len(roots))


def test_what_is_no_chord_is_none() -> None:
    noise = 0.1 * numpy.random.default_rng(1).standard_normal(4 * RATE).astype(numpy.float32)
    for sound in (silent(3.0), noise, sine(440, 3.0)):
        assert names(listen(sound, "chords")["chords.names"]) == ["N"]


def test_parts_that_come_back_have_the_same_letter() -> None:
    verse = joined([chord(0, "maj", 1.0, 0.5), chord(5, "maj", 1.0, 0.5)] * 6)
    chorus = joined([chord(9, "min", 1.0, 2.0), chord(2, "min", 1.0, 2.0)] * 6)
    results = listen(joined([verse, chorus, verse, chorus]), "structure")
    parts = results["structure.parts"]
    assert names(parts) == ["A", "B", "A", "B"]
    assert parts.times() == pytest.approx([0, 12, 24, 36], abs=0.5)
    without_gaps(parts, 48)
    novelty = results["structure.novelty"]
    assert 0 <= novelty.data.min() < novelty.data.max() <= 1


def spoken(seconds: float) -> Reals:
    """Voiced syllables of one formant, hisses, and pauses, four in a second."""
    chance = numpy.random.default_rng(2)
    sound = numpy.zeros(int(seconds * RATE), numpy.float32)
    begin = 0.0
    while begin < seconds - 0.3:
        length, pitch, formant = chance.uniform(0.12, 0.22), chance.uniform(100, 160), chance.uniform(400, 800)
        loudness = [0.3 * numpy.exp(-(((k * pitch - formant) / 400) ** 2)) for k in range(1, 25)]
        syllable = numpy.sum([sine(k * pitch, length, loud) for k, loud in enumerate(loudness, 1)], axis=0)
        if chance.uniform() < 0.4:
            syllable = 0.2 * syllable + 0.1 * chance.standard_normal(len(syllable))
        first = int(begin * RATE)
        sound[first : first + len(syllable)] = syllable * numpy.hanning(len(syllable))
        begin += length + (0.5 if chance.uniform() < 0.2 else chance.uniform(0.02, 0.12))
    return sound


def test_speech_music_and_noise_are_told_apart() -> None:
    music = joined([chord(root, "maj", 1.0, 0.5) for root in (0, 5, 7) * 4])
    noise = 0.2 * numpy.random.default_rng(1).standard_normal(12 * RATE).astype(numpy.float32)
    found = listen(joined([music, silent(4), noise, silent(4), spoken(14)]), "speech")["speech.kinds"]
    assert names(found) == ["music", "silence", "noise", "silence", "speech"]
    assert found.times() == pytest.approx([0, 12, 16, 28, 32], abs=1.1)
    assert found.confidence is not None
    assert found.confidence.min() > 0.6
    without_gaps(found, 46)
