"""The records of the catalogue, with the keys clients of MusicDB 8 know. Flags are 0 or 1, times are unix seconds."""

from typing import Annotated

import msgspec

from musicdb.ids import AlbumId, ArtistId, SongId, TagId, VideoId


class Artist(msgspec.Struct, frozen=True):
    """An artist is a directory of the music directory."""

    id: ArtistId
    name: str
    path: str


class Album(msgspec.Struct, frozen=True):
    """An album is a directory inside the directory of its artist. Colors are `#RRGGBB`."""

    id: AlbumId
    artistid: ArtistId
    name: str
    path: str
    numofsongs: int
    numofcds: int
    origin: str
    release: int
    artworkpath: str
    bgcolor: str
    fgcolor: str
    hlcolor: str
    added: int
    hidden: int


class Song(msgspec.Struct, frozen=True):
    """A song is a file inside the directory of its album. Playtime in seconds, bitrate in bit/s."""

    id: SongId
    albumid: AlbumId
    artistid: ArtistId
    name: str
    path: str
    number: int
    cd: int
    disabled: int
    playtime: int
    bitrate: int
    likes: int
    dislikes: int
    favorite: int
    lyricsstate: int
    checksum: str
    lastplayed: int
    liverecording: int
    badaudio: int


class Video(msgspec.Struct, frozen=True):
    """A video is a file inside the directory of its artist. `vbegin` and `vend` in seconds."""

    id: VideoId
    songid: SongId | None
    albumid: AlbumId | None
    artistid: ArtistId
    name: str
    path: str
    disabled: int
    playtime: int
    origin: str
    release: int
    added: int
    codec: str
    xresolution: int
    yresolution: int
    framesdirectory: str
    thumbnailfile: str
    previewfile: str
    likes: int
    dislikes: int
    favorite: int
    liverecording: int
    badaudio: int
    checksum: str
    lastplayed: int
    lyricsvideo: int
    bgcolor: str
    fgcolor: str
    hlcolor: str
    vbegin: int
    vend: int


class Tag(msgspec.Struct, frozen=True):
    """A genre (class 1), a subgenre (2, with its genre as parent) or a mood (3, with a place in the mood grid)."""

    id: TagId
    name: str
    class_: int = msgspec.field(name="class")
    parentid: TagId | None
    icontype: int | None
    icon: str | None
    color: str | None
    posx: int | None
    posy: int | None


class TargetTag(Tag, frozen=True, kw_only=True, omit_defaults=True):
    """A tag as it hangs on a song, an album or a video. Approval: 0 set by a machine, 1 by a person, 2 for training.

    With approval 0, a confidence of 1 means that files say so themselves; what is less sure is a guess.
    """

    entryid: int
    songid: SongId | None = None
    albumid: AlbumId | None = None
    videoid: VideoId | None = None
    tagid: TagId
    confidence: float
    approval: int


class MoodPlace(msgspec.Struct, frozen=True):
    """Where a mood stands in the grid of moods: column and row, counted from 0."""

    tagid: TagId
    posx: Annotated[int, msgspec.Meta(ge=0, le=31)]
    posy: Annotated[int, msgspec.Meta(ge=0, le=31)]


class Tags(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All tags of one song, album or video, by class; or all tags there are."""

    genres: tuple[Tag, ...]
    subgenres: tuple[Tag, ...]
    moods: tuple[Tag, ...]
    songid: SongId | None = None
    albumid: AlbumId | None = None
    videoid: VideoId | None = None
