"""Copies are found whatever was done to them, strangers never; and what differs more than a copy is related at most."""

import itertools
from pathlib import Path

import numpy
import pytest

from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.chromaprint import HOP, RATE, fingerprint
from musicdb.fingerprint.matching import match, match_speeds
from musicdb.fingerprint.speeds import fingerprints_at_speeds
from musicdb.model.soundmatches import SoundMatch, Verdict
from tests.benchmarks.strangers import strangers
from tests.fingerprint.conftest import alter, hear
from tests.fingerprint.instruments import noise, play, silence

FOUND = {Verdict.SAME, Verdict.EXCERPT, Verdict.CONTAINS, Verdict.RELATED}


@pytest.fixture(scope="module")
def song() -> Items:
    return fingerprint(play(60, seed=11))


@pytest.fixture
def file(corpus: Path) -> Path:
    return corpus / "Aleksi Aubry-Carlson/2004 - Early Themes/02 Elf Land.flac"


def near(section: tuple[float, float], start: float, end: float) -> bool:
    return section == (pytest.approx(start, abs=1.5), pytest.approx(end, abs=1.5))


@pytest.mark.parametrize(
    ("name", "options", "verdicts"),
    [
        ("48.mp3", ("-ac", "1", "-b:a", "48k"), {Verdict.SAME}),
        ("32.opus", ("-b:a", "32k"), {Verdict.SAME}),
        ("quiet.wav", ("-af", "volume=-9dB"), {Verdict.SAME}),
        ("thin.wav", ("-af", "highpass=f=300"), FOUND),
        ("bass.wav", ("-af", "volume=-10dB,bass=g=10"), FOUND),
        ("trimmed.wav", ("-ss", "15.07"), {Verdict.EXCERPT}),
        ("fast.wav", ("-af", "aresample=44100,asetrate=44764"), {Verdict.RELATED}),
    ],
)
def test_what_was_done_to_a_song_does_not_hide_it(
    file: Path, tmp_path: Path, name: str, options: tuple[str, ...], verdicts: set[Verdict]
) -> None:
    original, altered = fingerprint(hear(file)), fingerprint(alter(file, tmp_path / name, *options))
    assert match(altered, original).verdict in verdicts
    assert match(altered, fingerprint(play(50))).verdict is Verdict.DIFFERENT


def test_a_short_song_that_is_half_a_percent_faster_is_no_copy(corpus: Path, tmp_path: Path) -> None:
    file = corpus / "Aleksi Aubry-Carlson/2004 - Early Themes/03 Transience.flac"
    samples = hear(file)
    faster = alter(file, tmp_path / "fast.wav", "-af", "aresample=44100,asetrate=44320.5,aresample=44100")
    assert match(fingerprint(faster), fingerprint(samples)).verdict is Verdict.RELATED
    # Cut in the middle of an item it is the same, although as many items drift.
    assert match(fingerprint(samples[HOP // 2 :]), fingerprint(samples)).verdict is Verdict.SAME


def test_noise_of_20_db_does_not_hide_a_song(file: Path) -> None:
    samples = hear(file)
    level = float(numpy.sqrt((samples / 32768.0) ** 2).mean()) / 10
    noisy = (samples + noise(len(samples) / RATE + 1, level=level)[: len(samples)].astype(int)).clip(-32768, 32767)
    assert match(fingerprint(noisy.astype(numpy.int16)), fingerprint(samples)).verdict in FOUND


def test_excerpts_of_15_seconds_are_found_anywhere() -> None:
    samples = play(60, seed=11)
    document = fingerprint(samples)
    for start in range(0, 45, 4):
        found = match(fingerprint(samples[int((start + 0.06) * RATE) :][: 15 * RATE]), document)
        assert found.verdict is Verdict.EXCERPT
        section = found.sections[0]
        assert near((section.query_start, section.query_end), 0, 15)
        assert near((section.document_start, section.document_end), start, start + 15)
        assert section.bit_error < 0.1


@pytest.mark.parametrize("speed", [0.96, 0.985, 1.0, 1.015, 1.04])
def test_a_clip_at_another_speed_is_found_by_its_sound(speed: float) -> None:
    samples = play(60, seed=11)
    times = numpy.arange(int(20 * RATE / speed)) * speed + 20 * RATE
    clip = numpy.interp(times, numpy.arange(len(samples)), samples).astype(numpy.int16)
    found = match_speeds(fingerprints_at_speeds(clip), fingerprint(samples))
    section = found.sections[0]
    assert section.speed == pytest.approx(speed, abs=0.003)
    assert near((section.document_start, section.document_end), 20, 40)
    assert near((section.query_start, section.query_end), 0, 20 / speed)
    assert found.verdict is (Verdict.EXCERPT if speed == 1 else Verdict.RELATED)


def test_a_song_in_a_mix_is_contained(song: Items) -> None:
    mix = fingerprint(numpy.concatenate((play(40, seed=21), play(60, seed=11), play(30, seed=22))))
    found = match(mix, song)
    assert found.verdict is Verdict.CONTAINS
    assert near((found.sections[0].query_start, found.sections[0].query_end), 40, 100)
    assert match(song, mix).verdict is Verdict.EXCERPT


def test_another_cut_is_related_with_all_its_stretches(song: Items) -> None:
    samples = play(60, seed=11)
    extended = numpy.concatenate((samples[: 30 * RATE], play(20, seed=23), samples[30 * RATE :]))
    found = match(song, fingerprint(extended))
    assert found.verdict is Verdict.RELATED
    first, second = found.sections
    assert near((first.query_start, first.query_end), 0, 30)
    assert near((second.query_start, second.query_end), 30, 60)
    assert near((second.document_start, second.document_end), 50, 80)
    assert found.query_covered > 0.9


def test_a_song_with_another_middle_is_not_the_same() -> None:
    samples = play(60, seed=11)
    other = samples.copy()
    other[20 * RATE : 32 * RATE] = play(12, seed=24)
    assert match(fingerprint(other), fingerprint(samples)).verdict is Verdict.RELATED


def test_silence_at_the_ends_makes_no_difference(song: Items) -> None:
    padded = fingerprint(numpy.concatenate((silence(9), play(60, seed=11), silence(12))))
    assert match(padded, song).verdict is Verdict.SAME
    assert match(song, padded).verdict is Verdict.SAME


def test_a_sound_of_six_seconds_is_found() -> None:
    sound = fingerprint(play(6, seed=31))
    assert match(sound, sound).verdict is Verdict.SAME
    assert match(sound, fingerprint(play(40, seed=32))).verdict is Verdict.DIFFERENT


def test_strangers_are_different() -> None:
    songs = list(strangers(30, 221, seed=5))
    assert {match(one, other).verdict for one, other in itertools.combinations(songs, 2)} == {Verdict.DIFFERENT}


def test_what_is_the_same_to_all_songs_is_no_match() -> None:
    standing = (numpy.sin(numpy.arange(30 * RATE) * 2 * numpy.pi * 440 / RATE) * 9000).astype(numpy.int16)
    sounds = {
        "silence": silence(30),
        "nearly silence": noise(30, level=0.00005),
        "noise": noise(30, seed=2),
        "other noise": noise(30, seed=3),
        "a standing tone": standing,
        "silence and music": numpy.concatenate((silence(20), play(10, seed=41))),
        "silence and other music": numpy.concatenate((silence(20), play(10, seed=42))),
        "music and silence": numpy.concatenate((play(10, seed=43), silence(20))),
        "piano": play(30, seed=44, level=0.01),
    }
    items = {name: fingerprint(samples) for name, samples in sounds.items()}
    for one, other in itertools.combinations(items, 2):
        assert match(items[one], items[other]).verdict is Verdict.DIFFERENT, (one, other)
    assert match(items["silence"], items["silence"]).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize("count", [0, 1, 15])
def test_what_is_too_short_matches_nothing(song: Items, count: int) -> None:
    assert match(song[:count], song) == SoundMatch(Verdict.DIFFERENT, 0.0, 0.0, 0.0)
    assert match(song, song[:count]).verdict is Verdict.DIFFERENT


def test_the_corpus_knows_its_duplicates(corpus: Path) -> None:
    paths = {path.name: path for path in corpus.rglob("*.*") if "silence" not in path.name}
    wanted = {
        ("05 - Elf Land.mp3", "02 Elf Land.flac"): Verdict.SAME,
        ("17 - Transience.mp3", "03 Transience.flac"): Verdict.CONTAINS,
        ("14 - Sad.mp3", "track3.m4a"): Verdict.SAME,
        ("16 - Battle Epic.mp3", "Doug Kaufman - 2007 - Battle Epic.mp4"): Verdict.CONTAINS,
        ("excerpt.ogg", "04 - Underground.mp3"): Verdict.EXCERPT,
    }
    names = sorted({name for pair in wanted for name in pair})
    items = {name: fingerprint(hear(paths[name])) for name in names}
    for pair in itertools.permutations(names, 2):
        verdict = match(items[pair[0]], items[pair[1]]).verdict
        if pair in wanted:
            assert verdict is wanted[pair], pair
        elif pair[::-1] not in wanted:
            assert verdict is Verdict.DIFFERENT, pair
