"""The tables of what is known about sounds, by the hash of their compressed sound."""

import time
from collections.abc import Iterable, Sequence

import msgspec

from musicdb.ids import AlbumId, SongId
from musicdb.model.analysis import HeardBy, SoundMap, SoundValues
from musicdb.model.identity import result_id
from musicdb.store.albumloudness import REFERENCE, joint_loudness, mean_loudness
from musicdb.store.database import Database

_ALBUM_FIELDS = ("albumgain", "albumpeak")
VALUE_COLUMNS = tuple(field for field in SoundValues.__struct_fields__ if field not in _ALBUM_FIELDS)

# Songs far from each other are as many as there is room for; the same ones each time, so that points stay.
_SOME = """
SELECT songid, bpm, loudness, energy, key
FROM soundvalues JOIN soundhashes USING (soundhash) JOIN songs USING (checksum) JOIN albums USING (albumid)
WHERE hidden = 0 ORDER BY songid * 2654435761 % 4294967296 LIMIT ?
"""


_BLOCKS = """
SELECT blocks FROM songs JOIN soundhashes USING (checksum) JOIN soundvalues USING (soundhash)
JOIN soundfeatures USING (soundhash)
WHERE albumid = ? AND blocks IS NOT NULL AND ifnull(decodeerrors, 0) = 0 AND ifnull(truncated, 0) = 0
"""


class Analyses:
    """What was heard, and what came out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def soundhash(self, checksum: str) -> str | None:
        """The hash of the sound in a file with this checksum; None when it was not computed yet."""
        row = self._database.row("SELECT soundhash FROM soundhashes WHERE checksum = ?", (checksum,))
        return None if row is None else str(row[0])

    def soundhash_of_song(self, songid: SongId) -> str | None:
        """The hash of the sound of a song; None when it was not computed yet."""
        row = self._database.row(
            "SELECT soundhash FROM songs JOIN soundhashes USING (checksum) WHERE songid = ?", (songid,)
        )
        return None if row is None else str(row[0])

    def duration(self, songid: SongId) -> float | None:
        """How long a song sounds, in seconds; None when it was not heard yet."""
        row = self._database.row(
            "SELECT duration FROM songs JOIN soundhashes USING (checksum) JOIN soundvalues USING (soundhash)"
            " WHERE songid = ?",
            (songid,),
        )
        return None if row is None else row[0]

    def set_soundhash(self, checksum: str, soundhash: str) -> None:
        """Keeps the hash of the sound in a file with this checksum."""
        self._database.execute(
            "INSERT INTO soundhashes (checksum, soundhash) VALUES (?, ?)"
            " ON CONFLICT (checksum) DO UPDATE SET soundhash = excluded.soundhash",
            (checksum, soundhash),
        )

    def heard_by(self, soundhash: str) -> set[HeardBy]:
        """Everything that has heard a sound."""
        rows = self._database.rows(
            "SELECT processor, version, parameters FROM heardsounds WHERE soundhash = ?", (soundhash,)
        )
        return {HeardBy(*row) for row in rows}

    def some(self, limit: int) -> SoundMap:
        """Some values of at most that many songs, chosen evenly out of all that were heard."""
        columns = [list(column) for column in zip(*self._database.rows(_SOME, (limit,)), strict=True)]
        return SoundMap(*columns) if columns else SoundMap([], [], [], [], [])

    def is_analyzed(self, soundhash: str, digest: str) -> bool:
        """Whether a sound was heard by everything a preset with this digest asks for."""
        row = self._database.row("SELECT 1 FROM analyzedsounds WHERE soundhash = ? AND preset = ?", (soundhash, digest))
        return row is not None

    def keep(
        self,
        soundhash: str,
        digest: str,
        heard: Iterable[HeardBy],
        values: SoundValues,
        *,
        embedding: bytes | None = None,
        fingerprint: bytes | None = None,
        blocks: bytes | None = None,
    ) -> None:
        """Keeps what came out. What is None now stays as it was known before; older versions of `heard` go."""
        with self._database.write():
            now = int(time.time())
            for one in heard:
                self._database.execute(
                    "DELETE FROM heardsounds WHERE soundhash = ? AND processor = ? AND parameters = ?",
                    (soundhash, one.processor, one.parameters),
                )
                self._database.execute(
                    "INSERT INTO heardsounds (soundhash, processor, version, parameters, heard, resultid)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (soundhash, one.processor, one.version, one.parameters, now, result_id(soundhash, one)),
                )
            known = {name: getattr(values, name) for name in VALUE_COLUMNS if getattr(values, name) is not None}
            self._update("soundvalues", soundhash, known)
            features = {"embedding": embedding, "fingerprint": fingerprint, "blocks": blocks}
            self._update("soundfeatures", soundhash, {name: one for name, one in features.items() if one is not None})
            self._database.execute(
                "INSERT INTO analyzedsounds (soundhash, preset) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (soundhash, digest),
            )

    def forget(self, soundhash: str) -> None:
        """A sound has to be heard again by everybody. The values stay until then."""
        with self._database.write():
            for table in ("heardsounds", "analyzedsounds"):
                self._database.execute(f"DELETE FROM {table} WHERE soundhash = ?", (soundhash,))  # noqa: S608

    def values(self, songid: SongId) -> SoundValues:
        """What was measured of a song, with the gain of its album as far as its songs are known."""
        rows = self._rows("WHERE songs.songid = ?", songid)
        if not rows:
            return SoundValues()
        _, albumid, values = rows[0]
        songs = [one for _, _, one in self._rows("WHERE songs.albumid = ?", albumid)]
        gain, peak = self._album([one for one in songs if not one.decodeerrors and not one.truncated], albumid)
        return msgspec.structs.replace(values, albumgain=gain, albumpeak=peak)

    def values_of_songs(self) -> dict[SongId, SoundValues]:
        """What was measured of all songs, without gains of albums. Songs nobody has heard are missing."""
        return {songid: values for songid, _, values in self._rows()}

    def fingerprint(self, songid: SongId) -> bytes | None:
        """The items of the fingerprint of a song, little-endian uint32; None when there is none yet."""
        row = self._database.row(
            "SELECT fingerprint FROM songs JOIN soundhashes USING (checksum) JOIN soundfeatures USING (soundhash)"
            " WHERE songid = ?",
            (songid,),
        )
        return None if row is None else row[0]

    def _update(self, table: str, soundhash: str, values: dict[str, object]) -> None:
        names = list(values)
        columns = "".join(f", {name}" for name in names)
        updates = ", ".join(f"{name} = excluded.{name}" for name in names)
        self._database.execute(
            f"INSERT INTO {table} (soundhash{columns}) VALUES (?{', ?' * len(names)}) ON CONFLICT (soundhash) "  # noqa: S608
            + (f"DO UPDATE SET {updates}" if names else "DO NOTHING"),
            (soundhash, *values.values()),
        )

    def _rows(self, where: str = "", *parameters: object) -> list[tuple[SongId, AlbumId, SoundValues]]:
        columns = ", ".join(f"soundvalues.{name}" for name in VALUE_COLUMNS)
        rows = self._database.rows(
            f"SELECT songid, albumid, {columns} FROM songs JOIN soundhashes USING (checksum)"  # noqa: S608
            f" JOIN soundvalues USING (soundhash) {where}",
            parameters,
        )
        return [
            (
                SongId(row[0]),
                AlbumId(row[1]),
                msgspec.convert(dict(zip(VALUE_COLUMNS, row[2:], strict=True)), SoundValues, strict=False),
            )
            for row in rows
        ]

    def _album(self, songs: Sequence[SoundValues], albumid: AlbumId) -> tuple[float | None, float | None]:
        """Gain and peak of an album: of all its blocks together, or of its songs where blocks are not known."""
        measured = [(one.duration, one.loudness) for one in songs if one.duration and one.loudness is not None]
        if not measured:
            return None, None
        peaks = [one.trackpeak for one in songs if one.trackpeak is not None]
        blocks = self._database.rows(_BLOCKS, (albumid,))
        joint = joint_loudness(one for (one,) in blocks) if len(blocks) == len(measured) else None
        if joint is None:
            joint = mean_loudness(measured)
        return REFERENCE - joint, max(peaks, default=None)
