"""The tables of what users of apps want to go on with: their queues, and places in songs."""

import json
from itertools import starmap

from musicdb.ids import SongId
from musicdb.model.phones import Bookmark, KeptQueue
from musicdb.store.database import Database


class KeptPlaces:
    """Queues and bookmarks, by the name of the user."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, username: str) -> KeptQueue | None:
        """The queue of a user; songs that left the catalogue are still in it."""
        row = self._database.row(
            "SELECT songids, current, position, changed, changedby FROM keptqueues WHERE username = ?", (username,)
        )
        return None if row is None else KeptQueue([SongId(key) for key in json.loads(row[0])], *row[1:])

    def keep_queue(self, username: str, queue: KeptQueue) -> None:
        """Keeps the queue of a user instead of the one before; one without songs is forgotten."""
        with self._database.write():
            self._database.execute("DELETE FROM keptqueues WHERE username = ?", (username,))
            if queue.songids:
                self._database.execute(
                    "INSERT INTO keptqueues (username, songids, current, position, changed, changedby)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        username, json.dumps(list(queue.songids)), queue.current, queue.position, queue.changed,
                        queue.changedby,
                    ),
                )  # fmt: skip

    def bookmarks(self, username: str) -> list[Bookmark]:
        """The bookmarks of a user, the last changed first."""
        rows = self._database.rows(
            "SELECT songid, position, comment, created, changed FROM bookmarks WHERE username = ?"
            " ORDER BY changed DESC, songid",
            (username,),
        )
        return list(starmap(Bookmark, rows))

    def keep_bookmark(self, username: str, songid: SongId, position: int, comment: str, now: int) -> None:
        """Keeps a place in a song (milliseconds) instead of the one before."""
        self._database.execute(
            "INSERT INTO bookmarks (username, songid, position, comment, created, changed) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (username, songid) DO UPDATE SET position = excluded.position, comment = excluded.comment,"
            " changed = excluded.changed",
            (username, songid, position, comment, now, now),
        )

    def forget_bookmark(self, username: str, songid: SongId) -> None:
        """Forgets a place in a song."""
        self._database.execute("DELETE FROM bookmarks WHERE username = ? AND songid = ?", (username, songid))
