"""The names songs have on a device: such that it takes them, and no two the same.

FAT and exFAT forbid some characters, dots and blanks at the end of a name and the names of DOS devices, and do not tell
upper from lower case (Microsoft, "Naming Files, Paths, and Namespaces").
"""

import re
from collections.abc import Callable
from posixpath import splitext

from musicdb.config.deviceschema import DeviceConfig

_FORBIDDEN = re.compile(r'[?<>\\:*|"\x00-\x1f\x7f]')
# Old players show umlauts as boxes, or do not find the file.
_PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "ss"})
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
_LONGEST_NAME = 255
"""Of a name in a long file name entry of FAT, in UTF-16 units."""


def device_path(path: str, config: DeviceConfig) -> str:
    """Where a song of the catalogue would lie on the device, relative to it, if nothing else were there.

    The only things that change are what the device cannot take, and the ending of what becomes MP3.
    """
    *directories, name = path.split("/")
    stem, extension = splitext(name)
    if config.constraints.forcemp3:
        extension = ".mp3"
    parts = [*directories, f"{stem}{extension}"]
    if config.constraints.charset == "FAT":
        parts = [*map(_fat_name, directories), _fat_name(stem, extension)]
    top = [part for part in config.paths.musicdir.split("/") if part not in {"", ".", ".."}]
    found = "/".join((*top, *parts))
    limit = config.constraints.pathlen
    if limit and len(found) > limit:
        # What is left is the number, which keeps the order: "2-07 A very long title.mp3" becomes "2-07.mp3".
        short = stem.partition(" ")[0] or stem
        found = "/".join((*top, *parts[:-1], f"{short}{extension}"))
    return found


def numbered(path: str, number: int) -> str:
    """A path with a number before its extension; the first one is the path itself."""
    if number == 1:
        return path
    head, slash, name = path.rpartition("/")
    stem, extension = splitext(name)
    return f"{head}{slash}{stem} ({number}){extension}"


class DeviceNames:
    """Gives names away. Two names that differ by case only are the same, and so is a directory in two spellings."""

    def __init__(self, is_foreign: Callable[[str], bool]) -> None:
        self._is_foreign = is_foreign
        self._taken: set[str] = set()
        self._directories: dict[str, str] = {}

    def keep(self, path: str, wanted: str) -> bool:
        """Takes a path a song has already, if it is one `wanted` could lead to and nobody has it."""
        stem, extension = splitext(wanted)
        pattern = re.escape(stem) + r"( \(\d+\))?" + re.escape(extension)
        if not re.fullmatch(pattern, path, re.IGNORECASE) or path.casefold() in self._taken:
            return False
        self._take(path)
        return True

    def give(self, wanted: str) -> str:
        """The path for a new song: the wanted one, or the first one with a number that nobody has."""
        number = 1
        while (path := self._spelled(numbered(wanted, number))).casefold() in self._taken or self._is_foreign(path):
            number += 1
        self._take(path)
        return path

    def _take(self, path: str) -> None:
        self._taken.add(path.casefold())
        parts = path.split("/")[:-1]
        for count in range(1, len(parts) + 1):
            directory = "/".join(parts[:count])
            self._directories.setdefault(directory.casefold(), directory)

    def _spelled(self, path: str) -> str:
        head, slash, name = path.rpartition("/")
        if not slash:
            return path
        known = self._directories.get(head.casefold())
        return f"{known or self._spelled(head)}/{name}"


def _fat_name(stem: str, extension: str = "") -> str:
    plain = _FORBIDDEN.sub("_", stem.translate(_PLAIN)).strip()
    plain = plain if extension else plain.rstrip(". ")
    if not plain or _RESERVED.match(plain):
        plain = f"_{plain}"
    extension = _FORBIDDEN.sub("_", extension)
    while len(f"{plain}{extension}".encode("utf-16-le")) > 2 * _LONGEST_NAME:
        plain = plain[:-1]
    return f"{plain}{extension}"
