"""All of the index at one moment. It is never changed: a change makes another one, and readers keep what they have."""

import msgspec
import numpy

from musicdb.search.arrays import Flags, Numbers, Ratios
from musicdb.search.draft import Draft
from musicdb.search.entries import KINDS
from musicdb.search.rows import Rows
from musicdb.search.segment import Segment
from musicdb.search.spellings import Spellings

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

    def find(self, keys: Numbers) -> Numbers:
        """The rows of these keys, -1 for those that are not there."""
        return _find(self.rows, self.segments, keys)

    def valued(self, rows: Numbers, weights: Ratios, visible: Flags) -> "State":
        """With other weights and visibilities for some rows."""
        all_weights, all_visible = self.rows.weights.copy(), self.rows.visible.copy()
        all_weights[rows] = weights
        all_visible[rows] = visible
        return _state(msgspec.structs.replace(self.rows, weights=all_weights, visible=all_visible), self.segments)

    def changed(self, removed: Numbers, draft: Draft) -> "State":
        """Without some rows, and with new ones."""
        alive = self.rows.alive.copy()
        alive[removed] = False
        rows = msgspec.structs.replace(self.rows, alive=alive)
        return self._extended(rows, draft) if len(draft) else _placed(rows, self.segments)

    def _extended(self, rows: Rows, draft: Draft) -> "State":
        large = self.segments[:1]
        after = large[0].count if large else 0
        in_large = numpy.count_nonzero(rows.alive[:after])
        in_small = numpy.count_nonzero(rows.alive[after:])
        if max(after - in_large, in_small + len(draft)) > max(_SMALL_AT_LEAST, in_large * _SMALL_SHARE):
            merged, segment = _merged(rows, self.segments, draft, 0)
            return _placed(merged, (segment,))
        small, segment = _merged(rows, self.segments[1:], draft, after)
        return _placed(rows.take(numpy.arange(after)).followed_by(small), (*large, segment))


def empty_state() -> State:
    """Nothing."""
    return _state(Draft().rows(), ())


def _state(rows: Rows, segments: tuple[Segment, ...]) -> State:
    counts = numpy.bincount(rows.kinds[rows.alive & rows.visible], minlength=len(KINDS))
    return State(rows, segments, tuple(counts.tolist()))


def _placed(rows: Rows, segments: tuple[Segment, ...]) -> State:
    """With the contexts of all rows looked up anew: they may have come, gone, or moved."""
    first_rows, second_rows = _find(rows, segments, rows.first_keys), _find(rows, segments, rows.second_keys)
    return _state(msgspec.structs.replace(rows, first_rows=first_rows, second_rows=second_rows), segments)


def _find(rows: Rows, segments: tuple[Segment, ...], keys: Numbers) -> Numbers:
    found = numpy.full(len(keys), -1, numpy.intp)
    for segment in segments:
        column = rows.keys[segment.first : segment.after]
        places = numpy.minimum(numpy.searchsorted(column, keys), len(column) - 1) + segment.first
        here = (rows.keys[places] == keys) & rows.alive[places]
        found[here] = places[here]
    return found


def _merged(rows: Rows, segments: tuple[Segment, ...], draft: Draft, first: int) -> tuple[Rows, Segment]:
    """One segment, beginning with the row `first`, of what is alive in others, and of new rows; by their keys."""
    begin = segments[0].first if segments else len(rows)
    kept = numpy.flatnonzero(rows.alive[begin:]) + begin
    new = draft.latest()
    columns = rows.take(kept).followed_by(draft.rows().take(new))
    order = numpy.argsort(columns.keys)
    places = numpy.empty(len(order), numpy.int32)
    places[order] = numpy.arange(len(order), dtype=numpy.int32)
    spellings = Spellings()
    for segment in segments:
        alive = _moved(len(rows), kept, places[: len(kept)])[segment.first : segment.after]
        forms, owners = _moved_spellings(alive, segment.texts.rows)
        spellings.add(segment.texts.texts(forms), segment.texts.uses[forms], owners)
    forms, owners = _moved_spellings(_moved(len(draft), new, places[len(kept) :]), draft.spellings.rows())
    spellings.add(map(draft.spellings.texts.__getitem__, forms.tolist()), draft.spellings.uses()[forms], owners)
    merged = Segment(first, len(order), spellings.by_row())
    return msgspec.structs.replace(columns.take(order), lengths=merged.lengths(), ranks=merged.ranks()), merged


def _moved(count: int, rows: Numbers, places: Numbers) -> Numbers:
    """For so many rows their new places, -1 for those that have none."""
    moved = numpy.full(count, -1, numpy.int32)
    moved[rows] = places
    return moved


def _moved_spellings(moved: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    """The spellings of rows that have a new place, and the places. No name has to be folded again."""
    owners = moved[rows]
    forms = numpy.flatnonzero(owners >= 0)
    return forms, owners[forms]
