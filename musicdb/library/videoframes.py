"""Gives videos their frames, the animated preview, and their thumbnails.

They lie in `videos/<version>/` of the artwork directory. The version is a digest of the content of the video and of the
options, so that other options or another file lead to a new directory, and what a browser has kept is never wrong.
"""

import hashlib
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

from musicdb.config.schema import VideoFrames as Options
from musicdb.errors import BadArgumentError, MusicDBError
from musicdb.ids import VideoId
from musicdb.library.artwork import Artworks
from musicdb.library.paths import MusicDirectory
from musicdb.media.previews import Size, write_frames, write_still
from musicdb.media.videos import grab_frame
from musicdb.model.records import Video
from musicdb.store.store import Store

log = logging.getLogger(__name__)

_FOLDER = "videos"
_DIGITS = 20
_PREVIEW = "preview.webp"
_NO_THUMBNAIL = "default.jpg"


class VideoFrames:
    """Renders into `directory`, the artwork directory. `ffmpeg` reads videos."""

    def __init__(
        self, store: Store, music: MusicDirectory, artworks: Artworks, directory: Path, options: Options, ffmpeg: Path
    ) -> None:
        self._store = store
        self._music = music
        self._artworks = artworks
        self._directory = directory
        self._options = options
        self._sizes = tuple(_size(scale) for scale in options.scales)
        self._ffmpeg = ffmpeg

    def import_for_video(self, videoid: VideoId) -> None:
        """Gives a video its thumbnail, unless a person has chosen one, its frames and its preview.

        A video no frame of which can be read keeps what it has.

        :raises NotFoundError: when there is no such video.
        """
        self._artworks.import_for_video(videoid)
        self.render_for_video(videoid)

    def render_for_video(self, videoid: VideoId) -> None:
        """Renders frames and preview of a video and, beside them, its thumbnail in small, as far as they are missing.

        :raises NotFoundError: when there is no such video.
        """
        video = self._store.videos.get(videoid)
        try:
            self._render(video)
        except MusicDBError as error:
            log.warning("%s gets no preview: %s", video.path, error.message)

    def frame_at(self, videoid: VideoId, seconds: float) -> bytes:
        """The picture that is seen at a time of a video.

        :raises NotFoundError: when there is no such video.
        :raises BadArgumentError: when the video is shorter than that.
        :raises InvalidContentError: when the frame cannot be read.
        """
        video = self._store.videos.get(videoid)
        if not 0 <= seconds <= video.playtime:
            raise BadArgumentError(f"This video lasts {video.playtime} s; {seconds} s is not within.")
        return grab_frame(self._music.existing(video.path), seconds, self._ffmpeg)

    def _render(self, video: Video) -> None:
        folder = f"{_FOLDER}/{self._version(video)}"
        place = self._directory / folder
        if not place.is_dir():
            frames = list(self._frames(video))
            if not frames:
                return
            write_frames(frames, place, self._sizes, self._options.previewlength / len(frames))
        self._write_thumbnail(video, place)
        preview = _PREVIEW if (place / _PREVIEW).is_file() else ""
        self._store.videos.set_frames(video.id, folder, preview)
        if video.framesdirectory not in {"", folder} and not self._store.videos.uses_frames(video.framesdirectory):
            self._remove(video.framesdirectory)

    def _version(self, video: Video) -> str:
        options = f"{self._options.frames} {self._options.previewlength} {self._sizes}"
        return hashlib.sha256(f"{video.checksum} {options}".encode()).hexdigest()[:_DIGITS]

    def _frames(self, video: Video) -> Iterator[bytes]:
        """Frames in equal distances, none at the very beginning or end."""
        place = self._music.existing(video.path)
        distance = video.playtime / (self._options.frames + 1)
        for number in range(self._options.frames):
            try:
                yield grab_frame(place, distance / 2 + distance * number, self._ffmpeg)
            except MusicDBError as error:
                log.info("No frame %d of %s: %s", number + 1, video.path, error.message)

    def _write_thumbnail(self, video: Video, place: Path) -> None:
        """Puts the thumbnail beside the frames, where its smaller sizes are looked for."""
        source = self._directory / video.thumbnailfile
        if video.thumbnailfile != _NO_THUMBNAIL and source.is_file() and not (place / source.name).is_file():
            write_still(source.read_bytes(), place, source.stem, self._sizes)

    def _remove(self, folder: str) -> None:
        place = self._directory / folder
        if place.parent == self._directory / _FOLDER:
            shutil.rmtree(place, ignore_errors=True)


def _size(scale: str) -> Size:
    width, _, height = scale.partition("x")
    return int(width), int(height)
