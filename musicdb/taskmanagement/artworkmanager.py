"""Artwork: an album gets its cover and its colors, a video its thumbnail."""

from collections.abc import Callable
from typing import Any

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import TaskId
from musicdb.library.artwork import Artworks
from musicdb.library.covering import Covers
from musicdb.library.paths import MusicDirectory
from musicdb.media.kinds import kind_of
from musicdb.media.tags import read_picture
from musicdb.model.media import Kind
from musicdb.model.tasks import ArtworkSource, ContentType, State, Task
from musicdb.store.store import Store
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.taskmanager import TaskManager


class ArtworkManager(TaskManager):
    """Imports artwork from uploaded images, songs, videos, or whatever an album directory holds."""

    def __init__(
        self,
        shelf: TaskShelf,
        bus: Bus,
        wake: Callable[[TaskId], None],
        config: Config,
        store: Store,
        music: MusicDirectory,
        artworks: Artworks,
        covers: Covers,
    ) -> None:
        super().__init__(shelf, bus, wake)
        self._directory = config.directories.uploads
        self._store = store
        self._music = music
        self._artworks = artworks
        self._covers = covers

    def initiate_artwork_import(self, sourcepath: str, targetpath: str) -> Task:
        """Begins to take the artwork of an album directory or video file from an uploaded image, a song or a video."""
        source, path = self._source(sourcepath)
        target = self._music.existing(targetpath)
        field = "videopath" if target.is_file() else "albumpath"
        paths: dict[str, Any] = {field: targetpath, "awsourcetype": source, "awsourcepath": path}
        task = self.create_new_task(State.STARTARTWORKIMPORT, ContentType.ARTWORK, **paths)
        self.schedule_task(task)
        return task

    def initiate_artwork_update(self, targetpath: str) -> Task:
        """Begins to look for the artwork of an album directory or video file where it is."""
        field = "videopath" if self._music.existing(targetpath).is_file() else "albumpath"
        paths: dict[str, Any] = {field: targetpath}
        task = self.create_new_task(State.STARTARTWORKIMPORT, ContentType.ARTWORK, **paths)
        self.schedule_task(task)
        return task

    def import_artwork(self, task: Task) -> str:
        """Renders the artwork of a task's source; without one, the best the album or video itself has.

        A source is what a person has chosen: `changeid` among the annotations says how to undo that.
        """
        if task.videopath:
            return self.import_video_artwork(task)
        album = self._store.albums.find(str(task.albumpath))
        if album is None:
            raise NotFoundError(f"The album {task.albumpath} is not in the catalogue; import it first.")
        self._shelf.annotate(task.id, {"changeid": self._covers.import_for_album(album.id, self._picture(task))})
        return "done"

    def import_video_artwork(self, task: Task) -> str:
        """Renders the thumbnail of a video from one of its frames, and its preview."""
        video = self._store.videos.find(str(task.videopath))
        if video is None:
            raise NotFoundError(f"The video {task.videopath} is not in the catalogue; import it first.")
        self._shelf.annotate(task.id, {"changeid": self._covers.import_for_video(video.id, self._picture(task))})
        return "done"

    def _source(self, sourcepath: str) -> tuple[ArtworkSource, str]:
        if any(sourcepath in (task.preprocessedpath, task.uploadpath) for task in self._shelf.all()):
            return ArtworkSource.IMAGEFILE, sourcepath
        kind = kind_of(self._music.existing(sourcepath).name)
        if kind is Kind.SONG:
            return ArtworkSource.SONGFILE, sourcepath
        if kind is Kind.VIDEO:
            return ArtworkSource.VIDEOFILE, sourcepath
        raise BadArgumentError(f"{sourcepath} is neither an uploaded image nor a song nor a video.")

    def _picture(self, task: Task) -> bytes | None:
        match task.awsourcetype:
            case ArtworkSource.IMAGEFILE:
                return (self._directory / str(task.awsourcepath)).read_bytes()
            case ArtworkSource.SONGFILE:
                return read_picture(self._music.existing(str(task.awsourcepath)))
            case ArtworkSource.VIDEOFILE:
                return self._artworks.frame_of(str(task.awsourcepath))
            case _:
                return None
