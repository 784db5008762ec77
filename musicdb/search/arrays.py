"""What the arrays of the index are, and the operations NumPy lacks."""

from typing import Any

import numpy
from numpy.typing import NDArray

Codes = NDArray[numpy.uint16]
Flags = NDArray[numpy.bool_]
Levels = NDArray[numpy.uint8]
Masks = NDArray[numpy.uint64]
Numbers = NDArray[numpy.integer[Any]]
Ratios = NDArray[numpy.float32]


def ranges(starts: NDArray[numpy.integer], counts: NDArray[numpy.integer]) -> Numbers:
    """All numbers of many ranges, one range after the other."""
    counts = counts.astype(numpy.intp, copy=False)
    ends = numpy.cumsum(counts)
    if not len(ends):
        return ends
    return numpy.repeat(starts - ends + counts, counts) + numpy.arange(ends[-1])


def bounded(ascending: NDArray[numpy.integer], *limits: int) -> tuple[int, ...]:
    """How many of the numbers are below each limit.

    NumPy would copy the numbers first when they have another type than the limits.
    """
    return tuple(ascending.searchsorted(numpy.array(limits, ascending.dtype)).tolist())
