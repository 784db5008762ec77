"""The table of entries: a row for each, a column for each of its properties. Columns are written once.

The rows of a segment are in the order of their keys. A row that was replaced or removed is not alive any more.
"""

from typing import Self

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.search.arrays import Flags, Numbers, Ratios
from musicdb.search.entries import Entry


class Rows(msgspec.Struct, frozen=True):
    """All columns.

    The first and the second context are kept as keys (0 for none) and as the rows they belong to (-1 for none).
    `lengths` in characters, `ranks` from 0 to 1 in alphabetical order within a segment. `stamps` change when the name
    or the context does.
    """

    keys: Numbers
    kinds: NDArray[numpy.uint8]
    first_keys: Numbers
    second_keys: Numbers
    first_rows: Numbers
    second_rows: Numbers
    stamps: Numbers
    weights: Ratios
    visible: Flags
    alive: Flags
    lengths: Numbers
    ranks: Ratios

    def __len__(self) -> int:
        return len(self.keys)

    def take(self, rows: Numbers) -> Self:
        """These rows in this order."""
        return type(self)(*(getattr(self, name)[rows] for name in self.__struct_fields__))

    def followed_by(self, others: Self) -> Self:
        """These rows, and then others."""
        pairs = ((getattr(self, name), getattr(others, name)) for name in self.__struct_fields__)
        return type(self)(*map(numpy.concatenate, pairs))


def stamp(entry: Entry) -> int:
    """A number that is another one when the name or the context of an entry is."""
    return hash((entry.text, entry.context))
