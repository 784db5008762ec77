"""Chooses videos at random. It always comes to an end.

A video may be chosen when it meets the constraints of Randy that are no matter of songs alone, passes the genre filter,
is not queued, and was not queued lately. When there is none, the last two rules are given up, the later one first.
Videos are drawn with a chance in proportion to their weight, as songs are (playback/weights.py).
"""

import random
import time
from collections.abc import Callable

from musicdb.ids import AlbumId, SongId, VideoId
from musicdb.model.records import Video
from musicdb.model.settings import RandyConfiguration, RandyConstraints
from musicdb.playback.weights import factors
from musicdb.store.candidates import Candidate
from musicdb.store.store import Store

_HOUR = 3600


class VideoChooser:
    """Chooses videos. `generator` and `clock` (unix seconds) decide about chance and time."""

    def __init__(
        self, store: Store, generator: random.Random | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._random = generator or random.Random()  # noqa: S311 - no secret depends on the next video
        self._clock = clock

    def choose(self) -> VideoId | None:
        """A video; None when there is none to be had."""
        with self._store.read():
            configuration = self._store.settings.load(RandyConfiguration)
            passing = self._store.genrefilter.videos()
            eligible = [
                video
                for video in self._store.videos.all()
                if _meets(video, configuration.constraints) and (passing is None or video.id in passing)
            ]
            queued = {entry.videoid for entry in self._store.queuedvideos.all()}
            length = configuration.blacklists.video_list_length
            recent = set(self._store.queuedvideos.recent(length)) if length else set()
        for refused in (queued | recent, queued, set[VideoId]()):
            found = [video for video in eligible if video.id not in refused]
            if found:
                weights = [self._weight(video) for video in found]
                return self._random.choices(found, weights)[0].id
        return None

    def remember(self, videoid: VideoId) -> None:
        """This video was put into the queue; it shall not come again too soon."""
        now = int(self._clock())
        with self._store.write():
            max_age = self._store.settings.load(RandyConfiguration).blacklists.max_age
            self._store.queuedvideos.forget_before(now - max_age * _HOUR)
            self._store.queuedvideos.remember(videoid, now)

    def _weight(self, video: Video) -> float:
        judged = Candidate(
            songid=SongId(0),
            albumid=AlbumId(0),
            artistid=video.artistid,
            playtime=video.playtime,
            favorite=video.favorite,
            likes=video.likes,
            dislikes=video.dislikes,
            lastplayed=video.lastplayed,
        )
        weight = 1.0
        for factor in factors(judged, self._clock()).values():
            weight *= factor
        return weight


def _meets(video: Video, constraints: RandyConstraints) -> bool:
    return not (
        (constraints.no_disabled and video.disabled)
        or (constraints.no_hated and video.favorite < 0)
        or (constraints.no_bad_file and video.badaudio)
        or (constraints.no_live_music and video.liverecording)
    )
