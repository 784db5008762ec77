"""The table of songs that were heard together. A pair is the same pair in either order."""

import msgspec

from musicdb.ids import SongId
from musicdb.store.database import Database

_OF_SONG = """
SELECT songidb, weight, updated FROM songrelations WHERE songida = ?1
UNION ALL
SELECT songida, weight, updated FROM songrelations WHERE songidb = ?1
"""


class Relation(msgspec.Struct, frozen=True):
    """Another song, and how strong the relation was when it was told last, in unix seconds."""

    songid: SongId
    weight: float
    updated: int


class SongRelations:
    """Pairs of songs with a weight."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_song(self, songid: SongId) -> list[Relation]:
        """All relations of a song."""
        return [Relation(SongId(row[0]), row[1], row[2]) for row in self._database.rows(_OF_SONG, (songid,))]

    def get(self, one: SongId, other: SongId) -> Relation | None:
        """How two songs are related."""
        row = self._database.row(
            "SELECT weight, updated FROM songrelations WHERE songida = ? AND songidb = ?", _pair(one, other)
        )
        return None if row is None else Relation(other, *row)

    def put(self, one: SongId, other: SongId, weight: float, updated: int) -> None:
        """Relates two different songs."""
        self._database.execute(
            "INSERT OR REPLACE INTO songrelations (songida, songidb, weight, updated) VALUES (?, ?, ?, ?)",
            (*_pair(one, other), weight, updated),
        )

    def remove(self, one: SongId, other: SongId) -> None:
        """Forgets that two songs were heard together."""
        self._database.execute("DELETE FROM songrelations WHERE songida = ? AND songidb = ?", _pair(one, other))


def _pair(one: SongId, other: SongId) -> tuple[SongId, SongId]:
    return (one, other) if one < other else (other, one)
