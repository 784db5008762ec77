"""Silence, cue points and dynamics of sounds in which they are known."""

import numpy
import pytest

from tests.analysis.hearing import RATE, joined, listen, silent, sine, value

MUSIC = joined([silent(1.0), sine(440, 6.0, 0.01), sine(440, 20.0, 0.5), sine(440, 5.0, 0.01), silent(2.0)])


def test_silence_and_sound_by_turns() -> None:
    segments = listen(joined([silent(1.0), sine(440, 2.0), silent(0.1), sine(440, 1.0), silent(0.5)]), "silence")
    found = segments["silence.segments"]
    assert found.data.tolist() == [0, 1, 0]
    assert found.times() == pytest.approx([0.0, 1.0, 4.1], abs=0.011)
    assert found.durations() == pytest.approx([1.0, 3.1, 0.5], abs=0.011)
    assert value(segments, "silence.ratio") == pytest.approx(1.5 / 4.6, abs=0.01)


def test_cues_of_music_that_begins_and_ends_quietly() -> None:
    cues = [value(listen(MUSIC, "cues"), f"cues.{name}") for name in ("start", "intro", "outro", "end")]
    assert cues[0] == pytest.approx(1.0, abs=0.02)
    assert cues[1] == pytest.approx(7.0, abs=3.0)
    assert cues[2] == pytest.approx(27.0, abs=3.0)
    assert cues[3] == pytest.approx(32.0, abs=0.02)


def test_silence_has_no_music() -> None:
    results = listen(silent(3.0), "cues", "silence", "dynamics")
    assert [value(results, f"cues.{name}") for name in ("start", "intro", "outro", "end")] == [0, 0, 0, 3]
    assert results["silence.segments"].data.tolist() == [0]
    assert value(results, "dynamics.range") == 0


def test_dynamics() -> None:
    steady = listen(sine(997, 30.0, 0.5), "dynamics")
    assert value(steady, "dynamics.range") == pytest.approx(0.0, abs=0.05)
    assert value(steady, "dynamics.spread") == pytest.approx(0.0, abs=0.05)
    assert value(steady, "dynamics.peak_to_loudness") == pytest.approx(-6.02 + 9.03, abs=0.05)
    changing = joined([sine(997, 15.0, 0.05), sine(997, 15.0, 0.5)])
    assert value(listen(changing, "dynamics"), "dynamics.spread") == pytest.approx(20.0, abs=0.1)
    clicks = sine(997, 30.0, 0.05)
    clicks[RATE // 2 :: RATE] = 0.5
    assert value(listen(clicks, "dynamics"), "dynamics.range") == pytest.approx(20.0, abs=0.5)


def test_the_pieces_do_not_matter() -> None:
    names = ("cues", "silence", "dynamics")
    whole, pieces = listen(MUSIC, *names, piece=10_000_000), listen(MUSIC, *names, piece=999)
    assert all(numpy.array_equal(result.data, pieces[name].data) for name, result in whole.items())
