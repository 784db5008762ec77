"""Workers live and die without harm to anybody else."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from musicdb.insight.crew import Crew
from musicdb.insight.desk import FileDesk
from musicdb.insight.messages import Outcome
from musicdb.insight.workers import Limits, Worker
from tests.sounds import make_song

PATIENCE = 20_000
ORPHAN = """
import os, select, sys
from pathlib import Path
from musicdb.insight.messages import Listen
from musicdb.insight.workers import Limits, Worker
worker = Worker(Path(sys.argv[1]), Limits())
select.select([worker.output], [], [])
assert worker.read() and worker.is_ready
worker.freeze()
print(worker.pid, flush=True)
sys.stdin.read()
"""


def hear(ffmpeg: Path, *files: Path, wrap: Callable[[Worker], Worker] = lambda worker: worker) -> FileDesk:
    """Hears files with two workers, each of which goes through `wrap` first."""
    desk = FileDesk(files, "level,waveform")
    crew = Crew(desk, lambda: wrap(Worker(ffmpeg, Limits(niceness=0))), 2, lambda _: None, lambda: None)
    crew.work()
    return desk


def test_files_are_heard_and_what_is_wrong_is_told(ffmpeg: Path, tmp_path: Path) -> None:
    (tmp_path / "no.mp3").write_bytes(b"nothing")
    files = (make_song(tmp_path / "one.flac", seconds=2.0), tmp_path / "no.mp3", tmp_path / "missing.mp3")
    outcomes = hear(ffmpeg, *files).outcomes
    assert isinstance(outcomes[0], Outcome)
    assert outcomes[0].values.duration == 2.0
    assert outcomes[0].numbers["level.peak"] < -15.0  # type: ignore[operator]
    assert outcomes[0].numbers["decoding.verdict"] == "whole"
    assert "no sound" in str(outcomes[1])
    assert "no file" in str(outcomes[2])


def test_a_file_that_ends_too_early_is_broken(ffmpeg: Path, tmp_path: Path) -> None:
    song = make_song(tmp_path / "one.flac", seconds=8.0)
    song.write_bytes(song.read_bytes()[: song.stat().st_size // 2])
    outcome = hear(ffmpeg, song).outcomes[0]
    assert isinstance(outcome, Outcome)
    assert outcome.numbers["decoding.verdict"] == "broken"
    assert 2 < outcome.numbers["decoding.missing"] < 6  # type: ignore[operator]


def test_a_killed_worker_costs_an_attempt(ffmpeg: Path, tmp_path: Path) -> None:
    opened: list[Worker] = []

    def wrap(worker: Worker) -> Worker:
        # The first ends before it does anything, the second in the middle of it.
        opened.append(worker)
        if len(opened) == 1:
            os.kill(worker.pid, signal.SIGKILL)
        return worker

    assert isinstance(hear(ffmpeg, make_song(tmp_path / "one.flac"), wrap=wrap).outcomes[0], Outcome)
    assert len(opened) > 1


def test_a_song_that_always_kills_is_given_up(ffmpeg: Path, tmp_path: Path) -> None:
    def wrap(worker: Worker) -> Worker:
        os.kill(worker.pid, signal.SIGKILL)
        return worker

    outcome = hear(ffmpeg, make_song(tmp_path / "one.flac"), wrap=wrap).outcomes[0]
    assert "SIGKILL" in str(outcome)


def test_a_worker_that_takes_too_much_memory_fails(ffmpeg: Path, tmp_path: Path) -> None:
    desk = FileDesk((make_song(tmp_path / "one.flac"),))
    limits = Limits(memory=10 << 20, niceness=0)
    Crew(desk, lambda: Worker(ffmpeg, limits), 1, lambda _: None, lambda: None).work()
    assert isinstance(desk.outcomes[0], str)


def test_a_worker_ends_with_its_server_even_when_it_is_held(ffmpeg: Path) -> None:
    with subprocess.Popen(
        (sys.executable, "-c", ORPHAN, str(ffmpeg)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        worker = os.pidfd_open(int(server.stdout.readline()))
        server.kill()
    poll = select.poll()
    poll.register(worker, select.POLLIN)
    assert poll.poll(PATIENCE), "the worker is still there"
    os.close(worker)
