"""Dying while a file is replaced by its edited copy: it is the old or the new one, and the catalogue knows which."""

from pathlib import Path

import pytest

from musicdb.config.schema import Music
from musicdb.library.filesystem import FileSystem
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.retagging import Retagger
from musicdb.media.checksums import checksum
from musicdb.store.changes import ChangeState
from musicdb.store.store import Store
from tests.library.conftest import FFMPEG
from tests.library.dying import Failing, die, dies
from tests.sounds import make_song

ALBUM = "A/2001 - X"


class Place:
    """A music directory with one song, opened as often as a test likes."""

    def __init__(self, directory: Path, filesystem: FileSystem | None = None) -> None:
        self.store = Store(directory / "music.db")
        self.song = directory / "music" / ALBUM / "01 a.mp3"
        music = MusicDirectory(directory / "music")
        self.planner = Planner(self.store, music, directory / "removed", filesystem)
        self.importer = Importer(self.store, music, Music(), FFMPEG)
        edits = directory / "edits"
        self.retagger = Retagger(self.store, music, self.planner, self.importer, edits, FFMPEG)

    def edit(self) -> None:
        song = self.store.songs.all()[0]
        self.retagger.apply(self.retagger.plan(song.id, {"title": ("New",)}))

    def undo(self) -> None:
        self.planner.undo(self.store.changes.all()[0].id)


@pytest.fixture
def song(tmp_path: Path) -> Path:
    return make_song(tmp_path / "01 a.mp3", seconds=0.1, title="Old")


def prepared(directory: Path, song: Path) -> Path:
    place = Place(directory)
    place.song.parent.mkdir(parents=True)
    place.song.write_bytes(song.read_bytes())
    place.importer.import_album(ALBUM)
    place.store.close()
    return directory


@pytest.mark.parametrize("after", [False, True])
def test_editing_and_undoing_survive_death_at_every_act(tmp_path: Path, song: Path, *, after: bool) -> None:
    ended = set()
    for number in range(1, 20):
        directory = prepared(tmp_path / str(number), song)
        failing = Failing(FileSystem(), number, after=after, happening=die)
        died = dies(lambda: Place(directory, failing).edit())  # noqa: B023
        place = Place(directory)
        place.planner.recover()
        (known,) = place.store.songs.all()
        assert known.checksum == checksum(place.song)
        assert [entry.name for entry in place.song.parent.iterdir()] == ["01 a.mp3"]
        (change,) = place.store.changes.all()
        assert (change.state is ChangeState.DONE) == (checksum(place.song) != checksum(song))
        ended.add(change.state)
        if change.state is ChangeState.DONE:
            place.store.close()
            failing = Failing(FileSystem(), number, after=after, happening=die)
            dies(lambda: Place(directory, failing).undo())  # noqa: B023
            place = Place(directory)
            place.planner.recover()
            if place.store.changes.all()[0].state is ChangeState.DONE:
                place.undo()
            assert checksum(place.song) == checksum(song) == place.store.songs.all()[0].checksum
        place.store.close()
        if not died:
            break
    assert not died
    assert ended == {ChangeState.DONE, ChangeState.FAILED}
