"""Pages are closed, lines are cut, the daemon is killed: what a person has dropped gets to its end all the same."""

import json
import os
import wave
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.conftest import MakeSong
from tests.journeys.screens import OpenScreen, Screen
from tests.running import Client, Daemon

MIB = 1 << 20
LARGE = 64 * MIB


@pytest.fixture
def large_song(tmp_path: Path) -> Path:
    """A folder with a song large enough to be interrupted."""
    path = tmp_path / "Ada" / "2001 - Noise" / "01 Noise.wav"
    path.parent.mkdir(parents=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(os.urandom(LARGE))
    return path


@pytest.fixture
def album(song: MakeSong, tmp_path: Path) -> Path:
    """The folder of an album of five songs."""
    for number in range(1, 6):
        tags = {"title": f"Song {number}", "artist": "Ada", "album": "First", "date": "2001", "track": str(number)}
        song(f"First/0{number} Song {number}.mp3", **tags)
    return tmp_path / "sounds" / "First"


def task_of(daemon: Daemon) -> dict[str, Any]:
    """The one task, as it lies on disk."""
    (path,) = (daemon.data / "tasks").glob("*.json")
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


def wait_for_bytes(client: Client) -> None:
    """Waits until a part of an upload is safe."""
    client.until(lambda packet: packet["fncsig"] == "ChunkRequest" and packet["arguments"]["task"]["offset"] > 8 * MIB)


def offsets_asked(client: Client) -> list[int]:
    """Where the chunks begin that the server asked for."""
    return [packet["arguments"]["offset"] for packet in client.received if packet["fncsig"] == "ChunkRequest"]


def finish(screen: Screen, daemon: Daemon, large_song: Path) -> None:
    """Names what came, and looks whether it is what was sent."""
    card = screen.page.get_by_test_id("inbox-card")
    screen.field(card, "Artist").fill("Ada")
    screen.name_and_add(card)
    screen.open_album("Noise")
    expect(screen.page.get_by_test_id("song")).to_have_count(1)
    assert (daemon.music / "Ada" / "2001 - Noise" / "01 Noise.wav").read_bytes() == large_song.read_bytes()


def test_dropping_the_same_files_again_continues_an_upload_of_a_page_that_was_left(
    daemon: Daemon, screen: Screen, large_song: Path
) -> None:
    with daemon.client() as client:
        screen.drop(large_song.parent)
        wait_for_bytes(client)
        screen.page.reload()
        client.request("Bounce")
        stored = task_of(daemon)["offset"]
        assert 0 < stored < LARGE
        expect(screen.card("2001 - Noise")).to_be_visible()
        client.received.clear()
        screen.drop(large_song.parent)
        client.until_state(task_of(daemon)["id"], "readyforintegration")
        assert min(offsets_asked(client)) >= stored
        finish(screen, daemon, large_song)


def test_an_upload_goes_on_by_itself_when_the_daemon_was_killed(
    daemon: Daemon, open_screen: OpenScreen, large_song: Path
) -> None:
    screen = open_screen(daemon)
    with daemon.client() as client:
        screen.drop(large_song.parent)
        wait_for_bytes(client)
        daemon.kill()
    stored = task_of(daemon)["offset"]
    assert 0 < stored < LARGE
    expect(screen.card("2001 - Noise")).to_have_attribute("data-phase", "offline")
    expect(screen.page.get_by_test_id("connection-lost")).to_be_visible()
    daemon.start_again()
    with daemon.client() as client:
        client.until_state(task_of(daemon)["id"], "readyforintegration")
        assert min(offsets_asked(client)) >= stored
    expect(screen.page.get_by_test_id("connection-lost")).to_have_count(0)
    finish(screen, daemon, large_song)


@pytest.mark.parametrize("state", ["startintegration", "importingmusic", "importingartwork"])
def test_an_album_gets_to_the_shelf_although_the_daemon_is_killed(
    daemon: Daemon, open_screen: OpenScreen, album: Path, state: str
) -> None:
    screen = open_screen(daemon)
    screen.drop(album)
    with daemon.client() as client:
        add = screen.card("First").get_by_test_id("add-to-library")
        expect(add).to_be_enabled()
        add.click()
        client.until(lambda packet: packet["fncsig"] == "StateUpdate" and packet["arguments"]["state"] == state)
        daemon.kill()
    daemon.start_again()
    screen.page.get_by_role("link", name="Albums").click()
    expect(screen.tile("First")).to_be_visible()
    with daemon.client() as client:
        client.until_idle()
        (album_view,) = client.request("GetArtistsWithAlbums")[0]["albums"]
        assert album_view["album"]["numofsongs"] == 5
    target = daemon.music / "Ada" / "2001 - First"
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {
        path.name: path.read_bytes() for path in album.iterdir()
    }
