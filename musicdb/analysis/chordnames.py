"""Chords from chroma: templates of major, minor and seventh chords, and the most likely row of them.

T. Fujishima: Realtime chord recognition of musical sound, ICMC 1999, for the templates; A. Sheh, D. Ellis: Chord
segmentation and recognition, ISMIR 2003, for the row: a chord tends to stay. Names are those of C. Harte, 2005:
`C:maj`, `A:min`, `N` for no chord.
"""

from typing import Any

import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.float64]

NOTES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_KINDS = {"maj": (0, 4, 7), "min": (0, 3, 7), "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "min7": (0, 3, 7, 10)}
# A seventh chord fits everything its triad fits; it has to be better by this.
_EXTRA = 0.02
_SILENT = 1e-9
# How many semitones the overtones are above their tone.
_OVERTONES = (0, 12, 19, 24, 28, 31)
_DECAY = 0.6
NAMES = ("N", *(f"{note}:{kind}" for kind in _KINDS for note in NOTES))


def _templates() -> Numbers:
    """One row of unit length for each name but the first.

    Roots of what its tones and their overtones have of each note.

    Without overtones C major would be taken for C:maj7, because its E sounds with a B (E. Gómez, 2006: each has 0.6
    times the magnitude of the one before).
    """
    rows = numpy.zeros((len(NAMES) - 1, 12))
    for number, tones in enumerate(_KINDS.values()):
        for root in range(12):
            for tone in tones:
                for overtone, place in enumerate(_OVERTONES):
                    rows[12 * number + root, (root + tone + place) % 12] += _DECAY**overtone
    rows = numpy.sqrt(rows)
    unit: Numbers = rows / numpy.linalg.norm(rows, axis=1, keepdims=True)
    return unit


TEMPLATES = _templates()
_HANDICAP = numpy.repeat([_EXTRA * (len(tones) - len(_KINDS["maj"])) for tones in _KINDS.values()], 12)


def folding(frequencies: NDArray[Any], lowest: float, highest: float) -> NDArray[numpy.float32]:
    """(bins, 12): to which of the twelve notes each bin from `lowest` to `highest` Hz belongs, for A at 440 Hz.

    A bin counts less the farther it is from the note.
    """
    heard = (frequencies >= lowest) & (frequencies <= highest)
    notes = 69 + 12 * numpy.log2(numpy.where(heard, frequencies, 440) / 440)
    nearest = numpy.rint(notes)
    weights = numpy.where(heard, numpy.cos(numpy.pi * (notes - nearest)) ** 2, 0)
    matrix = numpy.zeros((len(frequencies), 12), numpy.float32)
    matrix[numpy.arange(len(frequencies)), nearest.astype(numpy.intp) % 12] = weights
    return matrix


def likelihoods(chroma: NDArray[Any], none: float) -> Numbers:
    """How well each frame of chroma (frames × 12, C first; roots of magnitudes) fits each name, 0 to 1.

    `none` is how well anything fits `N`.
    """
    lengths = numpy.linalg.norm(chroma, axis=1, keepdims=True)
    units = numpy.divide(chroma, lengths, out=numpy.zeros(chroma.shape), where=lengths > _SILENT)
    fits = numpy.clip(units @ TEMPLATES.T - _HANDICAP, 0, 1)
    return numpy.concatenate([numpy.full((len(fits), 1), none), fits], axis=1)


def steady(fits: Numbers, staying: float, sharpness: float) -> tuple[NDArray[numpy.int64], Numbers]:
    """The most likely row of names, as their numbers, and how much better each fits than the best other one, 0 to 1.

    `staying` is how likely a chord is followed by itself; `sharpness` how much a fit counts beside it. Viterbi's
    algorithm; as all changes are equally likely, only the best of all states has to be looked at for a change.
    """
    count, states = fits.shape
    if not count:
        return numpy.zeros(0, numpy.int64), numpy.zeros(0)
    change = numpy.log((1 - staying) / (states - 1))
    score = sharpness * fits[0]
    came = numpy.zeros((count, states), numpy.uint8)
    own = numpy.arange(states)
    for place in range(1, count):
        best = int(score.argmax())
        stay, jump = score + numpy.log(staying), float(score[best] + change)
        came[place] = numpy.where(stay >= jump, own, best)
        score = numpy.maximum(stay, jump) + sharpness * fits[place]
    path = numpy.zeros(count, numpy.int64)
    path[-1] = int(score.argmax())
    for place in range(count - 1, 0, -1):
        path[place - 1] = came[place, path[place]]
    rows = numpy.arange(count)
    chosen = fits[rows, path]
    others = fits.copy()
    others[rows, path] = -1
    margin = chosen - others.max(axis=1)
    return path, numpy.clip(margin / 0.2, 0, 1)
