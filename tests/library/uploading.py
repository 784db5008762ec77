"""Uploads as tests make them, and libraries that know only what they are told."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from musicdb.ids import TaskId
from musicdb.library.naming import AlbumName, fold
from musicdb.library.proposal import Upload, propose
from musicdb.media.kinds import kind_of
from musicdb.model.media import FileTags, Kind
from musicdb.model.proposals import FileDetails, IntegrationProposal, ProposedAlbum


class Library:
    """A library of directories and files that are only names."""

    def __init__(self, *directories: str, files: Mapping[str, FileDetails] | None = None) -> None:
        self._files = dict(files or {})
        self._directories = {
            "/".join(parts[: count + 1])
            for path in (*directories, *(path.rpartition("/")[0] for path in self._files))
            for parts in [path.split("/")]
            for count in range(len(parts))
        }

    def artists(self) -> Mapping[str, str]:
        return {fold(path): path for path in self._directories if "/" not in path}

    def albums(self, artistname: str, albumname: str) -> Sequence[AlbumName]:
        start = f"{artistname}/"
        names = [path.removeprefix(start) for path in self._directories if path.startswith(start)]
        return [AlbumName(int(name[:4]), name[7:]) for name in names if fold(name[7:]) == fold(albumname)]

    def directory(self, path: str) -> str | None:
        return path if path in self._directories else None

    def discs(self, path: str) -> int:
        return max((int(name.split("/")[-1][0]) for name in self._files if name.startswith(f"{path}/")), default=0)

    def file(self, path: str) -> FileDetails | None:
        return self._files.get(path)


def upload(relativepath: str, *, loose: bool = False, **tags: Any) -> Upload:
    """An upload of a file with these tags. The path is its id and its checksum."""
    name = PurePosixPath(relativepath).name
    for field in ("artists", "albumartists"):
        if isinstance(tags.get(field), str):
            tags[field] = (tags[field],)
    kind = kind_of(name)
    return Upload(
        taskid=TaskId(relativepath),
        sourcefilename=name,
        relativepath="" if loose else relativepath,
        kind=kind,
        filesize=1000,
        tags=FileTags(playtime=61.6, bitrate=192000, codec="mp3", **tags) if kind in (Kind.SONG, Kind.VIDEO) else None,
        checksum=f"sha256 of {relativepath}",
    )


def proposed(*uploads: Upload, library: Library | None = None) -> IntegrationProposal:
    """What is proposed for these uploads."""
    return propose("group", uploads, True, library or Library())  # noqa: FBT003


def paths(proposal: IntegrationProposal) -> dict[str, str]:
    """The proposed path of each upload."""
    files = {file.taskid: file.path for album in proposal.albums for file in album.files}
    return {str(taskid): path for taskid, path in (files | {v.taskid: v.path for v in proposal.videos}).items()}


def opens(proposal: IntegrationProposal) -> dict[str, tuple[str, ...]]:
    """What is open, by album name or task."""
    found = {album.albumname: album.open for album in proposal.albums if album.open}
    found |= {str(file.taskid): file.open for album in proposal.albums for file in album.files if file.open}
    return found | {str(video.taskid): video.open for video in proposal.videos if video.open}


def only_album(proposal: IntegrationProposal) -> ProposedAlbum:
    """The album of a proposal with one album."""
    (album,) = proposal.albums
    return album
