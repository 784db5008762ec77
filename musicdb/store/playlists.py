"""The tables of playlists and of the songs in those a person has put together."""

import json
from collections.abc import Iterable, Sequence

import msgspec

from musicdb.errors import NotFoundError
from musicdb.ids import PlaylistId, SongId
from musicdb.model.playlists import Playlist, SmartRules
from musicdb.store.database import Database, Row
from musicdb.store.smartrules import Query, count_query, extent_query, songs_query

_SELECT = """
SELECT playlists.playlistid, playlists.name, comment, rules, created, updated, removed,
       count(songs.songid), total(playtime)
FROM playlists LEFT JOIN playlistsongs ON playlistsongs.playlistid = playlists.playlistid
LEFT JOIN songs ON songs.songid = playlistsongs.songid
"""
_ENTRIES = """
SELECT entryid, songid FROM playlistsongs WHERE playlistid = ? AND songid NOT NULL
ORDER BY position LIMIT ? OFFSET ?
"""


class Playlists:
    """Playlists. Positions of songs rise, but may have gaps."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, removed: bool) -> list[Playlist]:
        """The playlists by name, either those that are there or those that were removed."""
        condition = "WHERE removed NOT NULL" if removed else "WHERE removed IS NULL"
        rows = self._database.rows(f"{_SELECT} {condition} GROUP BY 1")
        return sorted(map(_playlist, rows), key=lambda playlist: (playlist.name.casefold(), playlist.id))

    def get(self, playlistid: PlaylistId) -> Playlist:
        """The playlist with this id, removed or not.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(f"{_SELECT} WHERE playlists.playlistid = ? GROUP BY 1", (playlistid,))
        if row is None:
            raise NotFoundError(f"There is no playlist with the id {playlistid}.")
        return _playlist(row)

    def add(self, name: str, comment: str, rules: SmartRules | None, now: int) -> PlaylistId:
        """Makes a playlist. `now` in unix seconds."""
        statement = (
            "INSERT INTO playlists (name, comment, rules, created, updated) VALUES (?, ?, ?, ?, ?) RETURNING playlistid"
        )
        return PlaylistId(self._database.execute_for_id(statement, (name, comment, _encoded(rules), now, now)))

    def change(self, playlistid: PlaylistId, name: str, comment: str, rules: SmartRules | None) -> None:
        """Changes what is said about a playlist."""
        statement = "UPDATE playlists SET name = ?, comment = ?, rules = ? WHERE playlistid = ?"
        self._database.execute(statement, (name, comment, _encoded(rules), playlistid))

    def touch(self, playlistid: PlaylistId, now: int) -> None:
        """Tells when a playlist was changed, in unix seconds."""
        self._database.execute("UPDATE playlists SET updated = ? WHERE playlistid = ?", (now, playlistid))

    def set_removed(self, playlistid: PlaylistId, when: int | None) -> None:
        """Tells when a playlist was removed, in unix seconds; None brings it back."""
        self._database.execute("UPDATE playlists SET removed = ? WHERE playlistid = ?", (when, playlistid))

    def forget(self, playlistid: PlaylistId) -> None:
        """Removes a playlist for good."""
        self._database.execute("DELETE FROM playlists WHERE playlistid = ?", (playlistid,))

    def entries(self, playlistid: PlaylistId, limit: int = -1, offset: int = 0) -> list[tuple[int, SongId]]:
        """The entries whose song is in the catalogue, with their songs, in order."""
        return [(row[0], SongId(row[1])) for row in self._database.rows(_ENTRIES, (playlistid, limit, offset))]

    def waiting(self, playlistid: PlaylistId) -> list[str]:
        """The paths of songs that are not in the catalogue at the moment."""
        statement = "SELECT path FROM playlistsongs WHERE playlistid = ? AND songid IS NULL ORDER BY position"
        return [str(path) for (path,) in self._database.rows(statement, (playlistid,))]

    def position_of(self, playlistid: PlaylistId, entryid: int) -> int | None:
        """Where an entry stands; None when it is not there."""
        statement = "SELECT position FROM playlistsongs WHERE playlistid = ? AND entryid = ?"
        row = self._database.row(statement, (playlistid, entryid))
        return None if row is None else int(row[0])

    def last_position(self, playlistid: PlaylistId) -> int:
        """Where the last entry stands."""
        statement = "SELECT ifnull(max(position), 0) FROM playlistsongs WHERE playlistid = ?"
        row = self._database.row(statement, (playlistid,))
        return int(row[0]) if row else 0

    def insert(self, playlistid: PlaylistId, songids: Sequence[SongId], behind: int) -> None:
        """Puts songs behind a position, in their order."""
        with self._database.write():
            self._make_room(playlistid, behind, len(songids))
            self._database.execute_many(
                "INSERT INTO playlistsongs (playlistid, songid, position) VALUES (?, ?, ?)",
                ((playlistid, songid, position) for position, songid in enumerate(songids, start=behind + 1)),
            )

    def move(self, playlistid: PlaylistId, entryids: Sequence[int], behind: int) -> None:
        """Puts entries behind a position, in the order given. Those that are gone are left out."""
        with self._database.write():
            self._make_room(playlistid, behind, len(entryids))
            self._database.execute_many(
                "UPDATE playlistsongs SET position = ? WHERE playlistid = ? AND entryid = ?",
                ((position, playlistid, entryid) for position, entryid in enumerate(entryids, start=behind + 1)),
            )

    def remove(self, playlistid: PlaylistId, entryids: Iterable[int]) -> None:
        """Takes entries out. Those that are gone already are no mistake."""
        self._database.execute(
            "DELETE FROM playlistsongs WHERE playlistid = ? AND entryid IN (SELECT value FROM json_each(?))",
            (playlistid, json.dumps(list(entryids))),
        )

    def songs_of_rules(self, rules: SmartRules) -> list[SongId]:
        """The songs rules lead to, in their order."""
        return [SongId(row[0]) for row in self._rows(songs_query(rules))]

    def count_of_rules(self, rules: SmartRules) -> int:
        """How many songs rules hold for, whatever their limit."""
        return int(self._rows(count_query(rules))[0][0])

    def extent_of_rules(self, rules: SmartRules) -> tuple[int, int]:
        """How many songs rules lead to that are not disabled, and how many seconds they last."""
        for limited in (False, True):
            # Most playlists have room for all songs, and then their order needs not be known.
            [(found, songs, seconds)] = self._rows(extent_query(rules, limited=limited))
            if found <= rules.limit:
                break
        return int(songs), int(seconds)

    def _rows(self, query: Query) -> list[Row]:
        return self._database.rows(query.statement, query.parameters)

    def _make_room(self, playlistid: PlaylistId, behind: int, count: int) -> None:
        self._database.execute(
            "UPDATE playlistsongs SET position = position + ? WHERE playlistid = ? AND position > ?",
            (count, playlistid, behind),
        )


def _encoded(rules: SmartRules | None) -> str | None:
    return None if rules is None else msgspec.json.encode(rules).decode()


def _playlist(row: Row) -> Playlist:
    rules = None if row[3] is None else msgspec.json.decode(row[3], type=SmartRules)
    songs, playtime = (row[7], int(row[8])) if rules is None else (None, None)
    return Playlist(PlaylistId(row[0]), row[1], row[2], rules, row[4], row[5], row[6], songs, playtime)
