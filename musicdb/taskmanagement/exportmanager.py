"""Exports: a device gets the music that is selected for it. One task for a device, and one device after the other."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from musicdb.bus import Bus
from musicdb.errors import DeviceError
from musicdb.ids import TaskId
from musicdb.library.devices import Device
from musicdb.library.exporting import Exporter
from musicdb.model.events import ExportProgress
from musicdb.model.exports import Device as DeviceView
from musicdb.model.exports import ExportPlan, KnownDevices
from musicdb.model.tasks import ContentType, State, Task
from musicdb.store.store import Store
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.states import Event
from musicdb.taskmanagement.taskmanager import TaskManager

_KEY = "device"
_MOST_DEVICES = 20
_SECONDS_BETWEEN_NEWS = 0.5


class _StoppedError(Exception):
    """The task is gone, or the server stops."""


class ExportManager(TaskManager):
    """Begins exports and does them. A device is known by the place where it is mounted."""

    def __init__(
        self,
        shelf: TaskShelf,
        bus: Bus,
        wake: Callable[[TaskId], None],
        store: Store,
        exporter: Exporter,
        is_stopping: Callable[[], bool],
    ) -> None:
        super().__init__(shelf, bus, wake)
        self._store = store
        self._exporter = exporter
        self._is_stopping = is_stopping
        self._one_at_a_time = threading.Lock()

    def devices(self) -> list[DeviceView]:
        """The devices that were exported to, the last one first."""
        return [_look_at(path) for path in self._store.settings.load(KnownDevices).paths]

    def plan_export(self, path: str) -> ExportPlan:
        """What an export would do. Raises DeviceError when there is no initialized device."""
        return self._exporter.plan(self._exporter.checked(path))

    def initiate_export(self, path: str) -> Task:
        """Begins an export. One that is under way already is not doubled, one that failed goes on."""
        root = self._exporter.checked(path)
        Device(root)
        known = self._store.settings.load(KnownDevices).paths
        paths = dict.fromkeys((str(root), *known))
        self._store.settings.save(KnownDevices(tuple(paths)[:_MOST_DEVICES]))
        for task in self._shelf.all():
            if task.annotations.get(_KEY) == str(root):
                if task.state is State.EXPORTFAILED:
                    return self.happen(task, Event.RETRIED)
                if task.state in {State.STARTEXPORT, State.EXPORTING}:
                    return task
        task = self.create_new_task(State.STARTEXPORT, ContentType.ANY, annotations={_KEY: str(root)})
        self.schedule_task(task)
        return task

    def export_music(self, task: Task) -> str:
        """Brings the device of a task up to date. The result stays in the annotations."""
        root = Path(task.annotations[_KEY])
        next_news = 0.0

        def told(done: int, total: int, name: str, fraction: float) -> None:
            nonlocal next_news
            current = self._shelf.find(task.id)
            if self._is_stopping() or current is None or current.state is not State.EXPORTING:
                raise _StoppedError
            if time.monotonic() >= next_news or done == total:
                next_news = time.monotonic() + _SECONDS_BETWEEN_NEWS
                self._bus.publish(ExportProgress(task.id, str(root), done, total, name, round(fraction, 3)))

        try:
            with self._one_at_a_time:
                result = self._exporter.export(root, told)
        except _StoppedError:
            return "interrupted"
        self._shelf.annotate(task.id, {"export": msgspec.to_builtins(result)})
        return "done"


def _look_at(path: str) -> DeviceView:
    try:
        return DeviceView(path, connected=True, songs=len(Device(Path(path)).records))
    except (DeviceError, OSError):
        return DeviceView(path, connected=False, songs=0)
