"""Randy chooses songs at random."""

from collections.abc import Sequence

from musicdb.ids import AlbumId, SongId
from musicdb.model.queue import Choice
from musicdb.store.store import Store


class Randy:
    """Chooses songs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def choose(self, albumid: AlbumId | None = None) -> Choice | None:
        """A song, from the whole collection or from one album. None when there is none to be had."""
        condition, values = ("", ()) if albumid is None else (" WHERE albumid = ?", (albumid,))
        row = self._store.row(f"SELECT songid FROM songs{condition} ORDER BY random() LIMIT 1", values)  # noqa: S608
        if row is None:
            return None
        return Choice(songid=SongId(row[0]), weight=1.0, factors={}, constraints=(), relaxed=(), candidates=1, albums=1)

    def remember(self, songids: Sequence[SongId]) -> None:
        """These songs were put into the queue."""
