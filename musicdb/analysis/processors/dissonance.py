"""How rough a sound is, as ears hear tones that beat against each other."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.mix import Mix
from musicdb.analysis.materials.spectra import Spectra
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import TimeMode
from musicdb.analysis.roughness import partials, roughness

_BLOCK_SECONDS = 0.186
_QUIETEST = 1e-5
# Side lobes of the window are 31 dB below a tone.
_FLOOR = 0.035


class DissonanceParameters(Parameters, frozen=True):
    """`partials`: how many of the strongest peaks of a spectrum are compared."""

    partials: Annotated[int, msgspec.Meta(ge=2, le=64)] = 16


@processor(
    "dissonance",
    "1.0",
    DissonanceParameters,
    [
        Declared("dissonance.curve", "Dissonance", "", "Of each frame, 0 to 1.", TimeMode.FRAMEWISE),
        Declared("dissonance.mean", "Mean dissonance", "", "Of all frames in which is a tone."),
    ],
)
class Dissonance(Processor[DissonanceParameters]):
    """Sensory dissonance of the partials of the mix (Plomp and Levelt, 1965; Sethares, 1993), for 186 ms each."""

    def __init__(self, shared: Shared, parameters: DissonanceParameters) -> None:
        super().__init__(shared, parameters)
        rate = shared.audio.samplerate
        size = int(2 ** max(4, round(numpy.log2(_BLOCK_SECONDS * rate))))
        self._spectra: Spectra = shared.want(Spectra, Mix, size, size // 2)
        self._found = Gathering(2, spool=shared.spool)

    def hear(self, block: Block) -> None:  # noqa: ARG002 -- hears what the spectra made of it
        """Takes the next block."""
        magnitudes = numpy.sqrt(self._spectra.power)
        if len(magnitudes):
            resolution = float(self._spectra.frequencies[1])
            frequencies, amplitudes = partials(magnitudes, resolution, self.parameters.partials, _FLOOR)
            heard = amplitudes.max(axis=1) > _QUIETEST
            rough = numpy.where(heard, roughness(frequencies, amplitudes), 0)
            self._found.append(numpy.column_stack((rough, heard)))

    def tell(self) -> Sequence[Told]:
        """All results."""
        rough, heard = self._found.all().T
        mean = float(rough[heard > 0].mean()) if heard.any() else 0.0
        return [Told("dissonance.curve", rough, frame=self._spectra.frame), Told("dissonance.mean", mean)]
