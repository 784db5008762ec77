"""An evening in the house: songs are analyzed, two listen, one uploads. How fast the server answers meanwhile."""

import multiprocessing
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.analysing import CORPUS, SUFFIXES
from tests.benchmarks.streaming import _listen, _open
from tests.benchmarks.uploading import SIZE, Row, bounce, round_trips
from tests.running import Client, Daemon

ALBUMS = 3
PHASES = 6
SECONDS = 10.0


def measure(directory: Path) -> Iterator[Row]:
    """The corpus several times over, each time with other tags: nothing of it is known by its sound."""
    data = directory / "data"
    data.mkdir()
    (data / "musicdb.ini").write_text("[analysis]\nautomatic = yes\nonbattery = yes\n")
    songs = sorted(path for path in CORPUS.rglob("*.*") if path.suffix in SUFFIXES)
    _write_albums(directory / "music", songs)
    with Daemon(directory / "music", data) as daemon, daemon.client() as client:
        yield round_trips("alone: p50 / p99", [bounce(client) for _ in range(1000)], "p50 <= 1 ms")
        _import(client, daemon)
        client.send("request", "SetAudioStreamState", state="play")
        listeners = [_open(daemon, name) for name in ("mp3", "opus")]
        threading.Thread(target=_listen, args=(listeners,), daemon=True).start()
        busy = multiprocessing.Process(target=_upload, args=(daemon,))
        busy.start()
        measured = _Measured()
        for number in range(PHASES):
            # By turns, because whatever else the machine does changes from minute to minute.
            paused = number % 2 == 0
            client.send("request", "PauseAnalysis" if paused else "ResumeAnalysis")
            _watch(client, measured, paused=paused)
        busy.terminate()
        yield round_trips("2 listen, 1 uploads, nothing is heard: p50 / p99", measured.paused, "")
        yield round_trips("2 listen, 1 uploads, songs are heard: p50 / p99", measured.hearing, "p99 <= 20 ms")
        if measured.outlines:
            yield round_trips("GetWaveform of 1000 pixels: p50 / p99", measured.outlines, "< 20 ms")
        share = 100 * measured.busy // max(1, measured.looks)
        yield "circumstances", f"load {os.getloadavg()[0]:.1f}, hearing {share} %", ""


class _Measured:
    """Milliseconds, without and with the analysis at work; and how often it was at work when it should be."""

    def __init__(self) -> None:
        self.paused: list[float] = []
        self.hearing: list[float] = []
        self.outlines: list[float] = []
        self.looks = self.busy = 0


def _watch(client: Client, measured: _Measured, *, paused: bool) -> None:
    times = measured.paused if paused else measured.hearing
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        times.append(bounce(client))
        time.sleep(0.002)
        if len(times) % 50 == 0 and not paused:
            measured.looks += 1
            measured.busy += bool(client.request("GetAnalysisState")["running"])
            measured.outlines += _outline(client)


def _write_albums(music: Path, songs: list[Path]) -> None:
    for album in range(ALBUMS):
        for number, song in enumerate(songs):
            place = music / f"Artist/{2000 + album} - Album" / f"{number + 1:02} Song{song.suffix}"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(song, place)


def _import(client: Client, daemon: Daemon) -> None:
    for path in sorted(daemon.music.glob("*/*")):
        client.request("InitiateMusicImport", contenttype="album", contentpath=str(path.relative_to(daemon.music)))
        client.until(lambda packet: (packet["arguments"] or {}).get("state") in {"importcomplete", "importfailed"})
    albumid = client.request("GetArtistsWithAlbums")[0]["albums"][0]["album"]["id"]
    client.send("request", "AddAlbumToQueue", albumid=albumid, position="last")


def _outline(client: Client) -> list[float]:
    entry: dict[str, Any] = client.request("GetAudioStreamState")
    begin = time.perf_counter()
    passed = client.send("request", "GetWaveform", songid=entry["song"]["id"], pixels=1000)
    answer = client.until(lambda packet: packet["pass"] == passed)
    return [(time.perf_counter() - begin) * 1000] if answer["method"] == "response" else []


def _upload(daemon: Daemon) -> None:
    with daemon.client() as client:
        number = 0
        while True:
            client.upload(os.urandom(SIZE // 4), f"busy{number}", "01 One.mp3")
            number += 1
