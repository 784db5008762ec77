"""What songs sound like, as points: reads the embeddings of sounds, and which songs have which sound."""

import json
from collections.abc import Iterable

from musicdb.ids import AlbumId, SongId, TagId
from musicdb.model.analysis import SoundValues
from musicdb.store.database import Database

_SOUNDS = """
SELECT songid, soundhash FROM songs JOIN soundhashes USING (checksum) JOIN soundfeatures USING (soundhash)
WHERE embedding IS NOT NULL"""
_SOME = " AND songid IN (SELECT value FROM json_each(?))"
_EMBEDDINGS = """
SELECT soundhash, embedding FROM soundfeatures
WHERE soundhash IN (SELECT value FROM json_each(?)) AND embedding IS NOT NULL"""
_VALUES = """
SELECT songid, bpm, key, loudness FROM songs JOIN soundhashes USING (checksum) JOIN soundvalues USING (soundhash)
WHERE songid IN (SELECT value FROM json_each(?))"""
_TAGGED = """
SELECT songid FROM songtags WHERE tagid = ?1
UNION SELECT songid FROM songs JOIN albumtags USING (albumid) WHERE tagid = ?1
ORDER BY songid"""


class Embeddings:
    """Embeddings are little-endian float32, and known by the hash of their sound."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sounds(self, songids: Iterable[SongId] | None = None) -> dict[SongId, str]:
        """The hashes of the sounds of all songs, or of some. Songs without an embedding are missing."""
        if songids is None:
            rows = self._database.rows(_SOUNDS + " ORDER BY songid")
        else:
            rows = self._database.rows(_SOUNDS + _SOME, (json.dumps(list(songids)),))
        return {SongId(songid): soundhash for songid, soundhash in rows}

    def get(self, soundhashes: Iterable[str]) -> dict[str, bytes]:
        """The embeddings of sounds."""
        return dict(self._database.rows(_EMBEDDINGS, (json.dumps(list(soundhashes)),)))

    def values(self, songids: Iterable[SongId]) -> dict[SongId, SoundValues]:
        """Tempo, key and loudness of some songs."""
        rows = self._database.rows(_VALUES, (json.dumps(list(songids)),))
        return {SongId(row[0]): SoundValues(bpm=row[1], key=row[2], loudness=row[3]) for row in rows}

    def tagged(self, tagid: TagId) -> list[SongId]:
        """The songs that have a tag, or whose album has it."""
        return [SongId(songid) for (songid,) in self._database.rows(_TAGGED, (tagid,))]

    def of_album(self, albumid: AlbumId) -> list[SongId]:
        """The songs of an album, by CD and number."""
        rows = self._database.rows("SELECT songid FROM songs WHERE albumid = ? ORDER BY cd, number", (albumid,))
        return [SongId(songid) for (songid,) in rows]
