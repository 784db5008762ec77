"""What happens, told to whoever listens. The bus carries these; net turns them into packets for all clients."""

from typing import Any

import msgspec

from musicdb.ids import PlaylistId, SongId, TaskId
from musicdb.model.records import Video
from musicdb.model.tasks import Notification, State, Task
from musicdb.model.videoqueue import VideoEntry


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


class AudioStreamChanged(msgspec.Struct, frozen=True):
    """Play or pause, the first or last listener, another song: clients ask for the state of the stream again."""


class AudioStreamTime(msgspec.Struct, frozen=True):
    """How many seconds of the current song were played; 0 when there is nothing to play."""

    seconds: float


class SongSkipped(msgspec.Struct, frozen=True):
    """A song of the queue cannot be played; the music goes on with the next one."""

    entryid: str
    songid: SongId
    reason: str


class PlaylistChanged(msgspec.Struct, frozen=True):
    """A playlist is not what it was, or not there any more; clients ask for it again."""

    playlistid: PlaylistId


class AudioStreamInterrupted(msgspec.Struct, frozen=True):
    """No song can be played at the moment. The music goes on by itself as soon as one can."""

    reason: str


class AudioStreamStrained(msgspec.Struct, frozen=True):
    """The stream was made later than it should be: the machine has too much to do. Work that can wait shall rest."""


class ContentChanged(msgspec.Struct, frozen=True):
    """Albums and videos of the music directory, by path, are not what the catalogue knows. Nothing was imported."""

    albums: list[str]
    videos: list[str]


class VideoQueueChanged(msgspec.Struct, frozen=True):
    """The video queue is not what it was; clients ask for it again."""


class VideoChanged(msgspec.Struct, frozen=True):
    """Another entry is the current one: the first in the video queue."""


class VideoStreamChanged(msgspec.Struct, frozen=True):
    """Play or pause, or another video."""

    isstreaming: bool
    isplaying: bool
    currententry: str | None


class VideoStreamNext(msgspec.Struct, frozen=True):
    """The video all browsers shall load now, its entry in the queue, and what the stream does."""

    video: Video
    queue: VideoEntry
    streamstate: VideoStreamChanged


class ExportProgress(msgspec.Struct, frozen=True):
    """How far an export is: `done` of `total` songs, `name` is under way, `fraction` of it (0 to 1) is done."""

    taskid: TaskId
    path: str
    done: int
    total: int
    name: str
    fraction: float = 0.0
