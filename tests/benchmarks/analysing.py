"""Analysis: how many times faster than music it is, for each processor and for the default preset; and its memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

PRESET = (
    *("level", "waveform", "loudness", "spectral", "mfcc", "onsets", "tempo", "chroma", "tuning", "key"),
    *("silence", "cues", "dynamics", "embedding"),
)
CORPUS = Path(os.environ.get("MUSICDB_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
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
    source = f"aevalsrc='0.4*sin(440*t*(1+0.1*sin(t)))+0.2*random(0)|0.3*sin(2*PI*110*t)':s=44100:d={HOURS * 3600}"
    speed, memory = _ask([f"lavfi:{source}"], PRESET)
    yield f"memory, {HOURS} hours", f"{memory:.0f} MiB", "< 250 MiB"
    yield f"all, {HOURS} hours", f"{speed:.0f} x", "> 100 x"


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

    from musicdb.analysis.listening import Listening, Request  # noqa: PLC0415
    from musicdb.analysis.result import AudioMetadata  # noqa: PLC0415

    source = ["-f", "lavfi", "-i", song[6:]] if song.startswith("lavfi:") else ["-i", song]
    command = ["ffmpeg", "-v", "error", *source, "-vn", "-f", "f32le", "-ac", "2", "-ar", "44100", "pipe:1"]
    listening = Listening([Request(name) for name in names], AudioMetadata(samplerate=44_100, channels=2))
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
