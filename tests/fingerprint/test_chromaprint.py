"""Fingerprints are those of fpcalc, item for item, however the sound comes in."""

import tracemalloc
from pathlib import Path

import numpy
import pytest

from musicdb.fingerprint.arrays import Items, Samples
from musicdb.fingerprint.chromaprint import RATE, Fingerprinter, fingerprint
from musicdb.fingerprint.classifiers import SILENCE
from tests.fingerprint.conftest import Oracle, hear
from tests.fingerprint.instruments import noise, play, silence

FORMATS = (".flac", ".m4a", ".mp3", ".mp4", ".ogg", ".opus")


def differences(items: Items, others: Items) -> int:
    assert len(items) == len(others)
    return int((items != others).sum())


def in_blocks(samples: Samples, size: int) -> Items:
    fingerprinter = Fingerprinter()
    for start in range(0, len(samples), size):
        fingerprinter.hear(samples[start : start + size])
    return fingerprinter.tell()


def test_every_file_of_the_corpus_has_the_fingerprint_of_fpcalc(corpus: Path, fpcalc: Oracle) -> None:
    files = [path for path in sorted(corpus.rglob("*")) if path.suffix in FORMATS]
    assert len(files) > 20
    for path in files:
        assert differences(in_blocks(hear(path), 99_999), fpcalc(path)) == 0, path.name


@pytest.mark.parametrize(
    "samples",
    [
        play(40, seed=1),
        play(20, seed=2, level=0.002),
        play(20, seed=3, level=1.0),
        noise(20),
        silence(10),
        numpy.concatenate((silence(7), play(9), silence(8), noise(5), silence(3))),
    ],
    ids=["music", "quiet music", "loud music", "noise", "silence", "music between silences"],
)
def test_raw_sound_has_the_fingerprint_of_fpcalc(samples: Samples, fpcalc: Oracle) -> None:
    assert differences(fingerprint(samples), fpcalc(samples)) == 0


@pytest.mark.parametrize("length", [0, 1, 4095, 4096, 30_030, 30_031, 31_395, 31_396, 33_075])
def test_short_sound(length: int, fpcalc: Oracle) -> None:
    samples = play(3)[:length]
    assert differences(fingerprint(samples), fpcalc(samples)) == 0
    assert len(fingerprint(samples)) == max(0, (length - 4096) // 1365 - 18)


@pytest.mark.parametrize(("seconds", "count"), [(2.7, 0), (3, 3), (5, 19), (10, 59), (30, 221), (60, 463), (120, 948)])
def test_length(seconds: float, count: int) -> None:
    assert len(fingerprint(silence(seconds))) == count


def test_silence_has_one_item() -> None:
    assert set(fingerprint(silence(8)).tolist()) == {int(SILENCE)} == {627964279}


@pytest.mark.parametrize("size", [511, 997, 1365, 4096, 65_521, 10**6])
def test_blocks_of_any_size_make_no_difference(size: int) -> None:
    samples = play(41)
    assert differences(in_blocks(samples, size), fingerprint(samples)) == 0


def test_tiny_blocks_make_no_difference() -> None:
    samples = play(3.5)
    assert differences(in_blocks(samples, 1), fingerprint(samples)) == 0


def test_it_can_be_told_in_between() -> None:
    samples = play(30)
    fingerprinter = Fingerprinter()
    for start in range(0, len(samples), 20_000):
        fingerprinter.hear(samples[start : start + 20_000])
        assert differences(fingerprinter.tell(), fingerprint(samples[: start + 20_000])) == 0


def test_hours_of_sound_need_no_more_memory_than_their_items() -> None:
    fingerprinter = Fingerprinter()
    minute = play(60)
    fingerprinter.hear(minute)
    tracemalloc.start()
    for _ in range(60):
        fingerprinter.hear(minute)
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 400_000
    assert most < 12_000_000
    assert len(fingerprinter.tell()) == (61 * 60 * RATE - 4096) // 1365 - 18
