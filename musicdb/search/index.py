"""The public face: an index of names in memory that is searched while it is changed."""

import threading
from collections.abc import Collection, Iterable, Mapping

import numpy

from musicdb.model.search import SearchKind
from musicdb.search.entries import KINDS, Entry, Hit, Key, packed
from musicdb.search.matching import Matching
from musicdb.search.rows import stamp
from musicdb.search.state import State, empty_state


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
        self._change({packed(entry.key): entry for entry in entries}, ())

    def replace(self, entries: Iterable[Entry]) -> None:
        """Replaces entries; those that are not there yet are added."""
        self.add(entries)

    def remove(self, keys: Iterable[Key]) -> None:
        """Removes entries. Keys that are not there are ignored."""
        self._change({}, [packed(key) for key in keys])

    def search(self, text: str, limit: int | None = None, kinds: Collection[SearchKind] = KINDS) -> list[Hit]:
        """At most `limit` hits of each kind (None: all), the best first.

        Found is what holds the words of `text` or begins with them, in its name or together with the names of its
        context; what holds `text` inside of a word; what holds it with some typos; and what is alike by the rule of
        MusicDB 8. Only the first 64 characters of `text` count, and 12 words of them.
        """
        state = self._state
        return Matching(state, text, len(state.rows) if limit is None else limit, kinds).run()

    def _change(self, entries: Mapping[int, Entry], removed: Collection[int]) -> None:
        with self._changing:
            self._state = _changed(self._state, entries, removed)


def _changed(state: State, entries: Mapping[int, Entry], removed: Collection[int]) -> State:
    rows = state.find(numpy.array(list(entries), numpy.int64))
    stamps = numpy.fromiter(map(stamp, entries.values()), numpy.int64, len(entries))
    known = rows >= 0
    same = known.copy()
    same[known] = state.rows.stamps[rows[known]] == stamps[known]
    given = list(entries.values())
    if same.any():
        state = state.valued(rows[same], [given[number] for number in numpy.flatnonzero(same).tolist()])
    gone = state.find(numpy.array(list(removed), numpy.int64))
    replaced = numpy.concatenate((rows[known & ~same], gone[gone >= 0]))
    new = [given[number] for number in numpy.flatnonzero(~same).tolist()]
    return state.changed(replaced, new) if len(replaced) or new else state
