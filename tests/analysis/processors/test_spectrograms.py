"""Spectrogram and constant-Q show what is there, where it is, and as strong as it is."""

import numpy
import pytest

from tests.analysis.hearing import RATE, listen, sine, sweep


def test_the_sweep_of_timeside_has_its_shape() -> None:
    found = listen(sweep(), "spectrogram")["spectrogram.power"]
    assert found.data.shape == (344, 1025)
    assert found.y_value is not None
    frequencies = found.y_value[found.data.argmax(axis=1)]
    assert numpy.all(numpy.diff(frequencies[20:330]) >= 0)
    centers = found.times() + 1024 / RATE
    assert frequencies[100:330] == pytest.approx(20 * (RATE / 40) ** (centers[100:330] / 8), rel=0.08)


@pytest.mark.parametrize("axis", ["linear", "mel", "log"])
def test_a_sine_is_where_it_belongs(axis: str) -> None:
    results = listen(sine(997, 1.0), "spectrogram", parameters={"axis": axis, "blocksize": 4096})
    found = results["spectrogram.power"]
    assert found.y_value is not None
    assert found.y_value[found.data[10].argmax()] == pytest.approx(997, rel=0.05)
    assert found.data.shape[1] == {"linear": 2049}.get(axis, 128)
    assert found.data[10].max() == pytest.approx(0, abs=1.5 if axis == "linear" else 12)


def test_power_is_the_square_of_the_amplitude() -> None:
    frequency = 100 * RATE / 2048
    found = listen(sine(frequency, 1.0, 0.5), "spectrogram", parameters={"scale": "power"})["spectrogram.power"]
    assert found.data[5].max() == pytest.approx(0.25, rel=0.001)


def test_long_sounds_have_no_more_frames_than_wanted() -> None:
    sound = numpy.concatenate((sine(1000, 9.0), sine(4000, 9.0)))
    found = listen(sound, "spectrogram", parameters={"most_frames": 100})["spectrogram.power"]
    assert 50 <= len(found.data) <= 101
    assert found.frame is not None
    assert found.y_value is not None
    assert found.frame.stepsize == 8 * 1024
    frequencies = found.y_value[found.data.argmax(axis=1)]
    assert found.times()[numpy.argmax(frequencies > 2000)] == pytest.approx(9.0, abs=0.4)


@pytest.mark.parametrize("bins", [12, 24, 36])
def test_constant_q_has_notes(bins: int) -> None:
    sound = sine(440, 1.0, 0.5) + sine(1760, 1.0, 0.25)
    found = listen(sound, "constantq", parameters={"bins": bins, "lowest": 65.4064})["constantq.magnitude"]
    middle = found.data[len(found.data) // 2]
    a4 = 33 * bins // 12
    assert found.y_value is not None
    assert found.y_value[a4] == pytest.approx(440, rel=0.0001)
    assert middle[a4] == pytest.approx(0.5, rel=0.01)
    assert middle[a4 + 2 * bins] == pytest.approx(0.25, rel=0.01)
    assert middle[a4 + bins] < 0.01
    assert found.data.shape[1] == 7 * bins


def test_constant_q_has_four_octaves_on_demand() -> None:
    results = listen(sine(440, 1.0), "constantq", parameters={"octaves": 4, "lowest": 110})
    assert results["constantq.magnitude"].data.shape[1] == 48
