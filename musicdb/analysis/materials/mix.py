"""The mean of all channels, and the same with fewer samples for what needs low tones only."""

from functools import cache

import numpy
from numpy.lib.stride_tricks import sliding_window_view

from musicdb.analysis.arrays import Reals
from musicdb.analysis.processor import Block, Hearing, Shared

_LOW_RATE = 11_025
_STRETCH = 32
_WIDTH = 32
"""How many zero crossings the filter has. Up to 80 % of half the lower rate it loses less than 0.1 dB."""


class Mono(Hearing):
    """Sound of one channel."""

    samples: Reals
    """(n,) of the block that was heard last."""
    samplerate: int


class Mix(Mono):
    """(L+R)/2, or the mean of however many channels."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self.samplerate = shared.audio.samplerate
        self.samples = numpy.empty(0, numpy.float32)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        channels = block.sound.shape[1]
        if channels == 1:
            self.samples = block.sound[:, 0]
            return
        # A product with a vector reads the samples once; numpy.mean along short rows is many times as slow.
        self.samples = block.sound @ numpy.full(channels, 1 / channels, numpy.float32)


class LowMix(Mono):
    """The mix with every so manyth sample, at least 11,025 each second: 4 times fewer for music at 44.1 kHz."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self._mix = shared.want(Mix)
        self._factor = max(1, self._mix.samplerate // _LOW_RATE)
        self.samplerate = round(self._mix.samplerate / self._factor)
        self.samples = numpy.empty(0, numpy.float32)
        # The filter looks so far ahead; the first sample out shall be the first sample in.
        self._kept = numpy.zeros(_WIDTH * self._factor // 2, numpy.float32)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        if self._factor == 1:
            self.samples = self._mix.samples
            return
        matrix = _decimation(self._factor)
        ending = numpy.zeros(_WIDTH * self._factor // 2 if block.last else 0, numpy.float32)
        joined = numpy.concatenate((self._kept, self._mix.samples, ending))
        outputs = max(0, (len(joined) - _WIDTH * self._factor) // self._factor + 1)
        stretches = -(-outputs // _STRETCH) if block.last else outputs // _STRETCH
        inputs = _STRETCH * self._factor
        wanted = (stretches - 1) * inputs + len(matrix)
        padded = numpy.pad(joined, (0, max(0, wanted - len(joined)))) if block.last else joined
        if not stretches:
            self._kept, self.samples = joined, self.samples[:0]
            return
        windows = sliding_window_view(padded, len(matrix))[::inputs][:stretches]
        made = (windows @ matrix).reshape(-1)
        self.samples = made[:outputs] if block.last else made
        self._kept = joined[stretches * inputs :]


@cache
def _decimation(factor: int) -> Reals:
    """A column for each of the outputs, a row for each input they depend on."""
    taps = _WIDTH * factor
    distance = (numpy.arange(taps) - taps // 2) / factor
    lowpass = numpy.sinc(0.9 * distance) * numpy.blackman(taps + 1)[:-1]
    lowpass /= lowpass.sum()
    rest = (_STRETCH - 1) * factor
    columns = [numpy.pad(lowpass, (place * factor, rest - place * factor)) for place in range(_STRETCH)]
    return numpy.array(columns, numpy.float32).T.copy()
