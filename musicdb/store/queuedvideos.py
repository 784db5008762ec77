"""The table of the video queue, and that of videos that were put into it lately."""

from musicdb.ids import VideoId
from musicdb.model.videoqueue import VideoEntry
from musicdb.store.database import Database
from musicdb.store.queueorder import QueueOrder

_HAS_VIDEO = "EXISTS (SELECT 1 FROM videos WHERE videos.videoid = queuedvideos.videoid)"


class QueuedVideos(QueueOrder):
    """The entries of the video queue in their order."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "queuedvideos")

    def all(self) -> list[VideoEntry]:
        """All entries that still have a video."""
        statement = f"SELECT entryid, videoid, israndom FROM queuedvideos WHERE {_HAS_VIDEO} ORDER BY position"  # noqa: S608
        return [VideoEntry(row[0], VideoId(row[1]), bool(row[2])) for row in self._database.rows(statement)]

    def insert(self, entry: VideoEntry, behind: int) -> None:
        """Puts an entry behind a position."""
        with self._database.write():
            self.make_room(behind, 1)
            self._database.execute(
                "INSERT INTO queuedvideos (entryid, videoid, israndom, position) VALUES (?, ?, ?, ?)",
                (entry.entryid, entry.videoid, int(entry.israndom), behind + 1),
            )

    def remove_without_video(self) -> None:
        """Takes out the entries whose video is not in the catalogue any more."""
        self._database.execute(f"DELETE FROM queuedvideos WHERE NOT {_HAS_VIDEO}")  # noqa: S608

    def remember(self, videoid: VideoId, timestamp: int) -> None:
        """A video was put into the queue at a time in unix seconds."""
        statement = "INSERT INTO recentvideos (videoid, timestamp) VALUES (?, ?)"
        self._database.execute(statement, (videoid, timestamp))

    def forget_before(self, timestamp: int) -> None:
        """Forgets what was queued before a time in unix seconds."""
        self._database.execute("DELETE FROM recentvideos WHERE timestamp < ?", (timestamp,))

    def recent(self, limit: int) -> list[VideoId]:
        """The videos that were put into the queue last, the newest first."""
        statement = "SELECT videoid FROM recentvideos GROUP BY videoid ORDER BY max(recentid) DESC LIMIT ?"
        return [VideoId(videoid) for (videoid,) in self._database.rows(statement, (limit,))]
