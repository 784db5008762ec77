"""Files that are whole or not there, and errors of the disk that say what to do."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from musicdb.disk import sync_directory
from musicdb.errors import IndexDamagedError, NoSpaceError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
TEMPORARY = ".part"


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Raises NoSpaceError when the disk is full, IndexDamagedError when it cannot be read or written otherwise."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpaceError(f"There is no space left for {path}. Make room, and try again.") from error
        raise IndexDamagedError(f"{path} cannot be read or written: {error.strerror}. Look at the disk.") from error


def put_in_place(temporary: Path, path: Path) -> None:
    """Gives a file that is written to its end its name. A crash leaves the old one or the new one."""
    temporary.replace(path)
    sync_directory(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file at once. Raises NoSpaceError, and leaves what was there."""
    temporary = path.with_name(path.name + TEMPORARY)
    with disk_errors(path):
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(temporary, path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
