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
from tests.running import Daemon

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


@pytest.mark.parametrize("state", [State.STARTINTEGRATION, State.INTEGRATING])
def test_what_a_person_decided_about_many_files_is_done_with_all_of_them(
    tmp_path: Path, song: MakeSong, state: State
) -> None:
    names = {f"t{number}": f"0{number} Song {number}.mp3" for number in range(1, 9)}
    with Daemon(tmp_path / "music", tmp_path / "data") as daemon:
        with daemon.client() as client:
            for taskid, name in names.items():
                content = song(name, artist="Somebody", album="Some").read_bytes()
                client.upload(content, taskid, name, groupid="g", relativepath=f"Drop/{name}")
                client.until_state(taskid, State.READYFORINTEGRATION)
            files = [{"taskid": taskid, "name": taskid, "number": int(taskid[1:])} for taskid in names]
            album = {"artistname": "Ada", "albumname": "Chosen", "release": 2001, "files": files}
            client.send("call", "IntegrateUploads", groupid="g", albums=[album])
            client.until(lambda packet: packet["fncsig"] == "StateUpdate" and packet["arguments"]["state"] == state)
            daemon.kill()
        daemon.start_again()
        with daemon.client() as client:
            client.until_idle()
            (artist,) = client.request("GetArtistsWithAlbums")
    (entry,) = artist["albums"]
    assert (entry["album"]["path"], entry["album"]["numofsongs"]) == ("Ada/2001 - Chosen", len(names))
    assert len(list((daemon.music / "Ada" / "2001 - Chosen").iterdir())) == len(names)
