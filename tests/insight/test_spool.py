"""Nothing stays behind of workers that were killed."""

import tempfile
import time
from pathlib import Path

import pytest

from musicdb.insight.spool import remove_left, spool


def test_what_killed_workers_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, others = tmp_path / "musicdb-analysis-left", tmp_path / "something"
    for path in (left, others):
        path.mkdir()
        (path / "file").touch()
    remove_left()
    assert left.exists()
    with spool() as used:
        remove_left(time.time() + 3600)
        assert used.is_dir()
        assert not left.exists()
        assert others.exists()
    assert not used.exists()
