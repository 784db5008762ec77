"""The table of entries: a row for each, a column for each of its properties. Columns are written once.

The rows of a segment are in the order of their keys. A row that was replaced or removed is not alive any more.
"""

from collections.abc import Sequence
from typing import Self

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.search.arrays import Flags, Places, Ratios
from musicdb.search.entries import ID_BITS, Entry, packed


class Rows(msgspec.Struct, frozen=True):
    """All columns.

    The first and the second context are kept as keys (0 for none) and as the rows they belong to (-1 for none).
    `lengths` in characters, `ranks` from 0 to 1 in alphabetical order within a segment. `stamps` change when the name or
    the context does.
    """

    keys: NDArray[numpy.int64]
    kinds: NDArray[numpy.uint8]
    first_keys: NDArray[numpy.int64]
    second_keys: NDArray[numpy.int64]
    first_rows: Places
    second_rows: Places
    stamps: NDArray[numpy.int64]
    weights: Ratios
    visible: Flags
    alive: Flags
    lengths: NDArray[numpy.uint16]
    ranks: Ratios

    def __len__(self) -> int:
        return len(self.keys)

    def take(self, rows: NDArray[numpy.integer]) -> Self:
        """These rows in this order."""
        return type(self)(*(getattr(self, name)[rows] for name in self.__struct_fields__))

    def followed_by(self, others: Self) -> Self:
        """These rows, and then others."""
        pairs = ((getattr(self, name), getattr(others, name)) for name in self.__struct_fields__)
        return type(self)(*map(numpy.concatenate, pairs))


def rows_of(entries: Sequence[Entry]) -> Rows:
    """A row for each entry. What is known only inside of an index, its length, rank and contexts, is left empty."""
    count = len(entries)
    keys = numpy.fromiter((packed(entry.key) for entry in entries), numpy.int64, count)
    return Rows(
        keys=keys,
        kinds=((keys >> ID_BITS) - 1).astype(numpy.uint8),
        first_keys=_context_keys(entries, 0),
        second_keys=_context_keys(entries, 1),
        first_rows=numpy.full(count, -1, numpy.intp),
        second_rows=numpy.full(count, -1, numpy.intp),
        stamps=numpy.fromiter(map(stamp, entries), numpy.int64, count),
        weights=numpy.fromiter((entry.weight for entry in entries), numpy.float32, count),
        visible=numpy.fromiter((entry.visible for entry in entries), numpy.bool_, count),
        alive=numpy.ones(count, numpy.bool_),
        lengths=numpy.zeros(count, numpy.uint16),
        ranks=numpy.zeros(count, numpy.float32),
    )


def stamp(entry: Entry) -> int:
    """A number that is another one when the name or the context of an entry is."""
    return hash((entry.text, entry.context))


def _context_keys(entries: Sequence[Entry], place: int) -> NDArray[numpy.int64]:
    keys = (packed(entry.context[place]) if place < len(entry.context) else 0 for entry in entries)
    return numpy.fromiter(keys, numpy.int64, len(entries))
