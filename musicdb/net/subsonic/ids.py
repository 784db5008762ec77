"""Ids as apps see them: texts that tell what they are of, so that one is never taken for the other.

The id of a picture may be followed by `_` and what changes with the picture, because apps keep pictures forever.
"""

import re
from enum import StrEnum
from typing import Final

from musicdb.errors import NotFoundError
from musicdb.ids import AlbumId, ArtistId, PlaylistId, SongId, VideoId

_ID: Final = re.compile(r"(ar|al|so|vi|pl)-([1-9][0-9]{0,17})(?:_\w*)?", re.ASCII)


class Kind(StrEnum):
    """What an id can be of, as it stands at its begin."""

    ARTIST = "ar"
    ALBUM = "al"
    SONG = "so"
    VIDEO = "vi"
    PLAYLIST = "pl"


def key_of(kind: Kind, number: int) -> str:
    """The id of something."""
    return f"{kind}-{number}"


def picture_of(kind: Kind, number: int, picture: str) -> str:
    """The id of the picture of something, given the name of its file."""
    return f"{kind}-{number}_{picture.partition('.')[0][:12]}"


def split(key: str) -> tuple[Kind, int]:
    """What an id is of, and its number. Raises NotFoundError."""
    match = _ID.fullmatch(key)
    if match is None:
        raise NotFoundError("There is nothing with this id.")
    return Kind(match[1]), int(match[2])


def song_of(key: str) -> SongId:
    """The number of a song. Raises NotFoundError when the id is none of a song."""
    return SongId(_number(Kind.SONG, key))


def album_of(key: str) -> AlbumId:
    """The number of an album. Raises NotFoundError when the id is none of an album."""
    return AlbumId(_number(Kind.ALBUM, key))


def artist_of(key: str) -> ArtistId:
    """The number of an artist. Raises NotFoundError when the id is none of an artist."""
    return ArtistId(_number(Kind.ARTIST, key))


def video_of(key: str) -> VideoId:
    """The number of a video. Raises NotFoundError when the id is none of a video."""
    return VideoId(_number(Kind.VIDEO, key))


def playlist_of(key: str) -> PlaylistId:
    """The number of a playlist. Raises NotFoundError when the id is none of a playlist."""
    return PlaylistId(_number(Kind.PLAYLIST, key))


def _number(kind: Kind, key: str) -> int:
    found, number = split(key)
    if found is not kind:
        raise NotFoundError("There is nothing of this kind with this id.")
    return number
