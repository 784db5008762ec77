"""The search over the catalogue, and its index of names."""

import threading

from musicdb.bus import Bus
from musicdb.model.events import CachesChanged
from musicdb.model.records import Song
from musicdb.model.search import SearchKind
from musicdb.search.entries import Entry, Hit
from musicdb.search.index import Index
from musicdb.store.store import Store


class Searcher:
    """Finds artists, albums, songs and videos. Hidden albums and songs nobody wants to hear are not found.

    The index is made at the first search, and anew at the first search after a change of the catalogue.
    """

    def __init__(self, store: Store, bus: Bus) -> None:
        self._store = store
        self._index = Index()
        self._updating = threading.Lock()
        self._outdated = True
        bus.subscribe(CachesChanged, self._outdate)

    def search(self, text: str, limit: int) -> list[Hit]:
        """At most `limit` hits of each kind, the best first."""
        with self._updating:
            if self._outdated:
                self._outdated = False
                self._index = Index(self._entries())
        return self._index.search(text, limit)

    def _outdate(self, _event: CachesChanged) -> None:
        self._outdated = True

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
