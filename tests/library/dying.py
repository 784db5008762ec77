"""Processes that die, and file systems that fail, in the middle of an act."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from musicdb.library.filesystem import FileSystem

ACTS = ("make_directory", "link", "copy", "rename", "replace", "remove_file", "remove_directory")
DEAD = 9


class Failing(FileSystem):
    """Does the acts of another file system until the one of a given number; before or after that something happens."""

    def __init__(self, inner: FileSystem, number: int, *, after: bool, happening: Callable[[], None]) -> None:
        self._inner = inner
        self._number = number
        self._after = after
        self._happening = happening

    def __getattribute__(self, name: str) -> Any:
        if name not in ACTS:
            return super().__getattribute__(name)

        def act(*paths: Path) -> Any:
            self._number -= 1
            if self._number == 0 and not self._after:
                self._happening()
            result = getattr(self._inner, name)(*paths)
            if self._number == 0 and self._after:
                self._happening()
            return result

        return act


def die() -> None:
    os._exit(DEAD)


def dies(work: Callable[[], object]) -> bool:
    """Does the work in a process that may die of it. Whether it did."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == DEAD
