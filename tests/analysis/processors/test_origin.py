"""Cut-off spectra and broken files are found out."""

import io

import numpy
import pytest

from musicdb.analysis.arrays import Reals
from musicdb.analysis.exports.table import FORMATS, export
from musicdb.analysis.processors.decoding import DecoderFacts, results, verdict
from musicdb.analysis.result import AudioMetadata
from tests.analysis.hearing import RATE, listen, sine, value

AUDIO = AudioMetadata(samplerate=RATE, channels=2, duration=100.0)


def pink(highest: float, rate: int = RATE, seconds: float = 6.0) -> Reals:
    """Noise that gets 3 dB weaker with each octave, as music does, and ends at `highest`."""
    count = int(seconds * rate)
    spectrum = numpy.fft.rfft(numpy.random.default_rng(1).standard_normal(count))
    frequencies = numpy.fft.rfftfreq(count, 1 / rate)
    spectrum[1:] /= numpy.sqrt(frequencies[1:])
    spectrum[frequencies > highest] = 0
    sound = numpy.fft.irfft(spectrum)
    return numpy.asarray(0.5 * sound / numpy.abs(sound).max(), numpy.float32)


@pytest.mark.parametrize(("highest", "rate"), [(16_000, RATE), (19_000, RATE), (20_000, 48_000), (16_000, 96_000)])
def test_a_cliff_is_what_encoders_leave(highest: float, rate: int) -> None:
    found = listen(pink(highest, rate), "lossless", rate=rate)
    origin = found["lossless.verdict"]
    assert origin.data.tolist() == [2]
    assert origin.confidence is not None
    assert origin.confidence[0] > 0.8
    assert value(found, "lossless.cutoff") == pytest.approx(highest, abs=250)


def test_a_full_spectrum_is_full() -> None:
    found = listen(pink(RATE / 2), "lossless")
    assert found["lossless.verdict"].data.tolist() == [1]
    assert value(found, "lossless.cutoff") == pytest.approx(RATE / 2, rel=0.01)


def test_a_slope_is_no_cliff() -> None:
    sloped = numpy.convolve(pink(RATE / 2), numpy.hanning(6) / 3)[: 4 * RATE].astype(numpy.float32)
    found = listen(sloped, "lossless")
    assert value(found, "lossless.drop") < 14
    assert found["lossless.verdict"].data.tolist() != [2]


def test_what_has_no_high_tones_is_unknown() -> None:
    for whole in (sine(440, 3.0), numpy.zeros(RATE, numpy.float32), pink(RATE / 2, seconds=0.5), pink(RATE / 8)):
        # A sound that breaks off has high tones at its end.
        sound = whole * numpy.hanning(len(whole)).astype(numpy.float32)
        assert listen(sound, "lossless")["lossless.verdict"].data.tolist() == [0]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (DecoderFacts(decoded=100, stated=100), 0),
        (DecoderFacts(decoded=100), 0),
        (DecoderFacts(decoded=99.9, stated=100, checksum_matches=True), 0),
        (DecoderFacts(decoded=100, stated=100, complaints=3), 1),
        (DecoderFacts(decoded=99, stated=100), 1),
        (DecoderFacts(decoded=101, stated=100), 0),
        (DecoderFacts(decoded=50, stated=100), 2),
        (DecoderFacts(decoded=100, stated=100, checksum_matches=False), 2),
        (DecoderFacts(decoded=0), 2),
        (DecoderFacts(decoded=0, readable=False), 2),
    ],
)
def test_a_decoder_tells_how_well_a_file_is(facts: DecoderFacts, found: int) -> None:
    assert verdict(facts) == found
    told = results(facts, AUDIO, "2026-01-02T03:04:05+00:00")
    assert [result.id for result in told] == ["decoding.complaints", "decoding.missing", "decoding.verdict"]
    assert told[2].data.tolist() == [found]
    for name, known in FORMATS.items():
        if all(map(known.takes, told)):
            export(told, name, io.BytesIO())
