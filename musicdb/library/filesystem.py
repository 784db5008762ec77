"""The few acts on the file system that journaled changes are made of. None but `replace` ever replaces a file.

Each act is durable when it returns. Tests hand another one in, which dies or fails in the middle of an act.
"""

import contextlib
import ctypes
import errno
import fcntl
import hashlib
import os
import stat
from pathlib import Path

from musicdb.disk import sync_directory
from musicdb.media.checksums import checksum

_BLOCK = 1 << 20
_FILE_MODE = 0o664
_DIRECTORY_MODE = 0o775
_CLONE = 0x40049409  # FICLONE of linux/fs.h: the copy shares its blocks with the source until one of them is written
_CURRENT_DIRECTORY = -100  # AT_FDCWD
_NO_REPLACE = 1  # RENAME_NOREPLACE

CANNOT_LINK = frozenset(
    (errno.EXDEV, errno.EPERM, errno.EACCES, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL),
)
"""What a file system says that cannot make a second name for this file, here."""


class FileSystem:
    """The acts, as the operating system does them. All raise OSError."""

    def make_directory(self, path: Path) -> None:
        """Makes a directory. One that is there is left as it is."""
        try:
            path.mkdir()
            _permit(path, _DIRECTORY_MODE)
        except FileExistsError:
            if not path.is_dir():
                raise
        sync_directory(path.parent)

    def make_parents(self, path: Path) -> None:
        """Makes the directories around a path, as far as they are missing, from the outermost to the innermost."""
        for directory in reversed(path.parents):
            if not directory.exists():
                self.make_directory(directory)

    def link(self, source: Path, target: Path) -> None:
        """Gives a file a second name. FileExistsError when there is something of that name."""
        descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            _permit(descriptor, _FILE_MODE)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.link(source, target, follow_symlinks=False)
        sync_directory(target.parent)

    def copy(self, source: Path, part: Path) -> str:
        """Makes a new file with the content of another one. Returns the SHA-256 of what it wrote, "" for a clone."""
        reading = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            writing = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
            try:
                digest = _copy(reading, writing)
                _permit(writing, _FILE_MODE)
                os.fsync(writing)
            finally:
                os.close(writing)
        finally:
            os.close(reading)
        return digest

    def rename(self, old: Path, new: Path) -> None:
        """Moves a file or directory inside its file system. FileExistsError when there is something of that name."""
        if not _rename_without_replacing(old, new):
            rename_in_two_acts(old, new)
        sync_directory(new.parent)
        if old.parent != new.parent:
            sync_directory(old.parent)

    def replace(self, part: Path, target: Path) -> None:
        """Puts a file in the place of another one. At any moment one of them is there, as a whole."""
        part.replace(target)
        sync_directory(target.parent)

    def remove_file(self, path: Path) -> None:
        """Removes one name of a file. A missing file is fine."""
        path.unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            sync_directory(path.parent)

    def remove_directory(self, path: Path) -> None:
        """Removes an empty directory."""
        path.rmdir()
        sync_directory(path.parent)


def _permit(file: Path | int, mode: int) -> None:
    """Lets everybody read and the group write, whatever the umask. File systems without permissions may refuse."""
    with contextlib.suppress(PermissionError):
        os.chmod(file, mode)  # noqa: PTH101 - Path knows no descriptors


def _copy(reading: int, writing: int) -> str:
    try:
        fcntl.ioctl(writing, _CLONE, reading)
    except OSError:
        pass
    else:
        return ""
    digest = hashlib.sha256()
    while block := os.read(reading, _BLOCK):
        digest.update(block)
        view = memoryview(block)
        while view:
            view = view[os.write(writing, view) :]
    return digest.hexdigest()


def _rename_without_replacing(old: Path, new: Path) -> bool:
    """Whether the one act that moves and never replaces exists here and was done."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    paths = (_CURRENT_DIRECTORY, os.fsencode(old), _CURRENT_DIRECTORY, os.fsencode(new))
    if library.renameat2(*paths, _NO_REPLACE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}:
        return False
    raise OSError(number, os.strerror(number), os.fspath(old), None, os.fspath(new))


def has_content(path: Path, digest: str, filesize: int) -> bool:
    """Whether there is a file of this SHA-256 and size, in bytes. What has another size is not read."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != filesize:
        return False
    return bool(checksum(path) == digest)


def rename_in_two_acts(old: Path, new: Path) -> None:
    """Occupies the new name with something empty that is ours, which the rename may then replace."""
    if stat.S_ISDIR(old.lstat().st_mode):
        new.mkdir()
        leave = new.rmdir
    else:
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE))
        leave = new.unlink
    try:
        old.rename(new)
    except OSError:
        leave()
        raise
