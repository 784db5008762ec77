"""A sound as a point among others: near are those that sound alike."""

from collections.abc import Sequence

import numpy

from musicdb.analysis.arrays import Doubles, Reals
from musicdb.analysis.materials.novelty import Novelty
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.processors.onsets import Onsets, OnsetsParameters
from musicdb.analysis.processors.spectral import Mfcc, MfccParameters, Spectral, SpectralParameters
from musicdb.analysis.processors.tempo import Tempo, TempoParameters
from musicdb.analysis.processors.tonal import Key, KeyParameters

_COEFFICIENTS = 13
_DESCRIPTORS = 6
_FEATURES = _COEFFICIENTS + _DESCRIPTORS
_RELATED = 8
# What is usual in music, and how far songs differ in it (units: MFCC of dB; log2 Hz twice, log2 Hz, log10, none, log2).
_USUAL = numpy.array([-330, 90, -10, 20, 0, 8, 0, 5, 0, 4, 0, 3, 0, 10.6, 11.0, 10.8, -4.5, 0.35, 10.3])
_SPREAD = numpy.array([60, 30, 18, 12, 10, 8, 7, 6, 5, 5, 4, 4, 4, 0.7, 0.5, 1.0, 1.0, 0.12, 0.7])
_SILENT_LEVEL = -580.0
"""The first coefficient (mean level of the bands in dB, times the root of 40) of a frame that is left out."""

DIMENSIONS = (_FEATURES - 1) + _FEATURES + _FEATURES + _RELATED * (_RELATED - 1) // 2 + 8 + 6
"""98."""


class EmbeddingParameters(Parameters, frozen=True):
    """There is nothing to choose: only equal embeddings can be compared."""


@processor(
    "embedding",
    "1.0",
    EmbeddingParameters,
    [Declared("embedding.vector", "Embedding", "", "98 numbers of about the same size; near is alike.")],
)
class Embedding(Processor[EmbeddingParameters]):
    """Timbre by mean and covariance of MFCC (Mandel and Ellis, 2005), harmony and rhythm, independent of level and key.

    Features of frames of 46 ms that are no silence: 13 MFCC, logarithms of centroid, bandwidth, roll-off and flatness,
    flux, logarithm of zero crossings. Each is taken relative to what is usual, and divided by how far songs differ.
    Then 0 to 17 are their means (without the first, the level), 18 to 36 their deviations, 37 to 55 the mean amounts of
    their changes from frame to frame, 56 to 83 the correlations of the first 8 MFCC with each other. 84 to 89 are the
    autocorrelation of the mean chroma at 1 to 6 semitones, 90 how well a key fits, 91 major (positive) against minor.
    92 is the logarithm of onsets by the second, 93 and 94 the tempo on a circle of octaves, times its confidence,
    95 this confidence, 96 the mean novelty, 97 the part of the bass in it.
    """

    def __init__(self, shared: Shared, parameters: EmbeddingParameters) -> None:
        super().__init__(shared, parameters)
        self._mfcc = shared.want(Mfcc, MfccParameters())
        self._spectral = shared.want(Spectral, SpectralParameters())
        self._key = shared.want(Key, KeyParameters())
        self._onsets = shared.want(Onsets, OnsetsParameters())
        self._tempo = shared.want(Tempo, TempoParameters())
        self._novelty = shared.want(Novelty)
        self._samples = 0
        self._count = 0
        self._sum = numpy.zeros(_FEATURES)
        self._products = numpy.zeros((_FEATURES, _FEATURES))
        self._changes = numpy.zeros(_FEATURES)
        self._before = numpy.empty((0, _FEATURES), numpy.float32)

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        self._samples += len(block.sound)
        coefficients = self._mfcc.columns
        kept = coefficients[:, 0] > _SILENT_LEVEL
        features = _features(coefficients[kept], self._spectral.columns[kept])
        joined = numpy.concatenate((self._before, features))
        self._count += len(features)
        self._sum += features.sum(axis=0, dtype=numpy.float64)
        self._products += (features.T @ features).astype(numpy.float64)
        self._changes += numpy.abs(numpy.diff(joined, axis=0)).sum(axis=0, dtype=numpy.float64)
        self._before = joined[-1:]

    def tell(self) -> Sequence[Told]:
        """The only result."""
        vector = numpy.concatenate((self._timbre(), self._harmony(), self._rhythm()))
        return [Told("embedding.vector", vector[None].astype(numpy.float32))]

    def _timbre(self) -> Doubles:
        count = max(1, self._count)
        means = self._sum / count
        covariance = self._products / count - numpy.outer(means, means)
        deviations = numpy.sqrt(numpy.maximum(numpy.diag(covariance), 1e-6))
        correlations = numpy.clip(covariance / numpy.outer(deviations, deviations), -1.0, 1.0)
        pairs = correlations[numpy.triu_indices(_RELATED, 1)] if self._count else numpy.zeros(_RELATED * 7 // 2)
        return numpy.concatenate((means[1:], deviations, self._changes / count, pairs))

    def _harmony(self) -> Doubles:
        profile = self._key.profile - self._key.profile.mean()
        power = max(float(profile @ profile), 1e-9)
        steps = [float(profile @ numpy.roll(profile, step)) / power for step in range(1, 7)]
        tonality = self._key.tonality
        best = [max(c for key, c in zip(tonality.keys, tonality.correlations, strict=True) if key // 12 == mode)
                for mode in (0, 1)]  # fmt: skip
        return numpy.array([*steps, max(best), 3.0 * (best[0] - best[1])])

    def _rhythm(self) -> Doubles:
        seconds = max(self._samples / self.shared.audio.samplerate, 1.0)
        rhythm = self._tempo.rhythm
        rises = self._novelty.all()
        mean = rises.mean(axis=0, dtype=numpy.float64) if len(rises) else numpy.zeros(rises.shape[1])
        angle = 2 * numpy.pi * numpy.log2(max(rhythm.bpm, 1.0) / 60.0)
        sure = rhythm.confidence if rhythm.bpm else 0.0
        busy = numpy.log2(1.0 + len(self._onsets.found[0]) / seconds)
        bass = mean[2] / max(mean[1] + mean[2], 1e-9)
        return numpy.array([busy, sure * numpy.cos(angle), sure * numpy.sin(angle), sure, mean[0], bass])


def _features(coefficients: Reals, descriptors: Reals) -> Reals:
    """(frames, 19), relative to what is usual. Only what is not silent has logarithms that mean something."""
    logarithms = numpy.log2(numpy.maximum(descriptors, 1.0))
    logarithms[:, 3] = numpy.log10(numpy.maximum(descriptors[:, 3], 1e-7))
    logarithms[:, 4] = descriptors[:, 4]
    features = numpy.concatenate((coefficients, logarithms), axis=1)
    return numpy.asarray((features - _USUAL) / _SPREAD, numpy.float32)
