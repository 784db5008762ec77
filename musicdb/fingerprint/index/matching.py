"""Finds the documents that hold the items of a query, and where in them.

Items that very many documents hold are looked at last, and only in documents that were found without them: that costs
one short look for each pair, however many postings there are. How many items that were is told with the answer.
"""

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.index.bits import Bounds, Numbers, Words, signed, spread, unsigned
from musicdb.fingerprint.index.blocks import ITEM, PLACE
from musicdb.fingerprint.index.state import Part, State

# So many documents are looked at for items that were put off.
_CANDIDATES = 50


class Candidate(msgspec.Struct, frozen=True):
    """A document that shares items with the query.

    `hits` counts the different items it shares. Of all pairs of equal items, `votes` are those that agree in where the
    query begins in the document: `offset` items after its begin, or one more.
    """

    id: int
    hits: int
    votes: int
    offset: int


class Candidates(msgspec.Struct, frozen=True):
    """The best documents, the best first, of the index at `version`.

    `passed_over` counts items of the query that were only looked for in documents that share another one with it.
    """

    found: tuple[Candidate, ...]
    passed_over: int
    version: int


class _Pairs(msgspec.Struct, frozen=True):
    """Equal items: the id of the document, the number of the item in the query, its position in the document."""

    ids: Numbers
    items: Numbers
    positions: Numbers


def match(state: State, query: NDArray[numpy.uint32], limit: int, effort: int, *, by_votes: bool) -> Candidates:
    """The best documents, by votes or else by hits. `effort` is how many postings of frequent items are read."""
    items, inverse = numpy.unique(query, return_inverse=True)
    wide = unsigned(items)
    lows = wide << ITEM
    wheres = [part.source.bounds(lows, lows | PLACE) for part in state.parts]
    extents = numpy.zeros(len(items), numpy.int64)
    for part, where in zip(state.parts, wheres, strict=True):
        extents += part.source.extents(where)
    repeats = numpy.bincount(inverse, minlength=len(items))
    order = numpy.argsort(extents, kind="stable")
    cost = numpy.cumsum((extents * repeats)[order])
    now = order[: max(int(cost.searchsorted(effort, "right")), 1)]
    later = order[len(now) :]
    pairs = _joined([_pairs(part, lows, now, where) for part, where in zip(state.parts, wheres, strict=True)])
    if len(later):
        ids = _likely(pairs, 1 / (1 + extents), _CANDIDATES + limit)
        pairs = _joined([pairs, *(_pairs_within(part, lows, later, ids) for part in state.parts)])
    found = _ranked(pairs, inverse, limit, by_votes=by_votes)
    return Candidates(found, len(later), state.version)


def _pairs(part: Part, lows: Words, wanted: Numbers, where: Bounds) -> _Pairs:
    low = lows[wanted]
    groups, places = part.source.places(low, low | PLACE, (where[0][wanted], where[1][wanted]))
    return _living(part, wanted[groups], places)


def _pairs_within(part: Part, lows: Words, wanted: Numbers, ids: Numbers) -> _Pairs:
    """The same, but only in some documents."""
    documents = part.source.documents
    slots = documents.slots(ids.astype(numpy.uint32))
    slots = slots[slots >= 0]
    slots = slots[~part.dead[slots] & (documents.starts[slots + 1] > documents.starts[slots])]
    numbers = numpy.repeat(wanted, len(slots))
    low = lows[numbers] | unsigned(numpy.tile(documents.starts[slots], len(wanted)))
    high = lows[numbers] | unsigned(numpy.tile(documents.starts[slots + 1] - 1, len(wanted)))
    groups, places = part.source.places(low, high, part.source.bounds(low, high))
    return _living(part, numbers[groups], places)


def _living(part: Part, items: Numbers, places: Numbers) -> _Pairs:
    slots = part.source.documents.slots_of_places(places)
    living = ~part.dead[slots]
    slots = slots[living]
    documents = part.source.documents
    return _Pairs(signed(documents.ids[slots]), items[living], places[living] - documents.starts[slots])


def _joined(parts: list[_Pairs]) -> _Pairs:
    nothing = numpy.zeros(0, numpy.int64)
    columns = zip(*((part.ids, part.items, part.positions) for part in parts), strict=True)
    joined = [numpy.concatenate(column) for column in columns]
    return _Pairs(*joined) if joined else _Pairs(nothing, nothing, nothing)


def _likely(pairs: _Pairs, weights: NDArray[numpy.float64], limit: int) -> Numbers:
    """The documents that share the most with the query, when each item weighs the more, the rarer it is."""
    ids, slots = numpy.unique(pairs.ids, return_inverse=True)
    return ids[numpy.argsort(-numpy.bincount(slots, weights[pairs.items]), kind="stable")[:limit]]


def _hits(pairs: _Pairs) -> tuple[Numbers, Numbers]:
    """Ids, ascending, and how many different items of the query each has."""
    ids, slots = numpy.unique(pairs.ids, return_inverse=True)
    different = numpy.unique(slots << 32 | pairs.items)
    return ids, numpy.bincount(different >> 32, minlength=len(ids))


def _ranked(pairs: _Pairs, inverse: Numbers, limit: int, *, by_votes: bool) -> tuple[Candidate, ...]:
    ids, hits = _hits(pairs)
    if not len(ids):
        return ()
    votes, offsets = _votes(pairs, ids, inverse)
    first, second = (votes, hits) if by_votes else (hits, votes)
    # Ids ascend, and lexsort is stable: among equals the lowest id comes first.
    best = numpy.lexsort((-second, -first))[:limit]
    rows = zip(ids[best].tolist(), hits[best].tolist(), votes[best].tolist(), offsets[best].tolist(), strict=True)
    return tuple(Candidate(*row) for row in rows)


def _votes(pairs: _Pairs, ids: Numbers, inverse: Numbers) -> tuple[Numbers, Numbers]:
    """For each id the most pairs that agree in an offset or the next one, and that offset."""
    by_item = numpy.argsort(inverse, kind="stable")
    starts = numpy.concatenate(([0], numpy.cumsum(numpy.bincount(inverse))))
    counts = starts[pairs.items + 1] - starts[pairs.items]
    groups, numbers = spread(counts)
    in_query = by_item[starts[pairs.items[groups]] + numbers]
    # 2³³ keeps the offsets of one document from those of the next.
    slots = ids.searchsorted(pairs.ids[groups])
    keys, votes = numpy.unique((slots << 33) + (1 << 32) + pairs.positions[groups] - in_query, return_counts=True)
    nearly = votes.copy()
    nearly[:-1] += numpy.where(keys[1:] - keys[:-1] == 1, votes[1:], 0)
    slots = keys >> 33
    firsts = numpy.flatnonzero(numpy.diff(slots, prepend=-1))
    most = numpy.maximum.reduceat(nearly, firsts)
    # Of the offsets that have the most votes, the first one.
    best = numpy.flatnonzero(nearly == most[slots])
    best = best[numpy.flatnonzero(numpy.diff(slots[best], prepend=-1))]
    return most, (keys[best] & ((1 << 33) - 1)) - (1 << 32)
