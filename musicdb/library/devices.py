"""A device with music of ours: its configuration, what we put on it, and the acts that change it.

Invariant: what stands in `.mdbstate/songs.jsonl` is never ahead of the device and never forgets a file of ours. A line
is added before and after each act; a line that a crash cut off counts as not written. A file whose size is not the one
we wrote belongs to somebody else, and stays.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from musicdb.config.deviceschema import INTRODUCTION, DeviceConfig
from musicdb.config.printer import print_defaults
from musicdb.config.reader import load_other
from musicdb.disk import sync_directory
from musicdb.errors import DeviceError, NoSpaceError
from musicdb.library.devicerecords import DeviceRecord, read_records, write_records

STATE = ".mdbstate"
_CONFIG = "config.ini"
_RECORDS = "songs.jsonl"
_OLD_RECORDS = "songmap.csv"
_UNFINISHED = "unfinished"
_BLOCK = 1 << 20

KeepGoing = Callable[[], None]
"""Raises when the work shall end."""


def initialize_device(root: Path) -> Path:
    """Makes a directory ready for export, and returns its configuration file. One that is there is kept.

    :raises DeviceError: when the directory cannot be written.
    """
    file = root / STATE / _CONFIG
    try:
        if not root.is_dir():
            raise DeviceError(f"There is no directory {root}. Is the device mounted?")
        file.parent.mkdir(exist_ok=True)
        if not file.exists():
            file.write_text(print_defaults(INTRODUCTION, DeviceConfig()), "utf-8")
    except OSError as error:
        raise DeviceError(f"{root} cannot be written: {error.strerror}.") from error
    return file


class Device:
    """An initialized device that is there. Closing it writes down what is on it.

    :raises DeviceError: when it is not there, or was never initialized.
    :raises ConfigError: when its configuration has mistakes.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._state = root / STATE
        if not (self._state / _CONFIG).is_file():
            raise DeviceError(f"{root} is not initialized for music, or not mounted. See `musicdb extern --init`.")
        self.config = load_other(self._state / _CONFIG, DeviceConfig())
        self._identity = self._identify()
        self.records = read_records(self._state / _RECORDS, self._state / _OLD_RECORDS)
        self._ours = {record.path.casefold() for record in self.records.values()}
        self._journal: IO[bytes] | None = None

    def is_foreign(self, path: str) -> bool:
        """Whether there is something of somebody else at a path."""
        return path.casefold() not in self._ours and os.path.lexists(self.root / path)

    def size_of(self, path: str) -> int | None:
        """The size of a file on the device in bytes; None when there is none."""
        try:
            status = (self.root / path).lstat()
        except OSError:
            return None
        return status.st_size if (self.root / path).is_file() else -1

    @contextmanager
    def working(self) -> Iterator[None]:
        """While something is done. At the end the records are written anew, without what is outdated."""
        with self._telling():
            (self._state / _UNFINISHED).unlink(missing_ok=True)
            write_records(self._state / _RECORDS, self.records)
            self._journal = (self._state / _RECORDS).open("ab")
        try:
            yield
        finally:
            self._journal.close()
            self._journal = None
        with self._telling():
            write_records(self._state / _RECORDS, self.records)

    def remove(self, source: str) -> bool:
        """Removes the file of a song if it still is what we wrote, and directories that are empty then.

        Returns whether it did; the song is forgotten in any case.
        """
        record = self.records[source]
        with self._telling():
            self.check()
            ours = self.size_of(record.path) in record.sizes
            if ours:
                (self.root / record.path).unlink()
                self._remove_empty(record.path)
            self._forget(source)
        return ours

    def put(self, content: Path, source: str, path: str, stamp: str, keep_going: KeepGoing) -> None:
        """Brings a file to a path. It appears complete, and what is there is replaced only when it is ours."""
        target = self.root / path
        with self._telling():
            self.check()
            if self.is_foreign(path):
                raise DeviceError(f"There is a file at {target} by now that is not from MusicDB.")
            size = self._copy(content, keep_going)
            self.check()
            before = self.records.get(source)
            was = before.size if before and before.path == path else None
            self._record(source, DeviceRecord(path, "", size, was))
            self._make_directories(path)
            (self._state / _UNFINISHED).replace(target)
            sync_directory(target.parent)
            self._record(source, DeviceRecord(path, stamp, size), durable=False)

    def check(self) -> None:
        """Makes sure that it is still the same device: an unplugged one leaves an empty directory behind.

        :raises DeviceError: when it is not.
        """
        try:
            same = self._identify() == self._identity
        except OSError:
            same = False
        if not same:
            raise DeviceError(
                f"The device at {self.root} is gone. Plug it in and begin again; it goes on where it was."
            )

    def _identify(self) -> tuple[int, int]:
        status = self._state.stat()
        return status.st_dev, status.st_ino

    def _copy(self, content: Path, keep_going: KeepGoing) -> int:
        unfinished = self._state / _UNFINISHED
        try:
            with content.open("rb") as reading, unfinished.open("wb") as writing:
                while block := reading.read(_BLOCK):
                    keep_going()
                    writing.write(block)
                writing.flush()
                os.fsync(writing.fileno())
                return writing.tell()
        except BaseException:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise

    def _record(self, source: str, record: DeviceRecord, *, durable: bool = True) -> None:
        self.records[source] = record
        self._ours.add(record.path.casefold())
        self._write({"source": source, **msgspec.to_builtins(record)}, durable=durable)

    def _forget(self, source: str) -> None:
        self._ours.discard(self.records.pop(source).path.casefold())
        self._write({"source": source}, durable=False)

    def _write(self, line: dict[str, object], *, durable: bool) -> None:
        if self._journal is None:
            raise DeviceError("Nothing is under way on this device.")
        self._journal.write(msgspec.json.encode(line) + b"\n")
        self._journal.flush()
        if durable:
            os.fsync(self._journal.fileno())

    def _make_directories(self, path: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)

    def _remove_empty(self, path: str) -> None:
        directory = (self.root / path).parent
        top = self.root / self.config.paths.musicdir
        while directory not in {self.root, top} and self.root in directory.parents:
            try:
                directory.rmdir()
            except OSError:
                return
            directory = directory.parent

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Says in words what a device can do to us."""
        try:
            yield
        except OSError as error:
            self.check()
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                free = shutil.disk_usage(self.root).free
                raise NoSpaceError(
                    f"{self.root} is full ({free / 1e6:.0f} MB are free). What is there is whole. Make room or select "
                    "less in .mdbstate/config.ini, and begin again."
                ) from error
            raise DeviceError(f"{error.filename or self.root} cannot be written: {error.strerror}.") from error
