"""Steps that are not done yet: collected one by one, with what they would run into."""

import hashlib
import os
from pathlib import Path

from musicdb.library.naming import SONG_EXTENSIONS, parse_song, song_filename
from musicdb.library.paths import MusicDirectory
from musicdb.library.steps import Enter, Forget, MakeDirectory, Move, RemoveDirectory, Step
from musicdb.media.checksums import checksum
from musicdb.media.kinds import split_extension
from musicdb.model.changes import PlannedCollision, PlannedStep

_BESIDE_SONGS = ("lrc", "txt")


class Draft:
    """The steps so far. Looks at the music directory and changes nothing."""

    def __init__(self, music: MusicDirectory) -> None:
        self.steps: list[Step] = []
        self.collisions: list[PlannedCollision] = []
        self._music = music
        self._taken: set[str] = set()
        self._seen = hashlib.sha256()

    def add(self, *steps: Step) -> None:
        """Adds steps that run into nothing."""
        self.steps += steps

    def make_directory(self, path: str) -> None:
        """Makes a directory, unless it is there."""
        if path not in self._taken and not self._music.resolve(path).is_dir():
            self.steps.append(MakeDirectory(path))
            self._taken.add(path)

    def move(self, old: str, new: str) -> None:
        """Moves a file or directory, if nothing is at the new path. Two directories become one."""
        place, target = self._music.resolve(old), self._music.resolve(new)
        self._look(place)
        if new not in self._taken and not os.path.lexists(target):
            self.steps.append(Move(old, new))
            self._taken.add(new)
        elif place.is_dir() and target.is_dir():
            self.pour(old, new)
        elif _extension(old) not in SONG_EXTENSIONS:
            # Each album has its own cover and its own notes. Both stay.
            self.move(old, self._free(new))
        else:
            self.collisions.append(PlannedCollision(old, new, _are_identical(place, target)))

    def pour(self, old: str, new: str, cd: int = 0) -> None:
        """Moves all that is in a directory to another one and removes it. With a `cd` songs become that disc."""
        names = sorted(entry.name for entry in self._music.resolve(old).iterdir())
        named = _as_disc(names, cd) if cd else {}
        for name in names:
            self.move(f"{old}/{name}", f"{new}/{named.get(name, name)}")
        self.steps.append(RemoveDirectory(old))

    def move_song(self, path: str, directory: str, name: str | None = None) -> None:
        """Moves a song to a directory, on demand under another name, with the lyrics that lie beside it."""
        parent, _, before = path.rpartition("/")
        self.move(path, f"{directory}/{name or before}")
        old, new = split_extension(before)[0], split_extension(name or before)[0]
        for extension in _BESIDE_SONGS:
            if self._music.resolve(f"{parent}/{old}.{extension}").is_file():
                self.move(f"{parent}/{old}.{extension}", f"{directory}/{new}.{extension}")

    def moves(self, path: str) -> bool:
        """Whether what is at this path would move, by itself or with its directory."""
        olds = {step.old for step in self.steps if isinstance(step, Move)}
        names = path.split("/")
        return any("/".join(names[:count]) in olds for count in range(1, len(names) + 1))

    def shown(self) -> tuple[PlannedStep, ...]:
        """The steps as a person may read them."""
        return tuple(map(_shown, self.steps))

    def state(self) -> str:
        """What the files that would move look like, as a checksum."""
        return self._seen.hexdigest()

    def _look(self, place: Path) -> None:
        places = sorted((place, *place.rglob("*"))) if place.is_dir() and not place.is_symlink() else [place]
        for found in places:
            status = found.lstat()
            # Of a directory only the names in it matter.
            looks = (0, 0, 0) if found.is_dir() else (status.st_size, status.st_mtime_ns, status.st_ino)
            line = (os.fspath(found), looks)
            self._seen.update(repr(line).encode("utf-8", "surrogateescape"))

    def _free(self, path: str) -> str:
        parent, _, name = path.rpartition("/")
        stem, extension = split_extension(name)
        number = 2
        while True:
            free = f"{parent}/{stem} {number}{'.' if extension else ''}{extension}"
            if free not in self._taken and not os.path.lexists(self._music.resolve(free)):
                return free
            number += 1


def _as_disc(names: list[str], cd: int) -> dict[str, str]:
    """New names for songs, and for what is named like them."""
    songs = {split_extension(name)[0]: song for name in names if (song := parse_song(name))}
    named = {}
    for name in names:
        stem, extension = split_extension(name)
        song = songs.get(stem)
        if song is not None and extension in (song.extension, *_BESIDE_SONGS):
            named[name] = song_filename(song.name, song.number, cd, extension, max(cd, 2))
    return named


def _are_identical(one: Path, other: Path) -> bool:
    if not (one.is_file() and other.is_file()) or one.stat().st_size != other.stat().st_size:
        return False
    return bool(checksum(one) == checksum(other))


def _extension(path: str) -> str:
    return split_extension(path.rpartition("/")[2])[1]


def _shown(step: Step) -> PlannedStep:
    match step:
        case MakeDirectory():
            return PlannedStep("makedirectory", "", step.path)
        case RemoveDirectory():
            return PlannedStep("removedirectory", step.path, "")
        case Move():
            return PlannedStep("move", step.old, step.new)
        case Enter():
            return PlannedStep("enter", "", step.path)
        case Forget():
            return PlannedStep("forget", step.path, "")
        case _:
            raise TypeError(f"{step!r} is never planned")
