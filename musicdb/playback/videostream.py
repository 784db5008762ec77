"""The video stream: the server knows which video is on and whether it plays, and the browsers play it themselves.

A browser tells when a video has come to its end. The first one to tell so moves everybody on; videos that were seen to
their end are remembered, as songs are (playback/tracker.py).
"""

import threading
import time
from collections.abc import Callable

from musicdb.bus import Bus
from musicdb.config.schema import Tracking
from musicdb.errors import NotFoundError
from musicdb.ids import VideoId
from musicdb.model.statistics import Statistic
from musicdb.model.videoqueue import VideoEntry, VideoStreamSwitch
from musicdb.playback.videochoice import VideoChooser
from musicdb.playback.videoqueue import VideoQueue
from musicdb.store.store import Store

_MINUTE = 60
_DAY = 86_400


class VideoStream:
    """Play and pause, the end of videos, and videos seen together. `clock` gives unix seconds."""

    def __init__(
        self, store: Store, bus: Bus, queue: VideoQueue, options: Tracking, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._bus = bus
        self.queue = queue
        self._options = options
        self._clock = clock
        self._ending = threading.Lock()

    def play(self, *, playing: bool | None = None) -> None:
        """Plays or pauses; None does the one that is not done now. Playing fills an empty queue."""
        with self._store.write():
            before = self._store.settings.load(VideoStreamSwitch).isplaying
            after = not before if playing is None else playing
            self._store.settings.save(VideoStreamSwitch(after))
        if after and self.queue.current() is None:
            self.queue.next_video()
        self._bus.publish(self.queue.status())

    def ended(self, entryid: str) -> None:
        """A browser has shown a video to its end. Whoever tells it later, or of another video, is ignored."""
        with self._ending:
            current = self.queue.current()
            if current is None or current.entryid != entryid:
                return
            self._track(current)
            self.queue.next_video(entryid)

    def relations(self, videoid: VideoId) -> dict[VideoId, float]:
        """The videos that were seen together with a video, with the weight of today."""
        now = self._clock()
        relations = self._store.playedvideos.relations(videoid)
        return {other: self._decayed(weight, now - updated) for other, (weight, updated) in relations.items()}

    def _track(self, entry: VideoEntry) -> None:
        now = int(self._clock())
        with self._store.write():
            try:
                video = self._store.videos.get(entry.videoid)
            except NotFoundError:
                return
            if self._options.trackrandom or not entry.israndom:
                self._relate(video.id, now - max(0, video.vend - video.vbegin), now)
            self._store.playedvideos.add(video.id, now, israndom=entry.israndom)
            self._store.statistics.set_of_video(video.id, Statistic.LASTPLAYED, now)

    def _relate(self, videoid: VideoId, began: int, now: int) -> None:
        last = self._store.playedvideos.last(with_random=self._options.trackrandom)
        if last is None or last[0] == videoid or began - last[1] > self._options.cuttime * _MINUTE:
            return
        weight, updated = self._store.playedvideos.relations(videoid).get(last[0], (0.0, now))
        self._store.playedvideos.relate(last[0], videoid, self._decayed(weight, now - updated) + 1.0, now)

    def _decayed(self, weight: float, seconds: float) -> float:
        return float(weight * 2 ** (-max(0.0, seconds) / (self._options.halflife * _DAY)))


def make_video_stream(store: Store, bus: Bus, options: Tracking) -> VideoStream:
    """The stream with its queue."""
    return VideoStream(store, bus, VideoQueue(store, bus, VideoChooser(store)), options)
