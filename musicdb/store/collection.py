"""Counts what is in the catalogue, and looks entries up by their paths."""

from itertools import starmap

import msgspec

from musicdb.model.collection import CollectionStatistics, Count, Entry
from musicdb.store.database import Database

_NUMBERS = """
SELECT (SELECT count(*) FROM artists) AS artists,
    (SELECT count(*) FROM albums) AS albums,
    (SELECT count(*) FROM albums WHERE hidden = 1) AS hiddenalbums,
    (SELECT count(*) FROM videos) AS videos,
    (SELECT count(*) FROM tags WHERE class = 1) AS genres,
    (SELECT count(*) FROM tags WHERE class = 2) AS subgenres,
    (SELECT count(*) FROM tags WHERE class = 3) AS moods,
    (SELECT count(*) FROM lyrics) AS lyrics,
    (SELECT count(*) FROM playedsongs) AS plays,
    count(*) AS songs, ifnull(sum(playtime), 0) AS playtime, ifnull(sum(likes), 0) AS likes,
    count(*) FILTER (WHERE favorite = 1) AS favorites, ifnull(sum(disabled), 0) AS disabled
FROM songs
"""
_NAMES = (
    "artists", "albums", "hiddenalbums", "videos", "genres", "subgenres", "moods", "lyrics", "plays",
    "songs", "playtime", "likes", "favorites", "disabled",
)  # fmt: skip

_ORIGINS = "SELECT origin, count(*) AS number FROM albums GROUP BY origin ORDER BY number DESC, origin"
_DECADES = """
SELECT iif(release > 0, (release / 10 * 10) || 's', 'unknown') AS decade, count(*) FROM albums
GROUP BY decade ORDER BY decade
"""
_BITRATES = """
SELECT (bitrate + 16000) / 32000 * 32 AS step, count(*) FROM songs GROUP BY step ORDER BY step
"""
_CODECS = "SELECT codec, count(*) AS number FROM songfiles GROUP BY codec ORDER BY number DESC, codec"

_BELOW = """
SELECT 'artist', artistid, path FROM artists WHERE path = ?1 OR substr(path, 1, ?3) = ?2
UNION ALL SELECT 'album', albumid, path FROM albums WHERE path = ?1 OR substr(path, 1, ?3) = ?2
UNION ALL SELECT 'song', songid, path FROM songs WHERE path = ?1 OR substr(path, 1, ?3) = ?2
UNION ALL SELECT 'video', videoid, path FROM videos WHERE path = ?1 OR substr(path, 1, ?3) = ?2
ORDER BY 3
"""


class Collection:
    """The catalogue as a whole."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def statistics(self) -> CollectionStatistics:
        """How much there is of everything."""
        with self._database.read():
            numbers = dict(zip(_NAMES, self._database.row(_NUMBERS) or (), strict=True))
            return msgspec.convert(
                {
                    **numbers,
                    "origins": self._counts(_ORIGINS),
                    "decades": self._counts(_DECADES),
                    "bitrates": self._counts(_BITRATES),
                    "codecs": self._counts(_CODECS),
                },
                CollectionStatistics,
            )

    def entries(self, path: str) -> list[Entry]:
        """The entry with this path and all below it, by path; with an empty path, all there are."""
        below = f"{path}/" if path else ""
        return list(starmap(Entry, self._database.rows(_BELOW, (path, below, len(below)))))

    def _counts(self, query: str) -> list[Count]:
        return [Count(str(name), number) for name, number in self._database.rows(query)]
