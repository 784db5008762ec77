"""Fades keep the power, and nothing leaves the house that is louder than full scale."""

import numpy
import pytest

from musicdb.playback.mixing import amplify, crossfade, limited
from musicdb.playback.resampling import silence
from tests.playback.sounding import sine


def test_without_gain_not_one_bit_changes() -> None:
    sound = sine(1000)
    assert amplify(sound, 1.0, 1.0) is sound


def test_a_gain_is_reached_without_a_jump() -> None:
    ones = silence(480) + numpy.float32(1)
    faded = amplify(ones, 1.0, 0.25)
    assert faded[0, 0] == 1.0
    assert faded[-1, 0] == pytest.approx(0.25)
    assert numpy.abs(numpy.diff(faded[:, 0])).max() < 0.002
    assert numpy.all(amplify(ones, 0.5, 0.5) == 0.5)


def test_a_crossfade_has_the_same_power_all_the_way() -> None:
    generator = numpy.random.default_rng(1)
    outgoing, incoming = (generator.standard_normal((48_000, 2)).astype(numpy.float32) for _ in range(2))
    whole = crossfade(outgoing, incoming, 0, 48_000)
    power = [float(numpy.mean(numpy.square(piece))) for piece in numpy.split(whole, 10)]
    assert power == pytest.approx([1.0] * 10, abs=0.05)
    assert numpy.abs(whole[0] - outgoing[0]).max() < 0.001
    assert numpy.abs(whole[-1] - incoming[-1]).max() < 0.001


def test_a_crossfade_in_pieces_is_the_same() -> None:
    outgoing, incoming = sine(1000, frequency=300), sine(1000, frequency=500)
    whole = crossfade(outgoing, incoming, 0, 1000)
    parts = [crossfade(outgoing[a:b], incoming[a:b], a, 1000) for a, b in ((0, 1), (1, 400), (400, 1000))]
    assert numpy.array_equal(numpy.concatenate(parts), whole)


def test_nothing_is_louder_than_full_scale() -> None:
    wild = silence(4)
    wild[:, 0] = (1.5, -7.0, numpy.nan, numpy.inf)
    assert limited(wild)[:, 0].tolist() == [1.0, -1.0, 0.0, 1.0]
