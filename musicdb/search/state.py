"""All of the index at one moment. It is never changed: a change makes another one, and readers keep what they have."""

from collections.abc import Sequence

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.search.arrays import Numbers, Places
from musicdb.search.entries import KINDS, Entry
from musicdb.search.forms import Form, name_forms
from musicdb.search.rows import Rows, rows_of
from musicdb.search.segment import Segment

# A change costs as much as the small segment is large; a large one is made anew when the small one has grown too much.
_SMALL_AT_LEAST = 500
_SMALL_SHARE = 0.02


class State(msgspec.Struct, frozen=True):
    """Rows, and the segments that hold their names: a large one, and a small one with what changed since.

    `counts` tells how many rows of each kind can be found.
    """

    rows: Rows
    segments: tuple[Segment, ...]
    counts: tuple[int, ...]

    def find(self, keys: NDArray[numpy.int64]) -> Places:
        """The rows of these keys, -1 for those that are not there."""
        return _find(self.rows, self.segments, keys)

    def valued(self, rows: Places, entries: Sequence[Entry]) -> "State":
        """With other weights and visibilities. Names stay as they are."""
        weights, visible = self.rows.weights.copy(), self.rows.visible.copy()
        weights[rows] = [entry.weight for entry in entries]
        visible[rows] = [entry.visible for entry in entries]
        return _state(msgspec.structs.replace(self.rows, weights=weights, visible=visible), self.segments)

    def changed(self, removed: Places, entries: Sequence[Entry]) -> "State":
        """Without some rows, and with new ones."""
        alive = self.rows.alive.copy()
        alive[removed] = False
        rows = msgspec.structs.replace(self.rows, alive=alive)
        if entries:
            return self._extended(rows, entries)
        return _placed(rows, self.segments)

    def _extended(self, rows: Rows, entries: Sequence[Entry]) -> "State":
        large = self.segments[:1]
        after = large[0].after if large else 0
        kept = numpy.flatnonzero(rows.alive[after:]) + after
        in_large = numpy.count_nonzero(rows.alive[:after])
        dead = after - in_large
        if max(dead, len(kept) + len(entries)) > max(_SMALL_AT_LEAST, in_large * _SMALL_SHARE):
            merged, segment = _merged(rows, self.segments, numpy.flatnonzero(rows.alive), entries, 0)
            return _placed(merged, (segment,))
        small, segment = _merged(rows, self.segments[1:], kept, entries, after)
        return _placed(rows.take(numpy.arange(after)).followed_by(small), (*large, segment))


def empty_state() -> State:
    """Nothing."""
    return _state(rows_of(()), ())


def _state(rows: Rows, segments: tuple[Segment, ...]) -> State:
    counts = numpy.bincount(rows.kinds[rows.alive & rows.visible], minlength=len(KINDS))
    return State(rows, segments, tuple(counts.tolist()))


def _placed(rows: Rows, segments: tuple[Segment, ...]) -> State:
    """With the contexts of all rows looked up anew: they may have come, gone, or moved."""
    first_rows, second_rows = _find(rows, segments, rows.first_keys), _find(rows, segments, rows.second_keys)
    return _state(msgspec.structs.replace(rows, first_rows=first_rows, second_rows=second_rows), segments)


def _find(rows: Rows, segments: tuple[Segment, ...], keys: NDArray[numpy.int64]) -> Places:
    found = numpy.full(len(keys), -1, numpy.intp)
    for segment in segments:
        column = rows.keys[segment.first : segment.after]
        places = numpy.minimum(numpy.searchsorted(column, keys), len(column) - 1) + segment.first
        here = (rows.keys[places] == keys) & rows.alive[places]
        found[here] = places[here]
    return found


def _merged(
    rows: Rows, segments: tuple[Segment, ...], kept: NDArray[numpy.integer], entries: Sequence[Entry], first: int
) -> tuple[Rows, Segment]:
    """One segment, beginning with the row `first`, of rows that are kept and of new ones, in the order of their keys."""
    columns = rows.take(kept).followed_by(rows_of(entries))
    order = numpy.argsort(columns.keys)
    columns = columns.take(order)
    places = numpy.empty(len(order), numpy.int32)
    places[order] = numpy.arange(len(order), dtype=numpy.int32)
    forms, owners = _kept_forms(len(rows), segments, kept, places)
    for place, entry in zip(places[len(kept) :].tolist(), entries, strict=True):
        spelled = name_forms(entry.text)
        forms += spelled
        owners += [place] * len(spelled)
    by_owner = numpy.argsort(numpy.array(owners, numpy.int32), kind="stable")
    segment = Segment(
        first, len(columns), [forms[number] for number in by_owner.tolist()], numpy.array(owners, numpy.int32)[by_owner]
    )
    return msgspec.structs.replace(columns, lengths=segment.lengths(), ranks=segment.ranks()), segment


def _kept_forms(
    count: int, segments: tuple[Segment, ...], kept: NDArray[numpy.integer], places: Numbers
) -> tuple[list[Form], list[int]]:
    """The forms of rows that are kept, without folding them again, and the new places of their rows."""
    moved = numpy.full(count, -1, numpy.int32)
    moved[kept] = places[: len(kept)]
    forms: list[Form] = []
    owners: list[int] = []
    for segment in segments:
        found = moved[segment.texts.rows + segment.first]
        forms += [form for form, place in zip(segment.texts.forms(), found.tolist(), strict=True) if place >= 0]
        owners += found[found >= 0].tolist()
    return forms, owners
