"""The search over the catalogue: fills the index at the first search, and follows the catalogue from then on."""

import threading

from musicdb.bus import Bus
from musicdb.model.events import CachesChanged
from musicdb.model.records import Song
from musicdb.model.search import SearchKind
from musicdb.search.entries import Entry, Hit, Key
from musicdb.search.index import Index
from musicdb.store.store import Store


class Searcher:
    """Finds artists, albums, songs and videos. Hidden albums and songs nobody wants to hear are not found.

    A change of the catalogue costs the next search the comparison with what the index holds; only what is different is
    indexed anew.
    """

    def __init__(self, store: Store, bus: Bus) -> None:
        self._store = store
        self._index = Index()
        self._held: dict[Key, Entry] = {}
        self._updating = threading.Lock()
        self._outdated = True
        bus.subscribe(CachesChanged, self._outdate)

    def search(self, text: str, limit: int) -> list[Hit]:
        """At most `limit` hits of each kind, the best first."""
        with self._updating:
            if self._outdated:
                self._outdated = False
                self._follow_catalogue()
        return self._index.search(text, limit)

    def _outdate(self, _event: CachesChanged) -> None:
        self._outdated = True

    def _follow_catalogue(self) -> None:
        entries = {entry.key: entry for entry in self._entries()}
        self._index.remove(self._held.keys() - entries.keys())
        self._index.add(entry for key, entry in entries.items() if self._held.get(key) != entry)
        self._held = entries

    def _entries(self) -> list[Entry]:
        store = self._store
        with store.read():
            artists = [Entry(SearchKind.ARTIST, artist.id, artist.name) for artist in store.artists.all()]
            albums = [
                Entry(SearchKind.ALBUM, album.id, album.name, ((SearchKind.ARTIST, album.artistid),))
                for album in store.albums.all()
            ]
            songs = [_song_entry(song) for song in store.songs.all() if not song.disabled and song.favorite >= 0]
            videos = [
                Entry(SearchKind.VIDEO, video.id, video.name, ((SearchKind.ARTIST, video.artistid),))
                for video in store.videos.all()
                if not video.disabled and video.favorite >= 0
            ]
        return [*artists, *albums, *songs, *videos]


def _song_entry(song: Song) -> Entry:
    context = ((SearchKind.ARTIST, song.artistid), (SearchKind.ALBUM, song.albumid))
    likes = max(0, song.likes - song.dislikes)
    weight = 1.0 if song.favorite > 0 else likes / (likes + 3)
    return Entry(SearchKind.SONG, song.id, song.name, context, weight)
