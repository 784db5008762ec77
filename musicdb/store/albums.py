"""The table of albums."""

from itertools import starmap

from musicdb.errors import NotFoundError
from musicdb.ids import AlbumId, ArtistId
from musicdb.model.media import ColorName, ThemeColors
from musicdb.model.records import Album
from musicdb.store.database import Database

_SELECT = """
SELECT albumid, artistid, name, path, numofsongs, numofcds, origin, release, artworkpath, bgcolor, fgcolor, hlcolor,
       added, hidden
FROM albums"""

_ADD_OR_UPDATE = """
INSERT INTO albums (artistid, name, path, release, origin, added) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET artistid = excluded.artistid, name = excluded.name, release = excluded.release
RETURNING albumid
"""

_UPDATE_COUNTS = """
UPDATE albums SET (numofsongs, numofcds) = (SELECT count(*), ifnull(max(cd), 0) FROM songs WHERE albumid = ?1)
WHERE albumid = ?1
"""


class Albums:
    """Albums, each a directory inside the directory of its artist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, hidden: bool = False) -> list[Album]:
        """All albums by artist and release, the hidden ones only on demand."""
        condition = "" if hidden else " WHERE hidden = 0"
        return list(starmap(Album, self._database.rows(_SELECT + condition + " ORDER BY artistid, release, name")))

    def of_artist(self, artistid: ArtistId, *, hidden: bool = False) -> list[Album]:
        """The albums of an artist by release, the hidden ones only on demand."""
        condition = " WHERE artistid = ?" if hidden else " WHERE artistid = ? AND hidden = 0"
        return list(starmap(Album, self._database.rows(_SELECT + condition + " ORDER BY release, name", (artistid,))))

    def hidden_ones(self) -> list[Album]:
        """The hidden albums by path."""
        return list(starmap(Album, self._database.rows(_SELECT + " WHERE hidden = 1 ORDER BY path")))

    def get(self, albumid: AlbumId) -> Album:
        """The album with this id.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_SELECT + " WHERE albumid = ?", (albumid,))
        if row is None:
            message = f"There is no album with the id {albumid}."
            raise NotFoundError(message)
        return Album(*row)

    def find(self, path: str) -> Album | None:
        """The album whose directory has this path."""
        row = self._database.row(_SELECT + " WHERE path = ?", (path,))
        return None if row is None else Album(*row)

    def add_or_update(
        self, *, artistid: ArtistId, name: str, path: str, release: int, origin: str, added: int
    ) -> Album:
        """Adds an album, or brings name and release of the one with this path up to date.

        `origin` and `added` (unix seconds) count for a new album only: a person may have changed them since.
        """
        with self._database.write():
            values = (artistid, name, path, release, origin, added)
            return self.get(AlbumId(self._database.execute_for_id(_ADD_OR_UPDATE, values)))

    def update_counts(self, albumid: AlbumId) -> Album:
        """Counts the songs and CDs of an album anew."""
        with self._database.write():
            self._database.execute(_UPDATE_COUNTS, (albumid,))
            return self.get(albumid)

    def set_artwork(self, albumid: AlbumId, artworkpath: str, colors: ThemeColors, *, chosen: bool) -> None:
        """Gives an album its artwork and the colors that go with it. `chosen`: a person has chosen it."""
        self._database.execute(
            "UPDATE albums SET artworkpath = ?, bgcolor = ?, fgcolor = ?, hlcolor = ?, artworkchosen = ?"
            " WHERE albumid = ?",
            (artworkpath, colors.background, colors.foreground, colors.highlight, int(chosen), albumid),
        )

    def has_chosen_artwork(self, albumid: AlbumId) -> bool:
        """Whether a person has chosen the artwork of an album."""
        return self._database.row("SELECT artworkchosen FROM albums WHERE albumid = ?", (albumid,)) == (1,)

    def set_hidden(self, albumid: AlbumId, *, hidden: bool) -> None:
        """Hides an album from lists, or shows it again."""
        self._database.execute("UPDATE albums SET hidden = ? WHERE albumid = ?", (int(hidden), albumid))

    def set_origin(self, albumid: AlbumId, origin: str) -> None:
        """Tells where an album comes from."""
        self._database.execute("UPDATE albums SET origin = ? WHERE albumid = ?", (origin, albumid))

    def set_added(self, albumid: AlbumId, added: int) -> None:
        """Tells when an album came into the collection, in unix seconds."""
        self._database.execute("UPDATE albums SET added = ? WHERE albumid = ?", (added, albumid))

    def set_color(self, albumid: AlbumId, name: ColorName, color: str) -> None:
        """Gives an album one of its colors, written #RRGGBB."""
        self._database.execute(f"UPDATE albums SET {name} = ? WHERE albumid = ?", (color, albumid))  # noqa: S608

    def remove(self, albumid: AlbumId) -> None:
        """Forgets an album with its songs. Files are not touched."""
        self._database.execute("DELETE FROM albums WHERE albumid = ?", (albumid,))
