"""Worker processes, seen from the server. Nothing here waits for one.

Each is a process group of its own, so that it can be stopped and killed together with the ffmpeg it uses.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Final

import msgspec

import musicdb
from musicdb.insight.messages import Answer, Command, Inbox, packed

_LAST_WORDS: Final = 2000
_READ: Final = 256 * 1024
# Threads of linear algebra spin while they wait for each other; songs side by side use the processors better.
_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
GENTLE: Final = 19
"""The priority of work nobody waits for."""


class Limits(msgspec.Struct, frozen=True):
    """What a worker may use: `memory` in bytes, and seconds of computing for each minute of sound; 0: no limit."""

    memory: int = 0
    pace: float = 0.0
    niceness: int = GENTLE


class WorkerGoneError(Exception):
    """The process has ended. The message says how."""


class Worker:
    """One process. It ends with the thread that started it, or by `close`."""

    def __init__(self, ffmpeg: Path, limits: Limits) -> None:
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close
        self._inbox = Inbox()
        self.is_ready = False
        """Whether it has said anything. Before, it must not be frozen: it could outlive its server."""
        arguments = (os.getpid(), limits.niceness, ffmpeg, limits.memory, limits.pace)
        try:
            self._process = subprocess.Popen(
                (sys.executable, "-m", "musicdb.insight.worker", *map(str, arguments)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                bufsize=0,
                start_new_session=True,
                env=os.environ | _ONE_THREAD | {"PYTHONPATH": _path()},
            )
        except BaseException:
            self._complaints.close()
            raise
        self._pipes = [pipe for pipe in (self._process.stdin, self._process.stdout) if pipe]
        os.set_blocking(self.output, False)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def output(self) -> int:
        """The descriptor to wait for before `read`."""
        return self._pipes[-1].fileno()

    def send(self, command: Command) -> None:
        """Hands a command in. A worker has one at a time, and commands are small: the pipe takes it at once.

        :raises WorkerGoneError: when the process has ended.
        """
        try:
            self._pipes[0].write(packed(command))
        except BrokenPipeError as error:
            raise WorkerGoneError(self._farewell()) from error

    def read(self) -> list[Answer]:
        """What it has answered by now.

        :raises WorkerGoneError: when the process has ended, or does not speak our language.
        """
        try:
            data = os.read(self.output, _READ)
        except BlockingIOError:
            return []
        if not data:
            raise WorkerGoneError(self._farewell())
        self.is_ready = True
        try:
            return list(self._inbox.feed(data))
        except msgspec.DecodeError as error:
            raise WorkerGoneError(f"it answered nonsense ({error})") from error

    def freeze(self) -> None:
        """Holds it, with what it has begun."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Lets it go on."""
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        """Ends it at once, and everything it has begun."""
        self._signal(signal.SIGKILL)
        for pipe in self._pipes:
            pipe.close()
        self._complaints.close()
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        # The group outlives its leader while there is an ffmpeg in it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def _farewell(self) -> str:
        code = self._process.wait()
        if code < 0:
            return f"it was ended by the signal {signal.Signals(-code).name}"
        end = self._complaints.seek(0, os.SEEK_END)
        self._complaints.seek(max(0, end - _LAST_WORDS))
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        return f"it ended with the code {code}" + (f": {lines[-1]}" if lines else "")


def _path() -> str:
    """Where the process finds this very MusicDB."""
    home = str(Path(musicdb.__file__).parents[1])
    return os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
