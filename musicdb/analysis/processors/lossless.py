"""Whether a recording has everything an ear could hear, or went through an encoder that left out the highest tones."""

from collections.abc import Sequence

import numpy

from musicdb.analysis.bandlimit import band_limit
from musicdb.analysis.materials.mix import Mix
from musicdb.analysis.materials.spectra import Spectra
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import DataMode, LabelMetadata

_BLOCK_SECONDS = 0.046
# Quieter frames say more about the noise of an encoder than about its limit.
_LOUD = 1e-5
_FEWEST_FRAMES = 40
_UNKNOWN, _FULL, _LOSSY = 0, 1, 2
_VERDICTS = LabelMetadata(
    {_UNKNOWN: "unknown", _FULL: "full", _LOSSY: "lossy"},
    {
        _UNKNOWN: "too short, too quiet, or without high tones",
        _FULL: "nothing looks as if it was cut off",
        _LOSSY: "the spectrum ends in a cliff, as encoders leave it",
    },
)


class LosslessParameters(Parameters, frozen=True):
    """There is nothing to choose."""


@processor(
    "lossless",
    "1.0",
    LosslessParameters,
    [
        Declared("lossless.cutoff", "Upper limit", "Hz", "Above it is nothing; 0: there is no sound."),
        Declared("lossless.drop", "Cliff", "dB", "How far the spectrum falls there within 750 Hz."),
        Declared("lossless.verdict", "Origin", data_mode=DataMode.LABEL, labels=_VERDICTS),
    ],
)
class Lossless(Processor[LosslessParameters]):
    """Where the mean spectrum of the mix ends, and whether an encoder made that end (see `bandlimit`).

    The verdict is a guess. A recording that was made with a steep filter at 16 kHz looks the same, and what was encoded
    at a high rate may look full.
    """

    def __init__(self, shared: Shared, parameters: LosslessParameters) -> None:
        super().__init__(shared, parameters)
        size = int(2 ** max(4, round(numpy.log2(_BLOCK_SECONDS * shared.audio.samplerate))))
        self._spectra: Spectra = shared.want(Spectra, Mix, size, size // 2)
        self._sum = numpy.zeros(len(self._spectra.frequencies))
        self._count = 0

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the spectra made of it
        """Takes the next block."""
        power = self._spectra.power
        loud = power[power.sum(axis=1) > _LOUD]
        self._sum += loud.sum(axis=0, dtype=numpy.float64)
        self._count += len(loud)

    def tell(self) -> Sequence[Told]:
        """All results."""
        levels = 10 * numpy.log10(self._sum / max(1, self._count) + 1e-20)
        limit = band_limit(levels, float(self._spectra.frequencies[1]))
        enough = self._count >= _FEWEST_FRAMES and limit.frequency > 0
        lossy = limit.lossy > 0
        verdict = (_LOSSY if lossy else _FULL) if enough and (lossy or limit.wide) else _UNKNOWN
        confidence = {_UNKNOWN: 0.0, _FULL: 1 - limit.doubt, _LOSSY: limit.lossy}[verdict]
        return [
            Told("lossless.cutoff", limit.frequency),
            Told("lossless.drop", limit.drop),
            Told("lossless.verdict", label=verdict, confidence=confidence),
        ]
