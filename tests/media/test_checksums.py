"""Checksums of files."""

import hashlib
import tracemalloc
from pathlib import Path

import pytest

from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.media.checksums import checksum


def test_the_checksum_is_that_of_the_content(tmp_path: Path) -> None:
    data = bytes(range(256)) * 5000
    (tmp_path / "file").write_bytes(data)
    assert checksum(tmp_path / "file") == hashlib.sha256(data).hexdigest()
    assert checksum(tmp_path / "file", "sha1") == hashlib.sha1(data, usedforsecurity=False).hexdigest()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        file.truncate(32 * 1024 * 1024)
    tracemalloc.start()
    checksum(tmp_path / "file")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1024 * 1024


@pytest.mark.parametrize("algorithm", ["crc32", "shake_128", ""])
def test_an_unknown_algorithm_is_refused(tmp_path: Path, algorithm: str) -> None:
    with pytest.raises(BadArgumentError):
        checksum(tmp_path, algorithm)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        checksum(tmp_path / "nowhere")
