"""What holds for each and every processor: finite numbers for any sound, and results that fit into every format."""

import io
from functools import cache
from pathlib import Path

import numpy
import pytest

from musicdb.analysis.arrays import Sound
from musicdb.analysis.exports.table import FORMATS, export, imported
from musicdb.analysis.listening import Listening, Request
from musicdb.analysis.result import AudioMetadata, Result
from musicdb.analysis.results import Results, key_of
from musicdb.analysis.table import load

SOUNDS: dict[str, tuple[int, Sound]] = {
    "empty": (44_100, numpy.zeros((0, 2), numpy.float32)),
    "one sample": (44_100, numpy.ones((1, 1), numpy.float32)),
    "silence": (16_000, numpy.zeros((16_000, 1), numpy.float32)),
    "offset": (44_100, numpy.full((44_100, 2), -1000, numpy.float32)),
    "impulse": (44_100, numpy.eye(30_000, 1, dtype=numpy.float32)),
    "8 channels": (44_100, numpy.random.default_rng(1).uniform(-1, 1, (30_000, 8)).astype(numpy.float32)),
    "8 kHz": (8_000, numpy.sin(numpy.arange(16_000, dtype=numpy.float32) / 7)[:, None]),
    "192 kHz": (192_000, numpy.sin(numpy.arange(96_000, dtype=numpy.float32) / 50)[:, None]),
}


@cache
def heard(name: str) -> list[Result]:
    rate, sound = SOUNDS[name]
    audio = AudioMetadata(samplerate=rate, channels=sound.shape[1], hash="abad1dea" * 8)
    listening = Listening([Request(processor) for processor in load().plugins], audio)
    listening.hear(sound)
    results = listening.tell()
    assert listening.failures == {}
    return results


@pytest.mark.parametrize("name", SOUNDS)
def test_every_processor_tells_finite_numbers(name: str) -> None:
    results = heard(name)
    declared = {one.id for plugin in load().plugins.values() for one in plugin.results}
    assert {result.id for result in results} == declared
    for result in results:
        for array in (result.value, result.y_value, result.time, result.duration, result.confidence):
            assert array is None or numpy.isfinite(array).all(), result.id
        if result.confidence is not None:
            assert result.confidence.min(initial=0) >= 0, result.id
            assert result.confidence.max(initial=0) <= 1, result.id


@pytest.mark.parametrize("sound", ["empty", "8 kHz"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_result_fits_into_every_format(name: str, sound: str) -> None:
    known = FORMATS[name]
    # PyYAML reads a megabyte in half a second.
    results = [one for one in heard(sound) if known.takes(one) and (name != "yaml" or one.data.size < 10_000)]
    if not known.several:
        for result in results:
            export([result], name, io.BytesIO())
        return
    file = io.BytesIO()
    export(results, name, file)
    if known.read:
        file.seek(0)
        found = imported(name, file)
        assert [one.id for one, other in zip(found, results, strict=True) if not one.equals(other)] == []


def test_every_result_is_kept(tmp_path: Path) -> None:
    shelf = Results(tmp_path / "results")
    results = heard("8 kHz")
    shelf.put(results)
    assert all(any(one.equals(result) for one in shelf.get(key_of(result))) for result in results)
