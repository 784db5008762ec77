"""The mean of all channels."""

import numpy

from musicdb.analysis.arrays import Reals
from musicdb.analysis.processor import Block, Hearing, Shared


class Mix(Hearing):
    """(L+R)/2, or the mean of however many channels."""

    samples: Reals
    """(n,) of the block that was heard last."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self.samples = numpy.empty(0, numpy.float32)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        channels = block.sound.shape[1]
        if channels == 1:
            self.samples = block.sound[:, 0]
            return
        # A product with a vector reads the samples once; numpy.mean along short rows is many times as slow.
        self.samples = block.sound @ numpy.full(channels, 1 / channels, numpy.float32)
