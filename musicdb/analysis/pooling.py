"""Keeps long matrices in bounded memory: when there are too many rows, two and two become their mean."""

import numpy

from musicdb.analysis.arrays import Reals
from musicdb.analysis.result import FrameMetadata


class Pooling:
    """Rows of `width` numbers, `most` of them and half as many at least, however many are appended."""

    def __init__(self, width: int, most: int) -> None:
        self._most = most
        self._pieces: list[Reals] = []
        self._count = 0
        self._left = numpy.empty((0, width), numpy.float32)
        self.factor = 1
        """So many of the appended rows are one row."""

    def append(self, rows: Reals) -> None:
        """Takes an array (n, width)."""
        rows = numpy.concatenate((self._left, rows))
        whole = len(rows) // self.factor * self.factor
        self._left = rows[whole:].copy()
        self._add(rows[:whole].reshape(-1, self.factor, rows.shape[1]).mean(axis=1, dtype=numpy.float32))
        while self._count > self._most:
            joined = numpy.concatenate(self._pieces)
            even = len(joined) // 2 * 2
            # An odd row goes back to those that wait, as if it had been appended just now.
            self._left = numpy.concatenate((numpy.repeat(joined[even:], self.factor, axis=0), self._left))
            self._pieces, self._count = [], 0
            self._add(joined[:even].reshape(-1, 2, joined.shape[1]).mean(axis=1, dtype=numpy.float32))
            self.factor *= 2

    def all(self) -> Reals:
        """All rows. The last one may be the mean of fewer."""
        last = [self._left.mean(axis=0, keepdims=True, dtype=numpy.float32)] if len(self._left) else []
        return numpy.concatenate([self._left[:0], *self._pieces, *last])

    def frames(self, frame: FrameMetadata) -> FrameMetadata:
        """The frames the rows stand for, when those that were appended stood for these."""
        longer = frame.blocksize + (self.factor - 1) * frame.stepsize
        return FrameMetadata(frame.samplerate, longer, frame.stepsize * self.factor)

    def _add(self, rows: Reals) -> None:
        if len(rows):
            self._pieces.append(rows)
            self._count += len(rows)
