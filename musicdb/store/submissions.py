"""The table of submissions: fingerprints other programs sent, what they say about them, and what became of that."""

import json
from collections.abc import Sequence
from typing import Any

import msgspec

from musicdb.model.acoustid import Submission, SubmissionState, SubmissionStatus, SubmittedDetails
from musicdb.store.database import Database

_COLUMNS = "submissionid, fingerprint, duration, mbid, details"


class Submissions:
    """Evidence. Nothing in here changes the library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, submission: Submission, application: str, received: int) -> int:
        """Keeps a submission that came in at a time (unix seconds). The result is its number."""
        return self._database.execute_for_id(
            "INSERT INTO submissions (received, application, fingerprint, duration, mbid, details)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING submissionid",
            (
                received,
                application,
                submission.fingerprint,
                submission.duration,
                submission.mbid,
                msgspec.json.encode(submission.details).decode(),
            ),
        )

    def pending(self, limit: int = 100) -> list[tuple[int, Submission]]:
        """The oldest submissions nobody has looked at, with their numbers."""
        query = f"SELECT {_COLUMNS} FROM submissions WHERE state = 'pending' ORDER BY submissionid LIMIT ?"  # noqa: S608
        return [_submission(row) for row in self._database.rows(query, (limit,))]

    def count_pending(self) -> int:
        """How many submissions nobody has looked at."""
        row = self._database.row("SELECT count(*) FROM submissions WHERE state = 'pending'")
        return 0 if row is None else int(row[0])

    def set_imported(self, number: int, trackid: str, *, founding: bool = False) -> None:
        """A submission is evidence for a track; with `founding` the track begins with it."""
        self._database.execute(
            "UPDATE submissions SET state = 'imported', trackid = ?, founding = ? WHERE submissionid = ?",
            (trackid, int(founding), number),
        )

    def set_rejected(self, number: int, reason: str) -> None:
        """A submission is evidence for nothing."""
        self._database.execute(
            "UPDATE submissions SET state = 'rejected', reason = ? WHERE submissionid = ?", (reason, number)
        )

    def status(self, numbers: Sequence[int]) -> list[SubmissionStatus]:
        """What became of submissions. Those that never were are missing."""
        rows = self._database.rows(
            "SELECT submissionid, state, reason, trackid FROM submissions"
            " WHERE submissionid IN (SELECT value FROM json_each(?)) ORDER BY submissionid",
            (json.dumps(list(numbers)),),
        )
        return [SubmissionStatus(number, SubmissionState(state), *more) for number, state, *more in rows]

    def of_tracks(self, trackids: Sequence[str]) -> list[Submission]:
        """All that was imported for a track with these ids, the oldest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM submissions WHERE state = 'imported'"  # noqa: S608
            " AND trackid IN (SELECT value FROM json_each(?)) ORDER BY submissionid",
            (json.dumps(list(trackids)),),
        )
        return [submission for _, submission in map(_submission, rows)]

    def tracks_with_mbid(self, mbid: str) -> list[str]:
        """The ids of tracks that were submitted with this recording of MusicBrainz."""
        rows = self._database.rows(
            "SELECT DISTINCT trackid FROM submissions WHERE state = 'imported' AND mbid = ? ORDER BY trackid", (mbid,)
        )
        return [trackid for (trackid,) in rows]

    def founding_numbers(self) -> list[int]:
        """The numbers of the submissions tracks begin with, ascending."""
        rows = self._database.rows("SELECT submissionid FROM submissions WHERE founding = 1 ORDER BY submissionid")
        return [number for (number,) in rows]

    def founding(self, numbers: Sequence[int]) -> list[tuple[int, str, int, str]]:
        """Submissions tracks begin with: number, id of the track, duration in seconds, fingerprint as text."""
        return self._database.rows(
            "SELECT submissionid, trackid, duration, fingerprint FROM submissions"
            " WHERE founding = 1 AND submissionid IN (SELECT value FROM json_each(?)) ORDER BY submissionid",
            (json.dumps(list(numbers)),),
        )


def _submission(row: tuple[Any, ...]) -> tuple[int, Submission]:
    number, fingerprint, duration, mbid, details = row
    return number, Submission(fingerprint, duration, mbid, msgspec.json.decode(details, type=SubmittedDetails))
