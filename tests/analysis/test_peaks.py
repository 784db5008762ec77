"""Outlines without HDF5: signposts lead to the same peaks, and to nothing where they are damaged."""

import subprocess
import sys
from pathlib import Path

import msgspec
import numpy
import pytest

from musicdb.analysis.peaks import LEVELS, USERBLOCK, Level, Piece, Signposts, encoded, peaks, signposts
from musicdb.analysis.result import Result
from musicdb.analysis.results import Results
from tests.analysis.hearing import RATE, listen

HASH = "ab" * 32


def told(seconds: float) -> list[Result]:
    noise = numpy.random.default_rng(1).normal(0.0, 0.2, (int(seconds * RATE), 2)).astype(numpy.float32)
    results = listen(noise, "waveform").values()
    return [msgspec.structs.replace(one, audio=msgspec.structs.replace(one.audio, hash=HASH)) for one in results]


@pytest.mark.parametrize("seconds", [0.001, 3.0, 200.0, 900.0])
def test_signposts_lead_to_what_was_told(tmp_path: Path, seconds: float) -> None:
    results, shelf = told(seconds), Results(tmp_path)
    shelf.put(results)
    path = shelf.path(HASH)
    assert signposts(path, "another") is None
    posts = signposts(path, results[0].version)
    assert posts is not None
    assert {level.step for level in posts.levels} == set(LEVELS.values())
    for level in posts.levels:
        data = next(one.data for one in results if LEVELS[one.id] == level.step)
        for first, after in ((0, level.rows + 9), (level.rows // 3, level.rows // 2 + 1)):
            read = peaks(path, level, first, after)
            assert read is not None
            assert numpy.column_stack(read).tolist() == data[first:after].tolist()
    assert len(shelf.all(HASH)) == len(results)


def test_damage_is_no_outline(tmp_path: Path) -> None:
    results, shelf = told(30.0), Results(tmp_path)
    shelf.put(results)
    path, version = shelf.path(HASH), results[0].version
    posts = signposts(path, version)
    assert posts is not None
    content = bytearray(path.read_bytes())
    for level in posts.levels:
        content[level.pieces[-1].offset] ^= 1
    path.write_bytes(content)
    assert [peaks(path, level, 0, level.rows) for level in posts.levels] == [None] * 3
    content[100] ^= 1
    path.write_bytes(content)
    assert signposts(path, version) is None
    path.write_bytes(content[:50])
    assert signposts(path, version) is None


def test_the_finest_levels_are_left_out_when_there_is_no_room() -> None:
    levels = [Level(step, 9, 9, compressed=True, pieces=[Piece(2**40, 2**20, 2**31)] * 8) for step in LEVELS.values()]
    posts = Signposts("1", levels)
    assert [len(encoded(posts, room)) > 0 for room in (USERBLOCK - 90, 100)] == [True, False]
    assert len(encoded(posts, 2 * USERBLOCK)) > len(encoded(posts, USERBLOCK - 90))


def test_numpy_is_not_needed() -> None:
    code = (
        "import sys; import musicdb.insight.waveforms; sys.exit(any(one in sys.modules for one in ('numpy', 'h5py')))"
    )
    assert subprocess.run((sys.executable, "-c", code), check=False).returncode == 0
