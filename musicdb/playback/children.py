"""Children that read and write sound: an ffmpeg with wide pipes that never makes its parent wait."""

import contextlib
import fcntl
import os
import subprocess
import tempfile
from collections.abc import Sequence
from typing import IO

PIPE = 1024 * 1024
"""How much a pipe holds, in bytes: 2.7 seconds of stereo at 48 kHz. The child waits when it is full."""
_REASON = 400
_FAREWELL = 0.2


class Child:
    """A process that writes to a pipe and, with `feeding`, reads from another one. All calls return at once."""

    def __init__(self, command: Sequence[str], *, feeding: bool = False) -> None:
        # A pipe nobody reads would stop a child that has much to complain about.
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE if feeding else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                bufsize=0,
            )
        except BaseException:
            self._complaints.close()
            raise
        self._pipes = [pipe for pipe in (self._process.stdin, self._process.stdout) if pipe]
        for pipe in self._pipes:
            os.set_blocking(pipe.fileno(), False)
            # An unprivileged user who has many wide pipes already gets narrow ones; that is slower, not wrong.
            with contextlib.suppress(OSError):
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def output(self) -> int:
        """The descriptor to wait for before `read`."""
        return self._pipes[-1].fileno()

    @property
    def input(self) -> int:
        """The descriptor to wait for before `write`."""
        return self._pipes[0].fileno()

    def read(self) -> bytes | None:
        """What the child has written; None: nothing yet; empty: nothing will come any more."""
        try:
            return os.read(self.output, PIPE)
        except BlockingIOError:
            return None

    def write(self, data: bytes | memoryview) -> int:
        """Writes what the child takes, and says how much that was. Raises BrokenPipeError when the child is gone."""
        try:
            return os.write(self.input, data)
        except BlockingIOError:
            return 0

    def failure(self) -> str | None:
        """Why the child that closed its output failed: its last words; None when it did not fail."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)
        if self._process.returncode == 0:
            return None
        end = self._complaints.seek(0, os.SEEK_END)
        self._complaints.seek(max(0, end - _REASON))
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with the code {self._process.returncode}"

    def close(self) -> None:
        """Ends the child. One that hangs in a file system cannot be waited for; Python collects it later."""
        self._process.kill()
        for pipe in self._pipes:
            pipe.close()
        self._complaints.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)
