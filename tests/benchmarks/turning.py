"""How long a turn of the reactor takes while everything happens at once, and what it was doing when it took long.

`python -m tests.benchmarks.turning` is `musicdb` with a watch on its reactor, which writes what it saw to $TURNS.
"""

import json
import multiprocessing
import os
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.importing import write_albums
from tests.benchmarks.uploading import bounce, keep_busy, round_trips
from tests.journeys.listener import Listener
from tests.running import Client, Daemon

LONG = 0.020
"""Seconds a turn should never take."""
_LOOK = 0.005
_FRAMES = 5
_MOST = 8


class Watched(Daemon):
    """A daemon whose reactor is watched."""

    module = "tests.benchmarks.turning"


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Three listeners, imports, the analysis of what came in, and an upload of 200 MiB."""
    write_albums(directory / "music")
    (directory / "data").mkdir()
    (directory / "data" / "musicdb.ini").write_text("[analysis]\nautomatic = yes\n")
    report = directory / "turns.json"
    os.environ["TURNS"] = str(report)
    with Watched(directory / "music", directory / "data") as daemon, daemon.client() as client:
        play(daemon, client)
        with Listener(daemon), Listener(daemon), Listener(daemon):
            busy = multiprocessing.Process(target=keep_busy, args=(daemon,))
            busy.start()
            times = []
            while busy.is_alive():
                times.append(bounce(client))
        yield round_trips("bounce: p50 / p99", times, "p99 <= 20 ms")
    seen = json.loads(report.read_text())
    yield "turns", str(seen["turns"]), ""
    yield "longest, passed / computed", f"{seen['longest'] * 1000:.0f} / {seen['computed'] * 1000:.0f} ms", ""
    yield f"turns that computed > {LONG * 1000:.0f} ms", str(seen["worked"]), "0"
    yield f"turns that took > {LONG * 1000:.0f} ms", str(seen["long"]), ""
    yield "  these took / waited for a processor", f"{seen['late'] * 1000:.0f} / {seen['queued'] * 1000:.0f} ms", ""
    for place, count in seen["places"]:
        yield f"  in {place}", str(count), ""


def play(daemon: Daemon, client: Client) -> None:
    """Plays one of the albums."""
    path = min(daemon.music.glob("*/*")).relative_to(daemon.music)
    client.request("InitiateMusicImport", contenttype="album", contentpath=str(path))
    client.until_idle()
    albumid = client.request("GetArtistsWithAlbums")[0]["albums"][0]["album"]["id"]
    client.request("AddAlbumToQueue", albumid=albumid, position="last")
    client.request("SetAudioStreamState", state="play")


class Watch:
    """Stands between the reactor and its poller: a turn is what lies between two polls."""

    def __init__(self, poller: Any) -> None:
        self._poller = poller
        self._began = self._computed = self._queued = 0.0
        self._statistics = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._number = self._seen = 0
        self._reactor = threading.get_ident()
        self.long = self.worked = 0
        self.longest = self.computed = 0.0
        self.late = self.late_queued = 0.0
        self.places: Counter[str] = Counter()
        threading.Thread(target=self._look, daemon=True).start()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._poller, name)

    def poll(self, *arguments: Any) -> Any:
        """Ends a turn, and begins the next one."""
        if self._began:
            passed, computed = time.perf_counter() - self._began, time.thread_time() - self._computed
            if passed > LONG:
                self.late += passed
                self.late_queued += self._waited() - self._queued
            self.long += passed > LONG
            self.worked += computed > LONG
            self.longest, self.computed = max(self.longest, passed), max(self.computed, computed)
        self._began = 0.0
        ready = self._poller.poll(*arguments)
        self._number += 1
        self._began, self._computed, self._queued = time.perf_counter(), time.thread_time(), self._waited()
        return ready

    def _waited(self) -> float:
        """How long the thread was ready and got no processor, in seconds."""
        return int(self._statistics.read_text().split()[1]) / 1e9

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK)
            began, number = self._began, self._number
            if began and number != self._seen and time.perf_counter() - began > LONG:
                self._seen = number
                frames = traceback.extract_stack(sys._current_frames()[self._reactor])[-_FRAMES:]
                self.places[" < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(frames))] += 1

    def write(self, file: Path) -> None:
        """What was seen."""
        seen = {
            "turns": self._number, "longest": self.longest, "computed": self.computed, "long": self.long,
            "worked": self.worked, "late": self.late, "queued": self.late_queued,
            "places": self.places.most_common(_MOST),
        }  # fmt: skip
        file.write_text(json.dumps(seen))


def main() -> None:
    """Runs `musicdb`."""
    from twisted.internet import reactor  # noqa: PLC0415

    from musicdb.cli.main import main as musicdb  # noqa: PLC0415

    watched: Any = reactor
    watched._poller = watch = Watch(watched._poller)
    watched.addSystemEventTrigger("after", "shutdown", watch.write, Path(os.environ["TURNS"]))
    musicdb()


if __name__ == "__main__":
    main()
