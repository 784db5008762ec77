"""A music directory with a journal, and file systems that can less than others."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from musicdb.library.filesystem import FileSystem, rename_in_two_acts
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.store.changes import ChangeState
from musicdb.store.store import Store
from tests.library.dying import dies

TARGET = "Artist/2001 - Album/01 Song.mp3"
CONTENT = b"music" * 20_000


class WithoutLinks(FileSystem):
    """The music is on another file system than the uploads."""

    def link(self, source: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link", os.fspath(source), None, os.fspath(target))


class Plain(WithoutLinks):
    """The file system has neither links nor a rename that never replaces."""

    def rename(self, old: Path, new: Path) -> None:
        rename_in_two_acts(old, new)


class AcrossDevices(WithoutLinks):
    """The removed files are on another file system than the music."""

    def rename(self, old: Path, new: Path) -> None:
        if old.parent != new.parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link", os.fspath(old), None, os.fspath(new))
        super().rename(old, new)


class House:
    """A music directory, an upload, and a journal, which can be opened again as after a crash."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.music = MusicDirectory(directory / "music")
        self.removed = directory / "data" / "removed"
        self.source = directory / "data" / "uploads" / "albumfile-abc.mp3"
        self.source.parent.mkdir(parents=True)
        self.source.write_bytes(CONTENT)
        self.music.root.mkdir()
        self._stores: list[Store] = []

    def open(self, filesystem: FileSystem | None = None) -> Planner:
        self.store = Store(self.directory / "data" / "music.db")
        self._stores.append(self.store)
        return Planner(self.store, self.music, self.removed, filesystem)

    def close(self) -> None:
        for store in self._stores:
            store.close()

    def files(self, directory: Path | None = None) -> dict[str, bytes]:
        root = directory or self.music.root
        return {os.fspath(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def directories(self) -> list[str]:
        return sorted(os.fspath(p.relative_to(self.music.root)) for p in self.music.root.rglob("*") if p.is_dir())

    def states(self) -> list[ChangeState]:
        return [change.state for change in self.store.changes.all()]

    def in_dying_process(self, work: Callable[["House", FileSystem], None], filesystem: FileSystem) -> bool:
        """Does the work in a process that may die of it. Whether it did."""
        return dies(lambda: work(self, filesystem))


FILESYSTEMS = pytest.mark.parametrize("kind", [FileSystem, WithoutLinks, Plain, AcrossDevices])
