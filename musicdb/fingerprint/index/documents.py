"""Which documents a part of the index holds, in the order of their places, and which it takes from older parts."""

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.index.bits import Numbers

Ids = NDArray[numpy.uint32]


class Documents:
    """Documents by slot, from 0.

    `ids` are different from one another. Items of the document in slot n have the places from `starts[n]` to
    `starts[n + 1]`; there is one start more than documents. `versions` are those of the changes that brought them.
    `removed` are ids that older parts may have, and that are gone.
    """

    def __init__(self, ids: Ids, starts: NDArray[numpy.int64], versions: Ids, removed: Ids) -> None:
        self.ids = ids
        self.starts = starts
        self.versions = versions
        self.removed = removed
        self._order = numpy.argsort(ids).astype(numpy.uint32)
        self._sorted = ids[self._order]
        # For places with the same upper bits, half as many as a document has, the document the first of them is in.
        self._shift = max(self.items // max(len(ids), 1), 2).bit_length() - 1
        begins = numpy.arange(0, self.items + 1, 1 << self._shift)
        self._slots = (starts.searchsorted(begins, "right") - 1).astype(numpy.uint32)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def items(self) -> int:
        """How many items all documents have together."""
        return int(self.starts[-1])

    def slots(self, ids: Ids) -> Numbers:
        """Where documents are; -1 for those that are not here."""
        if not len(self.ids):
            return numpy.full(len(ids), -1)
        places = numpy.minimum(self._sorted.searchsorted(ids), len(self.ids) - 1)
        return numpy.where(self._sorted[places] == ids, self._order[places].astype(numpy.int64), -1)

    def slots_of_places(self, places: NDArray[numpy.int64]) -> Numbers:
        """Which documents the items at these places belong to."""
        slots: Numbers = self._slots[places >> self._shift].astype(numpy.int64)
        slots += self.starts[slots + 1] <= places
        # Where documents are short, or have no items at all, more of them lie side by side.
        far = numpy.flatnonzero(self.starts[slots + 1] <= places)
        if len(far):
            slots[far] = self.starts.searchsorted(places[far], "right") - 1
        return slots

    def touched(self) -> Ids:
        """All ids of which older parts know nothing valid any more."""
        return numpy.concatenate((self.ids, self.removed))


def joined(parts: Sequence[tuple[Documents, NDArray[numpy.bool_]]], *, oldest: bool) -> Documents:
    """Living documents of neighboring parts, the oldest part first. `parts` come with what is dead in them.

    `oldest` says that there are no parts before, from which anything could be removed.
    """
    ids = numpy.concatenate([documents.ids[~dead] for documents, dead in parts])
    lengths = numpy.concatenate([numpy.diff(documents.starts)[~dead] for documents, dead in parts])
    removed = numpy.unique(numpy.concatenate([documents.removed for documents, _ in parts]))
    return Documents(
        ids,
        starts_of(lengths),
        numpy.concatenate([documents.versions[~dead] for documents, dead in parts]),
        removed[:0] if oldest else numpy.setdiff1d(removed, ids),
    )


def starts_of(lengths: Numbers) -> NDArray[numpy.int64]:
    """The starts of documents with so many items."""
    return numpy.concatenate((numpy.zeros(1, numpy.int64), numpy.cumsum(lengths, dtype=numpy.int64)))


def renumbered(
    places: NDArray[numpy.int64], documents: Documents, dead: NDArray[numpy.bool_], base: int
) -> tuple[NDArray[numpy.int64], NDArray[numpy.bool_] | slice]:
    """The places items get when the living documents move together and begin at `base`; and which items live."""
    if not dead.any():
        return places + base, slice(None)
    lengths = numpy.diff(documents.starts)
    lost = numpy.cumsum(numpy.where(dead, lengths, 0))
    slots = documents.slots_of_places(places)
    living = ~dead[slots]
    return places[living] - lost[slots[living]] + base, living
