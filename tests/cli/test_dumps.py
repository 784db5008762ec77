"""What is known about sounds goes into a file, and comes out of it, with and without a running server."""

from pathlib import Path

import msgspec
import pytest

from musicdb.analysis.results import Results, key_of
from musicdb.config.schema import Config, Directories
from musicdb.insight.definitions import Header
from musicdb.model.analysis import HeardBy, SoundValues
from musicdb.model.experiments import PresetContent, SongMember
from tests.analysis.hearing import listen, sine
from tests.analysis.making import HASH
from tests.cli.conftest import Installation
from tests.household import House

ALBUM = "Artist/2000 - Album"
SOUND = HASH.ljust(64, "0")[:64]


@pytest.fixture
def dumped(musicdb: Installation, tmp_path: Path) -> Path:
    """A dump of an installation with the same song, which has heard it."""
    musicdb.album(ALBUM, "01 One.flac")
    config = Config(directories=Directories(music=musicdb.music, data=tmp_path / "other"))
    with House(config) as house:
        services = house.services
        services.importer.import_album(ALBUM)
        (song,) = services.store.songs.all()
        services.store.analyses.set_soundhash(song.checksum, SOUND)
        told = [
            msgspec.structs.replace(one, audio=msgspec.structs.replace(one.audio, hash=SOUND))
            for one in listen(sine(300, 1.0), "level").values()
        ]
        Results(config.directories.analysis).put(told)
        key = key_of(told[0])
        by = HeardBy(key.processor, key.version, key.parameters)
        services.store.analyses.keep(SOUND, "preset", [by], SoundValues(loudness=-9.0))
        services.experiments.save_preset(None, Header("Mine"), PresetContent("level"))
        services.selections.save(None, Header("Songs"), [SongMember(song.id)])
        services.transfers.dump(tmp_path / "first.zip")
    return tmp_path / "first.zip"


def test_dumps_are_loaded_and_written(dumped: Path, working: Installation, tmp_path: Path) -> None:
    report = working.json("results", "load", dumped)
    assert (report["sounds"], report["matched"], report["results"]) == (1, 0, {"taken": 1, "known": 0})
    assert report["definitions"] == {"taken": 2, "known": 0}
    (left,) = report["left"]
    assert "“Songs”" in left
    again = working("results", "load", dumped).stdout
    assert "results: 0 taken, 1 known already" in again
    second = tmp_path / "second.zip"
    assert str(second) in working("results", "dump", second).stdout
    assert "nothing is overwritten" in working("results", "dump", second, code=1).stderr
    assert working.json("results", "load", second)["definitions"] == {"taken": 0, "known": 2}
    nobody = "00000000-0000-4000-8000-000000000000"
    assert "no selection" in working("results", "dump", tmp_path / "x.zip", "--selection", nobody, code=1).stderr
    assert not list(tmp_path.glob(".x*"))
    (tmp_path / "text.zip").write_text("no dump")
    assert "cannot be read" in working("results", "load", tmp_path / "text.zip", code=1).stderr
