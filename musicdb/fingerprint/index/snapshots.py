"""Snapshots: an index as it was at one moment, in one file: a tar archive of the files of an index without its log."""

import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, BinaryIO

from musicdb.errors import BackupError, CollisionError, IndexDamagedError
from musicdb.fingerprint.index.files import TEMPORARY, disk_errors, put_in_place
from musicdb.fingerprint.index.log import create_log
from musicdb.fingerprint.index.manifest import NAME, Manifest, decode_manifest, encode_manifest, write_manifest
from musicdb.fingerprint.index.mapping import Ledger
from musicdb.fingerprint.index.opening import log_name, segment_name
from musicdb.fingerprint.index.segments import Segment, SegmentInfo
from musicdb.fingerprint.index.state import State
from musicdb.fingerprint.index.writing import write_parts

_READ_ONLY = 0o644
_PIECE = 1 << 20


def write_snapshot(state: State, generation: int, path: Path) -> None:
    """Writes a state into one new file. Raises CollisionError, NoSpaceError and IndexDamagedError."""
    if path.exists():
        raise CollisionError(f"{path} exists. Name a new file for each snapshot.")
    temporary = path.with_name(path.name + TEMPORARY)
    with disk_errors(path):
        try:
            with temporary.open("wb") as file:
                _write(state, generation, file, path.parent)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def restore(snapshot: Path, directory: Path) -> int:
    """Makes the index of a snapshot in a directory that is new or empty, and returns its version.

    Raises BackupError when the directory is in use or this is no snapshot, IndexDamagedError when it is damaged.
    """
    if directory.exists() and any(directory.iterdir()):
        raise BackupError(f"{directory} is not empty. Move what is there away first.")
    with disk_errors(directory):
        directory.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f"{directory.name}-", suffix=TEMPORARY, dir=directory.parent) as beside:
            version = _unpack(snapshot, Path(beside) / "index")
            (Path(beside) / "index").replace(directory)
    return version


def _write(state: State, generation: int, file: BinaryIO, directory: Path) -> None:
    segments = [part.source for part in state.segments if isinstance(part.source, Segment)]
    with TemporaryDirectory(prefix=".snapshot-", dir=directory) as beside, tarfile.open(fileobj=file, mode="w") as tar:
        if state.runs:
            # What is in memory only becomes a segment of the snapshot.
            info = write_parts(Path(beside) / "runs", state.runs, lambda: None, oldest=not segments)
            segments.append(Segment(Path(beside), info, Ledger(0)))
        names = [segment_name(number) for number in range(1, len(segments) + 1)]
        infos = tuple(
            SegmentInfo(name, segment.size, segment.info.checksum)
            for name, segment in zip(names, segments, strict=True)
        )
        manifest = Manifest(generation, state.version, 1, len(segments) + 1, infos, dict(state.metadata))
        content = encode_manifest(manifest)
        _add(tar, NAME, len(content), io.BytesIO(content))
        for name, segment in zip(names, segments, strict=True):
            _add(tar, name, segment.size, segment.reader())


def _add(tar: tarfile.TarFile, name: str, size: int, content: Any) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, _READ_ONLY
    tar.addfile(member, content)


def _unpack(snapshot: Path, directory: Path) -> int:
    directory.mkdir()
    with _opened(snapshot) as tar:
        manifest = decode_manifest(_member(tar, NAME, snapshot).read(), snapshot)
        for info in manifest.segments:
            path = directory / Path(info.name).name
            with path.open("wb") as file:
                shutil.copyfileobj(_member(tar, info.name, snapshot), file, _PIECE)
                file.flush()
                os.fsync(file.fileno())
            Segment(directory, info, Ledger(0)).verify()
    create_log(directory / log_name(manifest.log), manifest.version).close()
    write_manifest(directory, manifest)
    return manifest.version


@contextmanager
def _opened(snapshot: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(snapshot, "r:") as tar:
            yield tar
    except tarfile.TarError as error:
        raise BackupError(f"{snapshot} is no snapshot of an index: {error}.") from error
    except FileNotFoundError as error:
        raise BackupError(f"There is no snapshot {snapshot}.") from error


def _member(tar: tarfile.TarFile, name: str, snapshot: Path) -> IO[bytes]:
    try:
        member = tar.extractfile(name)
    except KeyError:
        member = None
    if member is None:
        raise IndexDamagedError(f"{snapshot} lacks {name}: it is damaged, or no snapshot of an index.")
    return member
