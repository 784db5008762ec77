"""An index that is a dictionary and looks at everything, and the documents it is asked about."""

from collections import Counter
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.index.changes import Change, Insert
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.matching import Candidates
from musicdb.fingerprint.index.settings import Settings

SMALL = Settings(memory=60_000, effort=1_000_000, quiet=0.0)
"""Writes a segment every few documents, and merges at once."""

Documents = dict[int, NDArray[numpy.uint32]]


class Chance:
    """Makes up documents. Items are from few values, so that documents share some, and some items are frequent."""

    def __init__(self, seed: int = 1) -> None:
        self.numbers = numpy.random.default_rng(seed)

    def items(self, most: int = 60) -> NDArray[numpy.uint32]:
        count = int(self.numbers.integers(0, most))
        spread = self.numbers.integers(0, 2**32, count, dtype=numpy.uint32)
        few = (self.numbers.random(count) ** 4 * 300).astype(numpy.uint32) * numpy.uint32(14_000_000)
        return numpy.where(self.numbers.random(count) < 0.6, few, spread).astype(numpy.uint32)

    def id(self, most: int) -> int:
        return int(self.numbers.integers(1, most + 1))


def apply(documents: Documents, changes: Sequence[Change]) -> None:
    for change in changes:
        documents.pop(change.id, None)
        if isinstance(change, Insert):
            documents[change.id] = numpy.asarray(change.items, numpy.uint32)


def expected(documents: Documents, query: NDArray[numpy.uint32]) -> dict[int, tuple[int, int]]:
    """For each document that shares an item with the query: hits and votes."""
    rows: dict[int, tuple[int, int]] = {}
    for number, items in documents.items():
        hits = len(set(query.tolist()) & set(items.tolist()))
        if hits:
            votes = offsets(query, items)
            rows[number] = (hits, max(votes[offset] + votes[offset + 1] for offset in list(votes)))
    return rows


def offsets(query: NDArray[numpy.uint32], items: NDArray[numpy.uint32]) -> Counter[int]:
    """How many equal items there are for each offset of the query in the document."""
    in_items, in_query = numpy.nonzero(items[:, None] == query)
    return Counter((in_items - in_query).tolist())


def found(candidates: Candidates) -> dict[int, tuple[int, int]]:
    return {candidate.id: (candidate.hits, candidate.votes) for candidate in candidates.found}


def agree(index: FingerprintIndex, documents: Documents, chance: Chance, queries: int = 3) -> None:
    """Asserts that an index holds these documents, and finds what there is to find."""
    assert index.ids().tolist() == sorted(documents)
    some = list(documents.values())
    for _ in range(queries):
        query = chance.items()
        if some and chance.id(2) == 1:
            query = some[chance.id(len(some)) - 1]
        assert found(index.search(query, 10**6)) == expected(documents, query)
