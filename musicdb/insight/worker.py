"""A worker process: `python -m musicdb.insight.worker`. Does what comes in on its standard input, until that ends.

It has the lowest priority, limits of its own, and ends with the process that started it, however that ends. NumPy gets
one thread: songs are heard side by side, not parts of them.
"""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

_PR_SET_PDEATHSIG: Final = 1
_IOPRIO_SET: Final = {"x86_64": 251, "aarch64": 30, "riscv64": 30, "i686": 289, "armv7l": 314}
_IDLE_CLASS: Final = 3 << 13
_LOWEST: Final = 19


def main(arguments: list[str]) -> None:
    """Works. Arguments: the parent, the priority (19: lowest), the ffmpeg, memory in bytes, seconds per minute."""
    parent, niceness, ffmpeg, memory, pace = arguments
    _end_with(int(parent))
    _be_gentle(int(niceness))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if int(memory):
        resource.setrlimit(resource.RLIMIT_DATA, (int(memory), resource.RLIM_INFINITY))
    commands = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb", 0)
    # Nobody else shall read commands or write into the answers: plug-ins may print, children may read.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    _serve(commands, answers, Path(ffmpeg), float(pace))


def _serve(commands: IO[bytes], answers: IO[bytes], ffmpeg: Path, pace: float) -> None:
    # NumPy and what builds on it is loaded when the priority is low already.
    from musicdb.insight.hearing import Ear  # noqa: PLC0415
    from musicdb.insight.messages import Progress, length_of, packed, read_command  # noqa: PLC0415

    def tell(answer: Any) -> None:
        answers.write(packed(answer))

    ear = Ear(ffmpeg, pace, tell)
    signal.signal(signal.SIGXCPU, ear.take_too_long)
    # Whoever holds this process from now on knows that it ends with its server.
    tell(Progress(0.0))
    while head := commands.read(4):
        content = commands.read(length_of(head))
        tell(ear.obey(read_command(content)))


def _end_with(parent: int) -> None:
    """The kernel kills this process when the thread that started it is gone."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)


def _be_gentle(niceness: int) -> None:
    with suppress(OSError):
        os.nice(niceness)
    if niceness < _LOWEST:
        return
    number = _IOPRIO_SET.get(os.uname().machine)
    if number is not None:
        # For this process, and those it starts.
        ctypes.CDLL(None, use_errno=True).syscall(number, 1, 0, _IDLE_CLASS)


if __name__ == "__main__":
    main(sys.argv[1:])
