"""One number for a whole fingerprint: similar fingerprints have similar ones (Charikar, STOC 2002)."""

import numpy

from musicdb.fingerprint.arrays import Items

_BITS = numpy.arange(32, dtype=numpy.uint32)


def simhash(items: Items) -> int:
    """32 bits: each is set when it is set in more than half of the items. 0 without items."""
    counts = (items[:, None] >> _BITS & 1).sum(axis=0)
    return int(((counts > len(items) // 2).astype(numpy.uint32) << _BITS).sum())
