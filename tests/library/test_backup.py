"""A backup is whole, or it is refused; restoring loses nothing."""

import os
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from musicdb.errors import BackupError, IndexDamagedError
from musicdb.fingerprint.index.changes import Insert
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.library.backup import load_backup, make_backup, restore_backup
from musicdb.store.safekeeping import examine_database
from musicdb.store.store import Store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    for place in ("config", "uploads", "tasks", "webdata/artwork/150x150", "webdata/artwork/.unfinished"):
        (data / place).mkdir(parents=True)
    (data / "config" / "wsapikey.txt").write_text("secret")
    (data / "config" / "wsapikey.txt").chmod(0o600)
    (data / "webdata/artwork/150x150/a.jpg").write_bytes(b"a" * 3_000_000)
    (data / "webdata/artwork/.unfinished/b.jpg").write_bytes(b"b")
    (data / "uploads" / "u.mp3").write_bytes(b"u")
    (data / "tasks" / "t.json").write_bytes(b"{}")
    return data


@pytest.fixture
def heard(data: Path) -> Path:
    """The data directory with results of the analysis, our own index of fingerprints, and one of others."""
    (data / "analysis/ab").mkdir(parents=True)
    (data / "analysis/ab/abcdef.h5").write_bytes(b"results")
    (data / "analysis/ab/.abcdef.x1y2").write_bytes(b"half of them")
    (data / "analysis/ab/.lock").touch()
    for directory, number in ((data / "fingerprints", 1), (data / "fpindex/main", 7)):
        index = FingerprintIndex(directory)
        index.update([Insert(number, np.arange(50, dtype=np.uint32))])
        index.close()
    return data


def artists(data: Path) -> list[str]:
    store = Store(data / "music.db")
    names = [artist.name for artist in store.artists.all()]
    store.close()
    return names


def test_a_backup_is_made_while_others_write_and_comes_back(data: Path, tmp_path: Path) -> None:
    store = Store(data / "music.db")
    store.artists.add("Ada", "Ada")
    with store.write():
        store.artists.add("Bob", "Bob")
        backup = make_backup(data, tmp_path / "backup")
    store.close()
    assert set(backup.files) == {"config/wsapikey.txt", "music.db", "webdata/artwork/150x150/a.jpg"}
    assert (tmp_path / "backup/data/config/wsapikey.txt").stat().st_mode & 0o777 == 0o600
    (data / "config/wsapikey.txt").write_text("another")
    aside = restore_backup(tmp_path / "backup", data, force=True)
    assert artists(data) == ["Ada"]
    assert artists(aside) == ["Ada", "Bob"]
    assert (data / "config/wsapikey.txt").read_text() == "secret"
    assert (aside / "config/wsapikey.txt").read_text() == "another"
    assert (data / "uploads/u.mp3").exists()
    assert (data / "tasks/t.json").exists()
    assert examine_database(data / "music.db") == []


def test_results_and_indexes_come_back(heard: Path, tmp_path: Path) -> None:
    Store(heard / "music.db").close()
    with closing(FingerprintIndex(heard / "fpindex/main")) as served:
        backup = make_backup(heard, tmp_path / "backup")
        served.update([Insert(8, np.arange(50, dtype=np.uint32))])
    assert {name for name in backup.files if name.startswith(("analysis", "f"))} == {
        "analysis/ab/abcdef.h5", "fpindex/main.snapshot",
    }  # fmt: skip
    (heard / "analysis/ab/abcdef.h5").unlink()
    aside = restore_backup(tmp_path / "backup", heard, force=True)
    assert (heard / "analysis/ab/abcdef.h5").read_bytes() == b"results"
    with closing(FingerprintIndex(heard / "fpindex/main")) as served:
        assert served.ids().tolist() == [7]
    # Our own is made anew from the database, which may give the same numbers to other sounds from now on.
    assert not (heard / "fingerprints").exists()
    assert (aside / "fingerprints").is_dir()


def test_a_damaged_index_of_others_is_told(heard: Path, tmp_path: Path) -> None:
    Store(heard / "music.db").close()
    for part in (heard / "fpindex/main").iterdir():
        part.write_bytes(b"nonsense")
    with pytest.raises(IndexDamagedError):
        make_backup(heard, tmp_path / "backup")
    assert not (tmp_path / "backup/backup.json").exists()


def test_what_is_newer_here_is_not_replaced_without_force(data: Path, tmp_path: Path) -> None:
    Store(data / "music.db").close()
    backup = make_backup(data, tmp_path / "backup")
    os.utime(data / "music.db", (backup.made + 60, backup.made + 60))
    with pytest.raises(BackupError, match="--force restores it"):
        restore_backup(tmp_path / "backup", data)
    os.utime(data / "music.db", (backup.made - 60, backup.made - 60))
    for companion in data.glob("music.db-*"):
        companion.unlink()
    restore_backup(tmp_path / "backup", data)


def test_a_damaged_backup_changes_nothing(data: Path, tmp_path: Path) -> None:
    Store(data / "music.db").close()
    target = tmp_path / "backup"
    make_backup(data, target)
    (target / "data/webdata/artwork/150x150/a.jpg").write_bytes(b"x")
    before = sorted(data.rglob("*"))
    with pytest.raises(BackupError, match="checksum differs"):
        restore_backup(target, data, force=True)
    (target / "data/config/wsapikey.txt").unlink()
    with pytest.raises(BackupError, match="is missing"):
        restore_backup(target, data, force=True)
    (target / "backup.json").unlink()
    with pytest.raises(BackupError, match="no complete backup"):
        load_backup(target)
    assert sorted(data.rglob("*")) == before


def test_backups_go_into_new_directories_elsewhere(data: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="nothing to back up"):
        make_backup(data, tmp_path / "backup")
    Store(data / "music.db").close()
    with pytest.raises(BackupError, match="lies inside"):
        make_backup(data, data / "backup")
    with pytest.raises(BackupError, match="not empty"):
        make_backup(data, data.parent)
    empty = tmp_path / "empty"
    empty.mkdir()
    make_backup(data, empty)
