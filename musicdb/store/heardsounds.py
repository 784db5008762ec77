"""The table of who has heard which sound, as results with ids."""

import msgspec

from musicdb.errors import NotFoundError
from musicdb.ids import ResultId, SongId
from musicdb.model.analysis import HeardBy, SoundValues
from musicdb.model.identity import result_id
from musicdb.model.transfers import DumpedSound
from musicdb.store.analysis import VALUE_COLUMNS
from musicdb.store.database import Database

# A fingerprint is kept elsewhere, and is no result.
_RESULTS = """
SELECT resultid, soundhash, processor, version, parameters, heard FROM heardsounds
WHERE processor <> 'fingerprint' AND
"""


class HeardSound(msgspec.Struct, frozen=True):
    """What a processor told about a sound. `heard` in unix seconds, `parameters` as JSON."""

    id: ResultId
    soundhash: str
    processor: str
    version: str
    parameters: str
    heard: int

    @property
    def by(self) -> HeardBy:
        """Who has heard it."""
        return HeardBy(self.processor, self.version, self.parameters)


class HeardSounds:
    """Results by id, and by sound."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sounds(self) -> set[str]:
        """The hashes of all sounds that have results."""
        statement = "SELECT DISTINCT soundhash FROM heardsounds WHERE processor <> 'fingerprint'"
        return {str(row[0]) for row in self._database.rows(statement)}

    def of_sound(self, soundhash: str) -> list[HeardSound]:
        """All results of a sound."""
        rows = self._database.rows(_RESULTS + "soundhash = ? ORDER BY resultid", (soundhash,))
        return [HeardSound(*row) for row in rows]

    def page(self, processor: str | None, after: str, limit: int) -> list[HeardSound]:
        """Results behind the one with an id; all, or those of a processor."""
        rows = self._database.rows(
            _RESULTS + "resultid > ? AND (? IS NULL OR processor = ?) ORDER BY resultid LIMIT ?",
            (after, processor, processor, limit),
        )
        return [HeardSound(*row) for row in rows]

    def get(self, resultid: ResultId) -> HeardSound:
        """A result.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_RESULTS + "resultid = ?", (resultid,))
        if row is None:
            raise NotFoundError(f"There is no result with the id {resultid}.")
        return HeardSound(*row)

    def songs(self, soundhash: str) -> list[SongId]:
        """The songs that sound like this."""
        rows = self._database.rows(
            "SELECT songid FROM soundhashes JOIN songs USING (checksum) WHERE soundhash = ? ORDER BY songid",
            (soundhash,),
        )
        return [SongId(row[0]) for row in rows]

    def all_sounds(self) -> list[str]:
        """The hashes of all sounds somebody has heard, if only for a fingerprint."""
        rows = self._database.rows("SELECT DISTINCT soundhash FROM heardsounds ORDER BY soundhash")
        return [str(row[0]) for row in rows]

    def dumped(self, soundhash: str) -> DumpedSound:
        """Everything the store knows about a sound."""
        heard = self._database.rows(
            "SELECT processor, version, parameters, heard FROM heardsounds WHERE soundhash = ?", (soundhash,)
        )
        columns = ", ".join(VALUE_COLUMNS)
        values = self._database.row(f"SELECT {columns} FROM soundvalues WHERE soundhash = ?", (soundhash,))  # noqa: S608
        features = self._database.row(
            "SELECT embedding, fingerprint FROM soundfeatures WHERE soundhash = ?", (soundhash,)
        )
        known = dict(zip(VALUE_COLUMNS, values, strict=True)) if values else {}
        return DumpedSound(
            soundhash,
            msgspec.convert(known, SoundValues, strict=False),
            [(HeardBy(*by), when) for *by, when in heard],
            *(features or (None, None)),
        )

    def take(self, soundhash: str, by: HeardBy, when: int) -> bool:
        """Keeps who has heard a sound elsewhere, unless some version of it has heard it here. Whether it was new."""
        with self._database.write():
            known = self._database.row(
                "SELECT 1 FROM heardsounds WHERE soundhash = ? AND processor = ? AND parameters = ?",
                (soundhash, by.processor, by.parameters),
            )
            if known is None:
                self._database.execute(
                    "INSERT INTO heardsounds (soundhash, processor, version, parameters, heard, resultid)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (soundhash, by.processor, by.version, by.parameters, when, result_id(soundhash, by)),
                )
        return known is None

    def take_values(self, sound: DumpedSound) -> None:
        """Keeps values of a sound that are not known here."""
        values = {name: getattr(sound.values, name) for name in VALUE_COLUMNS}
        self._fill("soundvalues", sound.soundhash, values)
        self._fill("soundfeatures", sound.soundhash, {"embedding": sound.embedding, "fingerprint": sound.fingerprint})

    def _fill(self, table: str, soundhash: str, values: dict[str, object]) -> None:
        names = [name for name, value in values.items() if value is not None]
        columns = "".join(f", {name}" for name in names)
        updates = ", ".join(f"{name} = coalesce({table}.{name}, excluded.{name})" for name in names)
        self._database.execute(
            f"INSERT INTO {table} (soundhash{columns}) VALUES (?{', ?' * len(names)}) ON CONFLICT (soundhash) "  # noqa: S608
            + (f"DO UPDATE SET {updates}" if names else "DO NOTHING"),
            (soundhash, *(values[name] for name in names)),
        )
