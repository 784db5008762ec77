"""How strong the sound is in each hundredth of a second: what silence and dynamics are told by."""

import numpy

from musicdb.analysis.arrays import Reals
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.processor import Block, Hearing, Shared


class Hundredths(Hearing):
    """Mean square and largest amount of all channels, for each 10 ms. The last one may be shorter."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        rate, self._channels = shared.audio.samplerate, shared.audio.channels
        self.samples = max(1, round(rate / 100))
        self.seconds = self.samples / rate
        """How long one is: 0.01, or nearly so."""
        self._kept = numpy.empty((0, self._channels), numpy.float32)
        self._all = Gathering(2, spool=shared.spool)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        joined = numpy.concatenate((self._kept, block.sound))
        whole = len(joined) // self.samples
        self._append(joined[: whole * self.samples].reshape(whole, self.samples * self._channels))
        self._kept = joined[whole * self.samples :]
        if block.last and len(self._kept):
            self._append(self._kept.reshape(1, -1))
            self._kept = self._kept[:0]

    def all(self) -> Reals:
        """(hundredths, 2): mean square, and largest amount."""
        return self._all.all()

    def _append(self, rows: Reals) -> None:
        if len(rows):
            squares = numpy.einsum("hs,hs->h", rows, rows) / rows.shape[1]
            self._all.append(numpy.column_stack((squares, numpy.maximum(rows.max(axis=1), -rows.min(axis=1)))))
