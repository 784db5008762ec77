"""Makes fingerprints: Chromaprint's algorithm 2, item for item, while the sound comes in.

Sound becomes overlapping frames, frames become spectra, spectra become rows of the twelve notes of the octave, and
sixteen rows become an item of 32 bits (`classifiers`).
"""

from functools import cache
from typing import Final

import numpy

from musicdb.fingerprint.arrays import Items, Rows, Samples
from musicdb.fingerprint.classifiers import NOTES, WIDTH, classify

RATE: Final = 11_025
"""The sound has so many samples in a second."""

HOP: Final = 1365
ITEM_SECONDS: Final = HOP / RATE
"""From one item to the next."""

FRAME: Final = 4096
_FIRST_BIN, _END_BIN = 10, 1308
_LOWEST_NOTE = 27.5
_SMOOTHING = (0.25, 0.75, 1.0, 0.75, 0.25)
_LEAST_NORM = 0.01
# Frames are taken together from the beginning of the sound on, so that the blocks it comes in make no difference.
_TOGETHER = 64
_WORK = HOP * _TOGETHER
_NEEDED = FRAME + HOP * (_TOGETHER - 1)

EDGE_SECONDS: Final = (HOP * (len(_SMOOTHING) - 1 + WIDTH - 1) + FRAME - HOP) / RATE
"""An item is made of so much more sound than that between it and the next."""


class Fingerprinter:
    """Hears a track from its beginning to its end, and tells its fingerprint. Holds 116 kB for each hour."""

    def __init__(self) -> None:
        self._samples: Samples = numpy.zeros(0, numpy.int16)
        self._notes: Rows = numpy.zeros((0, NOTES))
        self._items: list[Items] = []

    def hear(self, samples: Samples) -> None:
        """Takes the next samples: mono, 16 bits, 11,025 Hz; a block of any size."""
        self._samples = numpy.concatenate((self._samples, samples))
        while len(self._samples) >= _NEEDED:
            items, self._notes = _continue(self._notes, self._samples[:_NEEDED])
            self._items.append(items)
            self._samples = self._samples[_WORK:]
        self._samples = self._samples.copy()

    def tell(self) -> Items:
        """The fingerprint of all that was heard until now; empty below 2.73 seconds. More may be heard afterwards."""
        rest, _ = _continue(self._notes, self._samples)
        return numpy.concatenate((*self._items, rest))


def fingerprint(samples: Samples) -> Items:
    """The fingerprint of a whole track: mono, 16 bits, 11,025 Hz."""
    fingerprinter = Fingerprinter()
    fingerprinter.hear(samples)
    return fingerprinter.tell()


def classify_notes(notes: Rows) -> Items:
    """The items of rows of the energy of notes: 19 fewer than rows."""
    return classify(_normalized(_smoothed(notes)))


def _continue(before: Rows, samples: Samples) -> tuple[Items, Rows]:
    """Items of samples behind rows of notes, and the rows which the next samples need."""
    notes = numpy.concatenate((before, _notes(samples)))
    return classify_notes(notes), notes[len(notes) - min(len(notes), len(_SMOOTHING) - 1 + WIDTH - 1) :]


def _notes(samples: Samples) -> Rows:
    """The energy of each note in each whole frame."""
    if len(samples) < FRAME:
        return numpy.zeros((0, NOTES))
    return notes_of(numpy.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP])


def notes_of(frames: Samples) -> Rows:
    """The energy of each note in each frame, whose length decides about the pitch: 4096 samples are the right one."""
    length = frames.shape[1]
    spectrum = numpy.fft.rfft(frames * _window(length))[:, _FIRST_BIN:_END_BIN]
    energies: Rows = spectrum.real**2 + spectrum.imag**2
    notes: Rows = energies @ _NOTE_OF_BIN
    return notes


def _smoothed(notes: Rows) -> Rows:
    count = max(0, len(notes) - len(_SMOOTHING) + 1)
    smoothed = numpy.zeros((count, NOTES))
    for start, weight in enumerate(_SMOOTHING):
        smoothed += weight * notes[start : start + count]
    return smoothed


def _normalized(notes: Rows) -> Rows:
    """Of length 1. What is nearly silent has no notes."""
    norms = numpy.sqrt((notes**2).sum(axis=1, keepdims=True))
    return numpy.where(norms < _LEAST_NORM, 0.0, notes / numpy.maximum(norms, _LEAST_NORM))


@cache
def _window(length: int) -> Rows:
    """Hamming's. A frame of another length has the same energy."""
    turn = 2 * numpy.pi / (length - 1)
    window: Rows = (0.54 - 0.46 * numpy.cos(turn * numpy.arange(length))) * FRAME / length / 32767
    return window


def _notes_of_bins() -> Rows:
    frequencies = numpy.arange(_FIRST_BIN, _END_BIN) * RATE / FRAME
    octaves = numpy.log2(frequencies / _LOWEST_NOTE)
    notes = (NOTES * (octaves - numpy.floor(octaves))).astype(int)
    belongs: Rows = numpy.eye(NOTES)[notes]
    return belongs


_NOTE_OF_BIN = _notes_of_bins()
