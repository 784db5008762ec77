"""Puts songs that are certainly one recording together. Nothing is merged: each song stays what it is.

Two songs are one recording when their sound is identical or one is a copy of the other from begin to end, that is
neither faster nor slower, and does not move against it by a single item. A song joins a recording only when that holds
for all songs in it. When in doubt, they stay apart; what a person has said about two songs is never changed.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from musicdb.ids import RecordingId, SongId
from musicdb.model.recordings import Decision
from musicdb.model.soundmatches import SoundMatch, Verdict
from musicdb.store.store import Store

_MOST_ERROR: Final = 0.045
"""Of copies at 48 kbit/s mono at most 0.032 of the bits differ; of short songs one percent faster at least 0.04 do,
or they drift."""


def is_one_recording(match: SoundMatch) -> bool:
    """Whether a match leaves no doubt."""
    if match.verdict is not Verdict.SAME or len(match.sections) != 1:
        return False
    section = match.sections[0]
    return section.speed == 1.0 and section.drift == 0 and section.bit_error <= _MOST_ERROR


class Grouping:
    """Finds the recordings of songs that were compared. To be used by one thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def group(self, numbers: Iterable[int]) -> bool:
        """Finds the recordings of the songs with these sounds. Whether one of them has come to others, or left them."""
        changed = False
        for number in numbers:
            with self._store.write():
                for songid in self._store.indexedsounds.songs_of([number]).get(number, ()):
                    changed |= self._place(songid, number)
        return changed

    def _place(self, songid: SongId, number: int) -> bool:
        recordings = self._store.recordings
        present = recordings.of_song(songid)
        if present is not None and recordings.is_by_person(songid):
            return False
        certain = self._certain(number) - {songid}
        if present is not None and self._fits(songid, present, certain):
            others = recordings.songs(present)
            if len(others) > 1:
                return False
        target = next(
            (one for one in self._found(certain) if one != present and self._fits(songid, one, certain)), None
        )
        if target is not None:
            recordings.put(songid, target)
            return True
        if present is None:
            recordings.put(songid, recordings.new())
        elif not self._fits(songid, present, certain):
            recordings.put(songid, recordings.new())
            return True
        return False

    def _certain(self, number: int) -> set[SongId]:
        """All songs that are one recording with a sound."""
        matches = self._store.soundmatches.of(number)
        numbers = [number, *(other for other, match in matches.items() if is_one_recording(match))]
        return {songid for songids in self._store.indexedsounds.songs_of(numbers).values() for songid in songids}

    def _found(self, songids: Iterable[SongId]) -> Iterator[RecordingId]:
        """The recordings of some songs, the largest first."""
        found = {self._store.recordings.of_song(songid) for songid in songids} - {None}
        sizes = {one: len(self._store.recordings.songs(one)) for one in found if one is not None}
        yield from sorted(sizes, key=lambda one: (-sizes[one], one))

    def _fits(self, songid: SongId, recordingid: RecordingId, certain: set[SongId]) -> bool:
        recordings = self._store.recordings
        others = set(recordings.songs(recordingid)) - {songid}
        split = any(recordings.decision(songid, other) is Decision.SPLIT for other in others)
        return others <= certain and not split
