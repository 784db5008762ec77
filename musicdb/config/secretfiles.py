"""A secret in a small file that only its owner may read.

The content is kept in memory and read again only when the file changes on disk, so that `musicdb user password` and a
daemon that runs already see the same. A look at a secret costs one stat.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

Generation = tuple[int, int, int] | None
"""What tells one content of a file from the next. None: there is no file."""


def generation_of(path: Path) -> Generation:
    """What changes whenever the file does."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size


class SecretFile:
    """One secret. Its content is never part of a message or of the log."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._generation: Generation = None
        self._content: bytes | None = None

    @property
    def generation(self) -> Generation:
        """Changes whenever the file does."""
        return generation_of(self._path)

    def read(self) -> bytes | None:
        """The content without white space around it; None when there is no file, or nothing in it."""
        generation = self.generation
        if generation != self._generation:
            self._content = self._path.read_bytes().strip() if generation else None
            self._generation = generation
        return self._content or None

    def write(self, content: bytes) -> None:
        """Replaces the content, in one step."""
        temporary = self._write_beside(content)
        temporary.replace(self._path)

    def ensure(self, make: Callable[[], bytes]) -> bytes:
        """The content; made on the spot when there is none. Two processes that do so at once get the same."""
        content = self.read()
        if content is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists():
                self._path.unlink()
            self._put(self._write_beside(make()))
            content = self.read() or b""
        elif self._path.stat().st_mode & 0o077:
            self._path.chmod(0o600)
        return content

    def _put(self, temporary: Path) -> None:
        try:
            os.link(temporary, self._path)
        except FileExistsError:
            pass
        except OSError:
            # There are file systems without hard links; two processes at once are rare enough there.
            temporary.replace(self._path)
        temporary.unlink(missing_ok=True)

    def _write_beside(self, content: bytes) -> Path:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return temporary
