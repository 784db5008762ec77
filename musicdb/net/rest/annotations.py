"""Routes about annotations: notes about sounds, in tracks."""

from typing import Annotated

import msgspec
from msgspec import Meta

from musicdb.ids import AnnotationId, ResultId, TrackId
from musicdb.insight.annotations import Note, TrackHead
from musicdb.model.annotations import Annotation, AnnotationTrack, Color, Seconds, Title
from musicdb.model.experiments import Description, Name
from musicdb.net.rest.declare import Cursor, Group, Limit, Page
from musicdb.net.rest.values import Names, Uuid, page_of, position_of
from musicdb.services import Services

annotations = Group("annotations", "Notes about sounds, in tracks.")


class TrackBody(msgspec.Struct, frozen=True):
    """A track as it shall be. Unless it is `overlapping`, one note ends before the next begins."""

    name: Name
    description: Description = ""
    color: Color = "#4c9be8"
    overlapping: bool = True


class NewTrackBody(TrackBody, frozen=True, kw_only=True):
    """A new track for the sound of a song."""

    itemid: Uuid


class NoteBody(msgspec.Struct, frozen=True):
    """A note. `start` and `stop` in seconds of the sound; `results` are ids of what it is about."""

    start: Seconds
    stop: Seconds
    title: Title
    description: Description = ""
    results: Annotated[list[Uuid], Meta(max_length=100)] = []


@annotations.route("GET", "/tracks")
def list_tracks(
    services: Services, *, itemid: Uuid | None = None, limit: Limit = 100, cursor: Cursor | None = None
) -> Page[AnnotationTrack]:
    """All tracks, or those of a song."""
    soundhash = services.annotations.sound_of(Names(services).song(itemid)) if itemid else None
    rows = services.store.annotations.tracks(soundhash, position_of(cursor, int, 0), limit + 1)
    return page_of(rows, limit, lambda row: row[0], lambda row: row[1])


@annotations.route("POST", "/tracks", status=201)
def add_track(services: Services, *, body: NewTrackBody) -> AnnotationTrack:
    """Makes a track. It belongs to the sound of the song, wherever its file goes."""
    return services.annotations.add_track(Names(services).song(body.itemid), _head(body))


@annotations.route("GET", "/tracks/<trackid>")
def get_track(services: Services, *, trackid: Uuid) -> AnnotationTrack:
    """A track."""
    return services.store.annotations.track(TrackId(trackid))


@annotations.route("PUT", "/tracks/<trackid>")
def put_track(services: Services, *, trackid: Uuid, body: TrackBody) -> AnnotationTrack:
    """Changes what is said about a track."""
    return services.annotations.change_track(TrackId(trackid), _head(body))


@annotations.route("DELETE", "/tracks/<trackid>")
def delete_track(services: Services, *, trackid: Uuid) -> None:
    """Removes a track with its annotations."""
    services.annotations.remove_track(TrackId(trackid))


@annotations.route("GET", "/tracks/<trackid>/annotations")
def list_annotations(
    services: Services, *, trackid: Uuid, limit: Limit = 100, cursor: Cursor | None = None
) -> Page[Annotation]:
    """The annotations of a track, in the order in which they were made."""
    services.store.annotations.track(TrackId(trackid))
    rows = services.store.annotations.of_track(TrackId(trackid), position_of(cursor, int, 0), limit + 1)
    return page_of(rows, limit, lambda row: row[0], lambda row: row[1])


@annotations.route("POST", "/tracks/<trackid>/annotations", status=201)
def add_annotation(services: Services, *, trackid: Uuid, body: NoteBody) -> Annotation:
    """Makes an annotation."""
    return services.annotations.add(TrackId(trackid), _note(body))


@annotations.route("GET", "/annotations/<annotationid>")
def get_annotation(services: Services, *, annotationid: Uuid) -> Annotation:
    """An annotation."""
    return services.store.annotations.get(AnnotationId(annotationid))


@annotations.route("PUT", "/annotations/<annotationid>")
def put_annotation(services: Services, *, annotationid: Uuid, body: NoteBody) -> Annotation:
    """Changes an annotation."""
    return services.annotations.change(AnnotationId(annotationid), _note(body))


@annotations.route("DELETE", "/annotations/<annotationid>")
def delete_annotation(services: Services, *, annotationid: Uuid) -> None:
    """Removes an annotation."""
    services.annotations.remove(AnnotationId(annotationid))


def _head(body: TrackBody) -> TrackHead:
    return TrackHead(body.name, body.description, body.color, body.overlapping)


def _note(body: NoteBody) -> Note:
    return Note(body.start, body.stop, body.title, body.description, [ResultId(one) for one in body.results])
