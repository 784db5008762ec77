"""`musicdb analyse` for files by themselves."""

import json
from pathlib import Path

from tests.cli.conftest import Installation
from tests.sounds import make_song


def test_files_are_heard_by_themselves(musicdb: Installation, tmp_path: Path) -> None:
    good = make_song(tmp_path / "elsewhere" / "one.flac", seconds=2.0)
    bad = tmp_path / "elsewhere" / "two.mp3"
    bad.write_bytes(b"nothing")
    lines = musicdb("analyse", good, bad, "--json", "--preset", "level", code=1).stdout.splitlines()
    one, two = map(json.loads, lines)
    assert (one["path"], one["duration"], one["decoding.errors"]) == (str(good), 2.0, 0)
    assert one["level.peak"] < -15.0
    assert "no sound" in two["error"]
    assert "one.flac" in musicdb("analyse", good.parent, "--preset", "level", code=1).stdout
    assert not (musicdb.data / "music.db").exists()
    assert "no preset" in musicdb("analyse", good, "--preset", "nonsense", code=1).stderr
