"""What the arrays of this room are."""

from mmap import MADV_DONTNEED, mmap
from typing import Any

import numpy
from numpy.typing import NDArray

Array = NDArray[Any]
"""Numbers of any type and shape, as a result has them."""
Reals = NDArray[numpy.float32]
Doubles = NDArray[numpy.float64]
Complexes = NDArray[numpy.complex64]
Indices = NDArray[numpy.intp]
Sound = NDArray[numpy.float32]
"""Samples from -1 to 1; one row for each moment, one column for each channel."""


def let_go(array: Array) -> None:
    """Gives the memory of a map back to the system. Whoever looks again reads the file again."""
    base: Any = array
    while isinstance(base, numpy.ndarray):
        base = base.base
    if isinstance(base, mmap):
        base.madvise(MADV_DONTNEED)
