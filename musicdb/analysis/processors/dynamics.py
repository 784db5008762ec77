"""How far loud and quiet are apart."""

from collections.abc import Sequence

import numpy

from musicdb.analysis.materials.hundredths import Hundredths
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.processors.level import decibels
from musicdb.analysis.processors.loudness import ABSOLUTE_GATE, Loudness, LoudnessParameters

_SECONDS = 3.0
_LOUDEST_PART = 0.2
_SILENT = 1e-7


class DynamicsParameters(Parameters, frozen=True):
    """There is nothing to choose."""


@processor(
    "dynamics",
    "1.0",
    DynamicsParameters,
    [
        Declared("dynamics.range", "Dynamic range", "dB", "Second peak above RMS of the loudest fifth."),
        Declared("dynamics.peak_to_loudness", "Peak to loudness", "LU", "True peak above integrated loudness (PLR)."),
        Declared("dynamics.spread", "Spread of levels", "dB", "Between the 10 % and the 90 % of the RMS of 3 s each."),
    ],
)
class Dynamics(Processor[DynamicsParameters]):
    """Dynamic range as the DR of the Pleasurize Music Foundation, over all channels; PLR; and the spread of the RMS.

    All are 0 for silence.
    """

    def __init__(self, shared: Shared, parameters: DynamicsParameters) -> None:
        super().__init__(shared, parameters)
        self._hundredths = shared.want(Hundredths)
        self._loudness = shared.want(Loudness, LoudnessParameters())

    def hear(self, block: Block) -> None:
        """The others heard it."""

    def tell(self) -> Sequence[Told]:
        """All results."""
        rows = self._hundredths.all()
        size = round(_SECONDS / self._hundredths.seconds)
        starts = numpy.arange(0, max(1, len(rows) - size // 2), size)
        if not len(rows) or float(rows[:, 0].max()) < _SILENT:
            return [Told(one.id, 0.0) for one in self.plugin.results]
        counts = numpy.diff(starts, append=len(rows))
        powers = numpy.add.reduceat(rows[:, 0].astype(numpy.float64), starts) / counts
        peaks = numpy.sort(numpy.maximum.reduceat(rows[:, 1], starts))
        loudest = numpy.sort(powers)[-max(1, round(_LOUDEST_PART * len(powers))) :].mean()
        # A sine has 0: DR counts RMS 3 dB higher.
        spread = 10 * numpy.log10(numpy.maximum(numpy.percentile(powers, (10, 90)), 1e-12))
        measured = {told.id: told.value for told in self._loudness.tell()}
        loudness, peak = (float(measured[f"loudness.{name}"] or 0.0) for name in ("integrated", "true_peak"))
        second = float(peaks[-2] if len(peaks) > 1 else peaks[-1])
        return [
            Told("dynamics.range", max(0.0, decibels(second) - decibels(float(numpy.sqrt(2 * loudest))))),
            Told("dynamics.peak_to_loudness", peak - loudness if loudness > ABSOLUTE_GATE else 0.0),
            Told("dynamics.spread", float(spread[1] - spread[0])),
        ]
