"""The video queue: what is shown now and what comes next, the same for everybody, kept on disk at every change.

The first entry is the current one. Reading never changes anything; each change is one transaction; events are
published after the change. It is the song queue in small: no video is prepared while another one is shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from musicdb.bus import Bus
from musicdb.ids import VideoId
from musicdb.model.events import VideoChanged, VideoQueueChanged, VideoStreamChanged, VideoStreamNext
from musicdb.model.queue import Position
from musicdb.model.videoqueue import VideoEntry, VideoStreamSwitch
from musicdb.playback.places import move_entry, place_behind, require_entry
from musicdb.playback.videochoice import VideoChooser
from musicdb.store.store import Store

_NAME = "video queue"


class VideoQueue:
    """The queue of videos. Safe to use from any thread, but never inside a transaction of the caller."""

    def __init__(self, store: Store, bus: Bus, chooser: VideoChooser) -> None:
        self._store = store
        self._bus = bus
        self._chooser = chooser
        self._queue = store.queuedvideos

    def entries(self) -> list[VideoEntry]:
        """All entries, the current one first."""
        return self._queue.all()

    def current(self) -> VideoEntry | None:
        """The current entry; None when the queue is empty."""
        return next(iter(self._queue.all()), None)

    def add(self, videoid: VideoId, position: Position) -> VideoEntry:
        """Adds a video.

        :raises NotFoundError: when there is no such video.
        :raises BadArgumentError: when the position is none.
        """
        with self._changing():
            self._store.videos.get(videoid)
            return self._insert(videoid, position, israndom=False)

    def add_random(self, position: Position) -> VideoEntry | None:
        """Adds a video chosen at random. None when there is none to be had.

        :raises BadArgumentError: when the position is none.
        """
        with self._changing():
            return self._insert_random(position)

    def move(self, entryid: str, afterid: str) -> None:
        """Puts an entry behind another one. When that one is gone by now, it comes directly behind the current one.

        :raises NotFoundError: when the entry is not in the queue.
        :raises BadArgumentError: when the entry is the current one, which stays where it is.
        """
        with self._changing():
            move_entry(self._queue, entryid, afterid, _NAME)

    def remove(self, entryid: str) -> None:
        """Takes an entry out. If it is the current one, the next one becomes current.

        :raises NotFoundError: when the entry is not in the queue.
        """
        with self._changing() as head:
            require_entry(self._queue, entryid, _NAME)
            self._queue.remove(entryid)
            if entryid == head:
                self._fill()

    def next_video(self, finished: str | None = None) -> VideoEntry | None:
        """Drops the current entry and gives the new one, at random when no other is left; None when there is none.

        With `finished` only that entry is dropped, and only if it is the current one: of all browsers that tell the
        end of a video the first one counts. An empty queue is filled.
        """
        with self._changing() as head:
            if head is not None and finished in {None, head}:
                self._queue.remove(head)
            self._fill()
            return self.current()

    def status(self) -> VideoStreamChanged:
        """What the stream does: it always streams, because the browsers play the videos themselves."""
        current = self.current()
        playing = self._store.settings.load(VideoStreamSwitch).isplaying
        return VideoStreamChanged(
            isstreaming=True, isplaying=playing, currententry=None if current is None else current.entryid
        )

    @contextmanager
    def _changing(self) -> Iterator[str | None]:
        """One change of the queue. Gives the id of the entry that was current before."""
        with self._store.write():
            before = self._queue.head()
            self._queue.remove_without_video()
            yield before
            after = self._queue.head()
        self._bus.publish(VideoQueueChanged())
        if before != after:
            self._tell_next()

    def _tell_next(self) -> None:
        """Tells which video is the current one now. Read here: where events are delivered, nothing may wait for SQL."""
        with self._store.read():
            status, current = self.status(), self.current()
            video = None if current is None else self._store.videos.get(current.videoid)
        self._bus.publish(VideoChanged())
        self._bus.publish(status)
        if video is not None and current is not None:
            self._bus.publish(VideoStreamNext(video, current, status))

    def _fill(self) -> None:
        if self._queue.head() is None:
            self._insert_random("last")

    def _insert_random(self, position: Position) -> VideoEntry | None:
        videoid = self._chooser.choose()
        return None if videoid is None else self._insert(videoid, position, israndom=True)

    def _insert(self, videoid: VideoId, position: Position, *, israndom: bool) -> VideoEntry:
        entry = VideoEntry(str(uuid4().int), videoid, israndom)
        self._queue.insert(entry, place_behind(self._queue, position))
        self._chooser.remember(videoid)
        return entry
