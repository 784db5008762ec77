"""Which segments are merged, and when.

While changes come in fast, only when there are many of a size: so each posting is written a few times. In quiet, until
each segment is several times as large as all newer ones together: so a search has to look at two or three.
"""

from collections.abc import Sequence

import numpy

from musicdb.fingerprint.index.state import Part

Span = tuple[int, int]
"""Segments from the first number to before the second."""
_MANY = 8
_ALIKE = 4
_LARGER = 4
_DEAD = 0.3


def crowded(segments: Sequence[Part]) -> Span | None:
    """The newest segments, when they are many and alike."""
    sizes = [part.source.size for part in segments[-_MANY:]]
    if len(sizes) == _MANY and max(sizes) < _ALIKE * min(sizes):
        return len(segments) - _MANY, len(segments)
    return None


def overdue(segments: Sequence[Part]) -> Span | None:
    """Segments that had better be one. None: all is well."""
    sizes = [part.source.size for part in segments]
    for number, size in enumerate(sizes):
        newer = sum(sizes[number + 1 :])
        if (newer and size < _LARGER * newer) or _mostly_dead(segments[number]):
            return number, len(sizes)
    return None


def _mostly_dead(part: Part) -> bool:
    return int(numpy.count_nonzero(part.dead)) > _DEAD * len(part.dead)
