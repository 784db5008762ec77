"""The table of videos."""

from itertools import starmap

import msgspec

from musicdb.errors import NotFoundError
from musicdb.ids import ArtistId, VideoId
from musicdb.model.media import ColorName, ThemeColors
from musicdb.model.records import Video
from musicdb.store.database import Database
from musicdb.store.filestamps import FileStamp

_SELECT = """
SELECT videoid, songid, albumid, artistid, name, path, disabled, playtime, origin, release, added, codec, xresolution,
       yresolution, framesdirectory, thumbnailfile, previewfile, likes, dislikes, favorite, liverecording, badaudio,
       checksum, lastplayed, lyricsvideo, bgcolor, fgcolor, hlcolor, vbegin, vend
FROM videos"""

# The part to be played follows the length of the file as long as nobody has chosen another end.
_ADD_OR_UPDATE = """
INSERT INTO videos (artistid, name, path, release, origin, added, playtime, codec, xresolution, yresolution, checksum,
                    vbegin, vend)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?7)
ON CONFLICT (path) DO UPDATE SET artistid = excluded.artistid, name = excluded.name, release = excluded.release,
    playtime = excluded.playtime, codec = excluded.codec, xresolution = excluded.xresolution,
    yresolution = excluded.yresolution, checksum = excluded.checksum,
    vbegin = min(vbegin, excluded.playtime),
    vend = iif(vend = playtime, excluded.playtime, min(vend, excluded.playtime))
RETURNING videoid
"""


_ADD_OR_UPDATE_FILE = """
INSERT INTO videofiles (videoid, filesize, mtime) VALUES (?, ?, ?)
ON CONFLICT (videoid) DO UPDATE SET filesize = excluded.filesize, mtime = excluded.mtime
"""


class VideoDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What the path and the file of a video say about it. `playtime` in seconds, `added` in unix seconds.

    The fields stand in the order of the values in the statement that writes them.
    """

    artistid: ArtistId
    name: str
    path: str
    release: int
    origin: str
    added: int
    playtime: int
    codec: str
    xresolution: int
    yresolution: int
    checksum: str


class Videos:
    """Videos, each a file inside the directory of its artist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Video]:
        """All videos by artist and release."""
        return list(starmap(Video, self._database.rows(_SELECT + " ORDER BY artistid, release, name")))

    def of_artist(self, artistid: ArtistId) -> list[Video]:
        """The videos of an artist by release."""
        rows = self._database.rows(_SELECT + " WHERE artistid = ? ORDER BY release, name", (artistid,))
        return list(starmap(Video, rows))

    def get(self, videoid: VideoId) -> Video:
        """The video with this id.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_SELECT + " WHERE videoid = ?", (videoid,))
        if row is None:
            message = f"There is no video with the id {videoid}."
            raise NotFoundError(message)
        return Video(*row)

    def find(self, path: str) -> Video | None:
        """The video whose file has this path."""
        row = self._database.row(_SELECT + " WHERE path = ?", (path,))
        return None if row is None else Video(*row)

    def with_checksum(self, checksum: str) -> list[Video]:
        """The videos whose file has this SHA-256 checksum."""
        return list(starmap(Video, self._database.rows(_SELECT + " WHERE checksum = ? ORDER BY videoid", (checksum,))))

    def stamps(self, path: str | None = None) -> dict[str, FileStamp]:
        """By path what is known about the files of videos, or of one. Those read by an older MusicDB are missing."""
        statement = "SELECT path, filesize, mtime FROM videofiles NATURAL JOIN videos WHERE ?1 IS NULL OR path = ?1"
        rows = self._database.rows(statement, (path,))
        return {path: FileStamp(filesize, mtime) for path, filesize, mtime in rows}

    def move(self, videoid: VideoId, path: str) -> None:
        """Tells a video the new path of its file."""
        self._database.execute("UPDATE videos SET path = ? WHERE videoid = ?", (path, videoid))

    def add_or_update(self, details: VideoDetails, stamp: FileStamp | None = None) -> Video:
        """Adds a video, or brings the one with this path up to date; that one keeps id, statistics, flags and tags.

        `origin` and `added` count for a new video only: a person may have changed them since.
        """
        with self._database.write():
            videoid = VideoId(self._database.execute_for_id(_ADD_OR_UPDATE, msgspec.structs.astuple(details)))
            if stamp is not None:
                self._database.execute(_ADD_OR_UPDATE_FILE, (videoid, stamp.filesize, stamp.mtime))
            return self.get(videoid)

    def set_artwork(self, videoid: VideoId, thumbnailfile: str, colors: ThemeColors, *, chosen: bool) -> None:
        """Gives a video its thumbnail and the colors that go with it. `chosen`: a person has chosen it."""
        self._database.execute(
            "UPDATE videos SET thumbnailfile = ?, bgcolor = ?, fgcolor = ?, hlcolor = ?, artworkchosen = ?"
            " WHERE videoid = ?",
            (thumbnailfile, colors.background, colors.foreground, colors.highlight, int(chosen), videoid),
        )

    def set_frames(self, videoid: VideoId, framesdirectory: str, previewfile: str) -> None:
        """Tells where the frames of a video lie inside the artwork directory, and its preview inside of these."""
        statement = "UPDATE videos SET framesdirectory = ?, previewfile = ? WHERE videoid = ?"
        self._database.execute(statement, (framesdirectory, previewfile, videoid))

    def uses_frames(self, framesdirectory: str) -> bool:
        """Whether the frames of any video lie there."""
        return self._database.row("SELECT 1 FROM videos WHERE framesdirectory = ?", (framesdirectory,)) is not None

    def has_chosen_artwork(self, videoid: VideoId) -> bool:
        """Whether a person has chosen the thumbnail of a video."""
        return self._database.row("SELECT artworkchosen FROM videos WHERE videoid = ?", (videoid,)) == (1,)

    def set_color(self, videoid: VideoId, name: ColorName, color: str) -> None:
        """Gives a video one of its colors, written #RRGGBB."""
        self._database.execute(f"UPDATE videos SET {name} = ? WHERE videoid = ?", (color, videoid))  # noqa: S608

    def set_time_frame(self, videoid: VideoId, begin: int, end: int) -> None:
        """Tells which part of a video is played, in seconds."""
        self._database.execute("UPDATE videos SET vbegin = ?, vend = ? WHERE videoid = ?", (begin, end, videoid))

    def remove(self, videoid: VideoId) -> None:
        """Forgets a video with its tags. The file is not touched."""
        self._database.execute("DELETE FROM videos WHERE videoid = ?", (videoid,))
