"""The table of songs that were put into the queue lately."""

from collections.abc import Sequence
from itertools import starmap

import msgspec

from musicdb.ids import AlbumId, ArtistId, SongId
from musicdb.store.database import Database
from musicdb.store.folding import folded

_NEWEST = """
SELECT songs.songid, albumid, artistid FROM recentsongs JOIN songs ON songs.songid = recentsongs.songid
WHERE timestamp >= ? ORDER BY recentid DESC LIMIT ?
"""

# Three searches, each by its own index; an OR would look at every song that was queued.
_RESEMBLING = """
SELECT songs.songid, name, checksum = ?2 AND checksum <> '', recentid
FROM songs JOIN recentsongs ON recentsongs.songid = songs.songid WHERE artistid = ?1 AND timestamp >= ?3
UNION
SELECT songs.songid, name, checksum <> '', recentid
FROM songs JOIN recentsongs ON recentsongs.songid = songs.songid WHERE checksum = ?2 AND timestamp >= ?3
UNION
SELECT other.songid, '', 1, recentid
FROM recordingsongs AS one JOIN recordingsongs AS other USING (recordingid)
JOIN recentsongs ON recentsongs.songid = other.songid WHERE one.songid = ?4 AND timestamp >= ?3
ORDER BY recentid DESC
"""


class RecentSong(msgspec.Struct, frozen=True):
    """A song that was put into the queue."""

    songid: SongId
    albumid: AlbumId
    artistid: ArtistId


class RecentSongs:
    """What was put into the queue, and when."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, songids: Sequence[SongId], timestamp: int) -> None:
        """These songs were put into the queue in this order. `timestamp` in unix seconds."""
        self._database.execute_many(
            "INSERT INTO recentsongs (songid, timestamp) VALUES (?, ?)", ((songid, timestamp) for songid in songids)
        )

    def forget_before(self, timestamp: int) -> None:
        """Forgets what was queued before a time in unix seconds."""
        self._database.execute("DELETE FROM recentsongs WHERE timestamp < ?", (timestamp,))

    def newest(self, since: int, limit: int) -> list[RecentSong]:
        """What was queued since a time in unix seconds, the newest first."""
        return list(starmap(RecentSong, self._database.rows(_NEWEST, (since, limit))))

    def newest_copy(self, songid: SongId, since: int) -> SongId | None:
        """Of all copies of a recording the one that was queued last, since a time in unix seconds.

        A copy is the same file, a song of the same recording, or a song of the same artist whose name differs in case
        and accents at most.
        """
        row = self._database.row("SELECT artistid, checksum, name FROM songs WHERE songid = ?", (songid,))
        if row is None:
            return None
        artistid, checksum, name = row
        for other, othername, same, _ in self._database.rows(_RESEMBLING, (artistid, checksum, since, songid)):
            if same or folded(othername) == folded(name):
                return SongId(other)
        return None
