"""A file grows to the same bytes and checksums, in whatever order its chunks come."""

import hashlib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicdb.taskmanagement.growingfile import GrowingFile

CONTENT = bytes(range(256)) * 8
SIZE = len(CONTENT)


def store(growing: GrowingFile, path: Path, *ranges: tuple[int, int]) -> None:
    path.touch()
    with growing.open(path) as file:
        for begin, end in ranges:
            growing.store(file, begin, CONTENT[begin:end])


@given(st.lists(st.tuples(st.integers(0, SIZE), st.integers(1, 700)), max_size=20), st.randoms())
@settings(max_examples=60)
def test_any_order_any_overlap_any_repetition(
    tmp_path_factory: pytest.TempPathFactory, extra: list[tuple[int, int]], random: Random
) -> None:
    path = tmp_path_factory.mktemp("upload") / "file"
    ranges = [(begin, begin + 256) for begin in range(0, SIZE, 256)]
    ranges += [(begin, min(begin + length, SIZE)) for begin, length in extra]
    random.shuffle(ranges)
    growing = GrowingFile(SIZE, 0)
    store(growing, path, *ranges)
    assert growing.complete
    assert path.read_bytes() == CONTENT
    assert growing.sha1() == hashlib.sha1(CONTENT).hexdigest()  # noqa: S324
    assert growing.sha256() == hashlib.sha256(CONTENT).hexdigest()


def test_a_gap_holds_back_what_is_received(tmp_path: Path) -> None:
    growing = GrowingFile(SIZE, 0)
    store(growing, tmp_path / "file", (0, 100), (200, 300))
    assert growing.received == 100
    store(growing, tmp_path / "file", (100, 200))
    assert growing.received == 300


def test_growing_goes_on_after_a_restart(tmp_path: Path) -> None:
    store(GrowingFile(SIZE, 0), tmp_path / "file", (0, 500))
    growing = GrowingFile(SIZE, 500)
    store(growing, tmp_path / "file", (500, SIZE))
    assert growing.sha1() == hashlib.sha1(CONTENT).hexdigest()  # noqa: S324


def test_a_file_shorter_than_promised_is_asked_for_from_its_end(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(CONTENT[:300])
    growing = GrowingFile(SIZE, 500)
    assert growing.next_requests(1, 1000) == [500]
    store(growing, tmp_path / "file", (500, 1500))
    assert growing.received == 300
    assert growing.next_requests(1, 1000) == [300]


@pytest.mark.parametrize(("window", "expected"), [(1, [0]), (3, [0, 1000, 2000]), (9, [0, 1000, 2000])])
def test_a_window_of_chunks_is_asked_for(window: int, expected: list[int]) -> None:
    growing = GrowingFile(2048, 0)
    assert growing.next_requests(window, 1000) == expected
    assert growing.next_requests(window, 1000) == []
    growing.ask_again()
    assert growing.next_requests(window, 1000) == expected


def test_far_into_a_file_a_restart_asks_for_what_is_missing() -> None:
    growing = GrowingFile(10_000, 5_000)
    assert growing.next_requests(2, 1000) == [5_000, 6_000]
    growing.ask_again()
    assert growing.next_requests(2, 1000) == [5_000, 6_000]
