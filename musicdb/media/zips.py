"""Reads the files of a ZIP archive one after the other."""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from musicdb.errors import ArchiveError
from musicdb.media.archivenames import decode_name

_ENCRYPTED = 0x1
_UTF8 = 0x800
# APPNOTE 4.3.16, 4.3.14: the record at the end of the archive, the larger one for large archives, and its locator.
_END, _END_SIZE = b"PK\x05\x06", 22
_LARGE_END, _LARGE_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x06", b"PK\x06\x07", 20
_LONGEST_COMMENT = 65_535
_DIRECTORY_ENTRY = 4096
# APPNOTE 4.6.9: the name in UTF-8, for programs that wrote the name itself in an old encoding.
_UNICODE_PATH = 0x7075


def zip_members(archive: Path, filename: str, max_entries: int) -> Iterator[tuple[str, IO[bytes]]]:
    """Names and contents of the files, in the order of the archive's directory.

    ArchiveError when there are more entries, or when one is encrypted. What zipfile raises for damaged archives comes
    through.
    """
    if _directory_size(archive) > max_entries * _DIRECTORY_ENTRY:
        raise ArchiveError(f"“{filename}” has a directory of absurd size. It was not unpacked.")
    with zipfile.ZipFile(archive) as opened:
        entries = opened.infolist()
        if len(entries) > max_entries:
            raise ArchiveError(f"“{filename}” contains {len(entries)} entries, which are too many. Send it in parts.")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise ArchiveError(f"“{filename}” is encrypted. Pack it again without a password.")
        for entry in entries:
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if not entry.is_dir() and kind in {0, stat.S_IFREG}:
                with opened.open(entry) as stream:
                    yield _name(entry), stream


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as its writer meant it. zipfile reads all that is not announced as UTF-8 as the code page 437 of DOS."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    data = entry.orig_filename.encode("cp437")
    return _unicode_path(entry.extra, data) or decode_name(data)


def _unicode_path(extra: bytes, data: bytes) -> str:
    """The name in the extra field, when it was made for this very name."""
    while len(extra) >= 4:  # noqa: PLR2004 -- an identifier and a size of 2 bytes each
        identity, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if identity == _UNICODE_PATH and int.from_bytes(field[1:5], "little") == zlib.crc32(data):
            return field[5:].decode("utf-8", "replace")
    return ""


def _directory_size(archive: Path) -> int:
    """The size of the directory in bytes, which zipfile reads at once, and then makes an object of every entry."""
    with archive.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        start = max(0, size - _END_SIZE - _LONGEST_COMMENT)
        stream.seek(start)
        tail = stream.read()
        place = tail.rfind(_END)
        locator = tail[max(0, place - _LOCATOR_SIZE) : place]
        if locator.startswith(_LARGE_LOCATOR):
            stream.seek(min(size, int.from_bytes(locator[8:16], "little")))
            record = stream.read(56)
            if record.startswith(_LARGE_END):
                return int.from_bytes(record[40:48], "little")
        return int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 else 0
