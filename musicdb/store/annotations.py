"""The tables of annotations: tracks of sounds, and what is noted in them."""

import msgspec

from musicdb.errors import NotFoundError
from musicdb.ids import AnnotationId, TrackId
from musicdb.model.annotations import Annotation, AnnotationTrack
from musicdb.store.database import Database, Row

_TRACKS = """
SELECT number, trackid, soundhash, name, description, color, overlapping, created, changed,
    (SELECT count(*) FROM annotations WHERE annotations.trackid = annotationtracks.trackid)
FROM annotationtracks
"""
_NOTES = "SELECT number, annotationid, trackid, start, stop, title, description, results, created, changed"


class Annotations:
    """Tracks and annotations by id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tracks(self, soundhash: str | None, after: int = 0, limit: int = -1) -> list[tuple[int, AnnotationTrack]]:
        """Tracks with their numbers, of a sound or all, behind the one with a number."""
        rows = self._database.rows(
            _TRACKS + "WHERE number > ? AND (? IS NULL OR soundhash = ?) ORDER BY number LIMIT ?",
            (after, soundhash, soundhash, limit),
        )
        return [(row[0], _track(row)) for row in rows]

    def track(self, trackid: TrackId) -> AnnotationTrack:
        """A track.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(_TRACKS + "WHERE trackid = ?", (trackid,))
        if row is None:
            raise NotFoundError(f"There is no annotation track with the id {trackid}.")
        return _track(row)

    def put_track(self, track: AnnotationTrack) -> None:
        """Keeps a track, new or changed. The sound of one that is there stays."""
        self._database.execute(
            "INSERT INTO annotationtracks"
            " (trackid, soundhash, name, description, color, overlapping, created, changed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (trackid) DO UPDATE SET name = excluded.name,"
            " description = excluded.description, color = excluded.color, overlapping = excluded.overlapping,"
            " changed = excluded.changed",
            msgspec.structs.astuple(track)[:-1],
        )

    def add_track(self, track: AnnotationTrack) -> bool:
        """Keeps a track unless there is one with its id. Whether it was new."""
        known = self._database.row("SELECT 1 FROM annotationtracks WHERE trackid = ?", (track.id,))
        if known is None:
            self.put_track(track)
        return known is None

    def remove_track(self, trackid: TrackId) -> None:
        """Removes a track with its annotations."""
        self._database.execute("DELETE FROM annotationtracks WHERE trackid = ?", (trackid,))

    def of_track(self, trackid: TrackId, after: int = 0, limit: int = -1) -> list[tuple[int, Annotation]]:
        """Annotations of a track with their numbers, behind the one with a number, in the order they were made."""
        rows = self._database.rows(
            f"{_NOTES} FROM annotations WHERE trackid = ? AND number > ? ORDER BY number LIMIT ?",
            (trackid, after, limit),
        )
        return [(row[0], _annotation(row)) for row in rows]

    def get(self, annotationid: AnnotationId) -> Annotation:
        """An annotation.

        :raises NotFoundError: when there is none.
        """
        row = self._database.row(f"{_NOTES} FROM annotations WHERE annotationid = ?", (annotationid,))
        if row is None:
            raise NotFoundError(f"There is no annotation with the id {annotationid}.")
        return _annotation(row)

    def overlapped(self, note: Annotation) -> bool:
        """Whether another annotation of the track covers a part of the time of this one."""
        row = self._database.row(
            "SELECT 1 FROM annotations WHERE trackid = ? AND annotationid <> ? AND start < ? AND stop > ?",
            (note.trackid, note.id, max(note.stop, note.start + 1e-9), note.start),
        )
        return row is not None

    def put(self, note: Annotation) -> None:
        """Keeps an annotation, new or changed."""
        self._database.execute(
            "INSERT INTO annotations"
            " (annotationid, trackid, start, stop, title, description, results, created, changed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (annotationid) DO UPDATE SET start = excluded.start,"
            " stop = excluded.stop, title = excluded.title, description = excluded.description,"
            " results = excluded.results, changed = excluded.changed",
            (
                note.id, note.trackid, note.start, note.stop, note.title, note.description,
                msgspec.json.encode(note.results).decode(), note.created, note.changed,
            ),
        )  # fmt: skip

    def add(self, note: Annotation) -> bool:
        """Keeps an annotation unless there is one with its id. Whether it was new."""
        known = self._database.row("SELECT 1 FROM annotations WHERE annotationid = ?", (note.id,))
        if known is None:
            self.put(note)
        return known is None

    def remove(self, annotationid: AnnotationId) -> None:
        """Removes an annotation."""
        self._database.execute("DELETE FROM annotations WHERE annotationid = ?", (annotationid,))


def _track(row: Row) -> AnnotationTrack:
    _, trackid, soundhash, name, description, color, overlapping, *rest = row
    return AnnotationTrack(TrackId(trackid), soundhash, name, description, color, bool(overlapping), *rest)


def _annotation(row: Row) -> Annotation:
    _, annotationid, trackid, start, stop, title, description, results, created, changed = row
    kept = msgspec.json.decode(results)
    return Annotation(annotationid, trackid, start, stop, title, description, kept, created, changed)
