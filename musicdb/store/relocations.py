"""Tells artists, albums, songs and videos that their directory or file has another path. Ids stay what they are."""

from musicdb.errors import CollisionError
from musicdb.ids import AlbumId, ArtistId, SongId, VideoId
from musicdb.model.records import Album
from musicdb.store.database import Database
from musicdb.store.keptrecords import Table

# "0" follows "/": between both lies everything below a directory, and the index on the path finds it.
_BELOW = "(path = ?1 OR (path >= ?1 || '/' AND path < ?1 || '0'))"
_MOVE = f"UPDATE {{table}} SET path = ?2 || substr(path, length(?1) + 1) WHERE {_BELOW}"  # noqa: S608
_FIND = f"SELECT path FROM {{table}} WHERE {_BELOW} LIMIT 1"  # noqa: S608

_LIKE = """
UPDATE albums SET (origin, artworkpath, bgcolor, fgcolor, hlcolor, added, hidden, artworkchosen)
= (SELECT origin, artworkpath, bgcolor, fgcolor, hlcolor, added, hidden, artworkchosen FROM albums WHERE albumid = ?2)
WHERE albumid = ?1
"""


class Relocations:
    """Changes of paths and of what the paths say."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def move(self, old: str, new: str) -> None:
        """Gives everything at a path, and below it, the new path.

        :raises CollisionError: when the catalogue has something at the new path already.
        """
        with self._database.write():
            for table in Table:
                if self._database.row(_FIND.format(table=table), (old,)) is None:
                    continue
                taken = self._database.row(_FIND.format(table=table), (new,))
                if taken is not None:
                    raise CollisionError(
                        f'The catalogue has an entry for "{taken[0]}" already. '
                        "Remove that entry, or merge both, and try again."
                    )
                self._database.execute(_MOVE.format(table=table), (old, new))

    def set_checksum(self, path: str, checksum: str) -> None:
        """Tells a song that its file has another content."""
        self._database.execute("UPDATE songs SET checksum = ? WHERE path = ?", (checksum, path))

    def name_artist(self, artistid: ArtistId, name: str) -> None:
        """Gives an artist another name."""
        self._database.execute("UPDATE artists SET name = ? WHERE artistid = ?", (name, artistid))

    def place_album(self, albumid: AlbumId, artistid: ArtistId, name: str, release: int) -> None:
        """Gives an album with its songs another artist, and another name and release."""
        values = (artistid, name, release, albumid)
        self._database.execute("UPDATE albums SET artistid = ?, name = ?, release = ? WHERE albumid = ?", values)

    def place_song(self, songid: SongId, album: Album, name: str, number: int, cd: int) -> None:
        """Gives a song another album, and another name, number and CD."""
        self._database.execute(
            "UPDATE songs SET albumid = ?, artistid = ?, name = ?, number = ?, cd = ? WHERE songid = ?",
            (album.id, album.artistid, name, number, cd, songid),
        )

    def place_video(self, videoid: VideoId, artistid: ArtistId, name: str, release: int) -> None:
        """Gives a video another artist, and another name and release."""
        values = (artistid, name, release, videoid)
        self._database.execute("UPDATE videos SET artistid = ?, name = ?, release = ? WHERE videoid = ?", values)

    def dress_album(self, albumid: AlbumId, like: AlbumId) -> None:
        """Gives an album the origin, the artwork and the colors of another one."""
        self._database.execute(_LIKE, (albumid, like))
