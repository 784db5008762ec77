"""The manifest: which segments make up the index, and where the log goes on. It is written when they have changed."""

import zlib
from pathlib import Path

import msgspec

from musicdb.errors import IndexDamagedError
from musicdb.fingerprint.index.files import disk_errors, write_whole
from musicdb.fingerprint.index.mapping import REMEDY
from musicdb.fingerprint.index.segments import SegmentInfo

NAME = "manifest"
_FORMAT = 1


class Manifest(msgspec.Struct, frozen=True):
    """Segments, the oldest first, hold all changes up to `version`; the later ones are in logs from number `log` on.

    `generation` tells an index from others of the same name. `next` is the number of the next segment.
    """

    generation: int
    version: int = 0
    log: int = 1
    next: int = 1
    segments: tuple[SegmentInfo, ...] = ()
    metadata: dict[str, str] = {}
    format: int = _FORMAT


def encode_manifest(manifest: Manifest) -> bytes:
    """A manifest as bytes: the CRC-32 of the JSON that follows as eight hexadecimal digits, a line break, the JSON."""
    content = msgspec.json.encode(manifest)
    return b"%08x\n%s\n" % (zlib.crc32(content), content)


def decode_manifest(content: bytes, path: Path) -> Manifest:
    """A manifest from bytes. Raises IndexDamagedError, with the name of the file."""
    checksum, _, text = content.partition(b"\n")
    if checksum != b"%08x" % zlib.crc32(text[:-1]) or text[-1:] != b"\n":
        raise IndexDamagedError(f"{path} is damaged. {REMEDY}")
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.DecodeError as error:
        raise IndexDamagedError(f"{path} is not what this version writes: {error}. {REMEDY}") from error
    if manifest.format != _FORMAT:
        raise IndexDamagedError(f"{path} was written by another version. {REMEDY}")
    return manifest


def read_manifest(directory: Path) -> Manifest:
    """The manifest of an index. Raises IndexDamagedError."""
    path = directory / NAME
    with disk_errors(path):
        return decode_manifest(path.read_bytes(), path)


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Makes a manifest the valid one. Raises NoSpaceError, and then the old one stays valid."""
    write_whole(directory / NAME, encode_manifest(manifest))
