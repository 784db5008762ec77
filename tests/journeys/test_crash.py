"""Kill the server at any state: nothing is lost, nothing is half, and the next start goes on."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from musicdb.config.schema import Config
from musicdb.ids import TaskId
from musicdb.model.tasks import State
from tests.conftest import MakeSong, OpenHouse
from tests.household import House
from tests.journeys.crashing import begin_upload, integrate

STATES = (
    State.WAITFORCHUNK,
    State.UPLOADCOMPLETE,
    State.PREPROCESSING,
    State.READYFORINTEGRATION,
    State.STARTINTEGRATION,
    State.INTEGRATING,
    State.READYFORIMPORT,
    State.REMOVE,
    State.STARTMUSICIMPORT,
    State.IMPORTINGMUSIC,
    State.STARTARTWORKIMPORT,
    State.IMPORTINGARTWORK,
    State.IMPORTCOMPLETE,
)


def crash(config: Config, song: Path, state: State) -> None:
    directories = config.directories
    command = [sys.executable, "-m", "tests.journeys.crashing", directories.music, directories.data, song, state]
    killed = subprocess.run(command, check=False, capture_output=True, timeout=60, cwd=Path(__file__).parents[2])
    assert killed.returncode == -signal.SIGKILL, killed.stderr


def finish(house: House, song: Path) -> None:
    """What the person at the browser does after a restart: send what is missing, confirm what waits."""
    task = house.services.uploads.find_task(TaskId("t1"))
    if task is None and not house.services.store.albums.all() and not house.services.uploads.get_tasks():
        begin_upload(house, song)
        task = house.services.uploads.get_task_by_id(TaskId("t1"))
    if task and task.state is State.WAITFORCHUNK:
        house.send(song, "t1")
    if task and task.state in STATES[: STATES.index(State.STARTINTEGRATION)]:
        house.until_state("t1", State.READYFORINTEGRATION) if task.state is not State.READYFORINTEGRATION else None
        integrate(house)


@pytest.mark.parametrize("state", STATES)
def test_a_killed_server_goes_on(config: Config, song: MakeSong, open_house: OpenHouse, state: State) -> None:
    path = song("01 One.mp3", title="One", artist="Ada", album="First", date="2001", track="1")
    crash(config, path, state)
    house = open_house(config)
    finish(house, path)
    house.until_idle()
    target = config.directories.music / "Ada" / "2001 - First" / "01 One.mp3"
    assert target.read_bytes() == path.read_bytes()
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]
    (album,) = house.services.store.albums.all()
    (imported,) = house.services.store.songs.of_album(album.id)
    assert (album.path, imported.path) == ("Ada/2001 - First", "Ada/2001 - First/01 One.mp3")
    house.close()
    assert not list(config.directories.tasks.iterdir())
    assert not list(config.directories.uploads.iterdir())
