"""The command line in a temporary place, alone or beside a running server."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from musicdb.cli.main import main
from tests.running import Daemon
from tests.sounds import make_song


class Installation:
    """A configuration, a music directory and a data directory, and `musicdb` for them."""

    def __init__(self, directory: Path) -> None:
        self.music = directory / "music"
        self.data = directory / "data"
        self.music.mkdir()
        self.file = directory / "my.ini"
        self.file.write_text(f"[directories]\nmusic = {self.music}\ndata = {self.data}\n[websocket]\nport = 0\n")

    def __call__(self, *arguments: str | Path, code: int = 0) -> Result:
        """Runs a command, which has to end with this exit code."""
        result = CliRunner().invoke(main, ["--config", str(self.file), *map(str, arguments)])
        assert result.exit_code == code, (result.output, result.exception)
        return result

    def json(self, *arguments: str | Path, code: int = 0) -> Any:
        """What a command prints as JSON."""
        return json.loads(self(*arguments, "--json", code=code).stdout)

    def album(self, path: str, *names: str, **tags: str) -> None:
        """Puts an album of songs of a second into the music directory."""
        for name in names:
            make_song(self.music / path / name, **tags)


@pytest.fixture
def musicdb(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


@pytest.fixture(params=["alone", "beside a server"])
def working(request: Any, musicdb: Installation) -> Iterator[Installation]:
    """The command line, once with the directory for itself, and once with a server that holds it."""
    if request.param == "alone":
        yield musicdb
        return
    with Daemon(musicdb.music, musicdb.data):
        yield musicdb
