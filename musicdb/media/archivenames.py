"""Judges the names inside of archives: which are hostile, which are junk, and how the rest reads."""

import re
import unicodedata

from musicdb.errors import ArchiveError
from musicdb.media.kinds import kind_of
from musicdb.model.media import Kind

_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST_NAME = 4096
_JUNK_DIRECTORIES = frozenset(
    {"__macosx", ".appledouble", ".fseventsd", ".spotlight-v100", ".trashes", ".git", "@eadir", "$recycle.bin"}
)
_JUNK_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
_APPLE_DOUBLE = "._"


def clean_name(name: str) -> str:
    """The relative path a file of this name goes to, "/"-separated; empty when the file is junk.

    ArchiveError for names that try to leave the archive, which no honest program writes.
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", "."}]
    if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in parts or "\0" in name:
        raise ArchiveError(
            f"The archive contains the path “{_shown(name)}”, which leads out of it. It was not unpacked."
        )
    if len(name) > _LONGEST_NAME:
        raise ArchiveError(f"The archive contains a path of {len(name)} characters. It was not unpacked.")
    if not parts or _is_junk(parts):
        return ""
    return "/".join(filter(None, map(_printable, parts)))


def decode_name(data: bytes) -> str:
    """Names that are not announced as anything are UTF-8 today, and were those of Windows or DOS programs once."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp437")


def _is_junk(parts: list[str]) -> bool:
    """What operating systems leave behind. Music may begin with a dot: `...And Justice for All` does."""
    *directories, file = (part.lower() for part in parts)
    if file in _JUNK_FILES or any(directory in _JUNK_DIRECTORIES for directory in directories):
        return True
    return file.startswith(_APPLE_DOUBLE) or (file.startswith(".") and kind_of(file) not in {Kind.SONG, Kind.VIDEO})


def _printable(part: str) -> str:
    return "".join(letter for letter in part if unicodedata.category(letter) not in {"Cc", "Cs"}).strip()


def _shown(name: str) -> str:
    return _printable(name.replace("\0", "�"))[:200]
