"""Files get to their places whole or not at all, never over another file, and every change can be undone."""

import errno
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from musicdb.errors import CollisionError, NoSpaceError, NotFoundError, PathError, UndoError
from musicdb.library.filesystem import FileSystem, rename_in_two_acts
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.store.changes import ChangeState
from musicdb.store.store import Store
from tests.library.dying import Failing, die, dies

TARGET = "Artist/2001 - Album/01 Song.mp3"
CONTENT = b"music" * 20_000


class WithoutLinks(FileSystem):
    """The music is on another file system than the uploads."""

    def link(self, source: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link", os.fspath(source), None, os.fspath(target))


class Plain(WithoutLinks):
    """The file system has neither links nor a rename that never replaces."""

    def rename(self, old: Path, new: Path) -> None:
        rename_in_two_acts(old, new)


class AcrossDevices(WithoutLinks):
    """The removed files are on another file system than the music."""

    def rename(self, old: Path, new: Path) -> None:
        if old.parent != new.parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link", os.fspath(old), None, os.fspath(new))
        super().rename(old, new)


class House:
    """A music directory, an upload, and a journal, which can be opened again as after a crash."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.music = MusicDirectory(directory / "music")
        self.removed = directory / "data" / "removed"
        self.source = directory / "data" / "uploads" / "albumfile-abc.mp3"
        self.source.parent.mkdir(parents=True)
        self.source.write_bytes(CONTENT)
        self.music.root.mkdir()
        self._stores: list[Store] = []

    def open(self, filesystem: FileSystem | None = None) -> Planner:
        self.store = Store(self.directory / "data" / "music.db")
        self._stores.append(self.store)
        return Planner(self.store, self.music, self.removed, filesystem)

    def close(self) -> None:
        for store in self._stores:
            store.close()

    def files(self, directory: Path | None = None) -> dict[str, bytes]:
        root = directory or self.music.root
        return {os.fspath(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def directories(self) -> list[str]:
        return sorted(os.fspath(p.relative_to(self.music.root)) for p in self.music.root.rglob("*") if p.is_dir())

    def states(self) -> list[ChangeState]:
        return [change.state for change in self.store.changes.all()]

    def in_dying_process(self, work: Callable[["House", FileSystem], None], filesystem: FileSystem) -> bool:
        """Does the work in a process that may die of it. Whether it did."""
        return dies(lambda: work(self, filesystem))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = House(tmp_path)
    yield opened
    opened.close()


FILESYSTEMS = pytest.mark.parametrize("kind", [FileSystem, WithoutLinks, Plain, AcrossDevices])


@FILESYSTEMS
def test_a_file_is_placed_and_the_upload_stays(house: House, kind: type[FileSystem]) -> None:
    planner = house.open(kind())
    changeid = planner.place("Add a song", house.source, TARGET, "task")
    assert house.files() == {TARGET: CONTENT}
    assert house.source.read_bytes() == CONTENT
    assert (house.music.root / TARGET).stat().st_mode & 0o777 == 0o664
    assert house.store.changes.get(changeid).state is ChangeState.DONE
    assert planner.place("Add a song", house.source, TARGET, "task") == changeid
    assert house.states() == [ChangeState.DONE]


def test_a_placed_file_is_linked_where_possible(house: House) -> None:
    house.open().place("Add a song", house.source, TARGET, "task")
    assert (house.music.root / TARGET).stat().st_ino == house.source.stat().st_ino


def test_a_real_other_file_system_is_no_obstacle(house: House) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - only its being another file system matters
    if not memory.is_dir() or memory.stat().st_dev == house.music.root.stat().st_dev:
        pytest.skip("there is only one file system here")
    with tempfile.NamedTemporaryFile(dir=memory) as upload:
        upload.write(CONTENT)
        upload.flush()
        changeid = house.open().place("Add a song", Path(upload.name), TARGET, "task")
    assert house.files() == {TARGET: CONTENT}
    house.open().undo(changeid)
    assert house.files() == {}


@FILESYSTEMS
def test_another_file_is_never_replaced(house: House, kind: type[FileSystem]) -> None:
    (house.music.root / "Artist/2001 - Album").mkdir(parents=True)
    (house.music.root / TARGET).write_bytes(b"other")
    with pytest.raises(CollisionError) as caught:
        house.open(kind()).place("Add a song", house.source, TARGET, "task")
    assert "5 bytes" in caught.value.message
    assert f"{len(CONTENT)} bytes" in caught.value.message
    assert house.files() == {TARGET: b"other"}


@FILESYSTEMS
def test_a_file_that_comes_in_the_last_moment_is_not_replaced(house: House, kind: type[FileSystem]) -> None:
    def interfere() -> None:
        (house.music.root / TARGET).write_bytes(b"other")

    number = 3 + 1 + (kind is not FileSystem) * 2
    planner = house.open(Failing(kind(), number, after=False, happening=interfere))
    with pytest.raises(CollisionError):
        planner.place("Add a song", house.source, TARGET, "task")
    assert house.files() == {TARGET: b"other"}
    assert house.states() == [ChangeState.FAILED]


def test_the_same_file_from_elsewhere_is_recognized(house: House) -> None:
    planner = house.open()
    planner.place("Add a song", house.source, TARGET, "one")
    second = planner.place("Add a song", house.source, TARGET, "two")
    planner.undo(second)
    assert house.files() == {TARGET: CONTENT}


def test_the_other_normal_form_is_the_same_place(house: House) -> None:
    decomposed = unicodedata.normalize("NFD", "Björk/1993 - Début")
    (house.music.root / decomposed).mkdir(parents=True)
    house.open().place("Add a song", house.source, "Björk/1993 - Début/01 Ä.mp3", "task")
    assert list(house.files()) == [f"{decomposed}/01 Ä.mp3"]


def process_places(house: House, filesystem: FileSystem) -> None:
    house.open(filesystem).place("Add a song", house.source, TARGET, "task")


def process_undoes(house: House, filesystem: FileSystem) -> None:
    planner = house.open(filesystem)
    planner.undo(house.store.changes.all()[0].id)


def process_moves(house: House, filesystem: FileSystem) -> None:
    house.open(filesystem).move("Rename", "Artist/2001 - Album", "Other/2002 - Album")


@FILESYSTEMS
@pytest.mark.parametrize("after", [False, True])
def test_placing_survives_death_at_every_act(tmp_path: Path, kind: type[FileSystem], *, after: bool) -> None:
    for number in range(1, 20):
        house = House(tmp_path / str(number))
        died = house.in_dying_process(process_places, Failing(kind(), number, after=after, happening=die))
        planner = house.open(kind())
        planner.recover()
        whole = house.files()
        assert whole in ({}, {TARGET: CONTENT})
        assert house.directories() == ([] if not whole else ["Artist", "Artist/2001 - Album"])
        assert ChangeState.PLANNED not in house.states()
        changeid = planner.place("Add a song", house.source, TARGET, "task")
        assert house.files() == {TARGET: CONTENT}
        assert house.states().count(ChangeState.DONE) == 1
        planner.undo(changeid)
        assert house.files() == {}
        house.close()
        if not died:
            break
    assert number > 3
    assert not died


@FILESYSTEMS
@pytest.mark.parametrize("after", [False, True])
def test_placing_goes_on_without_recovery(tmp_path: Path, kind: type[FileSystem], *, after: bool) -> None:
    for number in range(1, 9):
        house = House(tmp_path / str(number))
        house.in_dying_process(process_places, Failing(kind(), number, after=after, happening=die))
        house.open(kind()).place("Add a song", house.source, TARGET, "task")
        assert house.files() == {TARGET: CONTENT}
        assert house.states() == [ChangeState.DONE]
        house.close()


@FILESYSTEMS
@pytest.mark.parametrize("after", [False, True])
def test_undoing_survives_death_at_every_act(tmp_path: Path, kind: type[FileSystem], *, after: bool) -> None:
    for number in range(1, 20):
        house = House(tmp_path / str(number))
        changeid = house.open(kind()).place("Add a song", house.source, TARGET, "task")
        house.close()
        died = house.in_dying_process(process_undoes, Failing(kind(), number, after=after, happening=die))
        planner = house.open(kind())
        planner.recover()
        if house.states() == [ChangeState.DONE]:
            planner.undo(changeid)
        assert house.states() == [ChangeState.UNDONE]
        assert house.files() == {}
        assert house.directories() == []
        assert house.files(house.removed) == {f"{changeid}/{TARGET}": CONTENT}
        house.close()
        if not died:
            break
    assert not died


@pytest.mark.parametrize("after", [False, True])
def test_moving_survives_death_at_every_act(tmp_path: Path, *, after: bool) -> None:
    for number in range(1, 9):
        house = House(tmp_path / str(number))
        house.open().place("Add a song", house.source, TARGET, "task")
        house.close()
        died = house.in_dying_process(process_moves, Failing(FileSystem(), number, after=after, happening=die))
        house.open().recover()
        assert house.files() in ({TARGET: CONTENT}, {"Other/2002 - Album/01 Song.mp3": CONTENT})
        assert ChangeState.PLANNED not in house.states()
        house.close()
        if not died:
            break
    assert not died


@FILESYSTEMS
@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, NoSpaceError), (errno.EDQUOT, NoSpaceError), (errno.EROFS, PathError)]
)
def test_a_failure_at_any_act_leaves_nothing(
    tmp_path: Path, kind: type[FileSystem], number: int, error: type[Exception]
) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    for act in range(1, 20):
        house = House(tmp_path / str(act))
        planner = house.open(Failing(kind(), act, after=False, happening=fail))
        failed = True
        try:
            planner.place("Add a song", house.source, TARGET, "task")
            failed = False
        except error:
            assert house.files() == {}
            assert house.directories() == []
            assert house.states() == [ChangeState.FAILED]
        house.close()
        if not failed:
            break
    assert not failed


def test_undo_refuses_what_changed_since(house: House) -> None:
    planner = house.open()
    changeid = planner.place("Add a song", house.source, TARGET, "task")
    (house.music.root / TARGET).write_bytes(b"tagged")
    with pytest.raises(UndoError, match="changed"):
        planner.undo(changeid)
    (house.music.root / TARGET).unlink()
    with pytest.raises(UndoError, match="not there"):
        planner.undo(changeid)
    with pytest.raises(NotFoundError):
        planner.undo(changeid + 1)


def test_undo_keeps_directories_others_use(house: House) -> None:
    planner = house.open()
    first = planner.place("Add a song", house.source, TARGET, "one")
    second = planner.place("Add a cover", house.source, "Artist/2001 - Album/cover.jpg", "two")
    planner.undo(first)
    assert list(house.files()) == ["Artist/2001 - Album/cover.jpg"]
    planner.undo(second)
    assert house.directories() == []
    with pytest.raises(UndoError, match="undone"):
        planner.undo(second)


def test_undo_keeps_directories_that_were_there_before(house: House) -> None:
    (house.music.root / "Artist").mkdir()
    planner = house.open()
    planner.undo(planner.place("Add a song", house.source, TARGET, "task"))
    assert house.directories() == ["Artist"]


def test_an_undone_file_can_be_placed_again(house: House) -> None:
    planner = house.open()
    planner.undo(planner.place("Add a song", house.source, TARGET, "task"))
    planner.place("Add a song", house.source, TARGET, "task")
    assert house.files() == {TARGET: CONTENT}
    assert house.states() == [ChangeState.UNDONE, ChangeState.DONE]


def test_moving_and_undoing_it(house: House) -> None:
    planner = house.open()
    planner.place("Add a song", house.source, TARGET, "task")
    changeid = planner.move("Rename", "Artist/2001 - Album", "Other/2002 - Album")
    assert list(house.files()) == ["Other/2002 - Album/01 Song.mp3"]
    planner.undo(changeid)
    assert list(house.files()) == [TARGET]
    assert house.directories() == ["Artist", "Artist/2001 - Album"]


def test_moving_never_replaces(house: House) -> None:
    planner = house.open()
    planner.place("Add a song", house.source, TARGET, "task")
    (house.music.root / "Other" / "2002 - Album").mkdir(parents=True)
    with pytest.raises(CollisionError):
        planner.move("Rename", "Artist/2001 - Album", "Other/2002 - Album")
    with pytest.raises(PathError):
        planner.move("Rename", "Artist", "Artist/2001 - Album/Artist")
    with pytest.raises(NotFoundError):
        planner.move("Rename", "Nobody", "Somebody")
    assert list(house.files()) == [TARGET]


def test_undoing_a_move_refuses_when_the_old_name_is_taken(house: House) -> None:
    planner = house.open()
    planner.place("Add a song", house.source, TARGET, "task")
    changeid = planner.move("Rename", TARGET, "Artist/2001 - Album/02 Song.mp3")
    (house.music.root / TARGET).write_bytes(b"other")
    with pytest.raises(UndoError):
        planner.undo(changeid)


def test_nothing_is_written_where_the_music_is_not_mounted(house: House) -> None:
    planner = house.open()
    house.music.root.rmdir()
    with pytest.raises(PathError, match="mounted"):
        planner.place("Add a song", house.source, TARGET, "task")
    assert house.states() == []


def test_interrupted_changes_wait_for_the_mount(house: House) -> None:
    assert house.in_dying_process(process_places, Failing(FileSystem(), 4, after=True, happening=die))
    house.music.root.rename(house.directory / "unmounted")
    planner = house.open()
    planner.recover()
    assert house.states() == [ChangeState.PLANNED]
    (house.directory / "unmounted").rename(house.music.root)
    planner.recover()
    assert house.states() == [ChangeState.DONE]


def test_a_missing_upload_is_told(house: House) -> None:
    planner = house.open()
    house.source.unlink()
    with pytest.raises(NotFoundError):
        planner.place("Add a song", house.source, TARGET, "task")
    assert house.directories() == []


@pytest.mark.parametrize("target", ["../x", "/etc/x", "a/../../x", ""])
def test_places_outside_are_refused(house: House, target: str) -> None:
    with pytest.raises(PathError):
        house.open().place("Add a song", house.source, target, "task")
