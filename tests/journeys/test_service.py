"""The daemon as a service: what it tells systemd, how fast it stops, what it takes over while it runs."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.ids import TaskId
from musicdb.wire.chunks import encode_chunk
from tests.conftest import MakeSong
from tests.running import ROOT, Daemon

MIB = 1 << 20
UNIT = ROOT / "systemd" / "musicdb.service"


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """What systemd hears."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listening


def test_systemd_hears_that_it_is_ready_alive_and_stopping(
    tmp_path: Path, systemd: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "300000")
    daemon = Daemon(tmp_path / "music", tmp_path / "data")
    heard = [systemd.recv(100) for _ in range(4)]
    assert heard.count(b"READY=1") == 1
    assert heard.count(b"WATCHDOG=1") == 3
    assert daemon.stop() == 0
    assert b"STOPPING=1" in iter(lambda: systemd.recv(100), b"")


def test_it_stops_within_five_seconds_and_goes_on_where_it_was(tmp_path: Path, song: MakeSong) -> None:
    music, data = tmp_path / "music", tmp_path / "data"
    video = music / "Ada" / "2001 - Clip.mp4"
    video.parent.mkdir(parents=True)
    video.write_bytes(b"\0\0\0\x18ftypisom" + bytes(1000))
    content = song("01 Long.wav", seconds=100).read_bytes()
    # An ffmpeg that takes a minute for everything but its version.
    slow = tmp_path / "ffmpeg"
    slow.write_text(f'#!/bin/sh\n[ "$1" = -version ] && exec {shutil.which("ffmpeg")} -version\nexec sleep 60\n')
    slow.chmod(0o755)
    data.mkdir()
    (data / "musicdb.ini").write_text(f"[tools]\nffmpeg = {slow}\n")
    daemon = Daemon(music, data)
    with daemon.client() as client:
        imported = client.request("InitiateMusicImport", contenttype="video", contentpath="Ada/2001 - Clip.mp4")
        client.until_state(imported, "importingmusic")
        client.upload_part(content, "t", "01 Long.wav", 5 * MIB, groupid="g")
        begin = time.monotonic()
        assert daemon.stop() == 0
        assert time.monotonic() - begin < 5
    (data / "musicdb.ini").write_text("")
    with Daemon(music, data) as restarted, restarted.client() as client:
        client.until_found(imported, "importfailed")
        client.socket.send(encode_chunk(TaskId("t"), 0, b""))
        client.answer_requests(content, "t")
        client.until_state("t", "readyforintegration")


def test_a_second_one_in_the_same_directory_is_refused(tmp_path: Path) -> None:
    with Daemon(tmp_path / "music", tmp_path / "data") as first:
        arguments = ("--music", first.music, "--data", first.data, "--port", "0")
        command = [sys.executable, "-m", "musicdb", "server", *map(str, arguments)]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
        assert second.returncode == 1
        assert f"process {first.process.pid}" in second.stderr
        assert first.url in second.stderr


def test_sighup_takes_over_hosts_limits_and_the_log(tmp_path: Path, systemd: socket.socket) -> None:
    data = tmp_path / "data"
    with Daemon(tmp_path / "music", data) as daemon, daemon.client() as client:
        assert status(daemon, "music.example.org") == 421
        assert client.request("GetServerInfo")["uploads"]["maxsize"] > 100
        assert systemd.recv(100) == b"READY=1"
        (data / "musicdb.ini").write_text(
            "[websocket]\nallowedhosts = music.example.org\nmaxclients = 5\n[uploads]\nmaxsize = 100\n"
            "[log]\nloglevel = DEBUG\n"
        )
        daemon.process.send_signal(signal.SIGHUP)
        assert [systemd.recv(100), systemd.recv(100)] == [b"RELOADING=1", b"READY=1"]
        assert status(daemon, "music.example.org") == 200
        assert client.request("GetServerInfo")["uploads"]["maxsize"] == 100
        (data / "musicdb.ini").write_text("[websocket]\nport = many\n")
        daemon.process.send_signal(signal.SIGHUP)
        assert [systemd.recv(100), systemd.recv(100)] == [b"RELOADING=1", b"READY=1"]
        assert client.request("GetServerInfo")["uploads"]["maxsize"] == 100
    log = (data / "daemon.log").read_text()
    assert "[uploads] maxsize" in log
    assert "These changes count from the next start: [websocket] maxclients" in log
    assert "The configuration stays as it was. The configuration has a mistake" in log


def status(daemon: Daemon, host: str) -> int:
    request = urllib.request.Request(daemon.url + "session", headers={"Host": host})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_the_unit_is_right_and_hardened(tmp_path: Path) -> None:
    unit = tmp_path / "musicdb.service"
    unit.write_text(UNIT.read_text().replace("/usr/bin/musicdb", "/bin/true"))
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", unit]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    exposure = re.search(r"exposure level for musicdb.service: ([0-9.]+)", told)
    assert exposure is not None
    assert float(exposure[1]) <= 2.5
