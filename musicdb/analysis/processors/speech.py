"""Whether somebody speaks, music is played, or there is only noise."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.arrays import Doubles
from musicdb.analysis.gathering import Gathering
from musicdb.analysis.materials.spectra import QUIET, Bands, rhythm_bands, spectrum
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import DataMode, LabelMetadata, TimeMode

_SILENCE, _SPEECH, _MUSIC, _NOISE = 0, 1, 2, 3
_KINDS = LabelMetadata({_SILENCE: "silence", _SPEECH: "speech", _MUSIC: "music", _NOISE: "noise"})
# Of the mel bands, 24 from 20 Hz to 16 kHz: those a telephone has.
_VOICE = slice(4, 18)
_SYLLABLES = (2.5, 6.0)
_MOVEMENTS = (0.5, 16.0)
_SILENT = 1e-6


class SpeechParameters(Parameters, frozen=True):
    """Each second is judged by `window` seconds around it; no stretch is shorter than `shortest` seconds."""

    window: Annotated[float, msgspec.Meta(ge=2, le=10)] = 4.0
    shortest: Annotated[float, msgspec.Meta(ge=1, le=30)] = 3.0


@processor(
    "speech",
    "1.0",
    SpeechParameters,
    [Declared("speech.kinds", "Speech, music, noise", "", "", TimeMode.SEGMENT, DataMode.LABEL, _KINDS)],
)
class Speech(Processor[SpeechParameters]):
    """Stretches of speech, music, noise and silence.

    Speech rises and falls with its syllables, about four times a second, and has pauses (E. Scheirer, M. Slaney:
    Construction and evaluation of a robust multifeature speech/music discriminator, ICASSP 1997; J. Pinquier et al.,
    2002); noise has a flat spectrum that does not change. A guess: rules, not a trained model. Song with few
    instruments is taken for speech now and then, applause for noise.
    """

    def __init__(self, shared: Shared, parameters: SpeechParameters) -> None:
        super().__init__(shared, parameters)
        self._bands: Bands = rhythm_bands(shared)
        self._spectra = spectrum(shared)
        self._levels = Gathering(2, spool=shared.spool)
        self._flatness = Gathering(spool=shared.spool)
        self._length = 0.0

    def hear(self, block: Block) -> None:
        """Takes the next block."""
        self._length = (block.start + len(block.sound)) / self.shared.audio.samplerate
        powers = self._bands.powers
        self._levels.append(numpy.column_stack((powers[:, _VOICE].sum(axis=1), powers.sum(axis=1))))
        power = self._spectra.power[:, 1:] + numpy.float32(QUIET)
        flatness = numpy.exp(numpy.log(power).mean(axis=1)) / power.mean(axis=1)
        # Silence is not flat, it is nothing; 0 stands for that.
        self._flatness.append(numpy.where(self._spectra.power.sum(axis=1) > _SILENT, flatness, 0))

    def tell(self) -> Sequence[Told]:
        """The only result."""
        kinds, sureness = self._judged()
        kinds = _smoothed(kinds, max(1, round(self.parameters.shortest)))
        changes = numpy.flatnonzero(numpy.diff(kinds)) + 1
        begins = numpy.concatenate([[0], changes]).astype(numpy.intp)[: len(kinds)]
        ends = numpy.append(begins[1:], len(kinds))[: len(begins)]
        times = numpy.minimum(begins.astype(numpy.float64), self._length)
        sure = [float(sureness[begin:end].mean()) for begin, end in zip(begins, ends, strict=True)]
        return [
            Told(
                "speech.kinds",
                label=kinds[begins].astype(numpy.int64),
                time=times,
                duration=numpy.append(times[1:], self._length)[: len(times)] - times,
                confidence=numpy.array(sure, numpy.float64),
            )
        ]

    def _judged(self) -> tuple[numpy.typing.NDArray[numpy.intp], Doubles]:
        """The kind of each second, and how sure it is."""
        levels, flatness = self._levels.all(), self._flatness.all()
        rate = self._bands.frame.samplerate / self._bands.frame.stepsize
        coarse = self._spectra.frame.samplerate / self._spectra.frame.stepsize
        count = int(numpy.ceil(len(levels) / rate))
        kinds, sureness = numpy.zeros(count, numpy.intp), numpy.zeros(count)
        half = self.parameters.window / 2
        for second in range(count):
            first, after = max(0.0, second + 0.5 - half), second + 0.5 + half
            near = levels[int(first * rate) : int(after * rate) + 1]
            flat = flatness[int(first * coarse) : int(after * coarse) + 1]
            own = levels[int(second * rate) : int((second + 1) * rate) + 1]
            kinds[second], sureness[second] = _kind(near, flat, own, rate)
        return kinds, sureness


def _kind(
    near: numpy.typing.NDArray[numpy.float32],
    flat: numpy.typing.NDArray[numpy.float32],
    own: numpy.typing.NDArray[numpy.float32],
    rate: float,
) -> tuple[int, float]:
    """What a second is, by the levels and the flatness around it, and how sure that is."""
    if not len(own) or float(own[:, 1].mean()) < _SILENT:
        return _SILENCE, 1.0
    voice = near[:, 0].astype(numpy.float64)
    mean = max(float(voice.mean()), 1e-12)
    syllables, pauses = _modulation(numpy.sqrt(voice / mean), rate), float((voice < mean / 4).mean())
    heard = flat[flat > 0]
    noise = float(numpy.median(heard)) if len(heard) else 0.0
    speech = _share(syllables, 0.25, 0.7) * _share(pauses, 0.1, 0.45)
    noisy = _share(noise, 0.2, 0.5) * (1 - speech)
    scores = {_SPEECH: speech, _NOISE: noisy, _MUSIC: (1 - speech) * (1 - noisy)}
    best = max(scores, key=lambda kind: scores[kind])
    return best, scores[best] / max(sum(scores.values()), 1e-12)


def _modulation(envelope: Doubles, rate: float) -> float:
    """How much of the movement of an envelope is that of syllables, 0 to 1, times how much it moves at all."""
    centered = envelope - envelope.mean()
    if len(centered) < rate:
        return 0.0
    power = numpy.abs(numpy.fft.rfft(centered * numpy.hanning(len(centered)))) ** 2
    frequencies = numpy.fft.rfftfreq(len(centered), 1 / rate)
    inside = (frequencies >= _SYLLABLES[0]) & (frequencies <= _SYLLABLES[1])
    around = (frequencies >= _MOVEMENTS[0]) & (frequencies <= _MOVEMENTS[1])
    moves = _share(float(centered.std()), 0.1, 0.4)
    return float(power[inside].sum() / max(float(power[around].sum()), 1e-12)) * moves


def _share(number: float, nothing: float, everything: float) -> float:
    """0 below `nothing`, 1 above `everything`, and in between what is between."""
    return min(1.0, max(0.0, (number - nothing) / (everything - nothing)))


def _smoothed(kinds: numpy.typing.NDArray[numpy.intp], shortest: int) -> numpy.typing.NDArray[numpy.intp]:
    """Stretches that are too short become what is before them; at the begin, what comes after. Silence may be short."""
    smooth = kinds.copy()
    begin = 0
    for place in range(1, len(kinds) + 1):
        if place == len(kinds) or kinds[place] != kinds[begin]:
            if place - begin < shortest and kinds[begin] != _SILENCE:
                if begin:
                    smooth[begin:place] = smooth[begin - 1]
                elif place < len(kinds):
                    smooth[begin:place] = kinds[place]
            begin = place
    return smooth
