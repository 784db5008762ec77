"""The lock of the data directory: whoever holds it, the server or one command, is the only one who works there.

The kernel lets go of it when the process ends, however it ends. In the file stands who holds it, and where a server can
be reached.
"""

import fcntl
import os
from pathlib import Path
from typing import Self

import msgspec

from musicdb.errors import DataInUseError, NotAllowedError


class Holder(msgspec.Struct, frozen=True):
    """Who works in a data directory. `url` is where a server answers; None until it does, and for commands."""

    pid: int
    url: str | None = None


class DataLock:
    """Holds `<data>/lock` from its making until `release`.

    Raises DataInUseError when somebody else holds it, NotAllowedError when the directory cannot be written.
    """

    def __init__(self, data: Path) -> None:
        self._descriptor = _open(data)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._descriptor)
            raise DataInUseError(_in_use(data, holder_of(data))) from error
        self._write(Holder(os.getpid()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def tell(self, url: str) -> None:
        """Tells other programs where the server answers."""
        self._write(Holder(os.getpid(), url))

    def release(self) -> None:
        """Lets others work here. The file stays: without it, two could hold locks on different files."""
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)

    def _write(self, holder: Holder) -> None:
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, msgspec.json.encode(holder), 0)


def holder_of(data: Path) -> Holder | None:
    """What the lock of a data directory says; None when it says nothing. That somebody holds it is not certain."""
    try:
        return msgspec.json.decode((data / "lock").read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return None


def _open(data: Path) -> int:
    try:
        # What a household hears is nobody else's business.
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise NotAllowedError(
            f"The data directory {data} cannot be used: {error.strerror}. "
            "Run this as the user it belongs to, for example with `sudo -u musicdb`, or name another directory."
        ) from error


def _in_use(data: Path, holder: Holder | None) -> str:
    if holder is None:
        return f"Another MusicDB works in {data}. Wait until it has finished, or stop it."
    if holder.url is None:
        return f"Another MusicDB, process {holder.pid}, works in {data}. Wait until it has finished, or stop it."
    return f"A MusicDB server, process {holder.pid}, works in {data} and answers at {holder.url}. Stop it first."
