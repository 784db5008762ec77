"""Keeps long matrices in bounded memory: when there are too many rows, two and two become their mean."""

import numpy

from musicdb.analysis.arrays import Reals
from musicdb.analysis.result import FrameMetadata

_MOST_NUMBERS = 9_000_000
"""34 MiB. Wider rows are fewer."""


class Pooling:
    """Rows of `width` numbers, `most` of them and half as many at least, however many are appended."""

    def __init__(self, width: int, most: int) -> None:
        # What is not used yet is no memory yet. The row at the end is for what is left over.
        most = max(2, min(most, _MOST_NUMBERS // max(1, width)))
        self._rows = numpy.empty((most // 2 * 2 + 1, width), numpy.float32)
        self._count = 0
        self._left = numpy.empty((0, width), numpy.float32)
        self.factor = 1
        """So many of the appended rows are one row."""

    def append(self, rows: Reals) -> None:
        """Takes an array (n, width)."""
        left = numpy.concatenate((self._left, rows))
        while len(left) >= self.factor:
            if self._count == len(self._rows) - 1:
                self._halve()
            count = min(len(left) // self.factor, len(self._rows) - 1 - self._count)
            pooled = left[: count * self.factor].reshape(count, self.factor, -1)
            self._rows[self._count : self._count + count] = pooled.mean(axis=1, dtype=numpy.float32)
            self._count += count
            left = left[count * self.factor :]
        self._left = left.copy()

    def all(self) -> Reals:
        """All rows, not to be written. The last one may be the mean of fewer."""
        if not len(self._left):
            return self._rows[: self._count]
        self._rows[self._count] = self._left.mean(axis=0, dtype=numpy.float32)
        return self._rows[: self._count + 1]

    def frames(self, frame: FrameMetadata) -> FrameMetadata:
        """The frames the rows stand for, when those that were appended stood for these."""
        longer = frame.blocksize + (self.factor - 1) * frame.stepsize
        return FrameMetadata(frame.samplerate, longer, frame.stepsize * self.factor)

    def _halve(self) -> None:
        half = self._count // 2
        self._rows[:half] = (self._rows[0 : self._count : 2] + self._rows[1 : self._count : 2]) / 2
        self._count = half
        self.factor *= 2
