"""The public face: an index of names in memory that is searched while it is changed."""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

import numpy

from musicdb.model.search import SearchKind
from musicdb.search.draft import Draft
from musicdb.search.entries import KINDS, Entry, Hit, Key, packed
from musicdb.search.matching import Matching
from musicdb.search.rows import stamp
from musicdb.search.state import State, empty_state

# So many entries are in memory at once, however many are added.
_CHUNK = 1000


class Index:
    """Finds entries by their names. Safe to use from any thread.

    A search sees one state of the index from its begin to its end, and waits for nothing. Changes wait for each other.
    What a change costs depends on what changed lately, not on the size of the index; now and then one of them puts
    everything together anew (a second for 100,000 entries). Weights and visibilities change for nearly nothing.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._changing = threading.Lock()
        self._state = empty_state()
        self.add(entries)

    def __len__(self) -> int:
        return int(numpy.count_nonzero(self._state.rows.alive))

    def __contains__(self, key: Key) -> bool:
        return bool(self._state.find(numpy.array([packed(key)]))[0] >= 0)

    def add(self, entries: Iterable[Entry]) -> None:
        """Adds entries. One whose key is known replaces the one that is there."""
        with self._changing:
            self._state = _with(self._state, entries)

    def replace(self, entries: Iterable[Entry]) -> None:
        """Replaces entries; those that are not there yet are added."""
        self.add(entries)

    def remove(self, keys: Iterable[Key]) -> None:
        """Removes entries. Keys that are not there are ignored."""
        with self._changing:
            rows = self._state.find(numpy.array([packed(key) for key in keys], numpy.int64))
            if (rows >= 0).any():
                self._state = self._state.changed(rows[rows >= 0], Draft())

    def search(self, text: str, limit: int | None = None, kinds: Collection[SearchKind] = KINDS) -> list[Hit]:
        """At most `limit` hits of each kind (None: all), the best first.

        Found is what holds the words of `text` or begins with them, in its name or together with the names of its
        context; what holds `text` inside of a word; what holds it with some typos; and what is alike by the rule of
        MusicDB 8. Only the first 64 characters of `text` count, and 12 words of them.
        """
        state = self._state
        return Matching(state, text, len(state.rows) if limit is None else limit, kinds).run()


def _with(state: State, entries: Iterable[Entry]) -> State:
    """With new entries, and with those changed that are there. Names that are the same stay where they are."""
    draft = Draft()
    replaced: set[int] = set()
    valued: dict[int, Entry] = {}
    for some in _chunks(entries):
        rows = state.find(numpy.array([packed(entry.key) for entry in some], numpy.int64))
        stamps = numpy.array([stamp(entry) for entry in some], numpy.int64)
        known = rows >= 0
        same = known & (state.rows.stamps[rows] == stamps) if known.any() else known
        for entry, row, is_same in zip(some, rows.tolist(), same.tolist(), strict=True):
            if is_same and row not in replaced:
                valued[row] = entry
                continue
            draft.add(entry)
            if row >= 0:
                replaced.add(row)
    if valued:
        state = _valued(state, valued)
    return state.changed(numpy.array(list(replaced), numpy.intp), draft) if len(draft) else state


def _valued(state: State, entries: Mapping[int, Entry]) -> State:
    weights = numpy.array([entry.weight for entry in entries.values()], numpy.float32)
    visible = numpy.array([entry.visible for entry in entries.values()], numpy.bool_)
    return state.valued(numpy.array(list(entries), numpy.intp), weights, visible)


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    iterator = iter(entries)
    while some := list(islice(iterator, _CHUNK)):
        yield some
