"""`musicdb backup` beside a running server, and `musicdb restore` when it has stopped."""

from pathlib import Path

from tests.cli.conftest import Installation
from tests.running import Daemon


def test_a_backup_of_a_running_server_is_restored(musicdb: Installation, tmp_path: Path) -> None:
    musicdb.album("Ada/2001 - First", "01 One.mp3")
    with Daemon(musicdb.music, musicdb.data):
        musicdb("import", "--new")
        assert "read back and compared" in musicdb("backup", tmp_path / "backup").stdout
        assert "Stop it first" in musicdb("restore", tmp_path / "backup", code=1).stderr
        musicdb("database", "remove", "Ada")
    assert "--force restores it" in musicdb("restore", tmp_path / "backup", code=1).stderr
    replaced = Path(musicdb.json("restore", tmp_path / "backup", "--force")["replaced"])
    assert (replaced / "music.db").is_file()
    assert musicdb.json("stats")["songs"] == 1
