"""What all managers share: making tasks, finding them, moving them through their states, telling clients.

Managers share one shelf, so they see the same tasks.
"""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from musicdb.bus import Bus
from musicdb.errors import MusicDBError, TaskStateError, UnknownTaskError
from musicdb.ids import TaskId
from musicdb.model.events import TaskChanged
from musicdb.model.tasks import ContentType, Notification, State, Task
from musicdb.model.views import TaskList
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.states import STATES

log = logging.getLogger(__name__)

Callback = Callable[[TaskChanged], None]


class TaskManager:
    """The common interface of the managers, used by the task management thread and by the API."""

    def __init__(self, shelf: TaskShelf, bus: Bus, wake: Callable[[TaskId], None]) -> None:
        self._shelf = shelf
        self._bus = bus
        self._wake = wake

    def create_new_task(
        self, state: State, contenttype: ContentType, taskid: TaskId | None = None, **fields: Any
    ) -> Task:
        """A new task in one of the states a life may begin in. It is neither saved nor scheduled."""
        if state not in STATES.entries:
            raise TaskStateError(f"A task cannot begin in the state {state!r}.")
        now = int(time.time())
        return Task(
            id=taskid or self.create_task_id(),
            state=state,
            contenttype=contenttype,
            initializationtime=now,
            updatetime=now,
            **fields,
        )

    def create_task_id(self) -> TaskId:
        """A fresh task id, a UUID of version 4."""
        return TaskId(str(uuid.uuid4()))

    def exists_task_file(self, task: Task) -> bool:
        """Whether the JSON file of a task is there. People delete it to get rid of a task."""
        return self._shelf.path(task.id).exists()

    def get_task_by_id(self, taskid: TaskId) -> Task:
        """The task with this id. If there is none, clients are told, and UnknownTaskError is raised."""
        try:
            return self._shelf.get(taskid)
        except UnknownTaskError as error:
            self.notify_client(Notification.INTERNALERROR, None, error.message)
            raise

    def find_task(self, taskid: TaskId) -> Task | None:
        """The task with this id, if there is one. Nobody is told."""
        return self._shelf.find(taskid)

    def get_tasks(self) -> tuple[Task, ...]:
        """All tasks."""
        return self._shelf.all()

    def current_tasks(self) -> TaskList:
        """All tasks by content type, each already encoded."""
        groups: dict[ContentType, list[Any]] = {contenttype: [] for contenttype in ContentType}
        for task, encoded in self._shelf.encoded():
            groups[task.contenttype].append(encoded)
        return TaskList(
            groups[ContentType.VIDEO],
            groups[ContentType.ALBUMFILE],
            groups[ContentType.ALBUM],
            groups[ContentType.ARTWORK],
            groups[ContentType.ANY],
        )

    def schedule_task(self, task: Task) -> None:
        """Saves a new task, tells clients and hands it to the task management thread."""
        self.save_task(task)
        self.notify_client(Notification.STATEUPDATE, task)
        self._wake(task.id)

    def save_task(self, task: Task) -> None:
        """Brings a task to disk."""
        self._shelf.put(task)

    def load_tasks(self) -> None:
        """Replaces all tasks by those on disk."""
        self._shelf.load()

    def remove_task(self, taskid: TaskId) -> None:
        """Forgets a task and deletes its JSON file and its temporary files."""
        self._shelf.drop(taskid)

    def remove(self, task: Task) -> str:
        """The last duty of a task."""
        self.remove_task(task.id)
        return "done"

    def update_task_state(
        self, task: Task, state: State, errormessage: str | None = None, **fields: Any
    ) -> Task | None:
        """Brings a task into a state, saves it, tells clients and wakes the thread.

        Further fields change with the state in one step. Returns the new version; None when the task has left the state
        of `task`, because somebody else was faster. With `errormessage` clients get an InternalError.
        """
        if task.state is state:
            return task
        updated = self._shelf.change(task.id, while_in=task.state, state=state, updatetime=int(time.time()), **fields)
        if updated is None:
            return None
        notification = Notification.STATEUPDATE if errormessage is None else Notification.INTERNALERROR
        self.notify_client(notification, updated, errormessage)
        self._wake(task.id)
        return updated

    def happen(self, task: Task, event: str, errormessage: str | None = None, **fields: Any) -> Task:
        """Lets an event happen to a task. Raises TaskStateError where it means nothing in the task's state."""
        state = STATES.after(task.state, event)
        updated = state and self.update_task_state(task, state, errormessage, **fields)
        if not updated:
            raise TaskStateError(f"The task {task.id} is in the state {task.state!r}; it cannot {event} now.")
        return updated

    def fail(self, task: Task, event: str, error: MusicDBError) -> Task | None:
        """Lets a failure happen to a task, unless it is gone. The reason stays with it, for clients that come later."""
        state = STATES.after(task.state, event)
        if state is None or self._shelf.find(task.id) is None:
            return None
        self._shelf.annotate(task.id, {"failure": {"code": error.code, "message": error.message}})
        return self.update_task_state(task, state, error.message)

    def notify_client(
        self,
        notification: Notification,
        task: Task | None,
        message: str | None = None,
        offset: int | None = None,
        chunksize: int | None = None,
    ) -> None:
        """Tells all clients about a task. For a task that does not exist, `task` is None."""
        self._bus.publish(
            TaskChanged(
                notification=notification,
                taskid=task.id if task else None,
                state=task.state if task else State.NOTEXISTING,
                offset=task.offset if offset is None and task else offset,
                chunksize=chunksize,
                task=task,
                message=message,
            )
        )

    def register_callback(self, function: Callback) -> None:
        """Calls a function with all news about tasks."""
        self._bus.subscribe(TaskChanged, function)

    def remove_callback(self, function: Callback) -> None:
        """Does not call a function any more."""
        self._bus.unsubscribe(TaskChanged, function)
