"""The order of a queue: what the tables of the song queue and of the video queue have in common."""

from musicdb.store.database import Database


class QueueOrder:
    """Where the entries of the queue in a table stand. Positions rise, but may have gaps."""

    def __init__(self, database: Database, table: str) -> None:
        self._database = database
        self._table = table

    def head(self) -> str | None:
        """The id of the first entry, whether what it plays is still in the catalogue or not."""
        row = self._database.row(f"SELECT entryid FROM {self._table} ORDER BY position LIMIT 1")  # noqa: S608
        return None if row is None else str(row[0])

    def position_of(self, entryid: str) -> int | None:
        """Where an entry stands; None when it is not there."""
        row = self._database.row(f"SELECT position FROM {self._table} WHERE entryid = ?", (entryid,))  # noqa: S608
        return None if row is None else int(row[0])

    def last_position(self) -> int:
        """Where the last entry stands."""
        row = self._database.row(f"SELECT ifnull(max(position), 0) FROM {self._table}")  # noqa: S608
        return int(row[0]) if row else 0

    def move(self, entryid: str, behind: int) -> None:
        """Puts an entry behind a position."""
        with self._database.write():
            self.make_room(behind, 1)
            statement = f"UPDATE {self._table} SET position = ? WHERE entryid = ?"  # noqa: S608
            self._database.execute(statement, (behind + 1, entryid))

    def remove(self, entryid: str) -> None:
        """Takes an entry out."""
        self._database.execute(f"DELETE FROM {self._table} WHERE entryid = ?", (entryid,))  # noqa: S608

    def make_room(self, behind: int, count: int) -> None:
        """Moves all entries behind a position by `count`."""
        statement = f"UPDATE {self._table} SET position = position + ? WHERE position > ?"  # noqa: S608
        self._database.execute(statement, (count, behind))
