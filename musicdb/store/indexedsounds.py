"""The table of sounds in the index of fingerprints: which number each has there, and what is still to be done."""

import json
from collections.abc import Iterable, Iterator, Sequence

from musicdb.ids import SongId, VideoId
from musicdb.store.database import Database

_WANTED = """
SELECT soundhash FROM (
    SELECT soundhash FROM songs JOIN soundhashes USING (checksum)
    UNION SELECT soundhash FROM videos JOIN soundhashes USING (checksum)
) JOIN soundfeatures USING (soundhash) WHERE fingerprint IS NOT NULL
"""
_ADD = f"INSERT INTO indexedsounds (soundhash) {_WANTED} EXCEPT SELECT soundhash FROM indexedsounds"  # noqa: S608
_GONE = f"SELECT documentid FROM indexedsounds WHERE soundhash NOT IN ({_WANTED})"  # noqa: S608
_AFTER = "SELECT documentid FROM indexedsounds WHERE documentid > ? ORDER BY documentid"
_FINGERPRINTS = """
SELECT documentid, fingerprint FROM indexedsounds JOIN soundfeatures USING (soundhash)
WHERE documentid IN (SELECT value FROM json_each(?)) ORDER BY documentid
"""
_OWNERS = """
SELECT documentid, {0}id FROM indexedsounds JOIN soundhashes USING (soundhash) JOIN {0}s USING (checksum)
WHERE documentid IN (SELECT value FROM json_each(?)) ORDER BY documentid, {0}id
"""
_TOGETHER = 500


class IndexedSounds:
    """Sounds of the catalogue that have a fingerprint, by their numbers in the index. None is reused."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take_in(self) -> None:
        """Gives numbers to sounds that have none."""
        self._database.execute(_ADD)

    def gone(self) -> list[int]:
        """The numbers of sounds that no song and no video has any more."""
        return [number for (number,) in self._database.rows(_GONE)]

    def remove(self, numbers: Iterable[int]) -> None:
        """Forgets sounds, and what is alike to them."""
        self._database.execute_many("DELETE FROM indexedsounds WHERE documentid = ?", [(number,) for number in numbers])

    def all(self, limit: int = -1) -> list[int]:
        """All numbers, or the first of them, ascending."""
        rows = self._database.rows("SELECT documentid FROM indexedsounds ORDER BY documentid LIMIT ?", (limit,))
        return [number for (number,) in rows]

    def after(self, number: int) -> list[int]:
        """The numbers of sounds that came after the one with this number, ascending."""
        return [one for (one,) in self._database.rows(_AFTER, (number,))]

    def unindexed(self) -> list[int]:
        """The numbers of sounds the index does not have."""
        return self._numbers("indexed = 0")

    def uncompared(self) -> list[int]:
        """The numbers of sounds in the index that were not compared with the others."""
        return self._numbers("indexed = 1 AND compared = 0")

    def set_indexed(self, numbers: Iterable[int]) -> None:
        """The index has these."""
        self._set("indexed = 1", numbers)

    def set_compared(self, numbers: Iterable[int]) -> None:
        """These were compared with all others in the index."""
        self._set("compared = 1", numbers)

    def set_missing(self, numbers: Iterable[int] | None = None) -> None:
        """The index does not have these, or none at all."""
        if numbers is None:
            self._database.execute("UPDATE indexedsounds SET indexed = 0")
        else:
            self._set("indexed = 0", numbers)

    def fingerprints(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Numbers with their items (little-endian uint32). Read in portions: any number may be asked."""
        for first in range(0, len(numbers), _TOGETHER):
            yield from self._database.rows(_FINGERPRINTS, (json.dumps(numbers[first : first + _TOGETHER]),))

    def number_of_song(self, songid: SongId) -> int | None:
        """The number of the sound of a song; None when it is not known by its sound yet."""
        row = self._database.row(
            "SELECT documentid FROM songs JOIN soundhashes USING (checksum) JOIN indexedsounds USING (soundhash)"
            " WHERE songid = ?",
            (songid,),
        )
        return None if row is None else int(row[0])

    def number_of_video(self, videoid: VideoId) -> int | None:
        """The same for a video."""
        row = self._database.row(
            "SELECT documentid FROM videos JOIN soundhashes USING (checksum) JOIN indexedsounds USING (soundhash)"
            " WHERE videoid = ?",
            (videoid,),
        )
        return None if row is None else int(row[0])

    def songs_of(self, numbers: Iterable[int]) -> dict[int, list[SongId]]:
        """The songs that have these sounds."""
        found: dict[int, list[SongId]] = {}
        for number, songid in self._database.rows(_OWNERS.format("song"), (json.dumps(list(numbers)),)):
            found.setdefault(number, []).append(SongId(songid))
        return found

    def videos_of(self, numbers: Iterable[int]) -> dict[int, list[VideoId]]:
        """The videos that have these sounds."""
        found: dict[int, list[VideoId]] = {}
        for number, videoid in self._database.rows(_OWNERS.format("video"), (json.dumps(list(numbers)),)):
            found.setdefault(number, []).append(VideoId(videoid))
        return found

    def _numbers(self, condition: str) -> list[int]:
        rows = self._database.rows(f"SELECT documentid FROM indexedsounds WHERE {condition} ORDER BY documentid")  # noqa: S608
        return [number for (number,) in rows]

    def _set(self, assignment: str, numbers: Iterable[int]) -> None:
        self._database.execute_many(
            f"UPDATE indexedsounds SET {assignment} WHERE documentid = ?",  # noqa: S608
            [(number,) for number in numbers],
        )
