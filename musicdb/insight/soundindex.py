"""The index of fingerprints of this house: kept in step with the catalogue, opened when somebody needs it.

The catalogue is the truth. What the index lacks is added, what nobody has any more is removed, and an index that is
gone or damaged is made anew.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from musicdb.config.fingerprint import Fingerprints
from musicdb.errors import IndexDamagedError
from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.index.changes import Insert, Remove, items_from_bytes
from musicdb.fingerprint.index.index import FingerprintIndex, rebuild
from musicdb.fingerprint.index.matching import Candidate
from musicdb.fingerprint.index.remote import AnyIndex, open_index
from musicdb.fingerprint.index.settings import Settings
from musicdb.store.store import Store

log = logging.getLogger(__name__)

_TOGETHER: Final = 500
# A song of the house is looked for a few times a minute: that may take milliseconds, and shall miss nothing.
_EFFORT: Final = 20_000
Answer = TypeVar("Answer")


def documents(store: Store, numbers: Sequence[int] | None = None) -> Iterator[tuple[int, Items]]:
    """What the index shall hold: all numbers with their items, or some of them."""
    wanted = store.indexedsounds.all() if numbers is None else numbers
    for number, content in store.indexedsounds.fingerprints(wanted):
        yield number, items_from_bytes(content)


class SoundIndex:
    """Our own index in `directory`, or the one the configuration names. For any thread but the reactor's."""

    def __init__(self, store: Store, config: Fingerprints, directory: Path) -> None:
        self._store = store
        self._config = config
        self._directory = directory
        self._lock = threading.Lock()
        self._index: AnyIndex | None = None

    def search(self, queries: Iterable[Items], limit: int, *, tolerant: bool = False) -> list[Candidate]:
        """The best candidates of several queries, each document once: most votes first.

        `tolerant`: an item of which one bit is wrong counts, too, where the index knows how.
        """
        best: dict[int, Candidate] = {}
        for items in queries:
            for candidate in self._ask(lambda index, items=items: index.search(items, limit, tolerant=tolerant)).found:  # type: ignore[misc]
                known = best.get(candidate.id)
                if known is None or _rank(candidate) > _rank(known):
                    best[candidate.id] = candidate
        return sorted(best.values(), key=_rank, reverse=True)

    def catch_up(self, stopping: Callable[[], bool]) -> bool:
        """Brings the index in step with the catalogue. Whether it had to be changed."""
        sounds = self._store.indexedsounds
        sounds.take_in()
        index = self._opened()
        gone = sounds.gone()
        if gone:
            index.update([Remove(number) for number in gone])
            sounds.remove(gone)
        missing = sounds.unindexed()
        for first in range(0, len(missing), _TOGETHER):
            if stopping():
                break
            part = missing[first : first + _TOGETHER]
            index.update([Insert(number, items) for number, items in documents(self._store, part)])
            sounds.set_indexed(part)
        return bool(gone or missing)

    def close(self) -> None:
        """Lets go of the index. It is opened again when somebody asks."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _ask(self, question: Callable[[AnyIndex], Answer]) -> Answer:
        try:
            return question(self._opened())
        except IndexDamagedError:
            if self._config.index:
                raise
            log.warning("The index of fingerprints is damaged; it is made anew")
            with self._lock:
                if self._index is not None:
                    self._index.close()
                    self._index = None
                rebuild(self._directory, lambda: documents(self._store))
            return question(self._opened())

    def _opened(self) -> AnyIndex:
        with self._lock:
            if self._index is None:
                settings = Settings(self._config.memory, self._config.mapped, _EFFORT)
                self._index = open_index(
                    self._config.index,
                    self._config.indexkey.reveal(),
                    self._directory,
                    settings,
                    lambda: documents(self._store),
                )
                self._compare(self._index)
            return self._index

    def _compare(self, index: AnyIndex) -> None:
        """Finds out what an index that was just opened has. Of another machine only whether it is empty is known."""
        sounds = self._store.indexedsounds
        if not isinstance(index, FingerprintIndex):
            if index.version == 0:
                sounds.set_missing()
            return
        there, wanted = set(index.ids().tolist()), set(sounds.all())
        if strangers := there - wanted:
            index.update([Remove(number) for number in strangers])
        unindexed = set(sounds.unindexed())
        sounds.set_indexed(there & unindexed)
        sounds.set_missing(wanted - there - unindexed)


def _rank(candidate: Candidate) -> tuple[int, int]:
    return candidate.votes, candidate.hits
