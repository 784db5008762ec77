"""What is known about a file from looking into it."""

from enum import StrEnum
from typing import Literal

import msgspec

ColorName = Literal["bgcolor", "fgcolor", "hlcolor"]


class Kind(StrEnum):
    """What a file is good for."""

    SONG = "song"
    VIDEO = "video"
    IMAGE = "image"
    ARCHIVE = "archive"
    OTHER = "other"


class FileTags(msgspec.Struct, frozen=True, kw_only=True):
    """What the tags and the header of a song or video say. Nothing is guessed: missing text is empty, a number 0.

    `playtime` in seconds, `bitrate` in bit/s, `samplerate` in Hz. `extra` holds the further tags by their canonical
    lower-case name (`composer`, `isrc`, `musicbrainz_trackid`, `replaygain_track_gain` …), each with all its values.
    """

    title: str = ""
    album: str = ""
    artists: tuple[str, ...] = ()
    albumartists: tuple[str, ...] = ()
    release: int = 0
    track: int = 0
    tracks: int = 0
    disc: int = 0
    discs: int = 0
    compilation: bool = False
    genres: tuple[str, ...] = ()
    lyrics: str = ""
    origin: str = "internet"
    playtime: float = 0.0
    bitrate: int = 0
    samplerate: int = 0
    channels: int = 0
    codec: str = ""
    haspicture: bool = False
    extra: dict[str, tuple[str, ...]] = {}


class VideoFacts(msgspec.Struct, frozen=True):
    """The streams of a video. Width is corrected by the sample aspect ratio; playtime in seconds."""

    codec: str
    width: int
    height: int
    playtime: float


class ThemeColors(msgspec.Struct, frozen=True):
    """The colors an album gives to the screen, as `#RRGGBB`. On the background the others have WCAG AA contrast."""

    background: str
    foreground: str
    highlight: str


class UnpackedFile(msgspec.Struct, frozen=True):
    """A file that came out of an archive: its path inside the archive, and where its content lies on disk."""

    name: str
    path: str
