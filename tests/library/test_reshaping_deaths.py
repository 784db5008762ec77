"""Whatever moment the server dies at: after the next start files and catalogue agree, and nothing is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from musicdb.config.schema import Music
from musicdb.library.bookkeeping import Bookkeeping
from musicdb.library.filesystem import FileSystem
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.renaming import Renamer
from musicdb.library.reshaping import Reshaper
from musicdb.model.changes import ChangeKind, Wish
from musicdb.store.changes import ChangeState
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store
from tests.library.conftest import FFMPEG, make_video
from tests.library.dying import Failing, die, dies
from tests.sounds import make_song

SONGS = ("A/2001 - X/01 a.mp3", "A/2001 - X/02 b.mp3", "A/2002 - Y/01 c.mp3", "B/2001 - X/03 d.mp3")


class Place:
    """A music directory with a catalogue, opened as often as a test likes."""

    def __init__(self, directory: Path, filesystem: FileSystem | None = None) -> None:
        self.root = directory / "music"
        self.store = Store(directory / "music.db")
        self.music = MusicDirectory(self.root)
        self.planner = Planner(self.store, self.music, directory / "removed", filesystem)
        self.renamer = Renamer(self.store, self.music, self.planner)
        self.reshaper = Reshaper(self.store, self.music, self.planner)
        self.importer = Importer(self.store, self.music, Music(), FFMPEG)

    def reshape(self, **wish: object) -> None:
        self.reshaper.apply(self.reshaper.plan(Wish(**wish)))  # type: ignore[arg-type]

    def songs(self) -> dict[int, str]:
        """The checksum of each song by its id, as the file at its path says."""
        return {song.id: song.checksum for song in self.store.songs.all()}

    def check(self) -> None:
        """Files and catalogue agree."""
        files = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}
        songs = {song.path for song in self.store.songs.all()}
        videos = {video.path for video in self.store.videos.all()}
        assert songs | videos == files
        albums = {album.id: album.path for album in self.store.albums.all()}
        artists = {artist.id: artist.path for artist in self.store.artists.all()}
        directories = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_dir()}
        assert set(albums.values()) | set(artists.values()) == directories
        for song in self.store.songs.all():
            assert albums[song.albumid] == song.path.rpartition("/")[0]
            assert artists[song.artistid] == song.path.split("/")[0]
        assert not self.store.changes.in_state(ChangeState.PLANNED)
        assert not self.store.changes.being_undone()


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("stocked")
    for path in SONGS:
        make_song(directory / "music" / path, seconds=0.1)
    make_video(directory / "music/A/2003 - V.mp4")
    place = Place(directory)
    for album in ("A/2001 - X", "A/2002 - Y", "B/2001 - X"):
        place.importer.import_album(album)
    place.importer.import_video("A/2003 - V.mp4")
    place.store.close()
    return directory


def rename_artist(place: Place) -> None:
    place.renamer.rename_artist("A", "C")


def change_artist(place: Place) -> None:
    place.renamer.change_artist("A/2002 - Y", "C")


def merge_artists(place: Place) -> None:
    place.reshape(kind=ChangeKind.MERGEARTISTS, source=artist(place, "A"), target=artist(place, "B"))


def merge_albums(place: Place) -> None:
    x, y = place.store.albums.find("A/2001 - X"), place.store.albums.find("A/2002 - Y")
    place.reshape(kind=ChangeKind.MERGEALBUMS, source=x.id, target=y.id, cd=2)  # type: ignore[union-attr]


def split_album(place: Place) -> None:
    album, song = place.store.albums.find("A/2001 - X"), place.store.songs.find(SONGS[1])
    assert album
    assert song
    place.reshape(kind=ChangeKind.SPLITALBUM, source=album.id, songids=(song.id,), albumname="Z", release=2004)


def artist(place: Place, path: str) -> int:
    found = place.store.artists.find(path)
    assert found
    return found.id


def die_after_following() -> None:
    """The transaction is open when the process dies."""
    for name in ("follow", "unfollow"):
        act = getattr(Bookkeeping, name)
        setattr(Bookkeeping, name, lambda *arguments, act=act: (act(*arguments), die()))


WORKS = [rename_artist, change_artist, merge_artists, merge_albums, split_album]


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("after", [False, True])
def test_files_and_catalogue_agree_after_death_at_every_act(
    tmp_path: Path, stocked: Path, work: Callable[[Place], None], *, after: bool
) -> None:
    ended = set()
    for number in range(1, 40):
        directory = tmp_path / str(number)
        shutil.copytree(stocked, directory)
        died = dies(lambda: work(Place(directory, Failing(FileSystem(), number, after=after, happening=die))))  # noqa: B023
        place = Place(directory)
        before = place.songs()
        place.planner.recover()
        place.check()
        assert place.songs() == before
        ended.add(place.store.changes.all()[0].state)
        place.store.close()
        if not died:
            break
    assert not died
    assert number > 1
    assert ChangeState.DONE in ended


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("after", [False, True])
def test_undoing_dies_at_every_act_and_is_finished(
    tmp_path: Path, stocked: Path, work: Callable[[Place], None], *, after: bool
) -> None:
    original = Place(stocked)
    rows = (original.store.songs.all(), original.store.albums.all(), original.store.artists.all())
    original.store.close()
    done = tmp_path / "done"
    shutil.copytree(stocked, done)
    place = Place(done)
    work(place)
    changeid = place.store.changes.all()[0].id
    place.store.close()
    for number in range(1, 40):
        directory = tmp_path / str(number)
        shutil.copytree(done, directory)
        failing = Failing(FileSystem(), number, after=after, happening=die)
        died = dies(lambda: Place(directory, failing).planner.undo(changeid))  # noqa: B023
        place = Place(directory)
        place.planner.recover()
        place.check()
        assert [change.state for change in place.store.changes.all()] == [ChangeState.UNDONE]
        assert (place.store.songs.all(), place.store.albums.all(), place.store.artists.all()) == rows
        place.store.close()
        if not died:
            break
    assert not died


def test_death_inside_of_the_transaction(tmp_path: Path, stocked: Path) -> None:
    shutil.copytree(stocked, tmp_path / "one")

    def work() -> None:
        place = Place(tmp_path / "one")
        die_after_following()
        merge_artists(place)

    assert dies(work)
    place = Place(tmp_path / "one")
    assert place.store.songs.find(SONGS[2])
    place.planner.recover()
    place.check()
    assert place.store.songs.find("B/2002 - Y/01 c.mp3")
    place.store.close()

    def undo() -> None:
        place = Place(tmp_path / "one")
        die_after_following()
        place.planner.undo(place.store.changes.all()[0].id)

    assert dies(undo)
    place = Place(tmp_path / "one")
    place.planner.recover()
    place.check()
    assert place.store.songs.find(SONGS[2])
    place.store.close()


def test_a_removed_entry_survives_death(tmp_path: Path, stocked: Path) -> None:
    shutil.copytree(stocked, tmp_path / "one")

    def work() -> None:
        place = Place(tmp_path / "one")
        die_after_following()
        place.renamer.remove_entry(Table.ARTISTS, artist(place, "A"))

    assert dies(work)
    place = Place(tmp_path / "one")
    assert place.store.artists.find("A")
    place.planner.recover()
    assert place.store.artists.find("A") is None
    place.planner.undo(place.store.changes.all()[0].id)
    place.check()
    place.store.close()
