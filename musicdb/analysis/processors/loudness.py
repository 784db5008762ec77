"""How loud a sound is to people, after ITU-R BS.1770-4, EBU R 128, EBU Tech 3341 and 3342, and ReplayGain 2.0."""

from collections.abc import Sequence

import numpy

from musicdb.analysis.arrays import Doubles, Reals
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.kweighting import Weighting, hop
from musicdb.analysis.materials.planar import Planar
from musicdb.analysis.oversampling import TruePeak
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.processors.level import decibels
from musicdb.analysis.result import FrameMetadata, TimeMode

ABSOLUTE_GATE = -70.0
"""In LUFS. What is less loud is no music; and this is the loudness of a sound in which nothing is louder."""
SILENCE = -120.0
"""In LUFS, for moments."""
REPLAYGAIN_REFERENCE = -18.0
_OFFSET = -0.691
_MOMENT, _SHORT = 4, 30
"""Hops of 100 ms in a momentary (400 ms) and a short-term (3 s) value."""
_WEIGHTS = {
    5: (1.0, 1.0, 1.0, 1.41, 1.41),
    6: (1.0, 1.0, 1.0, 0.0, 1.41, 1.41),
    7: (1.0, 1.0, 1.0, 0.0, 1.41, 1.41, 1.41),
    8: (1.0, 1.0, 1.0, 0.0, 1.41, 1.41, 1.41, 1.41),
}
"""By the number of channels, in ffmpeg's order: left, right, center, low frequencies, then those behind. Else all 1."""


class LoudnessParameters(Parameters, frozen=True):
    """There is nothing to choose: the standards leave no choice."""


@processor(
    "loudness",
    "1.1",
    LoudnessParameters,
    [
        Declared(
            "loudness.integrated", "Loudness", "LUFS", "Gated mean of all (BS.1770-4). -70 when nothing is louder."
        ),
        Declared("loudness.threshold", "Relative gate", "LUFS", "10 LU below the mean of all that is no silence."),
        Declared("loudness.range", "Loudness range", "LU", "Between the 10 % and the 95 % of short-term (Tech 3342)."),
        Declared("loudness.true_peak", "True peak", "dBTP", "Largest value between the samples (BS.1770-4, annex 2)."),
        Declared("loudness.momentary_maximum", "Largest momentary loudness", "LUFS"),
        Declared("loudness.short_term_maximum", "Largest short-term loudness", "LUFS"),
        Declared("loudness.replaygain_gain", "ReplayGain", "dB", "Gain to reach -18 LUFS; 0 for silence."),
        Declared("loudness.replaygain_peak", "ReplayGain peak", "", "The true peak as an amplitude; full scale is 1."),
        Declared("loudness.momentary", "Momentary loudness", "LUFS", "Of 400 ms.", TimeMode.FRAMEWISE),
        Declared("loudness.short_term", "Short-term loudness", "LUFS", "Of 3 s.", TimeMode.FRAMEWISE),
    ],
)
class Loudness(Processor[LoudnessParameters]):
    """Loudness after ITU-R BS.1770-4 and EBU R 128, loudness range, true peak, and the gain of ReplayGain 2.0."""

    def __init__(self, shared: Shared, parameters: LoudnessParameters) -> None:
        super().__init__(shared, parameters)
        rate, channels = shared.audio.samplerate, shared.audio.channels
        self._hop = hop(rate)[0]
        self._planar = shared.want(Planar)
        self._weighting = Weighting(rate, channels)
        self._true_peak = TruePeak(rate, channels)
        self._weights = numpy.array(_WEIGHTS.get(channels, (1.0,) * channels))
        self._kept = self._planar.samples
        self._powers = Gathering(kind=numpy.float64, spool=shared.spool)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        self._true_peak.hear(self._planar.samples, last=block.last)
        joined = numpy.concatenate((self._kept, self._planar.samples), axis=1)
        whole = joined.shape[1] // self._hop * self._hop
        if whole:
            powers = self._weighting.powers(numpy.ascontiguousarray(joined[:, :whole]))
            self._powers.append(powers @ self._weights)
        self._kept = joined[:, whole:]

    def tell(self) -> Sequence[Told]:
        """All results."""
        powers = self._powers.all()
        moments, shorts = _means(powers, _MOMENT), _means(powers, _SHORT)
        threshold, integrated = gated(moments)
        peak = self._true_peak.peak
        rate = self.shared.audio.samplerate
        return [
            Told("loudness.integrated", integrated),
            Told("loudness.threshold", threshold),
            Told("loudness.range", loudness_range(shorts)),
            Told("loudness.true_peak", decibels(peak)),
            Told("loudness.momentary_maximum", float(_loudness(moments).max(initial=SILENCE))),
            Told("loudness.short_term_maximum", float(_loudness(shorts).max(initial=SILENCE))),
            Told("loudness.replaygain_gain", REPLAYGAIN_REFERENCE - integrated if integrated > ABSOLUTE_GATE else 0.0),
            Told("loudness.replaygain_peak", peak),
            Told("loudness.momentary", _stored(moments), frame=FrameMetadata(rate, _MOMENT * self._hop, self._hop)),
            Told("loudness.short_term", _stored(shorts), frame=FrameMetadata(rate, _SHORT * self._hop, self._hop)),
        ]


def gated(powers: Doubles) -> tuple[float, float]:
    """The relative gate and the integrated loudness in LUFS, from the mean squares of 400 ms each (BS.1770-4)."""
    loud = powers[_loudness(powers) > ABSOLUTE_GATE]
    if not len(loud):
        return ABSOLUTE_GATE, ABSOLUTE_GATE
    gate = float(_loudness(loud.mean())) - 10.0
    above = loud[_loudness(loud) > gate]
    return gate, float(_loudness(above.mean()))


def loudness_range(powers: Doubles) -> float:
    """In LU, from the mean squares of 3 s each (EBU Tech 3342, which takes the nearest value for a percentile).

    0 for silence, and for less than 3 s.
    """
    loud = powers[_loudness(powers) > ABSOLUTE_GATE]
    if not len(loud):
        return 0.0
    values = _loudness(loud)
    low, high = numpy.percentile(values[values > _loudness(loud.mean()) - 20.0], (10, 95), method="nearest")
    return float(high - low)


def _means(powers: Doubles, hops: int) -> Doubles:
    """Of so many hops in a row, for each hop. Incomplete ones do not count."""
    if len(powers) < hops:
        return numpy.empty(0)
    # Not the difference of cumulated sums: after hours of loud music silence would not be silent.
    windows = numpy.lib.stride_tricks.sliding_window_view(powers, hops)
    return numpy.asarray(windows.mean(axis=1), numpy.float64)


def _loudness(power: Doubles | numpy.float64) -> Doubles:
    floor = 10 ** ((SILENCE - _OFFSET) / 10)
    return numpy.asarray(_OFFSET + 10 * numpy.log10(numpy.maximum(power, floor)), numpy.float64)


def _stored(powers: Doubles) -> Reals:
    return _loudness(powers).astype(numpy.float32)
