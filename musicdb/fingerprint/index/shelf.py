"""Several indexes side by side, by name: each a directory, opened when it is first asked for."""

import re
import secrets
import shutil
import threading
from pathlib import Path

from musicdb.disk import sync_directory
from musicdb.errors import BadArgumentError, BadNameError, NotFoundError
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.settings import Settings

_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")
# Each may take the memory of its settings.
_MOST = 16


class IndexShelf:
    """Opens, begins and removes indexes. Blocks; safe to use from any thread."""

    def __init__(self, directory: Path, settings: Settings) -> None:
        self._directory = directory
        self._settings = settings
        self._open: dict[str, FingerprintIndex] = {}
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """The names of all indexes."""
        if not self._directory.is_dir():
            return []
        return sorted(path.name for path in self._directory.iterdir() if _NAME.fullmatch(path.name) and path.is_dir())

    def get(self, name: str) -> FingerprintIndex:
        """An index. Raises NotFoundError, BadNameError and IndexDamagedError."""
        with self._lock:
            if not self._path(name).is_dir():
                raise NotFoundError(f"There is no index {name}.")
            return self._opened(name, None)

    def create(self, name: str, generation: int | None = None) -> tuple[FingerprintIndex, bool]:
        """An index, begun when there is none, and whether it was. Raises BadArgumentError when there are too many."""
        with self._lock:
            if self._path(name).is_dir():
                return self._opened(name, None), False
            if len(self.names()) >= _MOST:
                raise BadArgumentError(f"There are {_MOST} indexes already. Remove one first.")
            return self._opened(name, generation), True

    def delete(self, name: str) -> bool:
        """Removes an index with all there is in it, and tells whether there was one."""
        with self._lock:
            path = self._path(name)
            index = self._open.pop(name, None)
            if index is not None:
                index.close()
            if not path.is_dir():
                return False
            # A crash leaves a directory that is no index any more.
            gone = self._directory / f".{name}.deleted"
            shutil.rmtree(gone, ignore_errors=True)
            path.rename(gone)
            sync_directory(self._directory)
            shutil.rmtree(gone)
            return True

    def all_open(self) -> list[tuple[str, FingerprintIndex]]:
        """The indexes somebody asked for, by name."""
        with self._lock:
            return sorted(self._open.items())

    def snapshot(self, name: str) -> Path:
        """Writes a snapshot of an index into a new file, which belongs to the caller."""
        path = self._directory / f".{name}-{secrets.token_hex(8)}.snapshot"
        self.get(name).snapshot(path)
        return path

    def close(self) -> None:
        """Closes all indexes."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].close()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise BadNameError("The name of an index has 1 to 255 letters, digits, dashes and underscores.")
        return self._directory / name

    def _opened(self, name: str, generation: int | None) -> FingerprintIndex:
        if name not in self._open:
            self._open[name] = FingerprintIndex(self._path(name), self._settings, generation)
        return self._open[name]
