"""Keeps numbers that come piece by piece: few of them in memory, many in a file without a name."""

import tempfile
from pathlib import Path
from typing import IO

import numpy
from numpy.typing import DTypeLike

from musicdb.analysis.arrays import Array

_LARGEST = 1024 * 1024
"""So many bytes stay in memory: all of a song, little of an hour."""


class Gathering:
    """Rows of `width` numbers (0: plain numbers) that are appended, and read as one array at the end."""

    def __init__(self, width: int = 0, kind: DTypeLike = numpy.float32, spool: Path | None = None) -> None:
        self._shape = (width,) if width else ()
        self._kind = numpy.dtype(kind)
        self._spool = spool
        self._pieces: list[Array] = []
        self._waiting = 0
        self._file: IO[bytes] | None = None
        self.count = 0

    def append(self, rows: Array) -> None:
        """Takes an array (n,) or (n, width)."""
        rows = numpy.array(rows, self._kind)
        self.count += len(rows)
        self._pieces.append(rows)
        self._waiting += rows.nbytes
        if self._waiting > _LARGEST:
            self._write()

    def all(self) -> Array:
        """Everything that was appended; a memory map when that was much. Appending goes on afterwards."""
        if self._file is None:
            return numpy.concatenate([numpy.empty((0, *self._shape), self._kind), *self._pieces])
        self._write()
        return numpy.memmap(self._file, self._kind, "r", shape=(self.count, *self._shape))

    def _write(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._spool)  # noqa: SIM115 -- lives as long as the maps of it
        for piece in self._pieces:
            self._file.write(piece.tobytes())
        self._file.flush()
        self._pieces.clear()
        self._waiting = 0
