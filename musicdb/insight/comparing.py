"""Compares sounds that are new in the index with those that were there before."""

from collections.abc import Callable, Iterator
from typing import Final

from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.matching import match
from musicdb.insight.soundindex import SoundIndex, documents
from musicdb.model.soundmatches import SoundMatch, Verdict
from musicdb.store.store import Store

_CANDIDATES: Final = 20
_TOGETHER: Final = 50


class Comparing:
    """Finds out what is alike in the library. To be used by one thread."""

    def __init__(self, store: Store, index: SoundIndex) -> None:
        self._store = store
        self._index = index

    def compare(self, stopping: Callable[[], bool]) -> Iterator[list[int]]:
        """Compares all sounds that were not, and tells in portions which have been. Ends early when told to stop."""
        sounds = self._store.indexedsounds
        numbers = sounds.uncompared()
        for first in range(0, len(numbers), _TOGETHER):
            part = numbers[first : first + _TOGETHER]
            found: list[tuple[int, int, SoundMatch]] = []
            for number, items in documents(self._store, part):
                if stopping():
                    return
                found += self._alike(number, items)
            with self._store.write():
                known = set(sounds.all())
                self._store.soundmatches.keep(one for one in found if {one[0], one[1]} <= known)
                sounds.set_compared(part)
            yield part

    def _alike(self, number: int, items: Items) -> Iterator[tuple[int, int, SoundMatch]]:
        candidates = [one.id for one in self._index.search([items], _CANDIDATES) if one.id != number]
        for other, known in documents(self._store, candidates):
            low, high = (number, other) if number < other else (other, number)
            found = match(items, known) if low == number else match(known, items)
            if found.verdict is not Verdict.DIFFERENT:
                yield low, high, found
