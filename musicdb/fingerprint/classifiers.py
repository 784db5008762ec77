"""The sixteen classifiers of Chromaprint's algorithm 2: each looks at a rectangle of time and notes, and tells 2 bits.

The table is Chromaprint's (Lukáš Lalinský, “How does Chromaprint work?”, 2011), learnt as in Ke, Hoiem and Sukthankar,
“Computer Vision for Music Identification” (CVPR 2005), from which the shapes of the areas are, too.
"""

import numpy

from musicdb.fingerprint.arrays import Items, Rows

NOTES = 12
WIDTH = 16
"""An item is made of so many rows of notes."""

SILENCE = numpy.uint32(0x256DF977)
"""The item of silence: no area differs from another."""

_Rectangle = tuple[int, int, int, int]

# The shape of the areas, the lowest note, how many notes, how many rows; then three thresholds between four levels.
_CLASSIFIERS = (
    (0, 4, 3, 15, (1.98215, 2.35817, 2.63523)),
    (4, 4, 6, 15, (-1.03809, -0.651211, -0.282167)),
    (1, 0, 4, 16, (-0.298702, 0.119262, 0.558497)),
    (3, 8, 2, 12, (-0.105439, 0.0153946, 0.135898)),
    (3, 4, 4, 8, (-0.142891, 0.0258736, 0.200632)),
    (4, 0, 3, 5, (-0.826319, -0.590612, -0.368214)),
    (1, 2, 2, 9, (-0.557409, -0.233035, 0.0534525)),
    (2, 7, 3, 4, (-0.0646826, 0.00620476, 0.0784847)),
    (2, 6, 2, 16, (-0.192387, -0.029699, 0.215855)),
    (2, 1, 3, 2, (-0.0397818, -0.00568076, 0.0292026)),
    (5, 10, 1, 15, (-0.53823, -0.369934, -0.190235)),
    (3, 6, 2, 10, (-0.124877, 0.0296483, 0.139239)),
    (2, 1, 1, 14, (-0.101475, 0.0225617, 0.231971)),
    (3, 5, 6, 4, (-0.0799915, -0.00729616, 0.063262)),
    (1, 9, 2, 12, (-0.272556, 0.019424, 0.302559)),
    (3, 4, 2, 14, (-0.164292, -0.0321188, 0.0846339)),
)
_GRAY = numpy.array([0, 1, 3, 2], numpy.uint32)


def classify(rows: Rows) -> Items:
    """The items of rows of notes: one for each row that has fifteen rows after it.

    The first classifier becomes the two most significant bits.
    """
    count = max(0, len(rows) - WIDTH + 1)
    sums = numpy.zeros((len(rows) + 1, NOTES + 1))
    numpy.cumsum(numpy.cumsum(rows, axis=0), axis=1, out=sums[1:, 1:])
    items: Items = numpy.zeros(count, numpy.uint32)
    for (first, second), (*_, thresholds) in zip(_AREAS, _CLASSIFIERS, strict=True):
        ratios = numpy.log((1 + _total(sums, first, count)) / (1 + _total(sums, second, count)))
        items = items << numpy.uint32(2) | _GRAY[numpy.searchsorted(thresholds, ratios, "right")]
    return items


def _total(sums: Rows, rectangles: tuple[_Rectangle, ...], count: int) -> Rows:
    total = numpy.zeros(count)
    for row, rows, note, notes in rectangles:
        before, after = sums[row : row + count], sums[row + rows : row + rows + count]
        total += after[:, note + notes] - before[:, note + notes] - after[:, note] + before[:, note]
    return total


def _areas(shape: int, note: int, notes: int, rows: int) -> tuple[tuple[_Rectangle, ...], tuple[_Rectangle, ...]]:
    """What is compared with what: rectangles of first row, rows, first note, notes. Halves and thirds are whole."""
    half_notes, half_rows, third_notes, third_rows = notes // 2, rows // 2, notes // 3, rows // 3
    upper, late = (note + half_notes, notes - half_notes), (half_rows, rows - half_rows)
    lower, early = (note, half_notes), (0, half_rows)
    beyond_notes, beyond_rows = 2 * third_notes, 2 * third_rows
    match shape:
        case 0:
            return ((0, rows, note, notes),), ()
        case 1:
            return ((0, rows, *upper),), ((0, rows, *lower),)
        case 2:
            return ((*late, note, notes),), ((*early, note, notes),)
        case 3:
            return ((*early, *upper), (*late, *lower)), ((*early, *lower), (*late, *upper))
        case 4:
            outer = (0, rows, note, third_notes), (0, rows, note + beyond_notes, notes - beyond_notes)
            return ((0, rows, note + third_notes, third_notes),), outer
        case _:
            outer = (0, third_rows, note, notes), (beyond_rows, rows - beyond_rows, note, notes)
            return ((third_rows, third_rows, note, notes),), outer


_AREAS = tuple(_areas(*geometry) for *geometry, _ in _CLASSIFIERS)
