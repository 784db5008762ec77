"""Peak, RMS, offset and clipping have the values that mathematics gives them."""

import numpy
import pytest

from tests.analysis.hearing import c4_scale, listen, sine, sweep, value


def test_the_fixtures_of_timeside() -> None:
    scale = listen(c4_scale(), "level")
    assert value(scale, "level.peak") == pytest.approx(0.0, abs=0.001)
    assert value(scale, "level.rms") == pytest.approx(-3.711, abs=0.001)
    assert value(listen(sweep(), "level"), "level.rms") == pytest.approx(-3.009, abs=0.002)


def test_a_sine_of_half_scale() -> None:
    results = listen(numpy.column_stack((sine(997, 2.0, 0.5), sine(997, 2.0, 0.5))), "level")
    assert value(results, "level.peak") == pytest.approx(-6.021, abs=0.001)
    assert value(results, "level.rms") == pytest.approx(-9.031, abs=0.001)
    assert value(results, "level.crest") == pytest.approx(3.010, abs=0.001)


def test_an_offset_has_its_sign() -> None:
    sound = numpy.column_stack((sine(441, 1.0, 0.5), sine(441, 1.0, 0.5) - 0.25))
    assert value(listen(sound, "level"), "level.dc") == pytest.approx(-25.0, abs=0.001)


def test_clipped_places_are_counted_once() -> None:
    loud = numpy.clip(sine(100, 5.0, 2.0), -1, 1)  # both half waves of 100 periods each second
    assert value(listen(loud, "level"), "level.clipped") == 1000
    assert value(listen(sine(100, 5.0, 0.99), "level"), "level.clipped") == 0
    assert value(listen(numpy.ones(44_100 * 9), "level"), "level.clipped") == 1


def test_silence_is_a_number() -> None:
    results = listen(numpy.zeros(44_100), "level")
    assert value(results, "level.peak") == value(results, "level.rms") == pytest.approx(-138.474)
