"""The table of tracks: by which ids the recordings and sounds of the library are known to others."""

import json
import uuid
from collections.abc import Sequence
from typing import Final

from musicdb.ids import SongId
from musicdb.store.database import Database

_NAMESPACE: Final = uuid.UUID("f3a59b07-a0f4-429c-9733-dd19257bd429")


def track_of_sound(soundhash: str) -> str:
    """The id of a sound: the same one in each database (UUID version 5)."""
    return str(uuid.uuid5(_NAMESPACE, soundhash))


class SoundTracks:
    """Songs and sounds by the ids others were told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tell(self, trackid: str, soundhash: str) -> None:
        """Others are told that a sound has this id. From now on it leads there."""
        if self.sound_of(trackid) is None:
            self._database.execute(
                "INSERT INTO soundtracks (trackid, soundhash) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (trackid, soundhash),
            )

    def sound_of(self, trackid: str) -> str | None:
        """The hash of the sound that was told by this id."""
        return self._text("SELECT soundhash FROM soundtracks WHERE trackid = ?", trackid)

    def ids_of_songs(self, songids: Sequence[SongId]) -> list[str]:
        """All ids by which the sounds of songs were told."""
        rows = self._database.rows(
            "SELECT DISTINCT trackid FROM songs JOIN soundhashes USING (checksum) JOIN soundtracks USING (soundhash)"
            " WHERE songid IN (SELECT value FROM json_each(?)) ORDER BY trackid",
            (json.dumps(list(songids)),),
        )
        return [trackid for (trackid,) in rows]

    def sound_of_song(self, songid: SongId) -> str | None:
        """The hash of the sound of a song, when it is known."""
        return self._text("SELECT soundhash FROM songs JOIN soundhashes USING (checksum) WHERE songid = ?", songid)

    def songs_of_sound(self, soundhash: str) -> list[SongId]:
        """All songs that have exactly this sound."""
        return self._songs(
            "SELECT songid FROM soundhashes JOIN songs USING (checksum) WHERE soundhash = ? ORDER BY songid", soundhash
        )

    def songs_with_mbid(self, mbid: str) -> list[SongId]:
        """All songs whose tags name this recording of MusicBrainz."""
        return self._songs(
            "SELECT DISTINCT songid FROM metadata WHERE name = 'musicbrainz_trackid' AND value = ? ORDER BY songid",
            mbid,
        )

    def fingerprint_of_song(self, songid: SongId) -> bytes | None:
        """The items of the sound of a song (little-endian uint32), when somebody has heard it."""
        row = self._database.row(
            "SELECT fingerprint FROM songs JOIN soundhashes USING (checksum) JOIN soundfeatures USING (soundhash)"
            " WHERE songid = ?",
            (songid,),
        )
        return None if row is None else row[0]

    def _text(self, query: str, argument: str | int) -> str | None:
        row = self._database.row(query, (argument,))
        return None if row is None else str(row[0])

    def _songs(self, query: str, argument: str) -> list[SongId]:
        return [SongId(songid) for (songid,) in self._database.rows(query, (argument,))]
