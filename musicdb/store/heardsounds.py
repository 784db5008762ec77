"""The table of who has heard which sound, as results with ids."""

import msgspec

from musicdb.errors import NotFoundError
from musicdb.ids import ResultId, SongId
from musicdb.model.analysis import HeardBy
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
