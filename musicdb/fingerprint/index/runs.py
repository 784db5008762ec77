"""Parts of the index in memory: what came in lately, sorted."""

from collections.abc import Iterator, Sequence

import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.index.bits import Ascending, Bounds, Numbers, Words, signed, spread, unsigned
from musicdb.fingerprint.index.blocks import ITEM, PLACE, SIZE
from musicdb.fingerprint.index.documents import Documents, Ids, joined, renumbered, starts_of


class Run:
    """Sorted keys, and the documents they belong to. Never changed."""

    def __init__(self, keys: Words, documents: Documents) -> None:
        self.keys = keys
        self.documents = documents
        self._ascending = Ascending(keys)

    @property
    def size(self) -> int:
        """Bytes of memory it takes, about."""
        return self.keys.nbytes + 32 * len(self.documents) + 1024

    def bounds(self, lows: Words, highs: Words) -> Bounds:
        """Where the keys from `lows` to `highs` are."""
        return self._ascending.bounds(lows, highs, "left")

    def extents(self, where: Bounds) -> Numbers:
        """How many postings have to be looked at within bounds."""
        return where[1] - where[0]

    def places(self, lows: Words, highs: Words, where: Bounds) -> tuple[Numbers, Numbers]:
        """Keys from `lows` to `highs`, of which the bounds are known: the number of the range each is in, its place."""
        del lows, highs
        groups, numbers = spread(where[1] - where[0])
        return groups, signed(self.keys[where[0][groups] + numbers] & PLACE)

    def all_places(self, low: int, first: int, last: int) -> NDArray[numpy.uint32]:
        """All places of the item of a key, ascending. `first` and `last` are its bounds."""
        del low
        return (self.keys[first:last] & PLACE).astype(numpy.uint32)

    def batches(self, together: int) -> Iterator[Words]:
        """All keys, sorted, those of so many blocks at a time."""
        size = together * SIZE
        return (self.keys[begin : begin + size] for begin in range(0, len(self.keys), size))


def make_run(ids: Ids, lengths: Numbers, items: NDArray[numpy.uint32], version: int, removed: Ids) -> Run:
    """Documents of one change. `items` of all of them, one document after the other."""
    keys = unsigned(items) << ITEM | numpy.arange(len(items), dtype=numpy.uint64)
    keys.sort()
    versions = numpy.full(len(ids), version, numpy.uint32)
    return Run(keys, Documents(ids, starts_of(lengths), versions, removed))


def merge_runs(parts: Sequence[tuple[Run, NDArray[numpy.bool_]]]) -> Run:
    """One run of several neighbors, the oldest first, without what is dead in them."""
    documents = joined([(run.documents, dead) for run, dead in parts], oldest=False)
    base = 0
    keys: list[Words] = []
    for run, dead in parts:
        keys.append(moved(run.keys, run.documents, dead, base))
        base += len(keys[-1])
    merged = numpy.concatenate(keys)
    # Timsort sees that there are sorted parts, and merges them.
    merged.sort(kind="stable")
    return Run(merged, documents)


def moved(keys: Words, documents: Documents, dead: NDArray[numpy.bool_], base: int) -> Words:
    """The living ones of some sorted keys, with the places they get behind `base` other items."""
    places, living = renumbered(signed(keys & PLACE), documents, dead, base)
    return (keys[living] & ~PLACE) | unsigned(places)
