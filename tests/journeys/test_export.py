"""An export that is interrupted leaves nothing half, and goes on: kill -9, an unplugged device, an end by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from musicdb.library.devices import initialize_device
from tests.running import Client, Daemon
from tests.sounds import make_song

NAMES = tuple(f"{number:02} Song {number}.mp3" for number in range(1, 8))
ALBUM = "Ada/2001 - First"


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """A daemon with an album, and an ffmpeg that needs half a second for each song."""
    for name in NAMES:
        make_song(tmp_path / "music" / ALBUM / name.replace(".mp3", ".wav"), seconds=3)
    running = Daemon(tmp_path / "music", tmp_path / "data")
    with running.client() as client:
        taskid = client.request("InitiateMusicImport", contenttype="album", contentpath=ALBUM)
        client.until_state(taskid, "importcomplete", "remove")
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture
def device(tmp_path: Path) -> Path:
    root = tmp_path / "device"
    root.mkdir()
    initialize_device(root).write_text("[constraints]\nforcemp3 = True\n")
    return root


def until_song(client: Client, done: int) -> dict[str, Any]:
    """Waits until so many songs are done."""

    def reached(packet: dict[str, Any]) -> bool:
        return packet["fncname"] == "MusicDB:Export" and packet["arguments"]["done"] >= done

    news: dict[str, Any] = client.until(reached)["arguments"]
    return news


def songs(device: Path) -> dict[str, int]:
    """The files on a device, with their sizes. All are alike, so one that is not whole is seen."""
    return {path.name: path.stat().st_size for path in (device / "Music").rglob("*") if path.is_file()}


def test_kill_9_in_the_middle(daemon: Daemon, device: Path) -> None:
    with daemon.client() as client:
        client.request("InitiateExport", path=str(device))
        news = until_song(client, 1)
        assert (news["total"], news["path"]) == (len(NAMES), str(device))
    daemon.kill()
    before = {path: path.stat().st_mtime_ns for path in (device / "Music").rglob("*.mp3")}
    assert 1 <= len(before) < len(NAMES)
    daemon.start_again()
    with daemon.client() as client:
        client.until_idle()
        assert client.request("GetDevices") == [{"path": str(device), "connected": True, "songs": len(NAMES)}]
        assert client.request("PlanExport", path=str(device))["new"] == []
    assert tuple(sorted(songs(device))) == NAMES
    assert len(set(songs(device).values())) == 1
    # What was there is not done again; the last of them may not have been noted as done.
    assert sum(path.stat().st_mtime_ns == time for path, time in before.items()) >= len(before) - 1
    assert not (device / ".mdbstate/unfinished").exists()


def test_a_device_that_is_unplugged(daemon: Daemon, device: Path) -> None:
    with daemon.client() as client:
        taskid = client.request("InitiateExport", path=str(device))
        until_song(client, 1)
        # The mount point stays behind, empty, on the disk of the server.
        device.rename(device.with_name("unplugged"))
        device.mkdir()
        assert "is gone" in client.until_state(taskid, "exportfailed")["message"]
        assert list(device.iterdir()) == []
        assert client.request("GetDevices")[0]["connected"] is False
        device.rmdir()
        device.with_name("unplugged").rename(device)
        client.received.clear()
        assert client.request("InitiateExport", path=str(device)) == taskid
        result = client.until_state(taskid, "exportcomplete")["task"]["annotations"]["export"]
        assert 1 <= result["copied"] < len(NAMES)
    assert tuple(sorted(songs(device))) == NAMES
    assert len(set(songs(device).values())) == 1


def test_it_ends_when_a_person_or_the_system_wants(daemon: Daemon, device: Path) -> None:
    with daemon.client() as client:
        first = client.request("InitiateExport", path=str(device))
        until_song(client, 1)
        assert client.request("InitiateExport", path=str(device)) == first
        client.request("RemoveUpload", taskid=first)
        client.until_idle()
        assert len(songs(device)) < len(NAMES)
        client.received.clear()
        client.request("InitiateExport", path=str(device))
        until_song(client, 1)
    assert daemon.stop() == 0
    assert not (device / ".mdbstate/unfinished").exists()
    daemon.start_again()
    with daemon.client() as client:
        client.until_idle()
    assert tuple(sorted(songs(device))) == NAMES


def test_where_nothing_may_be_exported_to(daemon: Daemon, device: Path) -> None:
    with daemon.client() as client:
        for path in ("relative", str(daemon.music), str(daemon.data / "x"), str(daemon.music.parent), "/nowhere", "/"):
            client.send("request", "InitiateExport", path=path)
            packet = client.until(lambda packet: packet["method"] == "error")
            assert packet["arguments"]["code"] == "baddevice"
        (daemon.music / ALBUM).rename(daemon.music.parent / "away")
        daemon.music.joinpath("Ada").rmdir()
        plan = client.request("PlanExport", path=str(device))
        assert (len(plan["missing"]), plan["new"], plan["removed"]) == (len(NAMES), [], [])
