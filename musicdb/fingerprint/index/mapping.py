"""Files that are mapped into memory, and how much of them is kept there.

Mapped pages count for the process until the kernel wants them back. A ledger notes which pieces were looked at, and
gives them back when they are more than the configuration allows; what is in the page cache comes again in microseconds.
"""

import mmap
import os
import threading
import weakref
from pathlib import Path
from typing import BinaryIO

import numpy

from musicdb.errors import IndexDamagedError
from musicdb.fingerprint.index.bits import Numbers

REMEDY = "Make the index anew with `musicdb index rebuild`."
# The kernel maps so much around each page that is touched.
_PIECE_BITS = 16


class Ledger:
    """Keeps what mapped files take below `limit` bytes, together."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._mappings: weakref.WeakSet[Mapping] = weakref.WeakSet()
        self._lock = threading.Lock()

    def add(self, mapping: "Mapping") -> None:
        """A file was mapped."""
        with self._lock:
            self._mappings.add(mapping)

    def resident(self) -> int:
        """Bytes that are mapped now, at most."""
        with self._lock:
            return sum(mapping.resident() for mapping in self._mappings)

    def settle(self) -> None:
        """Gives back the file that takes the most, if all take too much."""
        if self.resident() > self._limit:
            with self._lock:
                max(self._mappings, key=Mapping.resident).forget()


class Mapping:
    """A file of the index for reading. Raises IndexDamagedError when it is not there or has another size."""

    def __init__(self, path: Path, size: int, ledger: Ledger) -> None:
        self.path = path
        self.size = size
        try:
            self._file = path.open("rb")
            if os.fstat(self._file.fileno()).st_size == size:
                self._map = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise IndexDamagedError(f"{path} cannot be opened: {error}. {REMEDY}") from error
        self.check()
        self._touched = numpy.zeros((size >> _PIECE_BITS) + 1, numpy.bool_)
        self._ledger = ledger
        ledger.add(self)

    def check(self) -> None:
        """Raises IndexDamagedError when the file was cut. To look at what is behind its end would end the process."""
        if os.fstat(self._file.fileno()).st_size != self.size:
            raise IndexDamagedError(f"{self.path} was cut or has grown. {REMEDY}")

    def read(self, begin: int, end: int) -> bytes:
        """A part of the file that is not to stay mapped."""
        try:
            return os.pread(self._file.fileno(), end - begin, begin)
        except OSError as error:
            raise IndexDamagedError(f"{self.path} cannot be read: {error.strerror}. Look at the disk.") from error

    def reader(self) -> BinaryIO:
        """Reads the whole file from its begin, at a pace of its own, also when the file has no name any more."""
        return Path(f"/proc/self/fd/{self._file.fileno()}").open("rb")

    def pieces(self, begins: Numbers, ends: Numbers) -> list[memoryview]:
        """Parts of the file, from `begins` to `ends` in bytes."""
        self.check()
        self._touched[begins >> _PIECE_BITS] = True
        self._touched[ends >> _PIECE_BITS] = True
        self._ledger.settle()
        view = memoryview(self._map)
        return [view[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]

    def resident(self) -> int:
        """Bytes that are mapped, at most."""
        return int(numpy.count_nonzero(self._touched)) << _PIECE_BITS

    def forget(self) -> None:
        """Gives all pages back. They come again when they are looked at."""
        self._touched[:] = False
        self._map.madvise(mmap.MADV_DONTNEED)
