"""Collects pictures nobody uses any more: covers that were replaced, frames of videos that are gone.

Only files that bear a name MusicDB gives are looked at, and only old ones, because a picture is rendered before it is
written down whose it is. What records that were removed would need, when that is undone, counts as used.
"""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from musicdb.store.store import Store

YOUNG_SECONDS = 3600.0
"""How old a picture must be, in seconds, to be taken for one nobody uses."""
_PICTURE = re.compile(r"([0-9a-f]{20})\.(jpg|webp)")
_SCALE = re.compile(r"[1-9]\d*x[1-9]\d*")
_FRAMES = re.compile(r"[0-9a-f]{20}")


def unused_artwork(store: Store, directory: Path) -> list[Path]:
    """The files, and directories of frames, in the artwork directory that nobody uses."""
    candidates = list(_candidates(directory))
    # Asked for after looking: what comes into use in between is in use.
    used = store.artworkuse.names()
    stems = {name.rpartition(".")[0] for name in used}
    return [path for path, name in candidates if name not in stems and name not in used]


def collect_artwork(store: Store, directory: Path) -> int:
    """Removes what nobody uses. Returns how many files and directories of frames that were."""
    unused = unused_artwork(store, directory)
    for path in unused:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(unused)


def _candidates(directory: Path) -> Iterator[tuple[Path, str]]:
    """Old files and directories of ours, each with the name by which it would be used."""
    youngest = time.time() - YOUNG_SECONDS
    scales = (path for path in _entries(directory) if path.is_dir() and _SCALE.fullmatch(path.name))
    for place in (directory, *scales):
        for path in _entries(place):
            match = _PICTURE.fullmatch(path.name)
            if match and path.is_file() and path.stat().st_mtime < youngest:
                yield path, match[1]
    for path in _entries(directory / "videos"):
        if _FRAMES.fullmatch(path.name) and path.is_dir() and path.stat().st_mtime < youngest:
            yield path, f"videos/{path.name}"


def _entries(directory: Path) -> list[Path]:
    return list(directory.iterdir()) if directory.is_dir() else []
