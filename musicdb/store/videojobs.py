"""The table of videos that wait to be heard, and of those that failed. They come after all songs."""

from collections.abc import Collection

from musicdb.ids import SongId, VideoId
from musicdb.model.analysis import Priority
from musicdb.store.analysisjobs import AnalysisJob
from musicdb.store.database import Database

PRESET = "level"
"""What is found out about videos, besides their fingerprint."""

_BACKLOG = """
INSERT INTO videojobs (videoid) SELECT videoid FROM videos LEFT JOIN soundhashes USING (checksum)
WHERE NOT EXISTS (
    SELECT 1 FROM soundfeatures WHERE soundfeatures.soundhash = soundhashes.soundhash AND fingerprint IS NOT NULL)
ON CONFLICT (videoid) DO NOTHING
"""

_NEXT = """
SELECT videoid, attempts, path, checksum, playtime FROM videojobs JOIN videos USING (videoid)
WHERE state = 'waiting' AND videoid NOT IN ({}) ORDER BY videoid LIMIT 1
"""


class VideoJobs:
    """Videos that wait, in their order, and videos that failed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_backlog(self) -> None:
        """Queues all videos nobody has heard. Those that failed stay failed."""
        self._database.execute(_BACKLOG)

    def next(self, without: Collection[VideoId]) -> AnalysisJob | None:
        """The first video that waits, apart from those in hand; None when there is none."""
        row = self._database.row(_NEXT.format(", ".join("?" * len(without))), tuple(without))
        if row is None:
            return None
        videoid, attempts, path, checksum, playtime = row
        return AnalysisJob(
            SongId(0), PRESET, attempts, path, checksum, playtime, Priority.BACKLOG, videoid=VideoId(videoid)
        )

    def remove(self, videoid: VideoId, checksum: str) -> None:
        """A video is done, unless its file is another one by now."""
        self._database.execute(
            "DELETE FROM videojobs WHERE videoid = ?1"
            " AND ?2 IS (SELECT checksum FROM videos WHERE videos.videoid = ?1)",
            (videoid, checksum),
        )

    def set_checksum(self, videoid: VideoId, checksum: str) -> None:
        """Keeps the SHA-256 checksum of the file of a video that had none."""
        self._database.execute(
            "UPDATE videos SET checksum = ? WHERE videoid = ? AND checksum = ''", (checksum, videoid)
        )

    def count_attempt(self, videoid: VideoId) -> int:
        """A video has cost a worker its life. Returns how many it were."""
        self._database.execute("UPDATE videojobs SET attempts = attempts + 1 WHERE videoid = ?", (videoid,))
        row = self._database.row("SELECT attempts FROM videojobs WHERE videoid = ?", (videoid,))
        return 0 if row is None else int(row[0])

    def fail(self, videoid: VideoId, reason: str) -> None:
        """A video cannot be heard."""
        self._database.execute("UPDATE videojobs SET state = 'failed', reason = ? WHERE videoid = ?", (reason, videoid))

    def retry(self) -> None:
        """All videos that failed wait again."""
        self._database.execute(
            "UPDATE videojobs SET state = 'waiting', attempts = 0, reason = '' WHERE state = 'failed'"
        )

    def cancel(self) -> None:
        """No video waits any more. Failures are kept."""
        self._database.execute("DELETE FROM videojobs WHERE state = 'waiting'")

    def waiting(self) -> int:
        """How many videos wait."""
        row = self._database.row("SELECT count(*) FROM videojobs WHERE state = 'waiting'")
        return 0 if row is None else int(row[0])
