"""Only one process works in a data directory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from musicdb.config.datalock import DataLock, holder_of
from musicdb.errors import DataInUseError, NotAllowedError


def test_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with DataLock(data) as lock:
        assert data.stat().st_mode & 0o777 == 0o700
        with pytest.raises(DataInUseError, match=f"process {os.getpid()}, works in"):
            DataLock(data)
        lock.tell("http://127.0.0.1:9000/")
        with pytest.raises(DataInUseError, match=r"server, process .* answers at http://127.0.0.1:9000/"):
            DataLock(data)
    assert holder_of(data) is None
    with DataLock(data):
        pass


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys, pathlib\n"
        "from musicdb.config.datalock import DataLock\n"
        "lock = DataLock(pathlib.Path(sys.argv[1])); lock.tell('http://gone/')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False, cwd=Path(__file__).parents[2])
    holder = holder_of(tmp_path)
    assert holder is not None
    assert holder.url == "http://gone/"
    with DataLock(tmp_path):
        assert holder_of(tmp_path) != holder


def test_a_directory_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotAllowedError, match="cannot be used"):
        DataLock(tmp_path / "file" / "data")
