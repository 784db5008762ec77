"""Finds the documents that hold the items of a query, and where in them.

Items that very many documents hold are looked at last, and only in documents that were found without them: that costs
one short look for each pair, however many postings there are. How many items that were is told with the answer.
"""

from typing import Any

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.index.bits import Bounds, Numbers, Words, signed, spread, unsigned
from musicdb.fingerprint.index.blocks import ITEM, PLACE
from musicdb.fingerprint.index.state import Part, State

# So many documents are looked at for items that were put off.
_CANDIDATES = 30
# Of so many documents, those that share the most items, at least, it is told where the query begins.
_VOTED = 100


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


def match(
    state: State, query: NDArray[numpy.uint32], length: int, limit: int, effort: int, *, by_votes: bool
) -> Candidates:
    """The best documents, by votes or else by hits. `effort` is how many postings of frequent items are read.

    After `length` items the query may begin again, with other items in the same places.
    """
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
    # Sorted, because items side by side may be in one block.
    now = numpy.sort(order[: max(int(cost.searchsorted(effort, "right")), 1)])
    later = order[len(now) :]
    parts = list(zip(state.parts, wheres, strict=True))
    pairs = _joined([_pairs(part, lows, now, where) for part, where in parts])
    shared = _shared(pairs)
    hits = shared.hits()
    if len(later) and len(hits):
        ids = _likely(shared, 1 / (1 + extents), _CANDIDATES + limit)
        more = _joined([_pairs_within(part, lows, later, where, ids) for part, where in parts])
        others = _shared(more)
        hits[shared.ids.searchsorted(others.ids)] += others.hits()
        pairs = _joined([pairs, more])
    # Most documents share an item by chance. Votes are counted for those that share the most.
    rows = numpy.flatnonzero(hits > 1)
    if len(rows) < limit:
        rows = numpy.arange(len(hits))
    rows = numpy.sort(_largest(rows, hits[rows], max(_VOTED, 4 * limit)))
    ids, hits = shared.ids[rows], hits[rows]
    votes, offsets = _votes(pairs, ids, inverse, length)
    ranks = (votes, hits) if by_votes else (hits, votes)
    return Candidates(_best(limit, ranks, (ids, hits, votes, offsets)), len(later), state.version)


def _best(limit: int, ranks: tuple[Numbers, Numbers], columns: tuple[Numbers, ...]) -> tuple[Candidate, ...]:
    """The candidates of which the first rank is the highest, or the second one among equals."""
    # Ids ascend, and lexsort is stable: among equals the lowest id comes first.
    best = numpy.lexsort((-ranks[1], -ranks[0]))[:limit]
    return tuple(Candidate(*row) for row in zip(*(column[best].tolist() for column in columns), strict=True))


def _pairs(part: Part, lows: Words, wanted: Numbers, where: Bounds) -> _Pairs:
    low = lows[wanted]
    groups, places = part.source.places(low, low | PLACE, (where[0][wanted], where[1][wanted]))
    return _living(part, wanted[groups], places)


def _pairs_within(part: Part, lows: Words, wanted: Numbers, where: Bounds, ids: Numbers) -> _Pairs:
    """The same, but only in some documents."""
    documents = part.source.documents
    slots = documents.slots(ids.astype(numpy.uint32))
    slots = slots[slots >= 0]
    slots = slots[~part.dead[slots] & (documents.starts[slots + 1] > documents.starts[slots])]
    begins, ends = documents.starts[slots], documents.starts[slots + 1]
    found, rest = [], []
    for item in wanted.tolist():
        listed = part.source.all_places(int(lows[item]), int(where[0][item]), int(where[1][item]))
        if listed is None:
            rest.append(item)
            continue
        firsts = listed.searchsorted(begins)
        groups, numbers = spread(listed.searchsorted(ends) - firsts)
        places = signed(listed[firsts[groups] + numbers])
        found.append(
            _Pairs(signed(documents.ids[slots[groups]]), numpy.full(len(groups), item), places - begins[groups])
        )
    if rest:
        numbers = numpy.repeat(rest, len(slots))
        low = lows[numbers] | unsigned(numpy.tile(begins, len(rest)))
        high = lows[numbers] | unsigned(numpy.tile(ends - 1, len(rest)))
        groups, places = part.source.places(low, high, part.source.bounds(low, high))
        found.append(_living(part, numbers[groups], places))
    return _joined(found)


def _living(part: Part, items: Numbers, places: Numbers) -> _Pairs:
    if not len(places):
        return _Pairs(places, places, places)
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


class _Shared(msgspec.Struct, frozen=True):
    """Which items each document shares: `items` of the document `ids[n]` begin at `firsts[n]`. Ids ascend."""

    ids: Numbers
    items: Numbers
    firsts: Numbers

    def hits(self) -> Numbers:
        """How many different items each document shares."""
        return numpy.diff(self.firsts, append=len(self.items))


def _shared(pairs: _Pairs) -> _Shared:
    keys = unsigned(pairs.ids) << ITEM | unsigned(pairs.items)
    keys.sort()
    keys = keys[_changes(keys)]
    owners = keys >> ITEM
    firsts = _changes(owners)
    return _Shared(signed(owners[firsts]), signed(keys & PLACE), firsts)


def _changes(ascending: NDArray[Any]) -> Numbers:
    """Where numbers are others than the ones before."""
    different = numpy.ones(len(ascending), numpy.bool_)
    numpy.not_equal(ascending[1:], ascending[:-1], out=different[1:])
    return numpy.flatnonzero(different)


def _likely(shared: _Shared, weights: NDArray[numpy.float64], limit: int) -> Numbers:
    """The documents that share the most with the query, when each item weighs the more, the rarer it is."""
    return _largest(shared.ids, numpy.add.reduceat(weights[shared.items], shared.firsts), limit)


def _largest(values: Numbers, ranks: NDArray[Any], limit: int) -> Numbers:
    """The values with the largest ranks."""
    return values if len(values) <= limit else values[numpy.argpartition(-ranks, limit)[:limit]]


def _votes(pairs: _Pairs, ids: Numbers, inverse: Numbers, length: int) -> tuple[Numbers, Numbers]:
    """For each id the most pairs that agree in an offset or the next one, and that offset."""
    if not len(ids):
        return ids, ids
    slots = numpy.minimum(ids.searchsorted(pairs.ids), len(ids) - 1)
    kept = numpy.flatnonzero(ids[slots] == pairs.ids)
    slots, items, positions = slots[kept], pairs.items[kept], pairs.positions[kept]
    by_item = numpy.argsort(inverse, kind="stable")
    starts = numpy.concatenate(([0], numpy.cumsum(numpy.bincount(inverse))))
    groups, numbers = spread(starts[items + 1] - starts[items])
    in_query = by_item[starts[items[groups]] + numbers] % length
    # 2³³ keeps the offsets of one document from those of the next.
    pairwise = (slots[groups] << 33) + (1 << 32) + positions[groups] - in_query
    pairwise.sort()
    begins = _changes(pairwise)
    keys, votes = pairwise[begins], numpy.diff(begins, append=len(pairwise))
    nearly = votes.copy()
    nearly[:-1] += numpy.where(keys[1:] - keys[:-1] == 1, votes[1:], 0)
    owners = keys >> 33
    most = numpy.maximum.reduceat(nearly, _changes(owners))
    # Of the offsets that have the most votes, the first one.
    best = numpy.flatnonzero(nearly == most[owners])
    best = best[_changes(owners[best])]
    return most, (keys[best] & ((1 << 33) - 1)) - (1 << 32)
