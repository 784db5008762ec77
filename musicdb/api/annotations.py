"""Functions about annotations: notes about sounds, in tracks."""

from typing import Annotated

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.ids import AnnotationId, ResultId, SongId, TrackId
from musicdb.insight.annotations import Note, TrackHead
from musicdb.model.annotations import Annotation, AnnotationTrack, Color, Seconds, Title
from musicdb.model.experiments import Description, Name
from musicdb.services import Services

annotations = Subject(
    "annotations",
    "Notes about sounds, in tracks. They belong to the sound, wherever its file goes. Changes, also those that come in"
    " over HTTP, are told by the notification onAnnotationsChanged of MusicDB:Annotations, with the `trackid` and the"
    " `songids` that have its sound.",
)

_COLOR = "#4c9be8"
ResultIds = Annotated[list[ResultId], Meta(max_length=100)]


@annotations.function("GetAnnotationTracks")
def get_annotation_tracks(services: Services, *, songid: SongId) -> list[AnnotationTrack]:
    """All tracks about the sound of a song. The error `notanalyzed` says that the song has to be analyzed first."""
    soundhash = services.annotations.sound_of(songid)
    return [track for _, track in services.store.annotations.tracks(soundhash)]


@annotations.function("AddAnnotationTrack")
def add_annotation_track(
    services: Services,
    *,
    songid: SongId,
    name: Name,
    description: Description = "",
    color: Color = _COLOR,
    overlapping: bool = True,
) -> AnnotationTrack:
    """Makes a track about the sound of a song. Unless it is `overlapping`, one note ends before the next begins."""
    return services.annotations.add_track(songid, TrackHead(name, description, color, overlapping))


@annotations.function("ChangeAnnotationTrack")
def change_annotation_track(
    services: Services,
    *,
    trackid: TrackId,
    name: Name,
    description: Description = "",
    color: Color = _COLOR,
    overlapping: bool = True,
) -> AnnotationTrack:
    """Changes what is said about a track. What is not given is as for a new one."""
    return services.annotations.change_track(trackid, TrackHead(name, description, color, overlapping))


@annotations.function("RemoveAnnotationTrack")
def remove_annotation_track(services: Services, *, trackid: TrackId) -> None:
    """Removes a track with its annotations."""
    services.annotations.remove_track(trackid)


@annotations.function("GetAnnotations")
def get_annotations(services: Services, *, trackid: TrackId) -> list[Annotation]:
    """The annotations of a track, in the order in which they were made."""
    services.store.annotations.track(trackid)
    return [note for _, note in services.store.annotations.of_track(trackid)]


@annotations.function("AddAnnotation")
def add_annotation(
    services: Services,
    *,
    trackid: TrackId,
    start: Seconds,
    stop: Seconds,
    title: Title,
    description: Description = "",
    results: ResultIds | None = None,
) -> Annotation:
    """Makes an annotation from `start` to `stop` (seconds of the sound); `results` are ids of what it is about."""
    return services.annotations.add(trackid, Note(start, stop, title, description, results or []))


@annotations.function("ChangeAnnotation")
def change_annotation(
    services: Services,
    *,
    annotationid: AnnotationId,
    start: Seconds,
    stop: Seconds,
    title: Title,
    description: Description = "",
    results: ResultIds | None = None,
) -> Annotation:
    """Changes an annotation. What is not given is as for a new one."""
    return services.annotations.change(annotationid, Note(start, stop, title, description, results or []))


@annotations.function("RemoveAnnotation")
def remove_annotation(services: Services, *, annotationid: AnnotationId) -> None:
    """Removes an annotation."""
    services.annotations.remove(annotationid)
