"""What the arrays of this room are."""

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
