"""Files get to their places whole or not at all, never over another file, and every change can be undone."""

import errno
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.errors import CollisionError, NoSpaceError, NotFoundError, PathError
from musicdb.library.filesystem import FileSystem
from musicdb.store.changes import ChangeState
from tests.library.dying import Failing, die
from tests.library.placing import CONTENT, FILESYSTEMS, TARGET, House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = House(tmp_path)
    yield opened
    opened.close()


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
