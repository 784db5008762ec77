"""What programs that speak AcoustID can ask and tell: one door to lookups, descriptions, submissions and tracks."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from musicdb.bus import Bus
from musicdb.errors import FingerprintError, NotFoundError
from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.index.changes import items_from_bytes
from musicdb.fingerprint.textformat import ALGORITHM, decode
from musicdb.insight.finder import Finder
from musicdb.insight.lookups import Lookups
from musicdb.insight.submissions import Submissions
from musicdb.insight.submittedsounds import SubmittedSounds
from musicdb.insight.trackdescriptions import Wanted, describe
from musicdb.insight.trackfacts import facts_of
from musicdb.insight.tracks import Tracks
from musicdb.model.acoustid import Submission, SubmissionStatus
from musicdb.store.store import Store

Kind = TypeVar("Kind")


class TrackFingerprint(msgspec.Struct, frozen=True):
    """The sound of a track: its whole fingerprint, and its length in seconds."""

    id: str
    hashes: list[int]
    duration: int


class TrackDesk:
    """For any thread but the reactor's. Errors about the index are those of `Finder`."""

    def __init__(self, store: Store, bus: Bus, finder: Finder, directory: Path) -> None:
        self._store = store
        self._tracks = Tracks(store)
        self._sounds = SubmittedSounds(store, directory)
        self._lookups = Lookups(store, finder, self._tracks, self._sounds)
        self._submissions = Submissions(store, bus, self._tracks, self._lookups, self._sounds)

    def start(self) -> None:
        """Begins to work through submissions."""
        self._submissions.start()

    def stop(self) -> None:
        """Ends that. What is left is done after the next start."""
        self._submissions.stop()
        self._sounds.close()

    def catch_up(self) -> None:
        """Does now what the thread would do."""
        self._submissions.catch_up()

    def lookup(self, fingerprint: str, duration: int, difference: int, wanted: Wanted) -> list[dict[str, Any]]:
        """The tracks a fingerprint is of, each with its `id`, `score` and what is wanted of its description.

        :raises FingerprintError: when the text is none.
        """
        hits = self._lookups.identify(_items(fingerprint), duration, difference)
        return [
            {"id": hit.track.id, "score": round(hit.score, 6)} | describe(facts_of(self._store, hit.track), wanted)
            for hit in hits
        ]

    def lookup_track(self, trackid: str, wanted: Wanted) -> list[dict[str, Any]]:
        """The same for a track that is known by its id, or nothing."""
        track = self._tracks.find(trackid)
        if track is None:
            return []
        return [{"id": track.id, "score": 1.0} | describe(facts_of(self._store, track), wanted)]

    @staticmethod
    def readable(things: Sequence[Kind], fingerprint_of: Callable[[Kind], str]) -> list[Kind]:
        """Those of several things whose fingerprint can be read.

        :raises FingerprintError: when there is none.
        """
        wrong: FingerprintError | None = None
        readable: list[Kind] = []
        for thing in things:
            try:
                _items(fingerprint_of(thing))
            except FingerprintError as error:
                wrong = error
            else:
                readable.append(thing)
        if wrong and not readable:
            raise wrong
        return readable

    def submit(self, submissions: Sequence[Submission], application: str) -> list[int]:
        """Keeps submissions, and returns their numbers. Raises as `Submissions.take`."""
        return self._submissions.take(submissions, application)

    def status(self, numbers: Sequence[int]) -> list[SubmissionStatus]:
        """What became of submissions."""
        return self._submissions.status(numbers)

    def with_mbid(self, mbid: str) -> list[str]:
        """The ids of the tracks that are linked with a recording of MusicBrainz."""
        return [track.id for track in self._tracks.with_mbid(mbid)]

    def fingerprint(self, trackid: str) -> TrackFingerprint:
        """The fingerprint of a track.

        :raises NotFoundError: when there is none.
        """
        track = self._tracks.find(trackid)
        for songid in track.songids if track else ():
            content = self._store.soundtracks.fingerprint_of_song(songid)
            if content is not None:
                return TrackFingerprint(
                    trackid, items_from_bytes(content).tolist(), self._store.songs.get(songid).playtime
                )
        for submission in self._store.submissions.of_tracks(track.ids) if track else ():
            return TrackFingerprint(trackid, decode(submission.fingerprint).items.tolist(), submission.duration)
        raise NotFoundError("There is no fingerprint of this track.")


def _items(fingerprint: str) -> Items:
    decoded = decode(fingerprint)
    if decoded.algorithm != ALGORITHM:
        raise FingerprintError("The fingerprint was not made by algorithm 2 of Chromaprint.")
    return decoded.items
