"""The samples of each channel in a row."""

import numpy

from musicdb.analysis.arrays import Reals
from musicdb.analysis.processor import Block, Hearing, Shared


class Planar(Hearing):
    """The block with one row for each channel."""

    samples: Reals
    """(channels, n) of the block that was heard last."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self.samples = numpy.empty((shared.audio.channels, 0), numpy.float32)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        self.samples = numpy.ascontiguousarray(block.sound.T)
