"""The table of songs that wait to be analyzed, and of those that failed. What runs is waiting until it is done."""

import time
from collections.abc import Collection, Sequence
from itertools import starmap

import msgspec

from musicdb.ids import AlbumId, SongId, VideoId
from musicdb.model.analysis import AnalysisFailure, Priority
from musicdb.store.database import Database

_QUEUE = """
INSERT INTO analysisjobs (songid, priority, preset, changed) SELECT songid, ?, ?, ? FROM songs WHERE {}
ON CONFLICT (songid) DO UPDATE SET state = 'waiting', preset = excluded.preset, changed = excluded.changed,
    attempts = iif(state = 'failed', 0, attempts), priority = min(priority, excluded.priority)
"""

# A song that failed stays so until a person tries again, or its file changes and is imported again.
_BACKLOG = """
INSERT INTO analysisjobs (songid, priority, preset, changed)
SELECT songid, ?, ?, ? FROM songs LEFT JOIN soundhashes USING (checksum)
WHERE NOT EXISTS (
    SELECT 1 FROM analyzedsounds WHERE analyzedsounds.soundhash = soundhashes.soundhash AND preset = ?)
ON CONFLICT (songid) DO NOTHING
"""


_KNOWN = """
SELECT songid FROM analysisjobs JOIN songs USING (songid) JOIN soundhashes USING (checksum)
JOIN analyzedsounds USING (soundhash)
WHERE state = 'waiting' AND analysisjobs.preset = ? AND analyzedsounds.preset = ?
"""


class AnalysisJob(msgspec.Struct, frozen=True):
    """A song that waits, maybe for a run; or a video. `playtime` in seconds; `path` and `checksum` are of the file.

    `key` tells it from all others, -1 is none of them. What was taken over from elsewhere has no checksum yet.
    """

    songid: SongId
    preset: str
    attempts: int
    path: str
    checksum: str
    playtime: int
    priority: int = Priority.ASKED
    run: int | None = None
    videoid: VideoId | None = None

    @property
    def key(self) -> int:
        """The id of the song, or a negative number that stands for the video."""
        return self.songid if self.videoid is None else -1 - self.videoid


class AnalysisJobs:
    """Songs that wait, in their order, and songs that failed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, songids: Sequence[SongId], priority: Priority, preset: str) -> None:
        """Queues songs. Those that wait already keep the better priority; unknown ones are left out."""
        values = [(priority, preset, int(time.time()), songid) for songid in songids]
        self._database.execute_many(_QUEUE.format("songid = ?"), values)

    def add_album(self, albumid: AlbumId, priority: Priority, preset: str) -> None:
        """Queues all songs of an album."""
        self._database.execute(_QUEUE.format("albumid = ?"), (priority, preset, int(time.time()), albumid))

    def add_all(self, priority: Priority, preset: str) -> None:
        """Queues all songs there are."""
        self._database.execute(_QUEUE.format("true"), (priority, preset, int(time.time())))

    def add_backlog(self, priority: Priority, preset: str, digest: str) -> None:
        """Queues all songs whose sound was not analyzed completely. Those that failed stay failed."""
        self._database.execute(_BACKLOG, (priority, preset, int(time.time()), digest))

    def next(self, without: Collection[SongId]) -> AnalysisJob | None:
        """The first song that waits, apart from those in hand; None when there is none."""
        marks = ", ".join("?" * len(without))
        row = self._database.row(
            "SELECT songid, preset, attempts, path, checksum, playtime, priority"  # noqa: S608
            " FROM analysisjobs JOIN songs USING (songid)"
            f" WHERE state = 'waiting' AND songid NOT IN ({marks}) ORDER BY priority, analysisjobs.songid LIMIT 1",
            tuple(without),
        )
        return None if row is None else AnalysisJob(*row)

    def take_known(self, preset: str, digest: str) -> list[SongId]:
        """Takes the songs out that wait for a preset, but were heard by everything in it. Returns them."""
        with self._database.write():
            rows = self._database.rows(_KNOWN, (preset, digest))
            self._database.execute_many("DELETE FROM analysisjobs WHERE songid = ?", rows)
        return [SongId(songid) for (songid,) in rows]

    def remove(self, songid: SongId, checksum: str) -> None:
        """A song is done, unless its file is another one by now."""
        self._database.execute(
            "DELETE FROM analysisjobs WHERE songid = ?1 AND ?2 IS (SELECT checksum FROM songs WHERE songs.songid = ?1)",
            (songid, checksum),
        )

    def set_checksum(self, songid: SongId, checksum: str) -> None:
        """Keeps the SHA-256 checksum of the file of a song that had none."""
        self._database.execute("UPDATE songs SET checksum = ? WHERE songid = ? AND checksum = ''", (checksum, songid))

    def cancel(self, songids: Sequence[SongId] | None) -> None:
        """Songs do not wait any more; without ids, none does. Failures are kept."""
        if songids is None:
            self._database.execute("DELETE FROM analysisjobs WHERE state = 'waiting'")
            return
        self._database.execute_many(
            "DELETE FROM analysisjobs WHERE state = 'waiting' AND songid = ?", [(songid,) for songid in songids]
        )

    def count_attempt(self, songid: SongId) -> int:
        """A song has cost a worker its life. Returns how many it were."""
        self._database.execute("UPDATE analysisjobs SET attempts = attempts + 1 WHERE songid = ?", (songid,))
        row = self._database.row("SELECT attempts FROM analysisjobs WHERE songid = ?", (songid,))
        return 0 if row is None else int(row[0])

    def fail(self, songid: SongId, reason: str) -> None:
        """A song cannot be analyzed."""
        self._database.execute(
            "UPDATE analysisjobs SET state = 'failed', attempts = max(attempts, 1), reason = ?, changed = ?"
            " WHERE songid = ?",
            (reason, int(time.time()), songid),
        )

    def retry(self, songids: Sequence[SongId] | None, priority: Priority) -> None:
        """Songs that failed wait again; without ids, all of them."""
        statement = (
            "UPDATE analysisjobs SET state = 'waiting', attempts = 0, reason = '', priority = ?, changed = ?"
            " WHERE state = 'failed'"
        )
        now = int(time.time())
        if songids is None:
            self._database.execute(statement, (priority, now))
            return
        self._database.execute_many(statement + " AND songid = ?", [(priority, now, songid) for songid in songids])

    def state(self, songid: SongId) -> tuple[str, str] | None:
        """The state of a song, and why it failed; None when it neither waits nor failed."""
        row = self._database.row("SELECT state, reason FROM analysisjobs WHERE songid = ?", (songid,))
        return None if row is None else (str(row[0]), str(row[1]))

    def failures(self) -> list[AnalysisFailure]:
        """All songs that failed, the last one first."""
        rows = self._database.rows(
            "SELECT songid, path, reason, attempts, changed FROM analysisjobs JOIN songs USING (songid)"
            " WHERE state = 'failed' ORDER BY changed DESC, songid"
        )
        return list(starmap(AnalysisFailure, rows))

    def counts(self) -> tuple[int, int]:
        """How many wait, and how many failed."""
        found: dict[str, int] = dict(self._database.rows("SELECT state, count(*) FROM analysisjobs GROUP BY state"))
        return found.get("waiting", 0), found.get("failed", 0)
