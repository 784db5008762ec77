"""Writes what comes from another installation, with the ids it had there as far as they are free."""

from collections.abc import Mapping
from typing import Any, Literal

from musicdb.store.database import Database

_KEYS = {"artists": "artistid", "albums": "albumid", "songs": "songid", "videos": "videoid", "tags": "tagid"}

# Where nobody has said anything here, what was said there counts.
_MERGE_SONG = """
UPDATE songs SET likes = iif(likes = 0, :likes, likes), dislikes = iif(dislikes = 0, :dislikes, dislikes),
    favorite = iif(favorite = 0, :favorite, favorite), disabled = max(disabled, :disabled),
    liverecording = max(liverecording, :liverecording), badaudio = max(badaudio, :badaudio),
    lastplayed = max(lastplayed, :lastplayed)
WHERE songid = :id
"""
_MERGE_VIDEO = _MERGE_SONG.replace("UPDATE songs", "UPDATE videos").replace("songid", "videoid")
_MERGE_ALBUM = """
UPDATE albums SET hidden = max(hidden, :hidden), origin = iif(origin = 'internet', :origin, origin),
    added = iif(:added > 0 AND (added = 0 OR :added < added), :added, added)
WHERE albumid = :id
"""
_MERGE = {"songs": _MERGE_SONG, "videos": _MERGE_VIDEO, "albums": _MERGE_ALBUM}

Kind = Literal["song", "video"]


class TakingOver:
    """The tables as another installation fills them. All of this belongs into one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def paths(self, table: str) -> dict[str, int]:
        """The ids of a table by path."""
        return dict(self._database.rows(f"SELECT path, {_KEYS[table]} FROM {table}"))  # noqa: S608

    def insert(self, table: str, wanted: int, values: Mapping[str, Any]) -> int:
        """Adds a row, under the id it had if that is free. Returns its id."""
        key = _KEYS[table]
        taken = self._database.row(f"SELECT 1 FROM {table} WHERE {key} = ?", (wanted,))  # noqa: S608
        row = dict(values) if taken or wanted <= 0 else {key: wanted, **values}
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING {key}"  # noqa: S608
        return self._database.execute_for_id(statement, tuple(row.values()))

    def merge(self, table: str, identifier: int, values: Mapping[str, Any]) -> None:
        """Adds to a known row what nobody has said about it here."""
        connection_values: Any = {"id": identifier, **values}
        self._database.execute(_MERGE[table], connection_values)

    def add_tag(self, target: str, key: int, tagid: int, confidence: float, approval: int) -> bool:
        """Hangs a tag on something; False when it hangs there already."""
        statement = (
            f"INSERT INTO {target}tags ({target}id, tagid, confidence, approval) VALUES (?, ?, ?, ?)"  # noqa: S608
            f" ON CONFLICT ({target}id, tagid) DO NOTHING RETURNING entryid"
        )
        return self._added(statement, (key, tagid, confidence, approval))

    def add_played(self, kind: Kind, key: int, timestamp: int, *, random: bool) -> bool:
        """Adds to the history; False when it is there already."""
        statement = (
            f"INSERT INTO played{kind}s ({kind}id, timestamp, random) SELECT ?1, ?2, ?3 WHERE NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM played{kind}s WHERE {kind}id = ?1 AND timestamp = ?2) RETURNING playid"
        )
        return self._added(statement, (key, timestamp, int(random)))

    def last_played(self, kind: Kind, key: int) -> int:
        """When something was heard or seen last, in unix seconds; 0 when never."""
        row = self._database.row(f"SELECT lastplayed FROM {kind}s WHERE {kind}id = ?", (key,))  # noqa: S608
        return int(row[0]) if row else 0

    def add_relation(self, kind: Kind, one: int, other: int, weight: float, updated: int) -> bool:
        """Relates two of a kind; False when they are related already."""
        statement = (
            f"INSERT INTO {kind}relations ({kind}ida, {kind}idb, weight, updated) VALUES (?, ?, ?, ?)"  # noqa: S608
            f" ON CONFLICT ({kind}ida, {kind}idb) DO NOTHING RETURNING {kind}ida"
        )
        return self._added(statement, (min(one, other), max(one, other), weight, updated))

    def add_recent(self, songid: int, timestamp: int) -> None:
        """Remembers that a song was put into the queue lately."""
        self._database.execute("INSERT INTO recentsongs (songid, timestamp) VALUES (?, ?)", (songid, timestamp))

    def _added(self, statement: str, values: tuple[Any, ...]) -> bool:
        with self._database.write():
            return bool(self._database.rows(statement, values))
