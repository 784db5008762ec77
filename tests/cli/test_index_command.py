"""`musicdb index`, alone and beside a server."""

from pathlib import Path

import numpy
import pytest

from musicdb.fingerprint.index.changes import Insert, Remove
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.settings import Settings
from musicdb.model.analysis import SoundValues
from musicdb.store.store import Store
from tests.cli.conftest import Installation


def filled(directory: Path) -> Path:
    """Makes an index with two hundred fingerprints."""
    numbers = numpy.random.default_rng(1).integers(0, 2**32, (200, 100), dtype=numpy.uint32)
    with FingerprintIndex.open(directory, Settings(memory=60_000)) as index:
        for number, items in enumerate(numbers, 1):
            index.update([Insert(number, items)])
    return directory


@pytest.fixture
def fingerprints(musicdb: Installation) -> Path:
    """The directory of our own index, which a server would keep in step with its catalogue."""
    return filled(musicdb.data / "fingerprints")


def test_an_index_is_looked_at_and_copied(working: Installation, tmp_path: Path) -> None:
    directory, served = filled(working.data / "fpindex" / "main"), ("--served", "main")
    assert working.json("index", "stats", *served)["documents"] == 200
    assert working.json("index", "verify", *served)["documents"] == 200
    with FingerprintIndex.open(directory) as index:
        assert "200 fingerprints" in working("index", "snapshot", tmp_path / "snapshot", *served).stdout
        index.update([Remove(3)])
        assert working.json("index", "stats", *served)["documents"] == 199
    assert "exists" in working("index", "snapshot", tmp_path / "snapshot", *served, code=1).stderr
    assert "no index" in working("index", "verify", "--served", "other", code=1).stderr


def test_a_snapshot_is_restored(musicdb: Installation, fingerprints: Path, tmp_path: Path) -> None:
    musicdb("index", "snapshot", tmp_path / "snapshot")
    (fingerprints / "manifest").write_bytes(b"damaged")
    assert "musicdb index rebuild" in musicdb("index", "verify", code=1).stderr
    musicdb("index", "restore", tmp_path / "snapshot")
    assert musicdb.json("index", "verify")["documents"] == 200
    (tmp_path / "snapshot").write_bytes(b"nothing")
    musicdb("index", "restore", tmp_path / "snapshot", code=1)
    assert musicdb.json("index", "stats")["documents"] == 200


def test_it_is_made_anew_from_the_catalogue(musicdb: Installation, fingerprints: Path) -> None:
    musicdb.album("Ada/2001 - First", "01 One.mp3", "02 Two.mp3")
    musicdb("import", "--new")
    store = Store(musicdb.data / "music.db")
    try:
        ((checksum,), _) = store.rows("SELECT checksum FROM songs ORDER BY songid")
        store.analyses.set_soundhash(checksum, "sound")
        items = numpy.arange(500, 600, dtype="<u4").tobytes()
        store.analyses.keep("sound", "digest", [], SoundValues(), fingerprint=items)
    finally:
        store.close()
    for path in fingerprints.iterdir():
        path.write_bytes(b"damaged")
    assert "holds 1 fingerprint" in musicdb("index", "rebuild").stdout
    with FingerprintIndex.open(fingerprints) as index:
        assert [(one.id, one.votes) for one in index.search(range(550, 560)).found] == [(1, 10)]
