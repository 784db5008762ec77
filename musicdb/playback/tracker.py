"""Remembers what was heard to its end, and which songs were heard one after the other.

Two songs are related each time one follows the other, unless there was a pause longer than the option `cuttime`, or
Randy had chosen one of them and the option `trackrandom` is off: songs of Randy are then passed over, and the songs
before and after them are related. The weight of a relation is the number of times, each of which counts half as much
after `halflife` days: weight · 2^(-days / halflife).
"""

import time
from collections import deque
from collections.abc import Callable

from musicdb.config.schema import Tracking
from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import SongId
from musicdb.model.statistics import Statistic
from musicdb.store.store import Store

_MINUTE = 60
_DAY = 86_400
_TOLERANCE = 30
"""Seconds a song may take longer on the way to somebody."""
_REMEMBERED = 64


class Tracker:
    """Keeps the history. `clock` gives unix seconds."""

    def __init__(self, store: Store, options: Tracking, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._options = options
        self._clock = clock
        # What was heard here, and what elsewhere: one person who hears the stream through an app is told about twice.
        self._here: deque[tuple[SongId, int]] = deque(maxlen=_REMEMBERED)
        self._elsewhere: deque[tuple[SongId, int]] = deque(maxlen=_REMEMBERED)

    def track(self, songid: SongId, *, israndom: bool) -> None:
        """A song was heard to its end just now. A song that left the catalogue meanwhile is no mistake."""
        now = int(self._clock())
        with self._store.write():
            try:
                song = self._store.songs.get(songid)
            except NotFoundError:
                return
            began = now - song.playtime
            if any(known == songid and began - _TOLERANCE <= when <= now for known, when in self._elsewhere):
                return
            self._here.append((songid, now))
            if self._options.trackrandom or not israndom:
                self._relate(songid, began, now)
            self._store.playedsongs.add(songid, now, israndom=israndom)
            self._store.statistics.set_of_song(songid, Statistic.LASTPLAYED, now)

    def scrobble(self, songid: SongId, when: int | None = None) -> bool:
        """A song was heard elsewhere, at that time (unix seconds; None: just now). Whether that was not known yet.

        Apps tell when a song began, or when half of it was over, and tell it again when they got no answer.

        :raises NotFoundError: when there is no such song.
        """
        now = int(self._clock())
        when = now if when is None or not 0 < when <= now else when
        with self._store.write():
            song = self._store.songs.get(songid)
            end = when + song.playtime + _TOLERANCE
            here = any(known == songid and when <= ended <= end for known, ended in self._here)
            around = max(1, song.playtime // 2)
            if here or self._store.playedsongs.is_known(songid, when - around, when + around):
                return False
            self._elsewhere.append((songid, when))
            last = self._store.playedsongs.last(with_random=True)
            if last is None or last[1] <= when:
                self._relate(songid, when, when)
            self._store.playedsongs.add(songid, when, israndom=False)
            if when > song.lastplayed:
                self._store.statistics.set_of_song(songid, Statistic.LASTPLAYED, when)
        return True

    def relations(self, songid: SongId) -> dict[SongId, float]:
        """The songs that were heard together with a song, with the weight of today."""
        now = self._clock()
        return {
            relation.songid: self._decayed(relation.weight, now - relation.updated)
            for relation in self._store.songrelations.of_song(songid)
        }

    def relate(self, songid: SongId, relatedsongid: SongId, weight: float) -> None:
        """Says that two songs belong together as if they had been heard together that often, just now.

        :raises NotFoundError: when one of them is not in the catalogue.
        :raises BadArgumentError: when they are the same.
        """
        if songid == relatedsongid:
            raise BadArgumentError("A song is not related to itself. Choose another one.")
        with self._store.write():
            for one in (songid, relatedsongid):
                self._store.songs.get(one)
            self._store.songrelations.put(songid, relatedsongid, weight, int(self._clock()))

    def cut(self, songid: SongId, relatedsongid: SongId) -> None:
        """Forgets that two songs were heard together."""
        self._store.songrelations.remove(songid, relatedsongid)

    def _relate(self, songid: SongId, began: int, now: int) -> None:
        last = self._store.playedsongs.last(with_random=self._options.trackrandom)
        if last is None:
            return
        lastsongid, ended = last
        if lastsongid == songid or began - ended > self._options.cuttime * _MINUTE:
            return
        known = self._store.songrelations.get(lastsongid, songid)
        before = 0.0 if known is None else self._decayed(known.weight, now - known.updated)
        self._store.songrelations.put(lastsongid, songid, before + 1.0, now)

    def _decayed(self, weight: float, seconds: float) -> float:
        return float(weight * 2 ** (-max(0.0, seconds) / (self._options.halflife * _DAY)))
