"""The file an upload grows into, chunk by chunk, in whatever order and however often chunks arrive.

Invariant: the checksums cover exactly the bytes [0, received). Chunks that are ahead are on disk already and join when
the gap before them closes.
"""

import hashlib
import os
from io import FileIO
from pathlib import Path

from musicdb.media.boxes import index_at_end

_READ_SIZE = 1 << 20
_LONGEST_INDEX = 8 << 20


class GrowingFile:
    """A file of `filesize` bytes of which the first `received` are there. One thread at a time."""

    def __init__(self, filesize: int, received: int) -> None:
        self._filesize = filesize
        self._ahead: dict[int, int] = {}
        self._sha1 = hashlib.sha1(usedforsecurity=False)
        self._sha256 = hashlib.sha256()
        self.received = 0
        self._trusted = received
        self.requested = received
        self.ending = filesize
        """What begins here is asked for before all the rest."""
        self._ending_requested = filesize
        self._is_looked_at = False

    def open(self, path: Path) -> FileIO:
        """Opens the file for storing. The first time, what is there from before is read into the checksums.

        A file that is gone is not made anew: its upload was removed meanwhile.
        """
        file = FileIO(os.open(path, os.O_RDWR | os.O_CLOEXEC), "r+")
        if self._trusted:
            self._hash(file, min(self._trusted, file.seek(0, os.SEEK_END)))
            if self.received < self._trusted:
                self.requested = self.received
            self._trusted = 0
        return file

    def store(self, file: FileIO, offset: int, payload: bytes | bytearray | memoryview) -> None:
        """Puts a chunk into its place. What is there already is not written again."""
        content = memoryview(payload)[max(0, self.received - offset) :]
        offset = max(offset, self.received)
        if not content:
            return
        _write(file, offset, content)
        if offset > self.received:
            self._ahead[offset] = max(offset + len(content), self._ahead.get(offset, 0))
            return
        self._sha1.update(content)
        self._sha256.update(content)
        self.received += len(content)
        self._catch_up(file)

    def next_requests(self, window: int, chunksize: int) -> list[int]:
        """The offsets of the chunks to ask for, so that `window` of them are on their way."""
        # After a restart nothing is hashed before the first chunk comes; what is on disk counts all the same.
        base = self._trusted or self.received
        first = max(self.requested, base)
        ending = range(max(self._ending_requested, first), self._filesize, chunksize)
        self._ending_requested = self._filesize
        offsets = range(first, min(self.ending, base + window * chunksize), chunksize)
        if offsets:
            self.requested = offsets[-1] + chunksize
        return [*ending, *offsets]

    def prefer_index(self, file: FileIO) -> None:
        """Of an MP4 file whose index is at its end, that is asked for next: nothing can be heard without it."""
        if self._is_looked_at or not self.received:
            return
        self._is_looked_at = True
        index = index_at_end(file, self.received, self._filesize)
        if index is not None and self._filesize - index <= _LONGEST_INDEX:
            self.ending = self._ending_requested = index

    def ask_again(self) -> None:
        """Takes back all requests: whoever was asked may be gone."""
        self.requested = self._trusted or self.received
        self._ending_requested = self.ending

    @property
    def complete(self) -> bool:
        """Whether every byte is there."""
        return self.received == self._filesize

    def sha1(self) -> str:
        """SHA-1 of what is received, in hexadecimal digits."""
        return self._sha1.hexdigest()

    def sha256(self) -> str:
        """SHA-256 of what is received, in hexadecimal digits."""
        return self._sha256.hexdigest()

    def _catch_up(self, file: FileIO) -> None:
        while starts := [start for start in self._ahead if start <= self.received]:
            end = max(self._ahead.pop(start) for start in starts)
            self._hash(file, end)

    def _hash(self, file: FileIO, end: int) -> None:
        while self.received < end:
            content = os.pread(file.fileno(), min(_READ_SIZE, end - self.received), self.received)
            if not content:
                return
            self._sha1.update(content)
            self._sha256.update(content)
            self.received += len(content)


def _write(file: FileIO, offset: int, content: memoryview) -> None:
    while content:
        written = os.pwrite(file.fileno(), content, offset)
        content = content[written:]
        offset += written
