"""The table of the song queue. Whether an entry still has a song is found out when it is read."""

from collections.abc import Sequence

from musicdb.ids import SongId
from musicdb.model.queue import QueueEntry
from musicdb.store.database import Database, Row

_ENTRIES = "SELECT entryid, songid, israndom FROM queuedsongs"
_WITH_SONG = " WHERE EXISTS (SELECT 1 FROM songs WHERE songs.songid = queuedsongs.songid)"
_IN_ORDER = " ORDER BY position"


class QueuedSongs:
    """The entries of the queue in their order. Positions rise, but may have gaps."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[QueueEntry]:
        """All entries that still have a song."""
        return [_entry(row) for row in self._database.rows(_ENTRIES + _WITH_SONG + _IN_ORDER)]

    def songids(self) -> set[SongId]:
        """The songs that are queued."""
        return {SongId(songid) for (songid,) in self._database.rows("SELECT songid FROM queuedsongs")}

    def first(self, count: int) -> list[QueueEntry]:
        """The first `count` entries that still have a song."""
        rows = self._database.rows(_ENTRIES + _WITH_SONG + _IN_ORDER + " LIMIT ?", (count,))
        return [_entry(row) for row in rows]

    def head(self) -> str | None:
        """The id of the first entry, whether it still has a song or not."""
        row = self._database.row("SELECT entryid FROM queuedsongs ORDER BY position LIMIT 1")
        return None if row is None else str(row[0])

    def without_song(self) -> list[QueueEntry]:
        """The entries whose song is not in the catalogue any more."""
        rows = self._database.rows(_ENTRIES + _WITH_SONG.replace("EXISTS", "NOT EXISTS"))
        return [_entry(row) for row in rows]

    def position_of(self, entryid: str) -> int | None:
        """Where an entry stands; None when it is not there."""
        row = self._database.row("SELECT position FROM queuedsongs WHERE entryid = ?", (entryid,))
        return None if row is None else int(row[0])

    def last_position(self) -> int:
        """Where the last entry stands."""
        row = self._database.row("SELECT ifnull(max(position), 0) FROM queuedsongs")
        return int(row[0]) if row else 0

    def insert(self, entries: Sequence[QueueEntry], behind: int, choice: str | None = None) -> None:
        """Puts entries behind a position, in their order. `choice` is JSON that belongs to all of them."""
        with self._database.write():
            self._make_room(behind, len(entries))
            self._database.execute_many(
                "INSERT INTO queuedsongs (entryid, songid, israndom, position, choice) VALUES (?, ?, ?, ?, ?)",
                (
                    (entry.entryid, entry.songid, int(entry.israndom), position, choice)
                    for position, entry in enumerate(entries, start=behind + 1)
                ),
            )

    def move(self, entryid: str, behind: int) -> None:
        """Puts an entry behind a position."""
        with self._database.write():
            self._make_room(behind, 1)
            self._database.execute("UPDATE queuedsongs SET position = ? WHERE entryid = ?", (behind + 1, entryid))

    def remove(self, entryid: str) -> None:
        """Takes an entry out."""
        self._database.execute("DELETE FROM queuedsongs WHERE entryid = ?", (entryid,))

    def remove_behind(self, position: int) -> None:
        """Takes all entries behind a position out."""
        self._database.execute("DELETE FROM queuedsongs WHERE position > ?", (position,))

    def seconds_of(self, entryid: str) -> float:
        """How much of an entry was played, in seconds."""
        row = self._database.row("SELECT seconds FROM queuedsongs WHERE entryid = ?", (entryid,))
        return 0.0 if row is None else float(row[0])

    def set_seconds(self, entryid: str, seconds: float) -> None:
        """Keeps how much of an entry was played, in seconds."""
        self._database.execute("UPDATE queuedsongs SET seconds = ? WHERE entryid = ?", (seconds, entryid))

    def choice_of(self, entryid: str) -> tuple[SongId, str | None] | None:
        """The song of an entry and the JSON kept with it; None when the entry is not there."""
        row = self._database.row("SELECT songid, choice FROM queuedsongs WHERE entryid = ?", (entryid,))
        return None if row is None else (SongId(row[0]), row[1])

    def _make_room(self, behind: int, count: int) -> None:
        self._database.execute("UPDATE queuedsongs SET position = position + ? WHERE position > ?", (count, behind))


def _entry(row: Row) -> QueueEntry:
    return QueueEntry(row[0], SongId(row[1]), bool(row[2]))
