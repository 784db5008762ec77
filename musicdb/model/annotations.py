"""Notes about sounds: tracks of annotations, as TimeSide has them."""

from typing import Annotated

from msgspec import Meta, Struct

from musicdb.ids import AnnotationId, ResultId, SongId, TrackId

Color = Annotated[str, Meta(pattern="^#[0-9a-fA-F]{6}$")]
Seconds = Annotated[float, Meta(ge=0, le=10_000_000)]
Title = Annotated[str, Meta(max_length=500)]


class AnnotationTrack(Struct, frozen=True):
    """Notes that belong together, about one sound. Unless they are `overlapping`, one ends before the next begins.

    Times in unix seconds; `annotations` counts them.
    """

    id: TrackId
    soundhash: str
    name: str
    description: str
    color: str
    overlapping: bool
    created: int
    changed: int
    annotations: int


class Annotation(Struct, frozen=True):
    """A note. `start` and `stop` in seconds of the sound, the same for a moment; `results` are what it is about.

    `created` and `changed` in unix seconds.
    """

    id: AnnotationId
    trackid: TrackId
    start: float
    stop: float
    title: str
    description: str
    results: list[ResultId]
    created: int
    changed: int


class AnnotationsChanged(Struct, frozen=True):
    """A track, or what is noted in it, is not what it was, or not there any more. `songids` have its sound."""

    trackid: TrackId
    songids: list[SongId]
