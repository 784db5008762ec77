"""Import: what lies in the music directory gets into the catalogue."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from musicdb.bus import Bus
from musicdb.errors import BadArgumentError, MusicDBError
from musicdb.ids import TaskId
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.model.events import CachesChanged, ContentChanged
from musicdb.model.tasks import ContentType, State, Task
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.taskmanager import TaskManager

log = logging.getLogger(__name__)


class ImportManager(TaskManager):
    """Imports albums and videos. Importing again brings the catalogue up to date and keeps all ids."""

    def __init__(
        self,
        shelf: TaskShelf,
        bus: Bus,
        wake: Callable[[TaskId], None],
        music: MusicDirectory,
        importer: Importer,
    ) -> None:
        super().__init__(shelf, bus, wake)
        self._music = music
        self._importer = importer
        self._initiating = threading.Lock()

    def initiate_music_import(self, contenttype: ContentType, contentpath: str, groupid: str | None = None) -> Task:
        """Begins the import of an album directory or a video file. One that has not begun yet is not doubled."""
        if contenttype not in (ContentType.ALBUM, ContentType.VIDEO):
            raise BadArgumentError(f"Only an album or a video can be imported, not {contenttype!r}.")
        self._music.resolve(contentpath)
        field = "albumpath" if contenttype is ContentType.ALBUM else "videopath"
        annotations = {"groupid": groupid} if groupid else {}
        paths: dict[str, Any] = {field: contentpath}
        with self._initiating:
            for task in self._shelf.all():
                if task.state is State.STARTMUSICIMPORT and getattr(task, field) == contentpath:
                    return task
            task = self.create_new_task(State.STARTMUSICIMPORT, contenttype, annotations=annotations, **paths)
            self.schedule_task(task)
        return task

    def import_changed(self, changed: ContentChanged) -> None:
        """Begins the import of what was found new or changed. What is not there any more stays in the catalogue."""
        wanted = [(ContentType.ALBUM, path) for path in changed.albums]
        wanted += [(ContentType.VIDEO, path) for path in changed.videos]
        for contenttype, path in wanted:
            try:
                if not self._music.is_gone(path):
                    self.initiate_music_import(contenttype, path)
            except MusicDBError as error:
                log.warning("%s is not imported by itself: %s", path, error.message)

    def import_music(self, task: Task) -> str:
        """Imports an album or a video by the content type of its task."""
        if task.contenttype is ContentType.VIDEO:
            return self.import_video(task)
        result = self._importer.import_album(str(task.albumpath))
        self._shelf.annotate(task.id, {"albumid": result.album.id, "unreadable": list(result.unreadable)})
        return "done"

    def import_video(self, task: Task) -> str:
        """Imports a video."""
        video = self._importer.import_video(str(task.videopath))
        self._shelf.annotate(task.id, {"videoid": video.id})
        return "done"

    def refresh_caches(self, _task: Task) -> str:
        """Tells all clients that the catalogue changed."""
        self._bus.publish(CachesChanged())
        return "done"
