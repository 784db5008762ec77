"""What happens, told to whoever listens. The bus carries these; net turns them into packets for all clients."""

from typing import Any

import msgspec

from musicdb.ids import TaskId
from musicdb.model.tasks import Notification, State, Task


class TaskChanged(msgspec.Struct, frozen=True, kw_only=True):
    """News about one task. `task` is None when there is no task with this id.

    `offset` and `chunksize` (bytes) say which part of the file a ChunkRequest asks for.
    """

    notification: Notification
    state: State
    taskid: TaskId | None = None
    offset: int | None = None
    chunksize: int | None = None
    task: Task | None = None
    message: str | None = None


class CachesChanged(msgspec.Struct, frozen=True):
    """The catalogue changed; clients reload what they cached."""


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """A fresh answer of a getter that all clients shall see, under the caller's signature."""

    fncname: str
    fncsig: str | None
    result: Any
    passed: Any = None


class SongQueueChanged(msgspec.Struct, frozen=True):
    """The song queue is not what it was; clients ask for it again."""


class SongChanged(msgspec.Struct, frozen=True):
    """Another entry is the current one: the first in the song queue."""
