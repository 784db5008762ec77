"""An upload takes the place of the file of a song that is owned already, because a person has said so.

It may be said while the upload is on its way. It is done when all of it has come: as a change that can be undone.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from musicdb.bus import Bus
from musicdb.errors import BadArgumentError, TaskStateError
from musicdb.ids import SongId, TaskId
from musicdb.library.exchanging import Exchanger
from musicdb.media import kinds
from musicdb.model.media import Kind
from musicdb.model.tasks import ContentType, Notification, State, Task
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.states import Event
from musicdb.taskmanagement.taskmanager import TaskManager

_WAITING = (State.READYFORINTEGRATION, State.INTEGRATIONFAILED)
_BEFORE = (State.WAITFORCHUNK, State.UPLOADCOMPLETE, State.PREPROCESSING, *_WAITING)
REPLACES = "replaces"
"""The annotation with the id of the song whose file is replaced."""


class ReplacementManager(TaskManager):
    """Replaces files of songs by uploads from the directory `uploads`."""

    def __init__(
        self, shelf: TaskShelf, bus: Bus, wake: Callable[[TaskId], None], uploads: Path, exchanger: Exchanger
    ) -> None:
        super().__init__(shelf, bus, wake)
        self._uploads = uploads
        self._exchanger = exchanger

    def request_replacement(self, taskid: TaskId, songid: SongId) -> Task:
        """Lets an upload replace the file of a song as soon as it has come.

        :raises NotFoundError: when there is no such song.
        :raises BadArgumentError: when the upload is no song.
        :raises TaskStateError: when it has gone another way already.
        """
        task = self.get_task_by_id(taskid)
        if task.contenttype is not ContentType.ALBUMFILE or kinds.kind_of(str(task.sourcefilename)) is not Kind.SONG:
            raise BadArgumentError(f"“{task.sourcefilename}” is no song, so it cannot replace one.")
        if task.state not in _BEFORE:
            raise TaskStateError(f"“{task.sourcefilename}” has gone another way already.")
        self._exchanger.check(songid)
        task = self._shelf.annotate(taskid, {REPLACES: songid, "duplicatechoice": "replace", "failure": None})
        self.notify_client(Notification.STATEUPDATE, task)
        if task.state in _WAITING:
            # It may have been on its way here at this moment; then it has gone on by itself.
            with suppress(TaskStateError):
                task = self.happen(task, Event.REPLACED)
        return task

    def replace_song(self, task: Task) -> str:
        """Does it. `changeid` among the annotations says how to undo it."""
        source = self._uploads / str(task.preprocessedpath or task.uploadpath)
        changeid = self._exchanger.exchange(SongId(task.annotations[REPLACES]), source, str(task.contentchecksum))
        self._shelf.annotate(task.id, {"changeid": changeid})
        return "done"
