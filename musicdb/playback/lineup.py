"""Opens the songs of the queue: the current one, and the next one ahead of time.

A song that cannot be opened or decoded is skipped and told. When many fail in a row, or the whole music is away, the
pauses between the attempts grow: the music never spins.
"""

from collections.abc import Callable

from musicdb.errors import MusicDBError, MusicUnavailableError
from musicdb.model.queue import QueueEntry
from musicdb.playback.faces import FindsSongs, Queue, Reports
from musicdb.playback.track import OpenDecoder, Track

LONGEST_PAUSE = 30.0
"""Between two attempts, in seconds."""
_FREE_FAILURES = 3


class Lineup:
    """Who comes on, and who is next. `clock` tells seconds that only grow."""

    def __init__(
        self, queue: Queue, songs: FindsSongs, open_decoder: OpenDecoder, reports: Reports, clock: Callable[[], float]
    ) -> None:
        self._queue = queue
        self._songs = songs
        self._open_decoder = open_decoder
        self._reports = reports
        self._clock = clock
        self._next: Track | None = None
        self._looked_ahead = False
        self._failures = 0
        self._interruptions = 0
        self.retry: float | None = None
        """When to try again; None: at once."""

    def begin(self) -> Track | None:
        """The current song of the queue, opened. None: not now, see `retry`."""
        if self.retry is not None and self._clock() < self.retry:
            return None
        self.retry = None
        entry = self._queue.current() or self._queue.next_song()
        if entry is None:
            self.retry = self._clock() + LONGEST_PAUSE
            return None
        start = self._queue.position(entry.entryid)
        if self._next is not None and (self._next.entry != entry or start):
            self.forget_next()
        track = self._next or self._open(entry, start)
        self._next, self._looked_ahead = None, False
        if track is not None:
            self._reports.began(track.source)
        return track

    def next(self) -> Track | None:
        """The song after the current one, opened at the first call. None when there is none; its turn will tell why."""
        if not self._looked_ahead:
            self._looked_ahead = True
            for entry in self._queue.upcoming(1):
                try:
                    self._next = self._opened(entry, 0.0)
                except (MusicDBError, OSError):
                    return None
        return self._next

    def forget_next(self) -> None:
        """Closes the next song."""
        self._looked_ahead = False
        if self._next is not None:
            self._next.close()
            self._next = None

    def over(self, entry: QueueEntry, *, heard: bool) -> None:
        """A song is over, or left."""
        if heard:
            self._reports.heard(entry)
        self._queue.next_song(entry.entryid)

    def give_up(self, entry: QueueEntry, reason: str) -> None:
        """A song cannot be played: another one is."""
        self._reports.skipped(entry, reason)
        self._failures += 1
        if self._failures > _FREE_FAILURES:
            self.retry = self._clock() + min(2.0 ** (self._failures - _FREE_FAILURES - 1), LONGEST_PAUSE)
        self._queue.next_song(entry.entryid)

    def hold(self, reason: str) -> None:
        """Nothing can be played: the song waits."""
        if self._interruptions == 0:
            self._reports.interrupted(reason)
        self.retry = self._clock() + min(2.0**self._interruptions, LONGEST_PAUSE)
        self._interruptions += 1

    def succeeded(self) -> None:
        """Something can be heard."""
        self._failures = self._interruptions = 0

    def changed(self, playing: QueueEntry | None) -> bool:
        """The queue changed. Whether what is playing is not the current song any more."""
        entry = self._queue.current()
        if playing is None:
            if entry is not None and not self._interruptions and self._failures <= _FREE_FAILURES:
                self.retry = None
            return False
        if entry is None or entry.entryid != playing.entryid:
            return True
        if self._next is None or [self._next.entry] != [*self._queue.upcoming(1)]:
            self.forget_next()
        return False

    def is_away(self, track: Track) -> str | None:
        """Why a song that ended too early may have done so: its disk is gone. None when it is there."""
        try:
            self._songs.find(track.entry.songid)
        except MusicUnavailableError as error:
            return error.message
        except MusicDBError:
            pass
        return None

    def _open(self, entry: QueueEntry, start: float) -> Track | None:
        try:
            return self._opened(entry, start)
        except (MusicUnavailableError, OSError) as error:
            self.hold(str(error))
        except MusicDBError as error:
            self.give_up(entry, error.message)
        return None

    def _opened(self, entry: QueueEntry, start: float) -> Track:
        source = self._songs.find(entry.songid)
        return Track(entry, source, self._open_decoder(source, start), start)
