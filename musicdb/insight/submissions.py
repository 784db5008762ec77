"""Takes in what other programs submit, and tells each submission what became of it.

A submission is evidence for a track. It is kept, and never changes the library. A thread looks at submissions in their
order; it sleeps until there are some, or until the library has heard songs that may have been submitted before.
"""

import logging
import time
import uuid
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy

from musicdb.bus import Bus
from musicdb.errors import IndexUnreachableError, MusicDBError, TooManySubmissionsError
from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.classifiers import SILENCE
from musicdb.fingerprint.textformat import decode
from musicdb.insight.followup import FollowUp
from musicdb.insight.lookups import LENGTH_DIFFERENCE, Lookups
from musicdb.insight.soundindex import documents
from musicdb.insight.submittedsounds import SubmittedHit, SubmittedSounds
from musicdb.insight.tracks import Tracks
from musicdb.model.acoustid import Submission, SubmissionStatus
from musicdb.model.soundmatches import SoundsCompared, Verdict
from musicdb.store.store import Store

log = logging.getLogger(__name__)

LEAST_ITEMS: Final = 80
"""So many different items of a fingerprint are needed to tell a song from others: 10 seconds of music, or more."""
_SAME: Final = 0.75
"""A sound this much alike is the same track."""
_MOST_PENDING: Final = 10_000
_ITEMS_PER_SECOND: Final = 11025 / 1365
_LONGER: Final = 7
_PAUSE: Final = 60.0
_LONGEST_PAUSE: Final = 3600.0
_TOGETHER: Final = 100


class SubmissionsJoined(msgspec.Struct, frozen=True):
    """Sounds of the library up to the number `heard` were compared with what had been submitted before."""

    heard: int = 0


class Submissions:
    """Keeps submissions, and works through them.

    When the index on another machine does not answer, that is tried again after `pause` seconds, then twice as many,
    and so on, up to an hour.
    """

    def __init__(
        self, store: Store, bus: Bus, tracks: Tracks, lookups: Lookups, sounds: SubmittedSounds, pause: float = _PAUSE
    ) -> None:
        self._store = store
        self._bus = bus
        self._tracks = tracks
        self._lookups = lookups
        self._sounds = sounds
        self._pauses = self._pause = pause
        self._thread = FollowUp("submissions", self._try_to_catch_up)

    def start(self) -> None:
        """Begins to work, with what was left over."""
        self._bus.subscribe(SoundsCompared, self._thread.look)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread after the submission in hand."""
        self._thread.stop()

    def take(self, submissions: Sequence[Submission], application: str) -> list[int]:
        """Keeps submissions of an application, all or none, and returns their numbers.

        :raises TooManySubmissionsError: when too many are waiting.
        """
        if self._store.submissions.count_pending() + len(submissions) > _MOST_PENDING:
            raise TooManySubmissionsError(f"More than {_MOST_PENDING:,} submissions are waiting. Try again later.")
        now = int(time.time())
        with self._store.write():
            numbers = [self._store.submissions.add(submission, application, now) for submission in submissions]
        self._thread.look()
        return numbers

    def status(self, numbers: Sequence[int]) -> list[SubmissionStatus]:
        """What became of submissions. Those that never were are missing."""
        return self._store.submissions.status(numbers)

    def catch_up(self) -> None:
        """Does now what the thread would do.

        :raises IndexUnreachableError: when the index of the library is on another machine that does not answer.
        """
        while not self._thread.is_ending() and (pending := self._store.submissions.pending()):
            for number, submission in pending:
                if not self._thread.is_ending():
                    self._try(number, submission)
        self._join()

    def _join(self) -> None:
        """Leads tracks that began with a submission to the songs with this sound that the library has heard since."""
        heard = self._store.settings.load(SubmissionsJoined).heard
        numbers = self._store.indexedsounds.after(heard)
        for first in range(0, len(numbers), _TOGETHER):
            if self._thread.is_ending():
                return
            part = numbers[first : first + _TOGETHER]
            for number, items in documents(self._store, part) if self._sounds else ():
                for hit in self._sounds.search(items):
                    if hit.match.verdict is not Verdict.DIFFERENT and hit.match.score > _SAME:
                        self._lead(hit, number)
            self._store.settings.save(SubmissionsJoined(part[-1]))

    def _lead(self, hit: SubmittedHit, number: int) -> None:
        for songid in self._store.indexedsounds.songs_of([number]).get(number, ()):
            sound = self._store.soundtracks.sound_of_song(songid)
            lasts = self._store.songs.get(songid).playtime
            if sound is not None and abs(lasts - hit.duration) <= LENGTH_DIFFERENCE:
                self._tracks.of_song(songid)
                self._store.soundtracks.tell(hit.trackid, sound)

    def _try(self, number: int, submission: Submission) -> None:
        try:
            self._consider(number, submission)
        except MusicDBError:
            raise
        except Exception:
            # It must not stand in the way of all that come after it.
            log.exception("Submission %s could not be worked with", number)
            self._store.submissions.set_rejected(number, "MusicDB could not work with this fingerprint.")

    def _consider(self, number: int, submission: Submission) -> None:
        items = decode(submission.fingerprint).items
        reason = _objection(submission, items)
        if reason:
            self._store.submissions.set_rejected(number, reason)
            return
        hits = self._lookups.identify(items, submission.duration)
        if hits and hits[0].score > _SAME:
            self._store.submissions.set_imported(number, hits[0].track.id)
            return
        self._store.submissions.set_imported(number, str(uuid.uuid4()), founding=True)
        self._sounds.add(number, items)

    def _try_to_catch_up(self) -> None:
        try:
            self.catch_up()
            self._pause = self._pauses
        except IndexUnreachableError as error:
            log.warning("Submissions wait for the index of fingerprints: %s", error.message)
            self._thread.again(self._pause)
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)


def _objection(submission: Submission, items: Items) -> str:
    """Why a submission is evidence for nothing; empty when it is."""
    if not submission.mbid and not submission.details.names_something():
        return "It tells neither an id of MusicBrainz nor a title, an artist or an album."
    distinct = len(numpy.unique(items[items != SILENCE]))
    if distinct < LEAST_ITEMS:
        return f"The fingerprint has {distinct} different items; {LEAST_ITEMS} are needed to tell songs apart."
    if len(items) / _ITEMS_PER_SECOND > submission.duration + _LONGER:
        return f"The fingerprint is longer than the {submission.duration} seconds the song is said to last."
    return ""
