"""What the stream does, and how it shall sound."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from musicdb.ids import SongId
from musicdb.model.records import Album, Artist, Song, Tags


class StreamFormat(StrEnum):
    """What the stream comes in, also the ending of its address."""

    MP3 = "mp3"
    OPUS = "opus"
    FLAC = "flac"


class Normalization(StrEnum):
    """Whether songs are brought to the same loudness: not at all, each by itself, or each album as a whole."""

    OFF = "off"
    TRACK = "track"
    ALBUM = "album"


Crossfade = Annotated[float, Meta(ge=0, le=12)]


class StreamSound(Struct, frozen=True):
    """How the stream sounds. `crossfade` in seconds; songs of the same album follow each other without one."""

    normalization: Normalization = Normalization.OFF
    crossfade: Crossfade = 0.0


class StreamSwitch(Struct, frozen=True):
    """Whether somebody pressed play. Survives a restart."""

    isplaying: bool = False


class PlayerState(Struct, frozen=True):
    """What the player does. It is connected when anybody can hear it: a listener, or an Icecast server.

    While it is not, the music stands still, as if somebody had pressed pause. `seconds`: played of the current song.
    """

    isconnected: bool
    isplaying: bool
    entryid: str | None
    seconds: float


class AudioStreamState(Struct, frozen=True, omit_defaults=True):
    """What is heard. Song, album, artist and tags are only there when the queue is not empty."""

    isconnected: bool
    isplaying: bool
    hasqueue: bool
    currenttime: float
    listeners: dict[str, int]
    entryid: str | None = None
    song: Song | None = None
    album: Album | None = None
    artist: Artist | None = None
    songtags: Tags | None = None
    albumtags: Tags | None = None


class SongSound(Struct, frozen=True):
    """What a browser that plays a song by itself has to know about its sound.

    `factor`: what its samples are multiplied with, so that songs are as loud as the settings of the stream want.
    `samples` and `rate` (Hz) tell how long it is without what its encoder added, where the file is one that needs it.
    """

    songid: SongId
    factor: float
    samples: int | None = None
    rate: int | None = None


class StreamAddress(Struct, frozen=True):
    """Where the stream can be heard in one format. The path belongs behind the address of the server.

    The key in it opens the streams and nothing else. `bitrate` in bit/s; 0 when it depends on the music.
    """

    format: StreamFormat
    path: str
    contenttype: str
    bitrate: int


class StreamAddresses(Struct, frozen=True):
    """All ways to hear the stream. `icecast` is the address at the Icecast server; None without one."""

    streams: tuple[StreamAddress, ...]
    icecast: str | None
