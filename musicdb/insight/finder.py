"""Finds songs by their sound: what a file or a clip is, which songs are alike, what is in a mix.

Candidates come from the index; each of them is compared with the query as a whole before it is told. A thread keeps
the index in step with the catalogue; it sleeps until songs were heard or the catalogue changed.
"""

import logging
from collections.abc import Callable
from typing import Final

from musicdb.bus import Bus
from musicdb.errors import MusicDBError
from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.matching import match
from musicdb.insight.clips import Clip
from musicdb.insight.comparing import Comparing
from musicdb.insight.followup import FollowUp
from musicdb.insight.mixes import find_in_mix
from musicdb.insight.recordings import Grouping
from musicdb.insight.soundindex import SoundIndex, documents
from musicdb.model.analysis import SongsAnalyzed, VideosAnalyzed
from musicdb.model.events import CachesChanged
from musicdb.model.soundmatches import MixedSong, SoundHit, SoundMatch, SoundsCompared, Verdict
from musicdb.store.store import Store

log = logging.getLogger(__name__)

_CANDIDATES: Final = 40
"""So many candidates of the index are compared with a query."""
_CANDIDATES_OF_SPEEDS: Final = 6
_FEW: Final = 100
"""In so small a library a clip is compared with everything: two strangers cost a millisecond."""
_SHORT_ITEMS: Final = 500
_PAUSE: Final = 60.0
"""Seconds after which is tried again what an index on another machine did not answer to."""
_ORDER: Final = (Verdict.SAME, Verdict.EXCERPT, Verdict.CONTAINS, Verdict.RELATED)


class Finder:
    """Finds sounds of the library. Call it from any thread but the reactor's: it reads the disk and computes.

    `followed` is called in its thread whenever new sounds were compared with all others.
    """

    def __init__(self, store: Store, bus: Bus, index: SoundIndex, followed: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._followed = followed
        self._comparing = Comparing(store, index)
        self._grouping = Grouping(store)
        self._bus = bus
        self._index = index
        self._thread = FollowUp("finder", self._try_to_catch_up)

    def start(self) -> None:
        """Begins to keep the index in step with the catalogue."""
        self._bus.subscribe(SongsAnalyzed, self._thread.look)
        self._bus.subscribe(VideosAnalyzed, self._thread.look)
        self._bus.subscribe(CachesChanged, self._thread.look)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread. What is left to do is done after the next start."""
        self._thread.stop()
        self._index.close()

    def catch_up(self) -> None:
        """Does now what the thread would do: what was heard can be found afterwards."""
        changed = self._index.catch_up(self._thread.is_ending)
        compared = 0
        for part in self._comparing.compare(self._thread.is_ending):
            self._grouping.group(part)
            compared += len(part)
        if compared:
            self._followed()
        if changed or compared:
            self._bus.publish(SoundsCompared(compared))

    def identify(self, items: Items, limit: int = 10) -> list[SoundHit]:
        """The sounds of the library a fingerprint is found in, the best first: the same one, then where it is a part.

        :param items: the fingerprint of a whole song or of a clip of at least 5 seconds, made for the right speed.
        :raises IndexUnreachableError: when the index is on another machine that does not answer.
        """
        return self.identify_clip(Clip(items), limit)

    def identify_clip(self, clip: Clip, limit: int = 10) -> list[SoundHit]:
        """The same with all fingerprints of a clip.

        While nothing is found: items with a wrong bit count as well, and then those for other speeds.
        """
        found = self._compared(clip.items, [clip.items, *clip.shifted], _CANDIDATES)
        if _nothing(found):
            found = self._compared(clip.items, [clip.items], _CANDIDATES, tolerant=True)
        if _nothing(found):
            for speed, items in clip.speeds:
                found += self._compared(items, [items], _CANDIDATES_OF_SPEEDS, speed)
        return self._told(found, limit)

    def tracklist(self, mix: Items) -> list[MixedSong]:
        """The songs and videos in a long mix, in its order."""
        found = find_in_mix(mix, self._index, self._store)
        numbers = {one.number for one in found}
        songs, videos = self._store.indexedsounds.songs_of(numbers), self._store.indexedsounds.videos_of(numbers)
        return [
            MixedSong(
                songids=tuple(songs.get(one.number, ())),
                videoids=tuple(videos.get(one.number, ())),
                start=one.start,
                end=one.end,
                position=one.position,
                speed=one.speed,
            )
            for one in found
        ]

    def _compared(
        self, items: Items, queries: list[Items], limit: int, speed: float = 1.0, *, tolerant: bool = False
    ) -> list[tuple[int, SoundMatch]]:
        everything = self._store.indexedsounds.all(_FEW + 1)
        if len(everything) <= _FEW and len(items) <= _SHORT_ITEMS:
            numbers = everything
        else:
            numbers = [candidate.id for candidate in self._index.search(queries, limit, tolerant=tolerant)[:limit]]
        return [(number, match(items, known, speed)) for number, known in documents(self._store, numbers)]

    def _told(self, found: list[tuple[int, SoundMatch]], limit: int) -> list[SoundHit]:
        best: dict[int, SoundMatch] = {}
        for number, one in found:
            if one.verdict is not Verdict.DIFFERENT and (number not in best or one.score > best[number].score):
                best[number] = one
        alike = sorted(best.items(), key=lambda one: (_ORDER.index(one[1].verdict), -one[1].score))
        numbers = [number for number, _ in alike[:limit]]
        songs, videos = self._store.indexedsounds.songs_of(numbers), self._store.indexedsounds.videos_of(numbers)
        return [
            SoundHit(tuple(songs.get(number, ())), tuple(videos.get(number, ())), _position(one), one)
            for number, one in alike[:limit]
            if number in songs or number in videos
        ]

    def _try_to_catch_up(self) -> None:
        try:
            self.catch_up()
        except MusicDBError as error:
            log.error("Songs cannot be found by their sound at the moment: %s", error.message)  # noqa: TRY400
            self._thread.again(_PAUSE)


def _nothing(found: list[tuple[int, SoundMatch]]) -> bool:
    return all(one.verdict is Verdict.DIFFERENT for _, one in found)


def _position(found: SoundMatch) -> float:
    """Where the query begins in the document, told by the longest stretch."""
    longest = max(found.sections, key=lambda section: section.items)
    return round(longest.document_start - longest.query_start * longest.speed, 2)
