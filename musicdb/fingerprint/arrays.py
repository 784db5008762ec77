"""What the arrays of fingerprints are."""

import numpy
from numpy.typing import NDArray

Items = NDArray[numpy.uint32]
"""A fingerprint: 32 bits for each 0.124 seconds of sound."""

Samples = NDArray[numpy.int16]
"""Mono sound at 11,025 Hz."""

Rows = NDArray[numpy.float64]
"""How strong each of the twelve notes of the octave is, one row for each 0.124 seconds."""

Counts = NDArray[numpy.integer]
"""Numbers of bits, items or votes."""

Places = NDArray[numpy.int64]
"""Numbers of items in a fingerprint, or distances between them."""

Ratios = NDArray[numpy.float64]
