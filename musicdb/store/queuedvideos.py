"""The table of the video queue, and that of videos that were put into it lately."""

from musicdb.ids import VideoId
from musicdb.model.videoqueue import VideoEntry
from musicdb.store.database import Database

_HAS_VIDEO = "EXISTS (SELECT 1 FROM videos WHERE videos.videoid = queuedvideos.videoid)"


class QueuedVideos:
    """The entries of the queue in their order. Positions rise, but may have gaps."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[VideoEntry]:
        """All entries that still have a video."""
        statement = f"SELECT entryid, videoid, israndom FROM queuedvideos WHERE {_HAS_VIDEO} ORDER BY position"  # noqa: S608
        return [VideoEntry(row[0], VideoId(row[1]), bool(row[2])) for row in self._database.rows(statement)]

    def head(self) -> str | None:
        """The id of the first entry, whether it still has a video or not."""
        row = self._database.row("SELECT entryid FROM queuedvideos ORDER BY position LIMIT 1")
        return None if row is None else str(row[0])

    def position_of(self, entryid: str) -> int | None:
        """Where an entry stands; None when it is not there."""
        row = self._database.row("SELECT position FROM queuedvideos WHERE entryid = ?", (entryid,))
        return None if row is None else int(row[0])

    def last_position(self) -> int:
        """Where the last entry stands."""
        row = self._database.row("SELECT ifnull(max(position), 0) FROM queuedvideos")
        return int(row[0]) if row else 0

    def insert(self, entry: VideoEntry, behind: int) -> None:
        """Puts an entry behind a position."""
        with self._database.write():
            self._make_room(behind)
            self._database.execute(
                "INSERT INTO queuedvideos (entryid, videoid, israndom, position) VALUES (?, ?, ?, ?)",
                (entry.entryid, entry.videoid, int(entry.israndom), behind + 1),
            )

    def move(self, entryid: str, behind: int) -> None:
        """Puts an entry behind a position."""
        with self._database.write():
            self._make_room(behind)
            self._database.execute("UPDATE queuedvideos SET position = ? WHERE entryid = ?", (behind + 1, entryid))

    def remove(self, entryid: str) -> None:
        """Takes an entry out."""
        self._database.execute("DELETE FROM queuedvideos WHERE entryid = ?", (entryid,))

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

    def _make_room(self, behind: int) -> None:
        self._database.execute("UPDATE queuedvideos SET position = position + 1 WHERE position > ?", (behind,))
