"""The table of songs that were heard to their end."""

from itertools import starmap

import msgspec

from musicdb.ids import ArtistId, SongId, TagId
from musicdb.model.history import DayOfListening, HourOfListening
from musicdb.store.database import Database

_HISTORY = """
SELECT playid, timestamp, random, songid FROM playedsongs
WHERE (?1 IS NULL OR (timestamp, playid) < (SELECT timestamp, playid FROM playedsongs WHERE playid = ?1)){}
ORDER BY timestamp DESC, playid DESC LIMIT ?2
"""

# What is asked for of the history. A song without any genre has those of its album.
_OF = {
    "song": " AND songid = ?{0}",
    "artist": " AND songid IN (SELECT songid FROM songs WHERE artistid = ?{0})",
    "tag": """ AND songid IN (
        SELECT songid FROM songtags WHERE tagid = ?{0}
        UNION ALL
        SELECT songid FROM albumtags JOIN songs ON songs.albumid = albumtags.albumid WHERE tagid = ?{0} AND NOT EXISTS (
            SELECT 1 FROM songtags JOIN tags ON tags.tagid = songtags.tagid
            WHERE songtags.songid = songs.songid AND class = (SELECT class FROM tags WHERE tagid = ?{0})))""",
}

_LAST = "SELECT songid, timestamp FROM playedsongs WHERE random <= ? ORDER BY timestamp DESC, playid DESC LIMIT 1"

_BY_DAY = """
SELECT date(timestamp, 'unixepoch', 'localtime') AS day, count(*), sum(playtime)
FROM playedsongs JOIN songs ON songs.songid = playedsongs.songid
WHERE timestamp >= ? GROUP BY day ORDER BY day
"""

_BY_HOUR = """
SELECT CAST(strftime('%w', timestamp, 'unixepoch', 'localtime') AS INTEGER) AS weekday,
       CAST(strftime('%H', timestamp, 'unixepoch', 'localtime') AS INTEGER) AS hour, count(*), sum(playtime)
FROM playedsongs JOIN songs ON songs.songid = playedsongs.songid
WHERE timestamp >= ? GROUP BY weekday, hour ORDER BY weekday, hour
"""

_BY_ARTIST = """
SELECT artistid, count(*) AS plays, sum(playtime)
FROM playedsongs JOIN songs ON songs.songid = playedsongs.songid
WHERE timestamp >= ? GROUP BY artistid ORDER BY plays DESC, artistid LIMIT ?
"""

_BY_SONG = """
SELECT songid, count(*) AS plays FROM playedsongs
WHERE timestamp >= ? GROUP BY songid ORDER BY plays DESC, songid LIMIT ?
"""

# A song without genres has those of its album.
_BY_GENRE = """
WITH heard (songid, albumid, plays, seconds) AS (
    SELECT songs.songid, albumid, count(*), sum(playtime)
    FROM playedsongs JOIN songs ON songs.songid = playedsongs.songid
    WHERE timestamp >= ?1 GROUP BY songs.songid
), own (songid, tagid) AS (
    SELECT heard.songid, tags.tagid FROM heard
    JOIN songtags ON songtags.songid = heard.songid JOIN tags ON tags.tagid = songtags.tagid AND class = 1
), genres (songid, tagid) AS (
    SELECT songid, tagid FROM own
    UNION ALL
    SELECT heard.songid, tags.tagid FROM heard
    JOIN albumtags ON albumtags.albumid = heard.albumid JOIN tags ON tags.tagid = albumtags.tagid AND class = 1
    WHERE heard.songid NOT IN (SELECT songid FROM own)
)
SELECT tagid, sum(plays) AS plays, sum(seconds)
FROM genres JOIN heard ON heard.songid = genres.songid GROUP BY tagid ORDER BY plays DESC, tagid LIMIT ?2
"""


class PlayedSong(msgspec.Struct, frozen=True):
    """One time a song was heard. `timestamp` is its end, in unix seconds."""

    playid: int
    timestamp: int
    israndom: bool
    songid: SongId


class PlayedSongs:
    """What was heard, and when. Times in unix seconds, lengths in seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, songid: SongId, timestamp: int, *, israndom: bool) -> None:
        """A song was heard to its end."""
        self._database.execute(
            "INSERT INTO playedsongs (songid, timestamp, random) VALUES (?, ?, ?)", (songid, timestamp, int(israndom))
        )

    def is_known(self, songid: SongId, after: int, before: int) -> bool:
        """Whether the song was heard between two times, both excluded."""
        statement = "SELECT 1 FROM playedsongs WHERE songid = ? AND timestamp > ? AND timestamp < ? LIMIT 1"
        return self._database.row(statement, (songid, after, before)) is not None

    def last(self, *, with_random: bool) -> tuple[SongId, int] | None:
        """The song that was heard last, and when it ended; on demand also when Randy had chosen it."""
        row = self._database.row(_LAST, (int(with_random),))
        return None if row is None else (SongId(row[0]), int(row[1]))

    def history(
        self,
        limit: int,
        before: int | None = None,
        songid: SongId | None = None,
        artistid: ArtistId | None = None,
        tagid: TagId | None = None,
    ) -> list[PlayedSong]:
        """What was heard, the newest first, from before the one with the id `before`; on demand only some of it."""
        wanted = {"song": songid, "artist": artistid, "tag": tagid}
        some = {kind: key for kind, key in wanted.items() if key is not None}
        conditions = "".join(_OF[kind].format(number) for number, kind in enumerate(some, start=3))
        rows = self._database.rows(_HISTORY.format(conditions), (before, limit, *some.values()))
        return [PlayedSong(playid, time, bool(random), SongId(songid)) for playid, time, random, songid in rows]

    def by_day(self, since: int) -> list[DayOfListening]:
        """How much was heard each day."""
        return list(starmap(DayOfListening, self._database.rows(_BY_DAY, (since,))))

    def by_hour(self, since: int) -> list[HourOfListening]:
        """How much was heard in each hour of the week."""
        return list(starmap(HourOfListening, self._database.rows(_BY_HOUR, (since,))))

    def by_artist(self, since: int, limit: int) -> list[tuple[ArtistId, int, int]]:
        """How often and how long the artists were heard, the most heard first."""
        return [
            (ArtistId(key), plays, length) for key, plays, length in self._database.rows(_BY_ARTIST, (since, limit))
        ]

    def by_genre(self, since: int, limit: int) -> list[tuple[TagId, int, int]]:
        """How often and how long the genres were heard, the most heard first."""
        return [(TagId(row[0]), row[1], row[2]) for row in self._database.rows(_BY_GENRE, (since, limit))]

    def by_song(self, since: int, limit: int) -> list[tuple[SongId, int]]:
        """How often songs were heard, the most heard first."""
        return [(SongId(songid), plays) for songid, plays in self._database.rows(_BY_SONG, (since, limit))]
