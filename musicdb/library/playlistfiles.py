"""Playlist files, M3U and M3U8: reads what other programs wrote, finds the songs again, and writes our own.

A line is found by its path, whatever the slashes, the case and the Unicode normal form; else by as many folders of it
as are the same here and there, at least one; else by the artist and title of its #EXTINF. What could mean several songs
is not guessed at.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

import msgspec

from musicdb.ids import SongId
from musicdb.library.hints import clean
from musicdb.model.playlists import MissingLine, PathStyle
from musicdb.store.folding import folded
from musicdb.store.placedsongs import PlacedSong

MOST_LINES = 100_000

_ADDRESS = re.compile(r"file://(?:localhost)?(?=/)", re.IGNORECASE)
_DRIVE = re.compile(r"^/?[A-Za-z]:(?=[\\/])")
_STREAM = re.compile(r"^[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_LABEL = "#EXTINF"
_SEPARATOR = " - "
_COMPONENTS = 2
"""How many names at the end of a path have to be the same: the file and its folder."""


class Line(msgspec.Struct, frozen=True):
    """A song in a playlist file: the number of its line, its path as it stands there, what #EXTINF says about it."""

    number: int
    path: str
    label: str = ""


class PlaylistFile(msgspec.Struct, frozen=True):
    """What a playlist file holds."""

    name: str
    lines: tuple[Line, ...]


class Found(msgspec.Struct, frozen=True):
    """The songs of a file in its order, and the lines without one."""

    songids: list[SongId]
    missing: list[MissingLine]


def parse(text: str) -> PlaylistFile:
    """Reads the text of a playlist file. Lines it does not understand are passed by."""
    name, label = "", ""
    lines: list[Line] = []
    for number, raw in enumerate(text.splitlines()[:MOST_LINES], start=1):
        line = raw.strip().lstrip("\ufeff")
        if line.upper().startswith(_LABEL):
            label = line.partition(",")[2].strip()
        elif line.upper().startswith("#PLAYLIST:"):
            name = line.partition(":")[2].strip()
        elif line and not line.startswith("#"):
            lines.append(Line(number, line, label))
            label = ""
    return PlaylistFile(name, tuple(lines))


class SongFinder:
    """Finds songs by what other programs call them. `songs` are all paths; `titles` artist and title of each song."""

    def __init__(self, songs: Mapping[str, SongId], titles: Iterable[tuple[str, str, SongId]], root: str) -> None:
        self._root = tuple(_plain(root).split("/"))
        self._exact = {_plain(path): songid for path, songid in songs.items()}
        self._by_name: dict[str, list[tuple[tuple[str, ...], SongId]]] = defaultdict(list)
        for path, songid in self._exact.items():
            names = tuple(path.split("/"))
            self._by_name[names[-1]].append((names, songid))
        self._titles: dict[tuple[str, str], list[SongId]] = defaultdict(list)
        for artist, title, songid in titles:
            self._titles[artist, title].append(songid)

    def find_all(self, lines: Sequence[Line], directory: str = "") -> Found:
        """The songs of a file that lies in a directory of the music directory ("" for the music directory itself)."""
        songids: list[SongId] = []
        missing: list[MissingLine] = []
        for line in lines:
            songid = self._find(line, directory)
            if songid is None:
                missing.append(MissingLine(line.number, line.label or line.path))
            else:
                songids.append(songid)
        return Found(songids, missing)

    def _find(self, line: Line, directory: str) -> SongId | None:
        for path in _readings(line.path):
            for candidate in self._candidates(path, directory):
                if candidate in self._exact:
                    return self._exact[candidate]
            alike = self._alike(path)
            if alike is not None:
                return alike
        return self._by_label(line.label)

    def _candidates(self, path: str, directory: str) -> Iterator[str]:
        """Where a path may lead inside the music directory."""
        names = tuple(path.split("/"))
        if path.startswith("/"):
            if names[: len(self._root)] == self._root:
                yield "/".join(names[len(self._root) :])
            return
        yield _without_dots(f"{_plain(directory)}/{path}" if directory else path)
        yield _without_dots(path)

    def _alike(self, path: str) -> SongId | None:
        names = tuple(_without_dots(path).split("/"))
        best, found = _COMPONENTS - 1, None
        for candidate, songid in self._by_name.get(names[-1], ()):
            length = _common_end(names, candidate)
            if length > best:
                best, found = length, songid
            elif length == best:
                found = None
        return found

    def _by_label(self, label: str) -> SongId | None:
        artist, separator, title = label.partition(_SEPARATOR)
        found = self._titles.get((folded(artist.strip()), folded(title.strip())), ()) if separator else ()
        return found[0] if len(found) == 1 else None


def write(name: str, songs: Iterable[PlacedSong], style: PathStyle, root: str) -> str:
    """The text of a playlist file. Relative paths begin in the music directory `root`."""
    lines = ["#EXTM3U", "#EXTENC:UTF-8", f"#PLAYLIST:{clean(name)}"]
    for placed in songs:
        lines.append(f"#EXTINF:{placed.song.playtime},{placed.artist.name}{_SEPARATOR}{placed.song.name}")
        lines.append(placed.song.path if style == "relative" else f"{root}/{placed.song.path}")
    return "\n".join(lines) + "\n"


def _readings(path: str) -> Iterator[str]:
    """What a path may mean: as it stands, or with the characters its program had to escape."""
    address = _ADDRESS.sub("", path)
    if _STREAM.match(address):
        return
    for reading in (unquote(address),) if address != path else (path, unquote(path)):
        bare = _DRIVE.sub("", reading)
        yield _plain(bare)
        yield _plain(bare.replace("\\", "/"))


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _without_dots(path: str) -> str:
    names: list[str] = []
    for name in PurePosixPath(path).parts:
        if name == "..":
            del names[-1:]
        elif name not in {".", "/"}:
            names.append(name)
    return "/".join(names)


def _common_end(one: Sequence[str], other: Sequence[str]) -> int:
    """How many names at the end of two paths are the same."""
    length = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        length += 1
    return length
