"""Analysis: how many times faster than music it is, for each processor and for the default preset; and its memory."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from musicdb.insight.messages import Failed, Listen, Outcome, Request
from musicdb.insight.presets import DEFAULT, PRESETS
from musicdb.insight.workers import Limits, Worker
from musicdb.media.ffmpeg import find_ffmpeg
from tests.sounds import CORPUS

PRESET = (
    *("level", "waveform", "loudness", "spectral", "mfcc", "onsets", "tempo", "chroma", "tuning", "key"),
    *("silence", "cues", "dynamics", "embedding"),
)
SUFFIXES = {".flac", ".mp3", ".ogg", ".opus", ".m4a"}
HOURS = 3
_CHILD = "from tests.benchmarks.analysing import hear; hear()"


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Each number is of a process of its own: seconds of music by seconds of processor time, with one thread."""
    songs = sorted(str(path) for path in CORPUS.rglob("*.*") if path.suffix in SUFFIXES)
    if songs:
        yield "all, with decoding", f"{_ask(songs, PRESET)[0]:.0f} x", "> 100 x"
        for name in ("", *PRESET):
            yield f"{name or 'nothing'}, with decoding", f"{_ask(songs, [name] if name else [])[0]:.0f} x", ""
    speed, memory = _whole_worker(_long(directory), directory)
    yield f"whole worker, {HOURS} hours", f"{memory:.0f} MiB", "< 250 MiB"
    yield f"with fingerprint and HDF5, {HOURS} hours", f"{speed:.0f} x", ""


def _long(directory: Path) -> Path:
    """A file of hours: one minute again and again, because making it sample by sample takes ten minutes."""
    minute, long = directory / "minute.flac", directory / "long.flac"
    source = "aevalsrc='0.4*sin(440*t*(1+0.1*sin(t)))+0.2*random(0)|0.3*sin(2*PI*110*t)':s=44100:d=60"
    ffmpeg = ["ffmpeg", "-v", "error"]
    subprocess.run([*ffmpeg, "-f", "lavfi", "-i", source, "-sample_fmt", "s16", str(minute)], check=True)
    loops = str(HOURS * 60 - 1)
    subprocess.run([*ffmpeg, "-stream_loop", loops, "-i", str(minute), "-c", "copy", str(long)], check=True)
    return long


def _whole_worker(file: Path, directory: Path) -> tuple[float, float]:
    """A worker process as the server has them: its speed, and the most memory it held, in MiB."""
    worker = Worker(find_ffmpeg(), Limits(memory=1 << 30, niceness=0))
    try:
        requests = [Request(name) for name in PRESETS[DEFAULT]]
        worker.send(Listen(path=str(file), requests=requests, soundhash="0" * 64, keepat=str(directory)))
        while True:
            select.select([worker.output], [], [])
            for answer in worker.read():
                if isinstance(answer, Failed):
                    raise RuntimeError(answer.reason)  # noqa: TRY004 -- an answer, no argument
                if isinstance(answer, Outcome):
                    return (answer.values.duration or 0.0) / answer.seconds, _peak(worker.pid)
    finally:
        worker.close()


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def _ask(songs: Sequence[str], names: Sequence[str]) -> tuple[float, float]:
    command = [sys.executable, "-c", _CHILD, ",".join(names), *songs]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    return float(answer[0]), float(answer[1])


def hear() -> None:
    """In the child: decodes and hears each song, and prints the speed and its largest memory in MiB."""
    from resource import RUSAGE_SELF, getrusage  # noqa: PLC0415 -- only here

    names, *songs = sys.argv[1:]
    begun, length = _cpu(), sum(_hear(song, [name for name in names.split(",") if name]) for song in songs)
    print(length / (_cpu() - begun), getrusage(RUSAGE_SELF).ru_maxrss / 1024)  # noqa: T201


def _hear(song: str, names: Sequence[str]) -> float:
    import numpy  # noqa: PLC0415 -- with one thread

    from musicdb.analysis.listening import Listening  # noqa: PLC0415
    from musicdb.analysis.listening import Request as Asked  # noqa: PLC0415
    from musicdb.analysis.result import AudioMetadata  # noqa: PLC0415

    command = ["ffmpeg", "-v", "error", "-i", song, "-vn", "-f", "f32le", "-ac", "2", "-ar", "44100", "pipe:1"]
    listening = Listening([Asked(name) for name in names], AudioMetadata(samplerate=44_100, channels=2))
    length = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as ffmpeg:
        output = ffmpeg.stdout
        while output is not None and (piece := output.read(8 * 65_536)):
            listening.hear(numpy.frombuffer(piece, numpy.float32).reshape(-1, 2))
            length += len(piece) // 8
    listening.tell()
    if listening.failures:
        raise RuntimeError(str(listening.failures))
    return length / 44_100


def _cpu() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system
