"""Unpacks ZIP and TAR archives that nobody has to trust.

Nothing in the archive decides where something is written: files get generated names in a directory of the caller. The
bytes that really come out are counted, so it does not matter what sizes the archive claims. Links, devices and junk are
passed by; archives inside of the archive stay files. When anything is wrong, everything written is removed again.
"""

import errno
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from musicdb.errors import ArchiveError, MusicDBError, NoSpaceError
from musicdb.media.archivenames import clean_name
from musicdb.media.signatures import Content, content_of
from musicdb.media.tapes import tape_members
from musicdb.media.zips import zip_members
from musicdb.model.media import UnpackedFile

_PIECE = 256 * 1024
_TAPES = frozenset({Content.TAR, Content.GZIP, Content.BZIP2, Content.XZ})
# Directories, links and junk count as entries but not as files.
_SPARE_ENTRIES = 1000
_ENTRIES_PER_FILE = 4


def unpack(archive: Path, filename: str, directory: Path, max_bytes: int, max_files: int) -> tuple[UnpackedFile, ...]:
    """Unpacks the archive, known to people as `filename`, into the directory, as files `0001`, `0002` and so on.

    At most `max_files` files of `max_bytes` bytes together. Where a name occurs twice, the later file counts, as for
    other unpackers. ArchiveError when the archive is damaged, encrypted, too large or hostile, NoSpaceError when the
    disk is full; then nothing is left behind.
    """
    existed = directory.exists()
    directory.mkdir(parents=True, exist_ok=True)
    unpacker = _Unpacker(filename, directory, max_bytes, max_files)
    try:
        for name, stream in _members(archive, filename, max_bytes, max_files):
            unpacker.take(name, stream)
        return unpacker.files()
    except BaseException as error:
        unpacker.remove()
        if not existed:
            with suppress(OSError):
                directory.rmdir()
        explained = _explained(error, filename)
        if explained is error:
            raise
        raise explained from error


def _members(archive: Path, filename: str, max_bytes: int, max_files: int) -> Iterator[tuple[str, IO[bytes]]]:
    """The names and contents of the files in the archive. A content is to be read before the next one is asked for."""
    with archive.open("rb") as stream:
        content = content_of(stream)
    entries = _SPARE_ENTRIES + _ENTRIES_PER_FILE * max_files
    if content is Content.ZIP:
        return zip_members(archive, filename, entries)
    if content in _TAPES:
        return tape_members(archive, content, max_bytes, entries)
    raise ArchiveError(f"“{filename}” is neither a ZIP nor a TAR archive.")


def _explained(error: BaseException, filename: str) -> BaseException:
    """What is wrong in one of our words. The libraries for archives raise whatever damaged bytes lead them to."""
    if isinstance(error, MusicDBError) or not isinstance(error, Exception):
        return error
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return NoSpaceError(f"There is no space left to unpack “{filename}”.")
    if isinstance(error, NotImplementedError):
        return ArchiveError(f"“{filename}” is compressed in a way MusicDB does not know. Pack it again as ZIP.")
    return ArchiveError(f"“{filename}” is damaged: it cannot be unpacked to its end.")


class _Unpacker:
    """Writes files and counts."""

    def __init__(self, filename: str, directory: Path, max_bytes: int, max_files: int) -> None:
        self._filename = filename
        self._directory = directory
        self._max_bytes = max_bytes
        self._max_files = max_files
        self._bytes = 0
        self._written: list[Path] = []
        self._places: dict[str, Path] = {}

    def take(self, name: str, stream: IO[bytes]) -> None:
        """Writes one file, unless it is junk."""
        path = clean_name(name)
        if not path:
            return
        if len(self._written) == self._max_files:
            raise ArchiveError(f"“{self._filename}” contains more than {self._max_files} files. Send it in parts.")
        place = self._directory / f"{len(self._written) + 1:04}"
        self._written.append(place)
        with place.open("wb") as file:
            while piece := stream.read(_PIECE):
                self._bytes += len(piece)
                if self._bytes > self._max_bytes:
                    raise ArchiveError(
                        f"“{self._filename}” unpacks to more than {self._max_bytes} bytes. Send it in parts."
                    )
                file.write(piece)
        former = self._places.pop(path, None)
        if former is not None:
            former.unlink()
        self._places[path] = place

    def files(self) -> tuple[UnpackedFile, ...]:
        """What was written."""
        return tuple(UnpackedFile(name, str(place)) for name, place in self._places.items())

    def remove(self) -> None:
        """Leaves nothing behind."""
        for place in self._written:
            place.unlink(missing_ok=True)
