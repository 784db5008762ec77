"""From names to paths: checks the names, finds files that want the same path, and files that are there already."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from musicdb.errors import BadNameError
from musicdb.ids import TaskId
from musicdb.library import naming
from musicdb.library.guessing import AlbumDraft
from musicdb.library.naming import fold
from musicdb.library.uploads import Item, LibraryView
from musicdb.library.videonames import VideoDraft
from musicdb.model.media import FileTags, Kind
from musicdb.model.proposals import (
    AlbumChoice,
    Collision,
    FileChoice,
    FileDetails,
    ProposedAlbum,
    ProposedFile,
    ProposedVideo,
)

_LYRICS = ("lrc", "txt")


class Placing:
    """Makes the paths of a proposal. A path is empty when a name it needs cannot be used, and that name is open."""

    def __init__(self, items: Mapping[TaskId, Item], library: LibraryView) -> None:
        self._items = items
        self._library = library

    def album(self, draft: AlbumDraft) -> ProposedAlbum:
        """The album with the paths of its files."""
        choice = draft.choice
        fields = set(draft.open)
        artist = self._artist(choice.artistname, fields)
        directory = ""
        try:
            name = naming.album_directory(choice.release, choice.albumname)
            directory = f"{artist}/{name}" if artist else ""
        except BadNameError:
            fields.add("release" if _is_name(choice.albumname) else "albumname")
        existing = self._library.directory(directory) if directory else None
        directory = existing or directory
        files = self._files(choice, draft.fileopen, directory, self._discs(choice, existing))
        if existing is not None:
            files = [self._with_collision(file) for file in files]
        return ProposedAlbum(
            artistname=choice.artistname,
            albumname=choice.albumname,
            release=choice.release,
            path=directory,
            files=tuple(files),
            artistknown=bool(artist) and self._library.directory(artist) is not None,
            albumknown=existing is not None,
            open=_in_order(fields, "artistname", "albumname", "release"),
        )

    def video(self, draft: VideoDraft) -> ProposedVideo:
        """The video with its path."""
        choice = draft.choice
        item = self._items[choice.taskid]
        fields = set(draft.open)
        artist = self._artist(choice.artistname, fields)
        path = ""
        try:
            name = naming.video_filename(choice.release, choice.name, item.extension)
            path = f"{artist}/{name}" if artist else ""
        except BadNameError:
            fields.add("release" if _is_name(choice.name) else "name")
        known = bool(artist) and self._library.directory(artist) is not None
        return ProposedVideo(
            taskid=choice.taskid,
            artistname=choice.artistname,
            name=choice.name,
            release=choice.release,
            extension=item.extension,
            sourcefilename=item.upload.sourcefilename,
            path=path,
            playtime=_playtime(item),
            artistknown=known,
            open=_in_order(fields, "artistname", "name", "release"),
            collision=self._collision(item, path) if known and path else None,
        )

    def _artist(self, name: str, fields: set[str]) -> str:
        """The directory of the artist; "" when the name cannot be used."""
        try:
            directory = naming.artist_directory(name)
        except BadNameError:
            fields.add("artistname")
            return ""
        return self._library.directory(directory) or directory

    def _discs(self, choice: AlbumChoice, existing: str | None) -> int:
        """How many discs the album has, by its songs, by what their tags say of it, and by what is there already."""
        discs = [self._library.discs(existing) if existing else 1]
        for file in choice.files:
            item = self._items[file.taskid]
            if item.upload.kind is Kind.SONG:
                discs.append(max(file.cd, item.discs if file.cd == item.disc else 1))
        return max(discs)

    def _files(
        self, choice: AlbumChoice, fileopen: Mapping[TaskId, frozenset[str]], directory: str, discs: int
    ) -> list[ProposedFile]:
        stems: dict[tuple[tuple[str, ...], str], str] = {}
        files: dict[TaskId, ProposedFile] = {}
        positions = Counter((file.cd, file.number) for file in choice.files if self._is_song(file))
        for file in sorted(choice.files, key=lambda file: not self._is_song(file)):
            item = self._items[file.taskid]
            fields = set(fileopen.get(file.taskid, ()))
            song = stems.get((item.place, fold(item.name))) if item.extension in _LYRICS else None
            name = song or file.name
            if self._is_song(file) and positions[file.cd, file.number] > 1:
                fields.add("number")
            filename = _filename(item, name, file, discs, fields)
            if self._is_song(file) and filename:
                stems[item.place, fold(item.name)] = filename.removesuffix(f".{item.extension}")
            path = f"{directory}/{filename}" if directory and filename else ""
            files[file.taskid] = _proposed(item, file, name, path, fields)
        return [files[file.taskid] for file in choice.files]

    def _is_song(self, file: FileChoice) -> bool:
        return self._items[file.taskid].upload.kind is Kind.SONG

    def _with_collision(self, file: ProposedFile) -> ProposedFile:
        if not file.path:
            return file
        return msgspec.structs.replace(file, collision=self._collision(self._items[file.taskid], file.path))

    def _collision(self, item: Item, path: str) -> Collision | None:
        existing = self._library.file(path)
        if existing is None:
            return None
        tags = item.upload.tags or FileTags()
        uploaded = FileDetails(
            path=item.upload.sourcefilename,
            filesize=item.upload.filesize,
            codec=tags.codec,
            bitrate=tags.bitrate,
            playtime=round(tags.playtime),
            checksum=item.upload.checksum,
        )
        identical = uploaded.checksum != "" and uploaded.checksum == existing.checksum
        return Collision(existing, uploaded, identical)


def open_conflicts(
    albums: Sequence[ProposedAlbum], videos: Sequence[ProposedVideo]
) -> tuple[tuple[ProposedAlbum, ...], tuple[ProposedVideo, ...]]:
    """Marks as open what wants the same path as something else in the same proposal."""
    directories = Counter(album.path for album in albums if album.path)
    paths = Counter(_paths(albums, videos))
    return (
        tuple(
            msgspec.structs.replace(
                album,
                files=tuple(_open_if(file, "name", doubtful=paths[file.path] > 1) for file in album.files),
                open=album.open if directories[album.path] < 2 else _with(album.open, "albumname"),  # noqa: PLR2004
            )
            for album in albums
        ),
        tuple(_open_if(video, "name", doubtful=paths[video.path] > 1) for video in videos),
    )


def _paths(albums: Iterable[ProposedAlbum], videos: Iterable[ProposedVideo]) -> Iterable[str]:
    yield from (file.path for album in albums for file in album.files if file.path)
    yield from (video.path for video in videos if video.path)


_P = TypeVar("_P", ProposedFile, ProposedVideo)


def _open_if(proposed: _P, field: str, *, doubtful: bool) -> _P:
    return msgspec.structs.replace(proposed, open=_with(proposed.open, field)) if doubtful else proposed


def _with(fields: tuple[str, ...], field: str) -> tuple[str, ...]:
    return fields if field in fields else (*fields, field)


def _filename(item: Item, name: str, file: FileChoice, discs: int, fields: set[str]) -> str:
    """The name of the file; "" when a part of it cannot be used."""
    try:
        if item.upload.kind is Kind.SONG:
            return naming.song_filename(name, file.number, file.cd, item.extension, discs)
        return naming.plain_filename(name, item.extension)
    except BadNameError:
        fields.add("number" if _is_name(name) else "name")
        return ""


def _proposed(item: Item, file: FileChoice, name: str, path: str, fields: set[str]) -> ProposedFile:
    return ProposedFile(
        taskid=file.taskid,
        name=name,
        cd=file.cd,
        number=file.number,
        kind=item.upload.kind,
        extension=item.extension,
        sourcefilename=item.upload.sourcefilename,
        relativepath=item.upload.relativepath,
        path=path,
        playtime=_playtime(item),
        bitrate=item.upload.tags.bitrate if item.upload.tags else 0,
        open=_in_order(fields, "name", "cd", "number"),
    )


def _is_name(name: str) -> bool:
    try:
        naming.safe_name(name)
    except BadNameError:
        return False
    return True


def _playtime(item: Item) -> int:
    return round(item.upload.tags.playtime) if item.upload.tags else 0


def _in_order(fields: set[str], *order: str) -> tuple[str, ...]:
    return tuple(field for field in order if field in fields)
