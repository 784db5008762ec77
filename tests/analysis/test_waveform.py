"""The outline of a sound at any size."""

import numpy
import pytest

from musicdb.analysis.processors.waveform import outline
from musicdb.errors import BadArgumentError
from tests.analysis.hearing import RATE, joined, listen, silent, sine


def test_peaks_are_those_of_the_loudest_channel() -> None:
    sound = numpy.column_stack((sine(441, 3.0, 0.5), -0.25 * numpy.ones(3 * RATE)))
    peaks = listen(sound, "waveform")["waveform.fine"].data
    assert peaks.dtype == numpy.int16
    assert peaks[100].tolist() == pytest.approx([-16_384, 16_384], abs=20)


def test_every_level_tells_the_same() -> None:
    sound = joined([silent(2.0), sine(441, 2.0, 0.5), silent(2.0)])
    results = list(listen(sound, "waveform").values())
    for pixels in (6, 60, 300, 900):
        drawn = outline(results, 0.0, 6.0, pixels)
        assert len(drawn.time) == len(drawn.low) == len(drawn.high) == pixels
        loud = (drawn.time > 2.2) & (drawn.time < 3.8)
        assert drawn.high[loud] == pytest.approx(0.5, abs=0.001)
        assert drawn.low[loud] == pytest.approx(-0.5, abs=0.001)
        assert (drawn.high[drawn.time < 1.0 - 6 / pixels] == 0).all()


def test_a_piece_and_more_pixels_than_peaks() -> None:
    results = list(listen(sine(441, 2.0, 0.5), "waveform").values())
    drawn = outline(results, 1.0, 1.01, 50)
    assert drawn.time[0] == 1.0
    assert drawn.high.max() == pytest.approx(0.5, abs=0.001)
    assert len(outline(results, 1.5, 99.0, 50).low) == 50


@pytest.mark.parametrize(("start", "stop", "pixels"), [(1.0, 1.0, 5), (3.0, 4.0, 5), (-1.0, 1.0, 5), (0.0, 1.0, 0)])
def test_what_is_not_there_cannot_be_drawn(start: float, stop: float, pixels: int) -> None:
    results = list(listen(sine(441, 2.0), "waveform").values())
    with pytest.raises(BadArgumentError):
        outline(results, start, stop, pixels)
