"""The difference between the music directory and the catalogue: what is new, gone, moved, and changed.

A disk that is not mounted and a directory that cannot be read must never look like a lost collection: only what the
disk itself says is not there counts as lost.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TypeVar

import msgspec

from musicdb.config.schema import Music
from musicdb.errors import NotFoundError, PathError
from musicdb.library.paths import MusicDirectory, readable
from musicdb.library.tracing import LostPaths, MovedPaths, NewFile, NewPath, NewPaths, trace
from musicdb.library.walking import Found, Report, Walker
from musicdb.media.checksums import checksum
from musicdb.model.records import Album, Artist, Song, Video
from musicdb.store.filestamps import FileStamp
from musicdb.store.store import Store

_Record = TypeVar("_Record", Artist, Album, Video)


class ChangedFile(msgspec.Struct, frozen=True):
    """A file of the catalogue that has another content than when it was read."""

    id: int
    path: str


class ChangedFiles(msgspec.Struct, frozen=True):
    """Files that should be imported again."""

    songs: list[ChangedFile]
    videos: list[ChangedFile]


class FilesystemScan(msgspec.Struct, frozen=True):
    """The difference between catalogue and music directory. `problems` are sentences about what could not be read.

    What has moved is among the lost and the new paths, too; `changed` are known files with another content.
    """

    lostpaths: LostPaths
    newpaths: NewPaths
    problems: list[str]
    moved: MovedPaths
    changed: ChangedFiles


class _Catalogue:
    """What the catalogue knows, read in one transaction. Of songs only the paths: there are many."""

    def __init__(self, store: Store) -> None:
        with store.read():
            self.artists = store.artists.all()
            self.albums = store.albums.all(hidden=True)
            self.songs = store.songs.paths()
            self.videos = store.videos.all()
            self.songstamps = store.songs.stamps()
            self.videostamps = store.videos.stamps()


class _Disk:
    """What lies in the music directory: artists with something to hear or see, albums with songs, songs, videos."""

    def __init__(self, walker: Walker) -> None:
        self.artists: list[Found] = []
        self.albums: list[Found] = []
        self.songs: list[Found] = []
        self.videos: list[Found] = []
        everybody = walker.artists()
        self.is_empty = not everybody
        for artist in everybody:
            self._take(walker, artist)

    def _take(self, walker: Walker, artist: Found) -> None:
        albums = [(album, walker.songs(album)) for album in walker.albums(artist)]
        videos = walker.videos(artist)
        self.albums += [album for album, songs in albums if songs]
        self.songs += [song for _, songs in albums for song in songs]
        self.videos += videos
        if videos or any(songs for _, songs in albums):
            self.artists.append(artist)


def compare(store: Store, music: MusicDirectory, config: Music) -> FilesystemScan:
    """Walks through the whole music directory. Reads every new file once, for its checksum.

    :raises PathError: when the music directory cannot be read, or is empty though the catalogue is not.
    """
    problems: list[str] = []
    catalogue = _Catalogue(store)
    disk = _Disk(Walker(music, config, problems.append))
    if catalogue.artists and disk.is_empty:
        raise PathError(
            f"The music directory “{readable(music.root)}” is empty, but the catalogue knows {len(catalogue.artists)} "
            "artists. If it is on another disk, that is probably not mounted. Nothing is reported as lost."
        )
    lost = _lost(catalogue, disk, store, music)
    new = _new(catalogue, disk, problems.append)
    moved = trace(lost, new)
    if len(lost.artists) == len(catalogue.artists) > 1 and not moved.songs:
        raise PathError(
            f"None of the {len(catalogue.artists)} artists of the catalogue is in “{readable(music.root)}”. Probably "
            "another disk is mounted there. Nothing is reported as lost."
        )
    return FilesystemScan(lost, new, problems, moved, _changed(catalogue, disk, store))


def _lost(catalogue: _Catalogue, disk: _Disk, store: Store, music: MusicDirectory) -> LostPaths:
    seen = {found.path for founds in (disk.artists, disk.albums, disk.songs, disk.videos) for found in founds}

    def is_lost(path: str) -> bool:
        return path not in seen and music.is_gone(path)

    def lost(records: Iterable[_Record]) -> list[_Record]:
        return [record for record in records if is_lost(record.path)]

    songs = filter(None, (store.songs.find(path) for path in catalogue.songs if is_lost(path)))
    return LostPaths(lost(catalogue.artists), lost(catalogue.albums), list(songs), lost(catalogue.videos))


def _new(catalogue: _Catalogue, disk: _Disk, report: Report) -> NewPaths:
    known_artists = {artist.path for artist in catalogue.artists}
    known_albums = {album.path for album in catalogue.albums}
    known_videos = {video.path for video in catalogue.videos}
    songs = _with_checksums((song for song in disk.songs if song.path not in catalogue.songs), report)
    return NewPaths(
        artists=[NewPath(artist.path) for artist in disk.artists if artist.path not in known_artists],
        albums=[NewPath(album.path) for album in disk.albums if album.path not in known_albums],
        songs=songs,
        filteredsongs=[song for song in songs if str(PurePosixPath(song.path).parent) in known_albums],
        videos=_with_checksums((video for video in disk.videos if video.path not in known_videos), report),
    )


def _with_checksums(files: Iterable[Found], report: Report) -> list[NewFile]:
    checked: list[NewFile] = []
    for file in files:
        try:
            checked.append(NewFile(file.path, checksum(file.place)))
        except NotFoundError as error:
            report(error.message)
    return checked


def _changed(catalogue: _Catalogue, disk: _Disk, store: Store) -> ChangedFiles:
    """Only what has another size or time is read."""
    songs = [
        ChangedFile(catalogue.songs[file.path], file.path)
        for file in disk.songs
        if file.path in catalogue.songs
        and _looks_changed(file, catalogue.songstamps.get(file.path))
        and _differs(file, store.songs.find(file.path))
    ]
    videos = {video.path: video for video in catalogue.videos}
    return ChangedFiles(
        songs,
        [
            ChangedFile(videos[file.path].id, file.path)
            for file in disk.videos
            if file.path in videos
            and _looks_changed(file, catalogue.videostamps.get(file.path))
            and _differs(file, videos[file.path])
        ],
    )


def _looks_changed(file: Found, stamp: FileStamp | None) -> bool:
    try:
        status = file.place.stat()
    except OSError:
        return False
    return stamp is None or stamp != FileStamp(status.st_size, int(status.st_mtime))


def _differs(file: Found, record: Song | Video | None) -> bool:
    try:
        return record is not None and checksum(file.place) != record.checksum
    except NotFoundError:
        return False
