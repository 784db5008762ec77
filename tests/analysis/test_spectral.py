"""Descriptors of spectra of sounds of which they are known."""

import numpy
import pytest

from tests.analysis.hearing import RATE, joined, listen, silent, sine, sweep


def test_a_sweep_has_as_many_frames_as_in_timeside() -> None:
    results = listen(sweep(), "spectral", "mfcc")
    assert {len(result.data) for result in results.values()} == {344}
    assert results["mfcc.coefficients"].data.shape == (344, 13)
    assert results["spectral.centroid"].times()[-1] + 2048 / RATE == pytest.approx(8.0, abs=0.05)


def test_a_tone() -> None:
    results = {name: result.data[5:20] for name, result in listen(sine(1000, 1.0, 0.3), "spectral").items()}
    assert results["spectral.centroid"] == pytest.approx(1000, abs=1)
    assert results["spectral.bandwidth"] == pytest.approx(30, abs=10)
    assert results["spectral.rolloff"] == pytest.approx(1000, abs=22)
    assert results["spectral.flatness"] == pytest.approx(0, abs=1e-5)
    assert results["spectral.flux"] == pytest.approx(0, abs=0.01)
    assert results["spectral.zero_crossings"] == pytest.approx(2000, abs=30)


def test_noise() -> None:
    noise = numpy.random.default_rng(1).uniform(-0.5, 0.5, RATE * 5)
    results = {name: float(result.data.mean()) for name, result in listen(noise, "spectral").items()}
    assert results["spectral.centroid"] == pytest.approx(RATE / 4, rel=0.02)
    assert results["spectral.rolloff"] == pytest.approx(0.85 * RATE / 2, rel=0.02)
    assert results["spectral.bandwidth"] == pytest.approx(RATE / 2 / 12**0.5, rel=0.02)
    assert results["spectral.flatness"] == pytest.approx(0.56, abs=0.02)
    assert results["spectral.zero_crossings"] == pytest.approx(RATE / 2, rel=0.02)


def test_what_changes_has_flux() -> None:
    flux = listen(joined([sine(440, 1.0), sine(880, 1.0)]), "spectral")["spectral.flux"]
    moment = float(flux.times()[flux.data.argmax()])
    assert moment == pytest.approx(1.0, abs=0.05)


def test_mfcc_do_not_depend_on_the_level_but_for_the_first() -> None:
    noise = numpy.random.default_rng(2).uniform(-1, 1, RATE)
    loud, quiet = (listen(noise * level, "mfcc")["mfcc.coefficients"].data[3] for level in (1.0, 0.5))
    assert loud[1:] == pytest.approx(quiet[1:], abs=0.7)
    assert loud[0] - quiet[0] == pytest.approx(6.02 * 40**0.5, abs=2)


def test_silence_has_no_spectrum() -> None:
    results = listen(silent(1.0), "spectral")
    assert all((result.data == 0).all() for result in results.values())
