"""`musicdb import-v8` tells what it took and what it left."""

from pathlib import Path

from musicdb.config.datalock import DataLock
from tests.cli.conftest import Installation
from tests.version8 import Version8


def test_an_installation_is_taken_over(musicdb: Installation, tmp_path: Path) -> None:
    old = Version8(tmp_path / "old")
    arguments = (
        "import-v8", "--music-db", old.music, "--tracker-db", old.tracker, "--artwork", old.artwork,
        "--state", old.state,
    )  # fmt: skip
    output = musicdb(*arguments).stdout
    assert "Its artist is not in the database." in output
    report = musicdb.json(*arguments)
    assert report["known"]["songs"] == 3
    assert musicdb.json("stats")["songs"] == 3


def test_not_while_a_server_works_there(musicdb: Installation, tmp_path: Path) -> None:
    with DataLock(musicdb.data) as lock:
        lock.tell("http://127.0.0.1:1/")
        output = musicdb("import-v8", "--music-db", Version8(tmp_path / "old").music, code=1).stderr
    assert "Stop it first." in output
