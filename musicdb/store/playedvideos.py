"""The tables of videos that were seen to their end, and of those seen one after the other."""

from musicdb.ids import VideoId
from musicdb.store.database import Database

_LAST = "SELECT videoid, timestamp FROM playedvideos WHERE random <= ? ORDER BY timestamp DESC, playid DESC LIMIT 1"
_PUT = """
INSERT INTO videorelations (videoida, videoidb, weight, updated) VALUES (?, ?, ?, ?)
ON CONFLICT (videoida, videoidb) DO UPDATE SET weight = excluded.weight, updated = excluded.updated
"""
_OF_VIDEO = """
SELECT videoidb, weight, updated FROM videorelations WHERE videoida = ?1
UNION ALL SELECT videoida, weight, updated FROM videorelations WHERE videoidb = ?1
"""


class PlayedVideos:
    """What was seen, and what was seen together. Times in unix seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, videoid: VideoId, timestamp: int, *, israndom: bool) -> None:
        """A video was seen to its end."""
        statement = "INSERT INTO playedvideos (videoid, timestamp, random) VALUES (?, ?, ?)"
        self._database.execute(statement, (videoid, timestamp, int(israndom)))

    def last(self, *, with_random: bool) -> tuple[VideoId, int] | None:
        """The video that was seen last, and when it ended; on demand also when it was chosen at random."""
        row = self._database.row(_LAST, (int(with_random),))
        return None if row is None else (VideoId(row[0]), int(row[1]))

    def relations(self, videoid: VideoId) -> dict[VideoId, tuple[float, int]]:
        """The related videos, with the weight and the time at which it was that."""
        return {
            VideoId(other): (weight, updated) for other, weight, updated in self._database.rows(_OF_VIDEO, (videoid,))
        }

    def relate(self, one: VideoId, other: VideoId, weight: float, updated: int) -> None:
        """Relates two videos, in either order."""
        self._database.execute(_PUT, (min(one, other), max(one, other), weight, updated))

    def unrelate(self, one: VideoId, other: VideoId) -> None:
        """Forgets that two videos were seen together."""
        statement = "DELETE FROM videorelations WHERE videoida = ? AND videoidb = ?"
        self._database.execute(statement, (min(one, other), max(one, other)))
