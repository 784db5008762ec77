"""The tables of songs, of their files and of the further tags found in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap

import msgspec

from musicdb.errors import NotFoundError
from musicdb.ids import AlbumId, ArtistId, SongId
from musicdb.model.records import Album, Song
from musicdb.store.database import Database
from musicdb.store.filestamps import FileStamp

_SELECT = """
SELECT songid, albumid, artistid, name, path, number, cd, disabled, playtime, bitrate, likes, dislikes, favorite,
       lyricsstate, checksum, lastplayed, liverecording, badaudio
FROM songs"""

_ADD_OR_UPDATE = """
INSERT INTO songs (albumid, artistid, name, path, number, cd, playtime, bitrate, checksum)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET albumid = excluded.albumid, artistid = excluded.artistid, name = excluded.name,
    number = excluded.number, cd = excluded.cd, playtime = excluded.playtime, bitrate = excluded.bitrate,
    checksum = excluded.checksum
"""

_ADD_OR_UPDATE_FILE = """
INSERT INTO songfiles (songid, codec, samplerate, channels, filesize, mtime) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (songid) DO UPDATE SET codec = excluded.codec, samplerate = excluded.samplerate,
    channels = excluded.channels, filesize = excluded.filesize, mtime = excluded.mtime
"""


class SongDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What the path and the file of a song say about it.

    `playtime` in seconds, `bitrate` in bit/s, `samplerate` in Hz, `filesize` in bytes, `mtime` in unix seconds.
    `metadata` holds the tags that have no column of their own, by lower-case name, each with all its values.
    """

    path: str
    name: str
    number: int
    cd: int
    playtime: int
    bitrate: int
    checksum: str
    codec: str
    samplerate: int
    channels: int
    filesize: int
    mtime: int
    metadata: Mapping[str, Sequence[str]]


class SongFile(msgspec.Struct, frozen=True):
    """The file of a song. `samplerate` in Hz, `filesize` in bytes."""

    codec: str
    samplerate: int
    channels: int
    filesize: int


class Songs:
    """Songs, each a file inside the directory of its album."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Song]:
        """All songs, by album, CD and number."""
        return list(starmap(Song, self._database.rows(_SELECT + " ORDER BY albumid, cd, number, name")))

    def count(self) -> int:
        """How many there are."""
        row = self._database.row("SELECT count(*) FROM songs")
        return 0 if row is None else int(row[0])

    def of_album(self, albumid: AlbumId) -> list[Song]:
        """The songs of an album, by CD, number and name."""
        rows = self._database.rows(_SELECT + " WHERE albumid = ? ORDER BY cd, number, name", (albumid,))
        return list(starmap(Song, rows))

    def of_artist(self, artistid: ArtistId) -> list[Song]:
        """The songs of an artist, by album, CD and number."""
        rows = self._database.rows(_SELECT + " WHERE artistid = ? ORDER BY albumid, cd, number, name", (artistid,))
        return list(starmap(Song, rows))

    def get(self, songid: SongId) -> Song:
        """The song with this id.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_SELECT + " WHERE songid = ?", (songid,))
        if row is None:
            message = f"There is no song with the id {songid}."
            raise NotFoundError(message)
        return Song(*row)

    def find(self, path: str) -> Song | None:
        """The song whose file has this path."""
        row = self._database.row(_SELECT + " WHERE path = ?", (path,))
        return None if row is None else Song(*row)

    def paths(self) -> dict[str, SongId]:
        """The paths of all songs with their ids."""
        return dict(self._database.rows("SELECT path, songid FROM songs"))

    def stamps(self) -> dict[str, FileStamp]:
        """By path what is known about the files of songs."""
        rows = self._database.rows("SELECT path, filesize, mtime FROM songfiles NATURAL JOIN songs")
        return {path: FileStamp(filesize, mtime) for path, filesize, mtime in rows}

    def stamps_of_album(self, path: str) -> dict[str, FileStamp]:
        """The same for the album whose directory has this path; nothing when it is unknown."""
        rows = self._database.rows(
            "SELECT songs.path, filesize, mtime FROM albums JOIN songs USING (albumid) JOIN songfiles USING (songid)"
            " WHERE albums.path = ?",
            (path,),
        )
        return {song: FileStamp(filesize, mtime) for song, filesize, mtime in rows}

    def with_checksum(self, checksum: str) -> list[Song]:
        """The songs whose file has this SHA-256 checksum."""
        return list(starmap(Song, self._database.rows(_SELECT + " WHERE checksum = ? ORDER BY songid", (checksum,))))

    def file(self, songid: SongId) -> SongFile:
        """What is known about the file of a song; nothing when it was never read."""
        row = self._database.row(
            "SELECT codec, samplerate, channels, filesize FROM songfiles WHERE songid = ?", (songid,)
        )
        return SongFile(*row) if row else SongFile("", 0, 0, 0)

    def metadata(self, songid: SongId) -> dict[str, tuple[str, ...]]:
        """The further tags of a song by name, each with all its values in the order of the file."""
        return self._metadata("SELECT songid, name, value FROM metadata WHERE songid = ?", songid).get(songid, {})

    def metadata_of_album(self, albumid: AlbumId) -> dict[SongId, dict[str, tuple[str, ...]]]:
        """The further tags of all songs of an album; a song without any is missing."""
        return self._metadata(
            "SELECT songid, name, value FROM metadata WHERE songid IN (SELECT songid FROM songs WHERE albumid = ?)",
            albumid,
        )

    def add_or_update(self, album: Album, details: Sequence[SongDetails]) -> dict[str, SongId]:
        """Adds songs to an album, or brings those with a known path up to date.

        Known songs keep their id, statistics, flags and tags. The result tells the id for each path.
        """
        with self._database.write():
            self._database.execute_many(
                _ADD_OR_UPDATE,
                (
                    (
                        album.id,
                        album.artistid,
                        song.name,
                        song.path,
                        song.number,
                        song.cd,
                        song.playtime,
                        song.bitrate,
                        song.checksum,
                    )
                    for song in details
                ),
            )
            known: dict[str, int] = dict(
                self._database.rows("SELECT path, songid FROM songs WHERE albumid = ?", (album.id,))
            )
            songids = {song.path: SongId(known[song.path]) for song in details}
            self._write_files(songids, details)
            self._write_metadata(songids, details)
        return songids

    def move_to_album(self, album: Album, paths: Iterable[tuple[SongId, str]]) -> None:
        """Tells songs the new paths of their files, which belong to this album."""
        self._database.execute_many(
            "UPDATE songs SET path = ?, albumid = ?, artistid = ? WHERE songid = ?",
            ((path, album.id, album.artistid, key) for key, path in paths),
        )

    def remove(self, songid: SongId) -> None:
        """Forgets a song with its tags and lyrics. The file is not touched."""
        self._database.execute("DELETE FROM songs WHERE songid = ?", (songid,))

    def _write_files(self, songids: Mapping[str, SongId], details: Sequence[SongDetails]) -> None:
        self._database.execute_many(
            _ADD_OR_UPDATE_FILE,
            (
                (songids[song.path], song.codec, song.samplerate, song.channels, song.filesize, song.mtime)
                for song in details
            ),
        )

    def _write_metadata(self, songids: Mapping[str, SongId], details: Sequence[SongDetails]) -> None:
        self._database.execute_many(
            "DELETE FROM metadata WHERE songid = ?", ((songids[song.path],) for song in details)
        )
        self._database.execute_many(
            "INSERT INTO metadata (songid, name, position, value) VALUES (?, ?, ?, ?)",
            (
                (songids[song.path], name, position, value)
                for song in details
                for name, values in song.metadata.items()
                for position, value in enumerate(values)
            ),
        )

    def _metadata(self, query: str, key: int) -> dict[SongId, dict[str, tuple[str, ...]]]:
        found: dict[SongId, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for songid, name, value in self._database.rows(query + " ORDER BY songid, name, position", (key,)):
            found[songid][name].append(value)
        return {songid: {name: tuple(values) for name, values in names.items()} for songid, names in found.items()}
