"""What all clients share: the genre filter, the mode of the WebUI, and in short what the streams do."""

from msgspec import Struct, field

from musicdb.model.records import Song, Video
from musicdb.model.settings import Mode


class AudioStreamSummary(Struct, frozen=True):
    """The stream of songs, and the current song."""

    isconnected: bool
    isplaying: bool
    currentsong: Song | None


class VideoStreamSummary(Struct, frozen=True):
    """The stream of videos, and the current video."""

    isstreaming: bool
    isplaying: bool
    currentvideo: Video | None


class MDBState(Struct, frozen=True, kw_only=True):
    """The active genres, and for each genre its active subgenres; all by their names."""

    genrefilter: list[str] = field(name="GenreFilter")
    subgenrefilter: dict[str, list[str]] = field(name="SubgenreFilter")
    mode: Mode = field(name="MusicDB")
    audiostream: AudioStreamSummary
    videostream: VideoStreamSummary
