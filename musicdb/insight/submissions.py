"""Takes in what other programs submit, and tells each submission what became of it.

A submission is evidence for a track. It is kept, and never changes the library. A thread looks at submissions in their
order; it sleeps until there are some.
"""

import logging
import time
import uuid
from collections.abc import Sequence
from typing import Final

import numpy

from musicdb.errors import IndexUnreachableError, MusicDBError, TooManySubmissionsError
from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.classifiers import SILENCE
from musicdb.fingerprint.textformat import decode
from musicdb.insight.followup import FollowUp
from musicdb.insight.lookups import Lookups
from musicdb.insight.submittedsounds import SubmittedSounds
from musicdb.model.acoustid import Submission, SubmissionStatus
from musicdb.store.store import Store

log = logging.getLogger(__name__)

LEAST_ITEMS: Final = 80
"""So many different items of a fingerprint are needed to tell a song from others: 10 seconds of music, or more."""
_SAME: Final = 0.75
"""A sound this much alike is the same track."""
_MOST_PENDING: Final = 10_000
_ITEMS_PER_SECOND: Final = 11025 / 1365
_LONGER: Final = 7


class Submissions:
    """Keeps submissions, and works through them."""

    def __init__(self, store: Store, lookups: Lookups, sounds: SubmittedSounds) -> None:
        self._store = store
        self._lookups = lookups
        self._sounds = sounds
        self._thread = FollowUp("submissions", self._try_to_catch_up)

    def start(self) -> None:
        """Begins to work, with what was left over."""
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
        except IndexUnreachableError as error:
            log.warning("Submissions wait for the index of fingerprints: %s", error.message)


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
