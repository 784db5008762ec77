"""The video queue, and what everybody sees of it."""

from msgspec import Struct

from musicdb.ids import VideoId
from musicdb.model.records import Album, Artist, Tags, Video


class VideoEntry(Struct, frozen=True):
    """A place in the video queue."""

    entryid: str
    videoid: VideoId
    israndom: bool


class QueuedVideo(Struct, frozen=True):
    """An entry of the video queue with its video."""

    entryid: str
    israndom: bool
    video: Video
    album: Album | None
    artist: Artist


class VideoStreamSwitch(Struct, frozen=True):
    """Whether somebody pressed play. Survives a restart."""

    isplaying: bool = False


class VideoStreamState(Struct, frozen=True, omit_defaults=True):
    """What is seen. Video, artist and tags are only there when the queue is not empty."""

    isstreaming: bool
    isplaying: bool
    currententry: str | None
    hasqueue: bool
    video: Video | None = None
    artist: Artist | None = None
    videotags: Tags | None = None


class RelatedVideo(Struct, frozen=True):
    """A video that was seen together with another one. The weight is the number of times, decayed over time."""

    video: Video
    tags: Tags
    weight: float
    artist: Artist


class VideoRelationship(Struct, frozen=True):
    """The videos that were seen together with a video."""

    videoid: VideoId
    videos: list[RelatedVideo]
