"""File system scans: what is new in the music directory, and what is gone."""

from collections.abc import Callable

import msgspec

from musicdb.bus import Bus
from musicdb.ids import TaskId
from musicdb.library.scanning import Scanner
from musicdb.model.tasks import ContentType, State, Task
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.taskmanager import TaskManager


class FilesystemManager(TaskManager):
    """Scans the music directory and keeps the result in the annotations of the task."""

    def __init__(self, shelf: TaskShelf, bus: Bus, wake: Callable[[TaskId], None], scanner: Scanner) -> None:
        super().__init__(shelf, bus, wake)
        self._scanner = scanner

    def initiate_filesystem_scan(self) -> Task:
        """Begins a scan."""
        task = self.create_new_task(State.STARTFSSCAN, ContentType.ANY)
        self.schedule_task(task)
        return task

    def scan_filesystem(self, task: Task) -> str:
        """Compares the music directory with the catalogue."""
        self._shelf.annotate(task.id, msgspec.to_builtins(self._scanner.scan_filesystem()))
        return "done"
