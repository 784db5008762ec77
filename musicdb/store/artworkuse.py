"""Which pictures are in use: those of albums and videos, of kept records, too, because these can come back."""

import msgspec

from musicdb.store.database import Database

_USED = """
SELECT artworkpath FROM albums UNION SELECT thumbnailfile FROM videos UNION SELECT framesdirectory FROM videos
"""
_KEPT = "SELECT content FROM keptrecords WHERE kind IN ('albums', 'videos')"
_COLUMNS = ("artworkpath", "thumbnailfile", "framesdirectory")


class ArtworkUse:
    """The names of pictures and directories of frames, inside the artwork directory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self) -> set[str]:
        """All names in use."""
        kept = (msgspec.msgpack.decode(row[0])["row"] for row in self._database.rows(_KEPT))
        names = {str(record[column]) for record in kept for column in _COLUMNS if record.get(column)}
        return names | {str(row[0]) for row in self._database.rows(_USED) if row[0]}
