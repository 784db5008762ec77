"""Where tasks live: in memory, and one JSON file each in `<data>/tasks/<id>.json`.

Invariant: a change is on disk before anybody hears of it. A file is written beside its place, synced and renamed, so it
is always a whole task. When several threads change one task at once, the last one to write writes the newest.
"""

import logging
import os
import re
import shutil
import threading
import time
from pathlib import Path
from typing import Any

import msgspec

from musicdb.disk import sync_directory
from musicdb.errors import BadArgumentError, UnknownTaskError
from musicdb.ids import TaskId
from musicdb.model.tasks import State, Task

log = logging.getLogger(__name__)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_LOCKS = 64


class TaskShelf:
    """All tasks. Every method may be called from any thread."""

    def __init__(self, directory: Path, uploads: Path) -> None:
        self.directory = directory
        self._uploads = uploads
        self._lock = threading.Lock()
        self._write_locks = tuple(threading.Lock() for _ in range(_LOCKS))
        self._tasks: dict[TaskId, Task] = {}
        self._encoded: dict[TaskId, msgspec.Raw] = {}
        self._touched: dict[TaskId, float] = {}

    def load(self) -> None:
        """Replaces all tasks by those on disk. A file that is not a task is set aside, never deleted."""
        with self._lock:
            self._tasks.clear()
            self._encoded.clear()
            for path in sorted(self.directory.glob("*.json")):
                self._load(path)
            if not any(self.directory.glob("*.broken")):
                self._remove_orphans()

    def _load(self, path: Path) -> None:
        try:
            task = msgspec.json.decode(path.read_bytes(), type=Task)
            if task.id != path.stem or task.state in (State.NEW, State.NOTEXISTING):
                raise msgspec.ValidationError(f"it is the task {task.id!r} in the state {task.state!r}")
        except msgspec.DecodeError as error:
            log.warning("%s is not a task and is set aside as .broken: %s", path, error)
            path.replace(path.with_suffix(".broken"))
            return
        self._keep(task)
        self._touched[task.id] = path.stat().st_mtime

    def _remove_orphans(self) -> None:
        for leftover in self.directory.glob("*.tmp"):
            leftover.unlink()
        owned = {path for task in self._tasks.values() for path in (task.uploadpath, task.preprocessedpath)}
        for path in self._uploads.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in owned:
                path.unlink()

    def get(self, taskid: TaskId) -> Task:
        """The newest version of a task. Raises UnknownTaskError."""
        task = self._tasks.get(taskid)
        if task is None:
            raise UnknownTaskError(f"There is no task {taskid!r}. It may be finished or removed.")
        return task

    def find(self, taskid: TaskId) -> Task | None:
        """The newest version of a task, if there is one."""
        return self._tasks.get(taskid)

    def all(self) -> tuple[Task, ...]:
        """A snapshot of all tasks."""
        with self._lock:
            return tuple(self._tasks.values())

    def encoded(self) -> tuple[tuple[Task, msgspec.Raw], ...]:
        """A snapshot of all tasks with their JSON, which is made only once for each version."""
        with self._lock:
            for taskid, task in self._tasks.items():
                if taskid not in self._encoded:
                    self._encoded[taskid] = msgspec.Raw(msgspec.json.encode(task))
            return tuple((task, self._encoded[taskid]) for taskid, task in self._tasks.items())

    def put(self, task: Task) -> None:
        """Adds a task, or replaces the one with its id."""
        check_id(task.id)
        with self._write_lock(task.id):
            with self._lock:
                self._keep(task)
            write_durably(self.path(task.id), msgspec.json.encode(task))

    def change(self, taskid: TaskId, while_in: State | None = None, **fields: Any) -> Task | None:
        """Changes fields of a task and returns its new version; None if it is gone or has left the state `while_in`."""
        with self._lock:
            task = self._tasks.get(taskid)
            if task is None or (while_in is not None and task.state is not while_in):
                return None
            task = msgspec.structs.replace(task, **fields)
            self._keep(task)
        self._write(taskid)
        return task

    def annotate(self, taskid: TaskId, annotations: dict[str, Any]) -> Task:
        """Merges annotations into a task. Raises UnknownTaskError."""
        with self._lock:
            task = self.get(taskid)
            task = msgspec.structs.replace(task, annotations={**task.annotations, **annotations})
            self._keep(task)
        self._write(taskid)
        return task

    def has_lost_file(self, taskid: TaskId) -> bool:
        """Whether a task is there and its file is not: somebody deleted it."""
        with self._write_lock(taskid):
            return taskid in self._tasks and not self.path(taskid).exists()

    def delete_uploads(self, task: Task) -> None:
        """Deletes what was uploaded for a task, and what was made of it."""
        for path in (task.uploadpath, task.preprocessedpath):
            if path:
                (self._uploads / path).unlink(missing_ok=True)

    def drop(self, taskid: TaskId) -> None:
        """Deletes everything that was uploaded for a task and its file, and forgets it."""
        task = self._tasks.get(taskid)
        with self._write_lock(taskid):
            if task:
                self.delete_uploads(task)
            self.path(taskid).unlink(missing_ok=True)
            with self._lock:
                self._tasks.pop(taskid, None)
                self._encoded.pop(taskid, None)
                self._touched.pop(taskid, None)

    def untouched_since(self, moment: float) -> tuple[Task, ...]:
        """The tasks nothing happened to since a unix time."""
        with self._lock:
            return tuple(task for taskid, task in self._tasks.items() if self._touched[taskid] <= moment)

    def oldest_touch(self) -> float | None:
        """The unix time something last happened to the task that has been left alone longest."""
        with self._lock:
            return min(self._touched.values(), default=None)

    def path(self, taskid: TaskId) -> Path:
        """The JSON file of a task."""
        return self.directory / f"{taskid}.json"

    def _keep(self, task: Task) -> None:
        self._tasks[task.id] = task
        self._encoded.pop(task.id, None)
        self._touched[task.id] = time.time()

    def _write(self, taskid: TaskId) -> None:
        with self._write_lock(taskid):
            task = self._tasks.get(taskid)
            if task is not None:
                write_durably(self.path(taskid), msgspec.json.encode(task))

    def _write_lock(self, taskid: TaskId) -> threading.Lock:
        return self._write_locks[hash(taskid) % _LOCKS]


def check_id(taskid: str) -> TaskId:
    """Raises BadArgumentError for an id that cannot be the name of a file."""
    if not _ID.fullmatch(taskid):
        raise BadArgumentError(
            "A task id has 1 to 128 of the characters A-Z a-z 0-9 . _ - and begins with a letter or digit."
        )
    return TaskId(taskid)


def write_durably(path: Path, content: bytes) -> None:
    """Replaces a file so that after a crash there is either the old or the new one, whole."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_directory(path.parent)
