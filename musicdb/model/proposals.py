"""How uploaded files could be named: what the server proposes, and what a person makes of it."""

import msgspec

from musicdb.ids import TaskId
from musicdb.model.media import Kind


class FileDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What tells two files apart that want the same name.

    `path` is relative to the music directory, or the name the file was sent with.
    """

    path: str
    filesize: int
    codec: str = ""
    bitrate: int = 0
    playtime: int = 0
    checksum: str = ""


class Collision(msgspec.Struct, frozen=True):
    """There is already a file where the upload should go. Nothing is overwritten; a person chooses another name."""

    existing: FileDetails
    uploaded: FileDetails
    identical: bool


class FileChoice(msgspec.Struct, frozen=True, kw_only=True):
    """The name a file shall get inside its album: songs `[cd-]number name.extension`, all others `name.extension`."""

    taskid: TaskId
    name: str
    cd: int = 1
    number: int = 0


class AlbumChoice(msgspec.Struct, frozen=True, kw_only=True):
    """The names of an album and its files."""

    artistname: str
    albumname: str
    release: int
    files: tuple[FileChoice, ...]


class VideoChoice(msgspec.Struct, frozen=True, kw_only=True):
    """The names of a video."""

    taskid: TaskId
    artistname: str
    name: str
    release: int


class ProposedFile(FileChoice, frozen=True, kw_only=True):
    """A file with the path it would get. `open` names the fields nothing was found for, or that are contradictory."""

    kind: Kind
    extension: str
    sourcefilename: str
    relativepath: str
    path: str
    playtime: int = 0
    bitrate: int = 0
    open: tuple[str, ...] = ()
    collision: Collision | None = None


class ProposedAlbum(msgspec.Struct, frozen=True, kw_only=True):
    """An album with the directory it would get, and whether that directory and its artist are there already."""

    artistname: str
    albumname: str
    release: int
    path: str
    files: tuple[ProposedFile, ...]
    artistknown: bool = False
    albumknown: bool = False
    open: tuple[str, ...] = ()


class ProposedVideo(VideoChoice, frozen=True, kw_only=True):
    """A video with the path it would get."""

    extension: str
    sourcefilename: str
    path: str
    playtime: int = 0
    artistknown: bool = False
    open: tuple[str, ...] = ()
    collision: Collision | None = None


class IntegrationProposal(msgspec.Struct, frozen=True, kw_only=True):
    """All that a group of uploads would become. `ready` is False while files of the group are still on their way."""

    groupid: str
    ready: bool
    albums: tuple[ProposedAlbum, ...]
    videos: tuple[ProposedVideo, ...]
