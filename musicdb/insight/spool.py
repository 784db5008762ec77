"""Room on the disk for what is too long for the memory of a worker, one directory for each sound that is heard.

A worker that is killed cannot remove its directory. The kernel ends its lock, by which the next worker knows.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_PREFIX: Final = "musicdb-analysis-"
_OLD: Final = 600.0
"""A directory is locked right after it was made; one that is older, in seconds, and is not, belongs to nobody."""


@contextmanager
def spool() -> Iterator[Path]:
    """A directory that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as name, _locked(Path(name)):
        yield Path(name)


def remove_left(now: float | None = None) -> None:
    """Removes what killed workers left behind. What belongs to others, or cannot be removed, stays."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if (time.time() if now is None else now) - path.stat().st_mtime > _OLD:
                with _locked(path):
                    shutil.rmtree(path)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """BlockingIOError when a process that lives has locked it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
