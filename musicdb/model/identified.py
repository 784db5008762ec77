"""What a sound is: songs and videos of the library with their names, as clients show them."""

import msgspec

from musicdb.ids import AlbumId, SongId, VideoId
from musicdb.model.soundmatches import SoundMatch


class SongName(msgspec.Struct, frozen=True):
    """A song, and where it belongs."""

    songid: SongId
    name: str
    albumid: AlbumId
    album: str
    artist: str
    path: str


class VideoName(msgspec.Struct, frozen=True):
    """A video, and whose it is."""

    videoid: VideoId
    name: str
    artist: str
    path: str


class IdentifiedSound(msgspec.Struct, frozen=True):
    """A sound of the library that a clip or file is found in: all songs and videos that have exactly this sound.

    `position` is where in it the clip begins, in seconds; negative when it begins earlier.
    """

    songs: tuple[SongName, ...]
    videos: tuple[VideoName, ...]
    position: float
    match: SoundMatch


class TracklistEntry(msgspec.Struct, frozen=True):
    """A song in a mix, from `start` to `end` (seconds). It is played from its second `position` on."""

    songs: tuple[SongName, ...]
    videos: tuple[VideoName, ...]
    start: float
    end: float
    position: float
    speed: float


class Twin(msgspec.Struct, frozen=True):
    """A video of a song, or a song of a video. `offset` leads from a position in the other to the one here; seconds."""

    song: SongName | None
    video: VideoName | None
    offset: float
    score: float
