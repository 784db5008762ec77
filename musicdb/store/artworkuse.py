"""Which pictures are in use: those of albums and videos.

Those of kept records, and of changes that can be undone, count as well, because these can come back.
"""

import msgspec

from musicdb.store.database import Database

_USED = """
SELECT artworkpath FROM albums UNION SELECT thumbnailfile FROM videos UNION SELECT framesdirectory FROM videos
"""
_KEPT = "SELECT content FROM keptrecords WHERE kind IN ('albums', 'videos')"
_UNDOABLE = """
SELECT step.value ->> '$.old.path' FROM changes, json_each(changes.steps, '$.steps') AS step
WHERE changes.state = 'done' AND step.value ->> '$.type' = 'dress'
"""
_COLUMNS = ("artworkpath", "thumbnailfile", "framesdirectory")


class ArtworkUse:
    """The names of pictures and directories of frames, inside the artwork directory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self) -> set[str]:
        """All names in use."""
        kept = (msgspec.msgpack.decode(row[0])["row"] for row in self._database.rows(_KEPT))
        names = {str(record[column]) for record in kept for column in _COLUMNS if record.get(column)}
        rows = [*self._database.rows(_USED), *self._database.rows(_UNDOABLE)]
        return names | {str(row[0]) for row in rows if row[0]}
