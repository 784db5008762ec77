"""The table of artists."""

from itertools import starmap

from musicdb.errors import NotFoundError
from musicdb.ids import ArtistId
from musicdb.model.records import Artist
from musicdb.store.database import Database
from musicdb.store.folding import folded

_SELECT = "SELECT artistid, name, path FROM artists"

# The update changes nothing; without it a known row would not return its id.
_ADD = """
INSERT INTO artists (name, path) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET path = excluded.path RETURNING artistid
"""


class Artists:
    """Artists, each a directory of the music directory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Artist]:
        """All artists in the order of their names, without regard to case and accents."""
        artists = list(starmap(Artist, self._database.rows(_SELECT)))
        return sorted(artists, key=lambda artist: (folded(artist.name), artist.path))

    def get(self, artistid: ArtistId) -> Artist:
        """The artist with this id.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_SELECT + " WHERE artistid = ?", (artistid,))
        if row is None:
            message = f"There is no artist with the id {artistid}."
            raise NotFoundError(message)
        return Artist(*row)

    def find(self, path: str) -> Artist | None:
        """The artist whose directory has this path."""
        row = self._database.row(_SELECT + " WHERE path = ?", (path,))
        return None if row is None else Artist(*row)

    def add(self, name: str, path: str) -> Artist:
        """Adds an artist, or gives the one that has this path already."""
        with self._database.write():
            return self.get(ArtistId(self._database.execute_for_id(_ADD, (name, path))))

    def remove(self, artistid: ArtistId) -> None:
        """Forgets an artist with all albums, songs and videos. Files are not touched."""
        self._database.execute("DELETE FROM artists WHERE artistid = ?", (artistid,))
