"""Answers what a fingerprint of a whole song is: tracks of the library, and what was submitted."""

from typing import Final

from musicdb.fingerprint.arrays import Items
from musicdb.insight.finder import Finder
from musicdb.insight.submittedsounds import SubmittedSounds
from musicdb.insight.tracks import Tracks
from musicdb.model.acoustid import Track, TrackHit
from musicdb.model.soundmatches import Verdict
from musicdb.store.store import Store

MOST_RESULTS: Final = 10
LENGTH_DIFFERENCE: Final = 7
"""Seconds by which the lengths of two recordings may differ, unless somebody asks for more."""
_LEAST_SCORE: Final = 0.4


class Lookups:
    """For any thread but the reactor's."""

    def __init__(self, store: Store, finder: Finder, tracks: Tracks, submitted: SubmittedSounds) -> None:
        self._store = store
        self._finder = finder
        self._tracks = tracks
        self._submitted = submitted

    def identify(self, items: Items, duration: int, difference: int = LENGTH_DIFFERENCE) -> list[TrackHit]:
        """The tracks this is a fingerprint of, or of the begin of, the best first, each once.

        :param duration: of the whole song, in seconds; tracks that differ from it by more than `difference` are others.
        :raises IndexUnreachableError: when the index is on another machine that does not answer.
        """
        if not len(items):
            return []
        found: dict[str, TrackHit] = {}
        for hit in (*self._of_library(items, duration, difference), *self._of_submissions(items, duration, difference)):
            known = found.get(hit.track.id)
            if hit.score > _LEAST_SCORE and (known is None or hit.score > known.score):
                found[hit.track.id] = hit
        return sorted(found.values(), key=lambda hit: (-hit.score, hit.track.id))[:MOST_RESULTS]

    def _of_library(self, items: Items, duration: int, difference: int) -> list[TrackHit]:
        hits: list[TrackHit] = []
        for hit in self._finder.identify(items, 4 * MOST_RESULTS):
            lasting = [one for one in hit.songids if abs(self._store.songs.get(one).playtime - duration) <= difference]
            hits += [TrackHit(track, hit.match.score) for track in self._tracks.of_songs(lasting)]
        return hits

    def _of_submissions(self, items: Items, duration: int, difference: int) -> list[TrackHit]:
        return [
            # A song the library has heard since has the same sound: then it is that track.
            TrackHit(self._tracks.find(hit.trackid) or Track(hit.trackid, (hit.trackid,)), hit.match.score)
            for hit in self._submitted.search(items)
            if hit.match.verdict is not Verdict.DIFFERENT and abs(hit.duration - duration) <= difference
        ]
