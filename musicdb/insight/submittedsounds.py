"""Finds what was submitted and is not in the library: an index of its own, opened when somebody needs it."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from musicdb.errors import IndexDamagedError
from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.index.changes import Insert
from musicdb.fingerprint.index.index import FingerprintIndex, rebuild
from musicdb.fingerprint.index.settings import Settings
from musicdb.fingerprint.matching import match
from musicdb.fingerprint.textformat import decode
from musicdb.model.soundmatches import SoundMatch
from musicdb.store.store import Store

_CANDIDATES: Final = 20
_TOGETHER: Final = 500


class SubmittedHit(msgspec.Struct, frozen=True):
    """A submitted sound that is like a query. `duration` in seconds, as the submission says."""

    trackid: str
    duration: int
    match: SoundMatch


class SubmittedSounds:
    """The table of submissions is the truth; an index that lacks some of it, or is damaged, is made anew."""

    def __init__(self, store: Store, directory: Path) -> None:
        self._store = store
        self._directory = directory
        self._lock = threading.Lock()
        self._index: FingerprintIndex | None = None

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._store.submissions.founding_numbers())

    def add(self, number: int, items: Items) -> None:
        """A track begins with this submission."""
        self._opened().update([Insert(number, items)])

    def search(self, items: Items) -> list[SubmittedHit]:
        """What is like a query."""
        if not self:
            return []
        try:
            found = self._opened().search(items, _CANDIDATES).found
        except IndexDamagedError:
            self.close()
            rebuild(self._directory, self._documents)
            found = self._opened().search(items, _CANDIDATES).found
        rows = self._store.submissions.founding([candidate.id for candidate in found])
        return [
            SubmittedHit(trackid, duration, match(items, decode(text).items)) for _, trackid, duration, text in rows
        ]

    def close(self) -> None:
        """Lets go of the index. It is opened again when somebody asks."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _opened(self) -> FingerprintIndex:
        with self._lock:
            if self._index is None:
                index = FingerprintIndex.open(self._directory, Settings(), self._documents)
                missing = sorted(set(self._store.submissions.founding_numbers()) - set(index.ids().tolist()))
                index.update([Insert(number, items) for number, items in self._documents(missing)])
                self._index = index
            return self._index

    def _documents(self, numbers: list[int] | None = None) -> Iterator[tuple[int, Items]]:
        wanted = self._store.submissions.founding_numbers() if numbers is None else numbers
        for first in range(0, len(wanted), _TOGETHER):
            for number, _, _, text in self._store.submissions.founding(wanted[first : first + _TOGETHER]):
                yield number, decode(text).items
