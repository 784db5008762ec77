"""The table of the song queue. Whether an entry still has a song is found out when it is read."""

from collections.abc import Sequence

from musicdb.ids import SongId
from musicdb.model.queue import QueueEntry
from musicdb.store.database import Database, Row
from musicdb.store.queueorder import QueueOrder

_ENTRIES = "SELECT entryid, songid, israndom FROM queuedsongs"
_WITH_SONG = " WHERE EXISTS (SELECT 1 FROM songs WHERE songs.songid = queuedsongs.songid)"
_IN_ORDER = " ORDER BY position"


class QueuedSongs(QueueOrder):
    """The entries of the song queue in their order."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "queuedsongs")

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

    def without_song(self) -> list[QueueEntry]:
        """The entries whose song is not in the catalogue any more."""
        rows = self._database.rows(_ENTRIES + _WITH_SONG.replace("EXISTS", "NOT EXISTS"))
        return [_entry(row) for row in rows]

    def insert(self, entries: Sequence[QueueEntry], behind: int, choice: str | None = None) -> None:
        """Puts entries behind a position, in their order. `choice` is JSON that belongs to all of them."""
        with self._database.write():
            self.make_room(behind, len(entries))
            self._database.execute_many(
                "INSERT INTO queuedsongs (entryid, songid, israndom, position, choice) VALUES (?, ?, ?, ?, ?)",
                (
                    (entry.entryid, entry.songid, int(entry.israndom), position, choice)
                    for position, entry in enumerate(entries, start=behind + 1)
                ),
            )

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


def _entry(row: Row) -> QueueEntry:
    return QueueEntry(row[0], SongId(row[1]), bool(row[2]))
