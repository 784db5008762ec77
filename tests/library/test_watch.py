"""Files that disappear from a directory are told."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.library.watch import watch_deletions

PATIENCE = 10


@pytest.fixture
def told(tmp_path: Path) -> Iterator["queue.Queue[str]"]:
    names: queue.Queue[str] = queue.Queue()
    (tmp_path / "watched").mkdir()
    stop = watch_deletions(tmp_path / "watched", names.put)
    yield names
    stop()


def test_deleted_and_moved_files_are_told_and_nothing_else(tmp_path: Path, told: "queue.Queue[str]") -> None:
    watched = tmp_path / "watched"
    for name in ("a.json", "b.json", "c.tmp", "Ünïcödé.json"):
        (watched / name).write_text("{}")
    (watched / "a.json").read_text()
    (watched / "a.json").unlink()
    assert told.get(timeout=PATIENCE) == "a.json"
    (watched / "b.json").rename(tmp_path / "b.json")
    assert told.get(timeout=PATIENCE) == "b.json"
    (tmp_path / "b.json").unlink()
    (watched / "Ünïcödé.json").unlink()
    assert told.get(timeout=PATIENCE) == "Ünïcödé.json"


def test_a_file_that_is_replaced_by_renaming_is_told_under_its_temporary_name_only(
    tmp_path: Path, told: "queue.Queue[str]"
) -> None:
    watched = tmp_path / "watched"
    (watched / "a.json").write_text("old")
    (watched / "a.json.tmp").write_text("new")
    (watched / "a.json.tmp").replace(watched / "a.json")
    assert told.get(timeout=PATIENCE) == "a.json.tmp"
    (watched / "a.json").unlink()
    assert told.get(timeout=PATIENCE) == "a.json"


def test_nothing_is_told_after_stopping(tmp_path: Path) -> None:
    names: list[str] = []
    (tmp_path / "a.json").write_text("{}")
    stop = watch_deletions(tmp_path, names.append)
    stop()
    (tmp_path / "a.json").unlink()
    assert names == []


def test_a_missing_directory_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        watch_deletions(tmp_path / "missing", print)
