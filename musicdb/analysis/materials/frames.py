"""Overlapping pieces of a mono sound, for what needs samples. They begin where those of `Spectra` do."""

import numpy
from numpy.lib.stride_tricks import sliding_window_view

from musicdb.analysis.arrays import Reals
from musicdb.analysis.materials.mix import Mono
from musicdb.analysis.processor import Block, Hearing, Shared
from musicdb.analysis.result import FrameMetadata


class Frames(Hearing):
    """Frames of a source (`Mix` or `LowMix`), with block and step in samples of that source."""

    samples: Reals
    """(frames, block) that became complete with the block that was heard last; a view that is not to be written."""

    def __init__(self, shared: Shared, source: type[Mono], blocksize: int, stepsize: int) -> None:
        super().__init__(shared)
        self._source = shared.want(source)
        self.frame = FrameMetadata(self._source.samplerate, blocksize, stepsize)
        self._kept = numpy.empty(0, numpy.float32)
        self._begun = False
        self.samples = numpy.empty((0, blocksize), numpy.float32)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        size, step = self.frame.blocksize, self.frame.stepsize
        joined = numpy.concatenate((self._kept, self._source.samples))
        count = max(0, (len(joined) - size) // step + 1)
        if block.last:
            # Samples no frame has had yet get one more, filled up with zeros.
            had = size + (count - 1) * step if count else (size - step if self._begun else 0)
            if len(joined) > had:
                count += 1
                joined = numpy.pad(joined, (0, max(0, size + (count - 1) * step - len(joined))))
        self._begun = self._begun or count > 0
        self.samples = sliding_window_view(joined, size)[::step][:count] if count else self.samples[:0]
        self._kept = joined[count * step :]
