"""The search over the catalogue. Its index of names follows the catalogue change by change."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator

from musicdb.model.search import SearchKind
from musicdb.search.entries import Entry, Hit
from musicdb.search.index import Index
from musicdb.store.searchnames import SearchName
from musicdb.store.store import Store

# Of a song with so many likes the weight is a half.
_HALF_LIKED = 3
_TITLE = re.compile(r"^\s*\[ti:\s*(.*?)\s*\]\s*$", re.IGNORECASE | re.MULTILINE)


class Searcher:
    """Finds artists, albums, songs, videos and lyrics. Hidden albums and what nobody wants to hear are not found.

    The index is made at the first search. Each further search first takes over what has changed since; while one
    thread does, the others find what was there before.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index: Index | None = None
        self._followed = 0
        self._following = threading.Lock()

    def search(self, text: str, limit: int) -> list[Hit]:
        """At most `limit` hits of each kind, the best first."""
        return self._followed_index().search(text, limit)

    def _followed_index(self) -> Index:
        index = self._index
        if index is not None and self._store.searchnames.newest_change() == self._followed:
            return index
        if self._following.acquire(blocking=index is None):
            try:
                index = self._index = self._follow(self._index)
            finally:
                self._following.release()
        return index or Index()

    def _follow(self, index: Index | None) -> Index:
        names = self._store.searchnames
        with self._store.read():
            newest = names.newest_change()
            if index is None:
                index = Index(_entries(SearchKind, names.all))
            elif newest != self._followed:
                changes = names.changes_since(self._followed)
                present = list(_entries(changes, lambda kind: names.some(kind, changes[kind])))
                gone = {(kind, key) for kind, keys in changes.items() for key in keys}
                index.remove(gone.difference(entry.key for entry in present))
                index.add(present)
        self._followed = newest
        return index


def _entries(kinds: Iterable[SearchKind], names: Callable[[SearchKind], Iterable[SearchName]]) -> Iterator[Entry]:
    for kind in kinds:
        for name in names(kind):
            text = _title(name) if kind is SearchKind.LYRICS else name.name
            weight = 1.0 if name.loved else name.likes / (name.likes + _HALF_LIKED)
            yield Entry(kind, name.id, text, tuple(_context(name)), weight, visible=bool(name.wanted))


def _context(name: SearchName) -> Iterator[tuple[SearchKind, int]]:
    if name.artistid is not None:
        yield SearchKind.ARTIST, name.artistid
    if name.albumid is not None:
        yield SearchKind.ALBUM, name.albumid


def _title(lyrics: SearchName) -> str:
    """The title that stands in lyrics, or else their first line."""
    title = _TITLE.search(lyrics.timed)
    return title[1] if title else lyrics.name.strip().partition("\n")[0]
