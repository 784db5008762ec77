"""Sound keeps what it is at another sample rate, however it is cut."""

import numpy
import pytest

from musicdb.playback.pcm import RATE
from musicdb.playback.resampling import Resampler, Sound, can_resample, silence
from tests.playback.sounding import decibels

RATES = (8000, 11_025, 16_000, 22_050, 32_000, 37_800, 44_100, 50_000, 88_200, 96_000, 176_400, 192_000, 352_800)


def wave(frames: int, rate: int, frequency: float) -> Sound:
    signal = 0.9 * numpy.sin(2 * numpy.pi * frequency * numpy.arange(frames) / rate)
    return numpy.repeat(signal.astype(numpy.float32)[:, None], 2, axis=1)


def resample(sound: Sound, rate: int, *lengths: int) -> Sound:
    resampler, pieces, start = Resampler(rate), [], 0
    for length in (*lengths, len(sound)):
        pieces.append(resampler.process(sound[start : start + length]))
        start += length
    return numpy.concatenate([*pieces, resampler.flush()])


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("part", [0.05, 0.44])
def test_a_tone_stays_what_it_is(rate: int, part: float) -> None:
    frequency = min(part * rate, 19_500.0)
    produced = resample(wave(rate, rate, frequency), rate)
    assert len(produced) == RATE
    expected = wave(RATE, RATE, frequency)
    inside = slice(1000, -1000)
    assert decibels(produced[inside] - expected[inside], expected) < -120


def test_what_would_come_back_as_another_tone_is_gone() -> None:
    beyond = resample(wave(96_000, 96_000, 30_000.0), 96_000)
    assert decibels(beyond[1000:-1000], wave(RATE, RATE, 1000.0)) < -110


@pytest.mark.parametrize("rate", [44_100, 11_025, 192_000])
def test_pieces_make_no_difference(rate: int) -> None:
    sound = wave(rate // 4, rate, 997.0)
    whole = resample(sound, rate)
    for lengths in ((1, 2, 3, 1000, 7, 5000), [100] * 50):
        assert numpy.abs(resample(sound, rate, *lengths) - whole).max() < 1e-6


@pytest.mark.parametrize("frames", [0, 1, 2, 146, 147, 148, 44_100, 44_101])
def test_no_sample_is_lost_or_made_up(frames: int) -> None:
    assert len(resample(wave(frames, 44_100, 440.0), 44_100)) == -(-frames * 48_000 // 44_100)


def test_at_the_rate_of_the_stream_nothing_changes() -> None:
    sound = wave(1000, RATE, 440.0)
    resampler = Resampler(RATE)
    assert resampler.process(sound) is sound
    assert len(resampler.flush()) == 0


def test_a_level_stays_a_level() -> None:
    sound = silence(44_100) + numpy.float32(0.25)
    produced = resample(sound, 44_100)
    assert numpy.abs(produced[1000:-1000] - 0.25).max() < 1e-6


def test_rates_without_a_small_matrix_are_known() -> None:
    assert all(can_resample(rate) for rate in RATES)
    assert not can_resample(44_056)
    assert not can_resample(0)
