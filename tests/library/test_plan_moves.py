"""Moving in the music directory, and undoing: nothing is replaced, and everything can come back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.errors import CollisionError, NotFoundError, PathError, UndoError
from musicdb.library.filesystem import FileSystem
from musicdb.store.changes import ChangeState
from tests.library.dying import Failing, die
from tests.library.placing import CONTENT, TARGET, House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = House(tmp_path)
    yield opened
    opened.close()


def process_moves(house: House, filesystem: FileSystem) -> None:
    house.open(filesystem).move("Rename", "Artist/2001 - Album", "Other/2002 - Album")


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
