"""The opened services in a temporary place, and everything that is told on their bus."""

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.ids import TaskId
from musicdb.model.events import CachesChanged, TaskChanged
from musicdb.model.tasks import Notification, State, Task
from musicdb.opening import close_services, open_services
from musicdb.taskmanagement.admission import Offer
from musicdb.taskmanagement.uploadmanager import BINARY
from musicdb.wire.chunks import Chunk
from tests.running import PATIENCE


class House:
    """Services that are open until `close`. All events are kept in `events`, in their order."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.events: list[Any] = []
        self._changed = threading.Condition()
        bus = Bus()
        bus.subscribe(TaskChanged, self._keep)
        bus.subscribe(CachesChanged, self._keep)
        self.services = open_services(config, bus)
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the services. Doing it twice does no harm."""
        if self._open:
            self._open = False
            close_services(self.services)

    def _keep(self, event: Any) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def until(self, condition: Callable[[Any], bool], since: int = 0) -> Any:
        """Waits for an event that meets the condition, and returns the first."""

        def found() -> Any:
            return next((event for event in self.events[since:] if condition(event)), None)

        with self._changed:
            if not self._changed.wait_for(found, PATIENCE):
                told = [(event.notification, event.state, event.message) for event in self.tasks_told()]
                raise AssertionError(f"it did not happen; what happened: {told}")
            return found()

    def tasks_told(self, taskid: str | None = None) -> list[TaskChanged]:
        """All news about tasks, or about one of them."""
        events = [event for event in self.events if isinstance(event, TaskChanged)]
        return [event for event in events if taskid is None or event.taskid == taskid]

    def until_state(self, taskid: str, state: State) -> TaskChanged:
        """Waits until a task is told to be in a state."""
        return self.until(
            lambda event: (
                isinstance(event, TaskChanged)
                and event.taskid == taskid
                and event.state is state
                and event.notification is not Notification.CHUNKREQUEST
            )
        )

    def until_imported(self, since: int = 0) -> TaskChanged:
        """Waits until an import is complete."""
        return self.until(lambda event: getattr(event, "state", None) is State.IMPORTCOMPLETE, since)

    def until_stored(self, taskid: str, offset: int) -> None:
        """Waits until that much of an upload is on disk."""
        deadline = time.monotonic() + PATIENCE
        while self.services.uploads.get_task_by_id(TaskId(taskid)).offset != offset:
            with self._changed:
                self._changed.wait(0.02)
            assert time.monotonic() < deadline

    def until_idle(self) -> None:
        """Waits until there are no tasks any more."""
        deadline = time.monotonic() + PATIENCE
        while tasks := self.services.uploads.get_tasks():
            with self._changed:
                self._changed.wait(0.02)
            assert time.monotonic() < deadline, f"still there: {tasks}"

    def states_of(self, taskid: str) -> list[State]:
        """The states a task was told to be in, without repetitions."""
        states: list[State] = []
        for event in self.tasks_told(taskid):
            if not states or states[-1] is not event.state:
                states.append(event.state)
        return states

    def offer(self, path: Path, contenttype: str = "albumfile", filename: str | None = None) -> Offer:
        """The offer a client makes for a file."""
        content = path.read_bytes()
        return Offer(
            mimetype="",
            contenttype=contenttype,
            filesize=len(content),
            checksum=hashlib.sha1(content, usedforsecurity=False).hexdigest(),
            filename=filename or path.name,
        )

    def begin(self, path: Path, taskid: str, contenttype: str = "albumfile", **annotations: Any) -> Task:
        """Begins an upload without sending anything."""
        return self.services.uploads.initiate_upload(taskid, self.offer(path, contenttype), BINARY, annotations)

    def send(self, path: Path, taskid: str, begin: int = 0, end: int | None = None) -> None:
        """Sends a part of a file as one chunk, and waits until it is stored."""
        stored = threading.Event()
        payload = path.read_bytes()[begin:end]
        self.services.uploads.receive_chunk(Chunk(TaskId(taskid), begin, payload), stored.set)
        assert stored.wait(PATIENCE)

    def upload(self, path: Path, taskid: str, contenttype: str = "albumfile", **annotations: Any) -> None:
        """Uploads a file and waits until it is ready for integration."""
        self.begin(path, taskid, contenttype, **annotations)
        self.send(path, taskid)
        self.until_state(taskid, State.READYFORINTEGRATION)
