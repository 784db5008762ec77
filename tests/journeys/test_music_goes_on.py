"""Everybody hears the stream; then the power fails, or the disk with the music goes away."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.playback.sounding import sine, write_sound
from tests.running import Client, Daemon

ALBUM = "Artist/2004 - Album"


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Two songs of a minute."""
    for number in (1, 2):
        song = sine(60 * 48_000, frequency=400.0 * number)
        write_sound(tmp_path / "music" / ALBUM / f"0{number} Song {number}.flac", song, 48_000)
    return tmp_path / "music"


@contextmanager
def listening(daemon: Daemon) -> Iterator[None]:
    """Somebody hears the stream, whatever it is."""
    address = urlsplit(daemon.url)
    with socket.create_connection((str(address.hostname), address.port or 80)) as listener:
        head = f"GET /stream.mp3 HTTP/1.1\r\nHost: {address.netloc}\r\nX-API-Key: {daemon.key}\r\n\r\n"
        listener.sendall(head.encode())
        hearing = threading.Thread(target=_hear, args=(listener,))
        hearing.start()
        yield
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        hearing.join()


def _hear(listener: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while listener.recv(65_536):
            pass


def queue_album(client: Client) -> list[str]:
    """Imports the album and plays it. Gives the ids of the entries."""
    client.request("InitiateMusicImport", contenttype="album", contentpath=ALBUM)
    client.until(lambda packet: (packet["arguments"] or {}).get("state") == "importcomplete")
    albumid = client.request("GetArtistsWithAlbums")[0]["albums"][0]["album"]["id"]
    client.request("AddAlbumToQueue", albumid=albumid, position="last")
    client.request("SetAudioStreamState", state="play")
    return [entry["entryid"] for entry in client.request("GetSongQueue")]


def until_time(client: Client, seconds: float) -> None:
    client.until(lambda packet: packet["fncsig"] == "onTimeChanged" and packet["arguments"] > seconds)


def test_after_a_power_failure_the_song_goes_on_where_it_was(music: Path, tmp_path: Path) -> None:
    daemon = Daemon(music, tmp_path / "data")
    with daemon.client() as client:
        entries = queue_album(client)
        with listening(daemon):
            client.request("SeekInSong", seconds=20)
            until_time(client, 21.0)
            daemon.kill()
    with Daemon(music, tmp_path / "data") as again, again.client() as client:
        state: dict[str, Any] = client.request("GetAudioStreamState")
        assert (state["isplaying"], state["isconnected"], state["entryid"]) == (True, False, entries[0])
        assert 20.0 <= state["currenttime"] < 24.0
        assert [entry["entryid"] for entry in client.request("GetSongQueue")] == entries
        with listening(again):
            until_time(client, 24.0)


def test_without_the_disk_the_queue_waits(music: Path, tmp_path: Path) -> None:
    with Daemon(music, tmp_path / "data") as daemon, daemon.client() as client:
        entries = queue_album(client)
        music.rename(tmp_path / "unplugged")
        with listening(daemon):
            told = client.until(lambda packet: packet["fncsig"] == "onInterrupted")
            assert "cannot be read" in told["arguments"]["reason"]
            client.request("PlayNextSong")
            (tmp_path / "unplugged").rename(music)
            until_time(client, 0.5)
        state = client.request("GetAudioStreamState")
        assert state["entryid"] == entries[1]
