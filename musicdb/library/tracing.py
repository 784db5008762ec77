"""Finds out where lost music went: by the checksums of its files."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from musicdb.model.records import Album, Artist, Song, Video

_File = TypeVar("_File", Song, Video)
_Directory = TypeVar("_Directory", Album, Artist)


class NewPath(msgspec.Struct, frozen=True):
    """A directory that is not in the catalogue."""

    path: str


class NewFile(msgspec.Struct, frozen=True):
    """A file that is not in the catalogue, with its SHA-256 checksum."""

    path: str
    checksum: str


class LostPaths(msgspec.Struct, frozen=True):
    """What is in the catalogue and no more in the music directory."""

    artists: list[Artist]
    albums: list[Album]
    songs: list[Song]
    videos: list[Video]


class NewPaths(msgspec.Struct, frozen=True):
    """What is in the music directory and not in the catalogue. `filteredsongs` are the new songs of known albums."""

    artists: list[NewPath]
    albums: list[NewPath]
    songs: list[NewFile]
    filteredsongs: list[NewFile]
    videos: list[NewFile]


class Moved(msgspec.Struct, frozen=True):
    """A record of the catalogue that is somewhere else now."""

    id: int
    old: str
    new: str


class MovedPaths(msgspec.Struct, frozen=True):
    """What has been moved or renamed by hand. A directory has moved when files of it are in another, new one."""

    artists: list[Moved]
    albums: list[Moved]
    songs: list[Moved]
    videos: list[Moved]


def trace(lost: LostPaths, new: NewPaths) -> MovedPaths:
    """Finds each lost file among the new ones. No new file or directory is taken for two lost ones."""
    songs, videos = _trace_files(lost.songs, new.songs), _trace_files(lost.videos, new.videos)
    albums = _trace_directories(lost.albums, songs, {album.path for album in new.albums})
    # An album that moved as a whole, and one that was renamed inside, both show where the artist went.
    hints = [Moved(moved.id, _parent(moved.old), _parent(moved.new)) for moved in songs]
    artists = _trace_directories(lost.artists, [*hints, *videos], {artist.path for artist in new.artists})
    return MovedPaths(artists, albums, songs, videos)


def _trace_files(lost: Iterable[_File], new: Iterable[NewFile]) -> list[Moved]:
    places: dict[str, list[str]] = defaultdict(list)
    for file in new:
        places[file.checksum].append(file.path)
    found: list[Moved] = []
    for record in lost:
        if candidates := places.get(record.checksum):
            # Of several files with the same content the one that kept most of its path is it.
            best = max(candidates, key=partial(_likeness, record.path))
            candidates.remove(best)
            found.append(Moved(record.id, record.path, best))
    return found


def _likeness(old: str, new: str) -> int:
    return len(set(old.split("/")) & set(new.split("/")))


def _trace_directories(lost: Sequence[_Directory], files: Iterable[Moved], new: Collection[str]) -> list[Moved]:
    targets: dict[str, Counter[str]] = defaultdict(Counter)
    for file in files:
        targets[_parent(file.old)][_parent(file.new)] += 1
    found: list[Moved] = []
    taken: set[str] = set()
    for record in lost:
        for path, _ in targets[record.path].most_common():
            if path in new and path not in taken:
                taken.add(path)
                found.append(Moved(record.id, record.path, path))
                break
    return found


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
