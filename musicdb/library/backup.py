"""Copies everything MusicDB keeps into a directory, and puts it back. Music itself, and uploads, are no part of it.

A backup is complete when its list of files is there, which is written last. Each file is read back and compared. The
database is copied first, so that what it speaks of is there: pictures and results of the analysis come before it speaks
of them, and are replaced as a whole.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from musicdb.disk import sync_directory
from musicdb.errors import BackupError
from musicdb.store.safekeeping import copy_database, is_database, schema_of

LIST = "backup.json"
_CONTENT = "data"
_DATABASE = "music.db"
# Work that is under way belongs to the moment, and to the browser that began it.
_OF_THE_MOMENT = frozenset({"uploads", "tasks", "exports", "lock", "replaced", ".restoring"})
# Our own index of fingerprints is made anew from the database, which has all of them.
_MADE_ANEW = frozenset({"fingerprints"})
# Indexes for others change file by file, so they are kept as snapshots.
_INDEXES = "fpindex"
_SNAPSHOT = ".snapshot"
_WITHOUT = _OF_THE_MOMENT | _MADE_ANEW | {_INDEXES}
_COMPANIONS = ("-wal", "-shm", "-journal", ".part", ".tmp")
_PIECE = 1 << 20


class File(msgspec.Struct, frozen=True):
    """A file of a backup: its size in bytes, and its SHA-256."""

    size: int
    sha256: str


class Backup(msgspec.Struct, frozen=True):
    """The list of a backup. `made` in unix seconds, `schema` the version of the database."""

    made: float
    schema: int
    files: dict[str, File]


Advance = Callable[[str], None]


def make_backup(data: Path, target: Path, advance: Advance = lambda _: None) -> Backup:
    """Copies the data directory into an empty or new directory. A server may run meanwhile.

    :raises BackupError: when there is nothing to copy, or the directory is in use.
    :raises DatabaseError: when the database is damaged.
    :raises IndexDamagedError: when an index of fingerprints that is kept for others is.
    """
    if not (data / _DATABASE).is_file():
        raise BackupError(f"There is no {_DATABASE} in {data}: there is nothing to back up.")
    if target.resolve().is_relative_to(data.resolve()):
        raise BackupError(f"{target} lies inside of {data}. A backup belongs elsewhere, best on another disk.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupError(f"{target} is not empty. Name a new directory for each backup.")
    made = time.time()
    files: dict[str, File] = {}
    for source in _files(data):
        name = source.relative_to(data).as_posix()
        copied = _copy(source, target / _CONTENT / name)
        if copied:
            files[name] = copied
            advance(name)
    for snapshot in _indexes(data, target / _CONTENT / _INDEXES):
        files[f"{_INDEXES}/{snapshot.name}"] = _digest(snapshot)
        advance(snapshot.name)
    backup = Backup(made, schema_of(target / _CONTENT / _DATABASE), files)
    check_backup(target, backup)
    os.sync()
    (target / LIST).write_bytes(msgspec.json.format(msgspec.json.encode(backup)))
    sync_directory(target)
    return backup


def load_backup(directory: Path) -> Backup:
    """The list of a backup. Raises BackupError when there is none."""
    try:
        return msgspec.json.decode((directory / LIST).read_bytes(), type=Backup)
    except (OSError, msgspec.DecodeError) as error:
        raise BackupError(f"{directory} is no complete backup: its {LIST} cannot be read.") from error


def check_backup(directory: Path, backup: Backup, advance: Advance = lambda _: None) -> None:
    """Reads all files of a backup. Raises BackupError when one is missing or not what it was."""
    for name, file in backup.files.items():
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise BackupError(f"{name} in {directory / LIST} does not lie inside of the data directory.")
        try:
            found = _digest(directory / _CONTENT / name)
        except OSError as error:
            raise BackupError(f"{name} is missing in the backup {directory}: {error.strerror}.") from error
        if found != file:
            raise BackupError(f"{name} in the backup {directory} is not what it was: its checksum differs.")
        advance(name)


def restore_backup(directory: Path, data: Path, *, force: bool = False, advance: Advance = lambda _: None) -> Path:
    """Puts a backup back; nobody may work in the data directory. Returns where the state until now is kept.

    :raises BackupError: when the backup is incomplete, or something here is newer and `force` is not given.
    :raises DatabaseVersionError: when a newer MusicDB made the backup.
    """
    backup = load_backup(directory)
    schema_of(directory / _CONTENT / _DATABASE)
    newest = max((_changed(data / f"{_DATABASE}{companion}") for companion in ("", "-wal")), default=0.0)
    if newest > backup.made and not force:
        when, made = (time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment)) for moment in (newest, backup.made))
        raise BackupError(f"The catalogue here was changed on {when}, the backup is of {made}. --force restores it.")
    check_backup(directory, backup)
    fresh = data / ".restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    for name in backup.files:
        _copy_file(directory / _CONTENT / name, fresh / name)
        advance(name)
    _unpack_indexes(fresh / _INDEXES)
    os.sync()
    aside = data / "replaced" / time.strftime("%Y%m%d-%H%M%S")
    aside.mkdir(parents=True)
    for old in sorted(data.iterdir()):
        if old.name not in _OF_THE_MOMENT and (old.name != _INDEXES or (fresh / _INDEXES).is_dir()):
            old.rename(aside / old.name)
    for new in sorted(fresh.iterdir()):
        new.rename(data / new.name)
    fresh.rmdir()
    sync_directory(data)
    return aside


def _files(data: Path) -> Iterator[Path]:
    """All files, the database first. A dot begins what is not finished, and locks."""
    for entry in sorted(data.iterdir(), key=lambda entry: (entry.name != _DATABASE, entry.name)):
        if entry.name in _WITHOUT:
            continue
        candidates = sorted(entry.rglob("*")) if entry.is_dir() else [entry]
        for path in candidates:
            hidden = any(part.startswith(".") for part in path.relative_to(data).parts)
            if path.is_file() and not path.name.endswith(_COMPANIONS) and not hidden:
                yield path


def _indexes(data: Path, target: Path) -> Iterator[Path]:
    """Writes snapshots of the indexes that are kept for others, whoever changes them meanwhile."""
    directories = sorted(path for path in (data / _INDEXES).glob("[!.]*") if path.is_dir())
    if directories:
        # Imported here, because most houses keep none, and it takes NumPy along.
        from musicdb.fingerprint.index.reading import IndexReader  # noqa: PLC0415

        target.mkdir(parents=True)
        for directory in directories:
            snapshot = target / f"{directory.name}{_SNAPSHOT}"
            IndexReader(directory).snapshot(snapshot)
            yield snapshot


def _unpack_indexes(directory: Path) -> None:
    """Makes indexes of the snapshots in a directory. Raises IndexDamagedError."""
    snapshots = sorted(directory.glob(f"*{_SNAPSHOT}"))
    if snapshots:
        from musicdb.fingerprint.index.snapshots import restore  # noqa: PLC0415

        for snapshot in snapshots:
            restore(snapshot, snapshot.with_suffix(""))
            snapshot.unlink()


def _copy(source: Path, target: Path) -> File | None:
    """What was copied; None when it has gone meanwhile."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if is_database(source):
            copy_database(source, target)
            shutil.copymode(source, target)
            return _digest(target)
        return _copy_file(source, target)
    except FileNotFoundError:
        return None


def _copy_file(source: Path, target: Path) -> File:
    """Copies a file, and tells what was read, which is not always what was written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file, target.open("wb") as copy:
        while piece := file.read(_PIECE):
            copy.write(piece)
            digest.update(piece)
            size += len(piece)
    shutil.copystat(source, target)
    return File(size, digest.hexdigest())


def _digest(path: Path) -> File:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return File(size, digest.hexdigest())


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
