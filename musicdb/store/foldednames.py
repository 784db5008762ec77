"""The table of names prepared for comparing and sorting. Triggers keep it up to date, but for what SQL cannot fold."""

from musicdb.ids import SongId
from musicdb.store.database import Database
from musicdb.store.folding import folded

_WAITING = """
SELECT artists.name, class, id FROM foldednames JOIN artists ON artistid = id WHERE class = 'artist' AND folded IS NULL
UNION ALL
SELECT albums.name, class, id FROM foldednames JOIN albums ON albumid = id WHERE class = 'album' AND folded IS NULL
UNION ALL
SELECT songs.name, class, id FROM foldednames JOIN songs ON songid = id WHERE class = 'song' AND folded IS NULL
"""

_TITLES = """
SELECT artist.folded, song.folded, songid FROM songs
JOIN foldednames AS artist ON artist.class = 'artist' AND artist.id = artistid
JOIN foldednames AS song ON song.class = 'song' AND song.id = songid
"""


class FoldedNames:
    """Names of artists, albums and songs as `folded` gives them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def complete(self) -> None:
        """Folds the names SQL could not fold. Costs nothing when there are none; never call it inside of `read`."""
        if self._database.row("SELECT 1 FROM foldednames WHERE folded IS NULL LIMIT 1") is None:
            return
        with self._database.write():
            self._database.execute_many(
                "UPDATE foldednames SET folded = ? WHERE class = ? AND id = ?",
                ((folded(name), class_, key) for name, class_, key in self._database.rows(_WAITING)),
            )

    def titles(self) -> list[tuple[str, str, SongId]]:
        """Artist and title of all songs, both folded."""
        return [(artist, title, SongId(songid)) for artist, title, songid in self._database.rows(_TITLES)]
