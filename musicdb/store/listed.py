"""Everything apps show about songs and albums, for any number of them with a handful of queries."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from musicdb.ids import AlbumId, SongId
from musicdb.model.analysis import SoundValues
from musicdb.model.listings import ListedAlbum, ListedSong
from musicdb.model.phones import Mark
from musicdb.store.albumloudness import REFERENCE, mean_loudness
from musicdb.store.database import Database
from musicdb.store.marks import Marks
from musicdb.store.placedsongs import PlacedSongs
from musicdb.store.shelves import Shelves

_OF_SONGS = "songid IN (SELECT value FROM json_each(?))"
_OF_ALBUMS = "albumid IN (SELECT value FROM json_each(?))"

_FILES = f"SELECT songid, samplerate, channels, filesize, mtime FROM songfiles WHERE {_OF_SONGS}"  # noqa: S608
_PLAYS = f"SELECT songid, count(*), max(timestamp) FROM playedsongs WHERE {_OF_SONGS} GROUP BY songid"  # noqa: S608
_TAGS = """
SELECT {0}id, class, name FROM {0}tags JOIN tags USING (tagid)
WHERE {0}id IN (SELECT value FROM json_each(?)) ORDER BY class, posx, name
"""
_SOUNDS = f"""
SELECT songid, bpm, trackgain, trackpeak, decodeerrors, truncated
FROM songs JOIN soundhashes USING (checksum) JOIN soundvalues USING (soundhash) WHERE {_OF_SONGS}
"""  # noqa: S608
_LOUDNESS = f"""
SELECT albumid, duration, loudness, ifnull(trackpeak, 0)
FROM songs JOIN soundhashes USING (checksum) JOIN soundvalues USING (soundhash)
WHERE {_OF_ALBUMS} AND duration > 0 AND loudness NOT NULL AND ifnull(decodeerrors, 0) = 0 AND ifnull(truncated, 0) = 0
"""  # noqa: S608
_METADATA = f"""
SELECT songid, name, value FROM metadata
WHERE {_OF_SONGS} AND name IN (SELECT value FROM json_each(?)) ORDER BY songid, name, position
"""  # noqa: S608
_NAMES: Final = json.dumps(
    [
        "bpm", "comment", "composer", "conductor", "isrc", "lyricist", "mood", "musicbrainz_trackid", "titlesort",
        "replaygain_track_gain", "replaygain_track_peak", "replaygain_album_gain", "replaygain_album_peak",
    ]
)  # fmt: skip
_COUNTS = f"""
SELECT albumid, count(*), total(playtime), max(lastplayed) FROM songs WHERE {_OF_ALBUMS} AND disabled = 0 GROUP BY 1
"""  # noqa: S608
_ALBUM_PLAYS = f"""
SELECT albumid, count(*) FROM playedsongs JOIN songs USING (songid) WHERE {_OF_ALBUMS} GROUP BY 1
"""  # noqa: S608
# The first song of an album speaks for it.
_ALBUM_METADATA = f"""
SELECT albumid, metadata.name, value FROM metadata JOIN (
    SELECT albumid, min(songid) AS songid FROM songs WHERE {_OF_ALBUMS} GROUP BY 1
) USING (songid)
WHERE metadata.name IN ('albumsort', 'label', 'musicbrainz_albumid', 'releasetype') AND position = 0
"""  # noqa: S608


class Named(msgspec.Struct, frozen=True):
    """The names of the genres, subgenres included, and moods of something."""

    genres: Sequence[str] = ()
    moods: Sequence[str] = ()


class Listed:
    """Reads what belongs to songs and albums."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._placed = PlacedSongs(database)
        self._shelves = Shelves(database)
        self._marks = Marks(database)

    def songs(self, songids: Sequence[SongId]) -> list[ListedSong]:
        """Those of the songs that are in the catalogue, in the order of the ids."""
        placed = self._placed.get(set(songids))
        keys = json.dumps(list(placed))
        albumids = {one.album.id for one in placed.values()}
        rows = self._database.rows
        files = {row[0]: row[1:] for row in rows(_FILES, (keys,))}
        plays = {row[0]: row[1:] for row in rows(_PLAYS, (keys,))}
        sounds = {row[0]: _values(*row[1:]) for row in rows(_SOUNDS, (keys,))}
        own, inherited = self._named("song", placed), self._named("album", albumids)
        gains, metadata = self._gains(albumids), self._metadata(keys)
        marks = self._marks.of("song", placed)
        found: dict[SongId, ListedSong] = {}
        for songid, one in placed.items():
            mine, others = own.get(songid, Named()), inherited.get(one.album.id, Named())
            count, last = plays.get(songid, (0, 0))
            samplerate, channels, filesize, mtime = files.get(songid, (0, 0, 0, 0))
            gain, peak = gains.get(one.album.id, (None, None))
            found[songid] = ListedSong(
                one.song, one.album, one.artist, samplerate, channels, filesize, mtime, count,
                max(last, one.song.lastplayed), mine.genres or others.genres, mine.moods or others.moods,
                sounds.get(songid, SoundValues()), metadata.get(songid, {}), gain, peak,
                marks.get(songid, Mark()),
            )  # fmt: skip
        return [found[songid] for songid in songids if songid in found]

    def albums(self, albumids: Sequence[AlbumId]) -> list[ListedAlbum]:
        """Those of the albums that are in the catalogue, in the order of the ids."""
        found = self._shelves.some_albums(albumids)
        keys = json.dumps(list(albumids))
        counts = {row[0]: row[1:] for row in self._database.rows(_COUNTS, (keys,))}
        plays: dict[int, int] = dict(self._database.rows(_ALBUM_PLAYS, (keys,)))
        named = self._named("album", albumids)
        metadata: dict[int, dict[str, str]] = defaultdict(dict)
        for albumid, name, value in self._database.rows(_ALBUM_METADATA, (keys,)):
            metadata[albumid][name] = value
        marks = self._marks.of("album", albumids)
        listed: list[ListedAlbum] = []
        for one in found:
            albumid = one.album.id
            songs, playtime, last = counts.get(albumid, (0, 0, 0))
            tags = named.get(albumid, Named())
            more = metadata.get(albumid, {})
            listed.append(
                ListedAlbum(
                    one.album, one.artist, songs, int(playtime), plays.get(albumid, 0), last,
                    tags.genres, tags.moods, more, marks.get(albumid, Mark()),
                )
            )  # fmt: skip
        return listed

    def _named(self, target: str, keys: Iterable[int]) -> dict[int, Named]:
        found: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        mood = 3
        for key, class_, name in self._database.rows(_TAGS.format(target), (json.dumps(list(keys)),)):
            found[key][class_ == mood].append(name)
        return {key: Named(*names) for key, names in found.items()}

    def _gains(self, albumids: Iterable[AlbumId]) -> Mapping[int, tuple[float, float | None]]:
        measured: dict[int, list[tuple[float, float]]] = defaultdict(list)
        peaks: dict[int, float] = defaultdict(float)
        for albumid, duration, loudness, peak in self._database.rows(_LOUDNESS, (json.dumps(list(albumids)),)):
            measured[albumid].append((duration, loudness))
            peaks[albumid] = max(peaks[albumid], peak)
        return {
            albumid: (REFERENCE - mean_loudness(some), peaks[albumid] or None) for albumid, some in measured.items()
        }

    def _metadata(self, keys: str) -> dict[int, dict[str, list[str]]]:
        found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for songid, name, value in self._database.rows(_METADATA, (keys, _NAMES)):
            found[songid][name].append(value)
        return found


def _values(
    bpm: float | None, gain: float | None, peak: float | None, errors: int | None, truncated: int | None
) -> SoundValues:
    return SoundValues(
        bpm=bpm, trackgain=gain, trackpeak=peak, decodeerrors=errors,
        truncated=None if truncated is None else bool(truncated),
    )  # fmt: skip
