"""Gives albums their covers and videos their thumbnails, with the colors that go with them.

An album takes the first picture that can be used: the one in its directory, the one inside of its songs. With none of
them it keeps what it has, at first the default. What a person has chosen (`covering.py`) stays.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from musicdb.config.schema import Music
from musicdb.errors import InvalidContentError, MusicDBError, NotFoundError
from musicdb.ids import AlbumId, VideoId
from musicdb.library.dressing import look_of, put_on
from musicdb.library.paths import MusicDirectory
from musicdb.library.steps import Look
from musicdb.library.walking import Found, Walker
from musicdb.media.colors import theme_colors
from musicdb.media.kinds import kind_of, split_extension
from musicdb.media.pictures import render_artwork
from musicdb.media.tags import read_picture
from musicdb.media.videos import grab_frame, read_video
from musicdb.model.media import Kind
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store

log = logging.getLogger(__name__)

LARGEST_PICTURE_FILE = 64 * 1024 * 1024
"""The largest picture file that is read into memory, in bytes."""

_COVER_NAMES = ("cover", "folder", "front", "albumart", "album", "artwork")
_FRAME_POSITIONS = (0.1, 0.25, 0.5)


class Artworks:
    """Renders pictures into `directory`, in squares of the given widths in pixels (`scales`)."""

    def __init__(
        self, store: Store, music: MusicDirectory, directory: Path, scales: Sequence[int], ffmpeg: Path
    ) -> None:
        self._store = store
        self._music = music
        self._directory = directory
        self._scales = tuple(scales)
        self._ffmpeg = ffmpeg
        self._walker = Walker(music, Music())

    def import_for_album(self, albumid: AlbumId) -> None:
        """Gives an album the best artwork its files have, unless a person has chosen one that is still there.

        Pictures that cannot be used are passed by.

        :raises NotFoundError: when there is no such album.
        """
        album = self._store.albums.get(albumid)
        self._import(Table.ALBUMS, albumid, album.path, self._pictures_of_album(album.path))

    def import_for_video(self, videoid: VideoId) -> None:
        """Gives a video one of its frames as thumbnail, unless a person has chosen one that is still there.

        :raises NotFoundError: when there is no such video.
        """
        video = self._store.videos.get(videoid)
        self._import(Table.VIDEOS, videoid, video.path, self._pictures_of_video(video.path))

    def render(self, picture: bytes, *, chosen: bool) -> Look:
        """Renders a picture nobody uses yet. `chosen`: a person has chosen it.

        :raises PictureError: when it cannot be used.
        """
        colors = theme_colors(picture)
        return Look(render_artwork(picture, self._directory, self._scales), colors, chosen)

    def frame_of(self, videopath: str) -> bytes:
        """A picture of a video: of a few frames the one with the most to see.

        :raises NotFoundError: when there is no such video.
        :raises InvalidContentError: when no frame can be read.
        """
        place = self._music.existing(videopath)
        playtime = read_video(place, self._ffmpeg).playtime
        frames = [frame for position in _FRAME_POSITIONS for frame in self._frames(place, position * playtime)]
        frames = frames or list(self._frames(place, 0.0))
        if not frames:
            raise InvalidContentError(f"No picture can be read from the video “{videopath}”.")
        # A black or plain frame compresses to nearly nothing.
        return max(frames, key=len)

    def _frames(self, place: Path, seconds: float) -> Iterator[bytes]:
        try:
            yield grab_frame(place, seconds, self._ffmpeg)
        except MusicDBError as error:
            log.info("No frame of %s at %.1f s: %s", place.name, seconds, error.message)

    def _import(self, table: Table, key: int, path: str, pictures: Iterable[bytes]) -> None:
        before = look_of(self._store, table, key)
        if before.chosen and (self._directory / before.path).is_file():
            return
        look = self._rendered(path, pictures)
        if look is None:
            return
        if look.path == before.path:
            # The same picture as before may have got other colors from a person.
            look = Look(look.path, before.colors, chosen=False)
        with self._store.write():
            # While it was rendered, a person may have chosen one.
            if look_of(self._store, table, key) == before:
                put_on(self._store, table, key, look)

    def _rendered(self, path: str, pictures: Iterable[bytes]) -> Look | None:
        """How the first picture that can be used looks."""
        for picture in pictures:
            try:
                return self.render(picture, chosen=False)
            except MusicDBError as error:
                log.warning("A picture of %s cannot be used: %s", path, error.message)
        return None

    def _pictures_of_album(self, albumpath: str) -> Iterator[bytes]:
        try:
            album = Found(albumpath, self._music.existing(albumpath))
        except NotFoundError:
            return
        for picture in _covers(self._walker.files(album)):
            try:
                yield picture.place.read_bytes()
            except OSError as error:
                log.warning("%s cannot be read: %s", picture.path, error.strerror)
        for song in self._walker.songs(album):
            try:
                embedded = read_picture(song.place)
            except InvalidContentError:
                continue
            if embedded is not None:
                yield embedded

    def _pictures_of_video(self, videopath: str) -> Iterator[bytes]:
        try:
            yield self.frame_of(videopath)
        except MusicDBError as error:
            log.warning("%s gets no thumbnail: %s", videopath, error.message)


def _covers(files: Sequence[Found]) -> list[Found]:
    """The pictures of a directory that may be its cover, by their names, the best first; or its only picture."""
    pictures = [file for file in files if kind_of(file.place.name) is Kind.IMAGE and _is_readable(file.place)]
    named = [picture for picture in pictures if _rank(picture) < _NO_COVER]
    if not named and len(pictures) == 1:
        return pictures
    return sorted(named, key=lambda picture: (_rank(picture), -picture.place.stat().st_size))


_NO_COVER = 2 * len(_COVER_NAMES)


def _rank(picture: Found) -> int:
    """How much a name promises the cover: the very word, then a name that begins with it, then nothing."""
    stem = split_extension(picture.place.name)[0].casefold()
    if stem in _COVER_NAMES:
        return _COVER_NAMES.index(stem)
    beginnings = (number for number, name in enumerate(_COVER_NAMES) if stem.startswith(name))
    return next(beginnings, len(_COVER_NAMES)) + len(_COVER_NAMES)


def _is_readable(place: Path) -> bool:
    try:
        return place.stat().st_size <= LARGEST_PICTURE_FILE
    except OSError:
        return False
