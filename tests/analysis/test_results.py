"""The shelf of results keeps what it is given, whole or not at all."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import msgspec
import numpy
import pytest

from musicdb.analysis.result import Result, TimeMode
from musicdb.analysis.results import Key, Results, key_of
from musicdb.errors import ResultsError
from tests.analysis.making import HASH, MODES, made


@pytest.fixture
def shelf(tmp_path: Path) -> Results:
    return Results(tmp_path / "results")


def same(found: list[Result], expected: list[Result]) -> bool:
    return len(found) == len(expected) and all(one.equals(other) for one, other in zip(found, expected, strict=True))


def changed(result: Result, **fields: object) -> Result:
    return msgspec.structs.replace(result, **fields)


def test_results_are_found_by_their_key(shelf: Results) -> None:
    told = [changed(made(*mode), id=f"tune.n{number}") for number, mode in enumerate(MODES)]
    newer = [changed(result, version="1.1") for result in told[:2]]
    other = [changed(told[0], parameters={"lowest": 20})]
    shelf.put([*told, *newer, *other])
    assert same(shelf.get(key_of(told[0])), told)
    assert same(shelf.get(key_of(newer[0])), newer)
    assert same(shelf.get(Key(HASH, "tune", "1.0", '{"lowest":20}')), other)
    assert shelf.get(Key(HASH, "tune", "2.0", "{}")) == []
    assert same(shelf.all(HASH), [*told, *newer, *other])
    assert shelf.keys(HASH) == [key_of(told[0]), key_of(newer[0]), key_of(other[0])]
    assert list(shelf.sounds()) == [HASH]


def test_the_order_of_parameters_does_not_matter(shelf: Results) -> None:
    first, second = changed(made(), parameters={"a": 1, "b": 2}), changed(made(), parameters={"b": 2, "a": 1})
    assert key_of(first) == key_of(second)


def test_the_same_key_is_replaced_and_nothing_else(shelf: Results) -> None:
    tune, beat = made(), changed(made(), processor="beat", id="beat.bpm")
    shelf.put([tune])
    shelf.put([beat])
    again = changed(tune, value=numpy.array([1.0]))
    shelf.put([again])
    assert same(shelf.get(key_of(tune)), [again])
    assert same(shelf.get(key_of(beat)), [beat])


def test_an_upgrade_forgets_only_its_family(shelf: Results) -> None:
    tune, beat = made(), changed(made(), processor="beat", id="beat.bpm")
    shelf.put([tune, beat])
    shelf.forget(HASH, lambda key: key.processor == "tune")
    assert shelf.keys(HASH) == [key_of(beat)]
    shelf.forget(HASH, lambda _: True)
    assert not shelf.path(HASH).exists()
    assert shelf.all(HASH) == []


def test_a_result_that_cannot_be_kept_leaves_all_as_it_was(shelf: Results) -> None:
    shelf.put([made()])
    before = shelf.path(HASH).read_bytes()
    with pytest.raises(ResultsError, match="complex64"):
        shelf.put([changed(made(), version="2"), changed(made(), value=numpy.zeros(1, numpy.complex64), version="3")])
    with pytest.raises(ResultsError, match="two results"):
        shelf.put([made(), made()])
    assert shelf.path(HASH).read_bytes() == before
    assert sorted(path.name for path in shelf.path(HASH).parent.iterdir()) == [".lock", f"{HASH}.h5"]


@pytest.mark.parametrize("audio", ["", "abc", "../../../../etc/passwd", "C0FFEE00", "0123456789xyz"])
def test_a_hash_is_no_path(shelf: Results, audio: str) -> None:
    with pytest.raises(ResultsError, match="no hash"):
        shelf.all(audio)


def flipped(content: bytes) -> bytes:
    return content[:700] + bytes([content[700] ^ 1]) + content[701:]


@pytest.mark.parametrize(
    "damage",
    [
        flipped,
        lambda content: content[:-1],
        lambda content: content[:100],
        lambda _: b"",
        lambda content: content * 2,
    ],
)
def test_damage_is_reported(shelf: Results, damage: Callable[[bytes], bytes]) -> None:
    shelf.put([made()])
    assert shelf.all(HASH)
    path = shelf.path(HASH)
    path.write_bytes(damage(path.read_bytes()))
    for read in (shelf.all, shelf.keys, lambda _: shelf.get(key_of(made())), lambda _: shelf.put([made()])):
        with pytest.raises(ResultsError, match="damaged"):
            read(HASH)
    shelf.discard(HASH)
    shelf.put([made()])
    assert same(shelf.all(HASH), [made()])


def test_long_results_are_written_and_read_in_parts(shelf: Results, tmp_path: Path) -> None:
    value = numpy.memmap(tmp_path / "long", numpy.float32, "w+", shape=(100_000, 40))
    value[:] = numpy.arange(100_000, dtype=numpy.float32)[:, None]
    long = made(TimeMode.FRAMEWISE, value=value, confidence=None)
    shelf.put([long])
    assert shelf.path(HASH).stat().st_size < value.nbytes / 10
    part = shelf.rows(key_of(long), long.id, 50_000, 50_003)
    assert part is not None
    assert part.data[:, 0].tolist() == [50_000, 50_001, 50_002]
    assert part.times().tolist() == pytest.approx(long.times()[50_000:50_003].tolist())
    assert shelf.rows(key_of(long), "tune.other", 0, 1) is None


def _put_and_die(directory: Path) -> None:
    shelf = Results(directory)
    os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    shelf.put([changed(made(), version="2")])


def _put_many(directory: Path, name: str) -> None:
    for number in range(5):
        Results(directory).put([changed(made(), processor=name, version=str(number))])


def test_a_killed_writer_leaves_the_old_file(shelf: Results, tmp_path: Path) -> None:
    shelf.put([made()])
    process = get_context("fork").Process(target=_put_and_die, args=(tmp_path / "results",))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert same(shelf.all(HASH), [made()])
    assert len(list(shelf.path(HASH).parent.iterdir())) == 3
    shelf.put([made()])
    assert len(list(shelf.path(HASH).parent.iterdir())) == 2


def test_writers_do_not_lose_what_others_wrote(shelf: Results, tmp_path: Path) -> None:
    processes = [
        get_context("fork").Process(target=_put_many, args=(tmp_path / "results", name)) for name in ("a", "b")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(shelf.keys(HASH)) == 10


def test_hdf5_is_loaded_with_the_first_file() -> None:
    script = (
        "import sys, musicdb.analysis.results, musicdb.analysis.exports.table; print({'h5py', 'yaml'} & {*sys.modules})"
    )
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "set()\n"
    )
