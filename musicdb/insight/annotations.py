"""Annotations of sounds: made, changed and removed by people and programs. They belong to the sound."""

import time
from collections.abc import Callable, Sequence
from uuid import uuid4

import msgspec

from musicdb.bus import Bus
from musicdb.errors import BadArgumentError, NotAnalyzedError
from musicdb.ids import AnnotationId, ResultId, SongId, TrackId
from musicdb.model.annotations import Annotation, AnnotationsChanged, AnnotationTrack
from musicdb.store.store import Store


class TrackHead(msgspec.Struct, frozen=True):
    """What is said about a track."""

    name: str
    description: str
    color: str
    overlapping: bool


class Note(msgspec.Struct, frozen=True):
    """What is said in an annotation. `start` and `stop` in seconds."""

    start: float
    stop: float
    title: str
    description: str
    results: Sequence[ResultId]


class Annotations:
    """All tracks and annotations. Tells everybody what has changed. For any thread."""

    def __init__(self, store: Store, bus: Bus, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._bus = bus
        self._clock = clock

    def sound_of(self, songid: SongId) -> str:
        """The hash of the sound of a song.

        :raises NotFoundError: when there is no such song.
        :raises NotAnalyzedError: when it was not heard yet.
        """
        song = self._store.songs.get(songid)
        soundhash = self._store.analyses.soundhash_of_song(songid)
        if soundhash is None:
            raise NotAnalyzedError(f"Nobody has listened to “{song.name}” yet. Analyze it first.")
        return soundhash

    def add_track(self, songid: SongId, head: TrackHead) -> AnnotationTrack:
        """Makes a track for the sound of a song. Raises what `sound_of` does."""
        now = int(self._clock())
        track = AnnotationTrack(
            TrackId(str(uuid4())), self.sound_of(songid), head.name, head.description, head.color, head.overlapping,
            now, now, 0,
        )  # fmt: skip
        self._store.annotations.put_track(track)
        self._tell(track)
        return track

    def change_track(self, trackid: TrackId, head: TrackHead) -> AnnotationTrack:
        """Says something else about a track.

        :raises NotFoundError: when there is none.
        :raises BadArgumentError: when its annotations overlap, but may not any more.
        """
        with self._store.write():
            track = self._store.annotations.track(trackid)
            changed = msgspec.structs.replace(track, **msgspec.structs.asdict(head), changed=int(self._clock()))
            notes = [note for _, note in self._store.annotations.of_track(trackid)]
            if not head.overlapping and any(map(self._store.annotations.overlapped, notes)):
                raise BadArgumentError("Annotations of this track overlap.")
            self._store.annotations.put_track(changed)
        self._tell(changed)
        return changed

    def remove_track(self, trackid: TrackId) -> None:
        """Removes a track with its annotations.

        :raises NotFoundError: when there is none.
        """
        with self._store.write():
            track = self._store.annotations.track(trackid)
            self._store.annotations.remove_track(trackid)
        self._tell(track)

    def add(self, trackid: TrackId, note: Note) -> Annotation:
        """Makes an annotation.

        :raises NotFoundError: when there is no such track or result.
        :raises BadArgumentError: when it ends before it begins, or overlaps others where that is not allowed.
        """
        now = int(self._clock())
        return self._put(_made(AnnotationId(str(uuid4())), trackid, note, now, now))

    def change(self, annotationid: AnnotationId, note: Note) -> Annotation:
        """Changes an annotation. Raises what `add` does."""
        old = self._store.annotations.get(annotationid)
        return self._put(_made(old.id, old.trackid, note, old.created, int(self._clock())))

    def remove(self, annotationid: AnnotationId) -> None:
        """Removes an annotation.

        :raises NotFoundError: when there is none.
        """
        with self._store.write():
            note = self._store.annotations.get(annotationid)
            self._store.annotations.remove(annotationid)
            track = self._store.annotations.track(note.trackid)
        self._tell(track)

    def _put(self, note: Annotation) -> Annotation:
        if note.stop < note.start:
            raise BadArgumentError(f"An annotation from {note.start:g} to {note.stop:g} seconds ends before it begins.")
        with self._store.write():
            track = self._store.annotations.track(note.trackid)
            for resultid in note.results:
                self._store.heardsounds.get(resultid)
            if not track.overlapping and self._store.annotations.overlapped(note):
                raise BadArgumentError(
                    "There is another annotation at this time, and those of this track do not overlap."
                )
            self._store.annotations.put(note)
        self._tell(track)
        return note

    def _tell(self, track: AnnotationTrack) -> None:
        songs = self._store.soundtracks.songs_of_sound(track.soundhash)
        self._bus.publish(AnnotationsChanged(track.id, songs))


def _made(annotationid: AnnotationId, trackid: TrackId, note: Note, created: int, changed: int) -> Annotation:
    return Annotation(
        annotationid, trackid, note.start, note.stop, note.title, note.description, list(note.results), created, changed
    )
