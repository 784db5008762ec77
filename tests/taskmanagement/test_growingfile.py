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


def film(*boxes: tuple[bytes, int]) -> bytes:
    """An MP4 file of boxes with so many bytes."""
    return b"".join((length + 8).to_bytes(4, "big") + name + bytes(length) for name, length in boxes)


def ask(content: bytes, path: Path, arrived: int) -> GrowingFile:
    """What is asked for after the beginning of a file arrived."""
    path.write_bytes(b"")
    growing = GrowingFile(len(content), 0)
    assert growing.next_requests(2, 100) == [0, 100]
    with growing.open(path) as file:
        growing.store(file, 0, content[:arrived])
        growing.prefer_index(file)
    return growing


def test_an_index_at_the_end_is_asked_for_first(tmp_path: Path) -> None:
    content = film((b"ftyp", 16), (b"free", 0), (b"mdat", 1000), (b"moov", 240))
    growing = ask(content, tmp_path / "file", 100)
    index = content.index(b"moov") - 4
    assert growing.next_requests(2, 100) == [index, index + 100, index + 200, 200]
    with growing.open(tmp_path / "file") as file:
        growing.store(file, index, content[index:])
        assert growing.next_requests(2, 100) == []
        growing.store(file, 100, content[100:index])
    assert growing.complete
    assert growing.next_requests(2, 100) == []
    assert growing.sha1() == hashlib.sha1(content).hexdigest()  # noqa: S324


def test_an_index_that_was_lost_on_its_way_is_asked_for_again(tmp_path: Path) -> None:
    content = film((b"ftyp", 16), (b"mdat", 300), (b"moov", 92))
    growing = ask(content, tmp_path / "file", 100)
    growing.next_requests(9, 100)
    with growing.open(tmp_path / "file") as file:
        growing.store(file, 100, content[100:360])
    assert growing.next_requests(9, 100) == []
    growing.ask_again()
    assert growing.next_requests(9, 100) == [360]


@pytest.mark.parametrize(
    "boxes",
    [
        ((b"ftyp", 16), (b"moov", 100), (b"mdat", 1000)),
        ((b"ftyp", 16), (b"mdat", 20), (b"moov", 20), (b"mdat", 1000)),
        ((b"mdat", 1000), (b"moov", 100)),
        ((b"ftyp", 16), (b"mdat", 1000)),
    ],
)
def test_what_has_its_index_elsewhere_comes_in_its_order(tmp_path: Path, boxes: tuple[tuple[bytes, int], ...]) -> None:
    growing = ask(film(*boxes), tmp_path / "file", 100)
    assert growing.next_requests(2, 100) == [200]
