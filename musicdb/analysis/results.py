"""The shelf of results: one HDF5 file for each sound, named by the hash of its audio.

A result is found by its key: the hash, the processor, its version and its parameters. What is not there was not
computed.

A file is replaced as a whole, or not at all. Its first 512 bytes, which HDF5 leaves to its user, hold the SHA-256 of
the rest; it is compared before HDF5 looks at the file, once for as long as the file does not change. A damaged file
is an error.
"""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from musicdb.analysis.hdf5 import (
    Group,
    copied,
    levels_in,
    read_text,
    reading,
    result_in,
    results_in,
    sealed,
    verify,
    write_result,
    write_text,
    writing,
)
from musicdb.analysis.peaks import PROCESSOR, Signposts, encoded
from musicdb.analysis.places import path_of
from musicdb.analysis.result import Result
from musicdb.disk import sync_directory

# What the group of a key tells.
_NAMED = ("processor", "version", "parameters")
# So many files are remembered as whole.
_KNOWN = 4096

Signature = tuple[int, int, int]


class Key(msgspec.Struct, frozen=True):
    """What makes results the same. `parameters` are JSON with sorted keys; `audio` is the hash of the decoded audio."""

    audio: str
    processor: str
    version: str
    parameters: str


def canonical(parameters: Mapping[str, Any]) -> str:
    """Parameters as the key has them."""
    return msgspec.json.encode(dict(parameters), order="deterministic").decode()


def key_of(result: Result) -> Key:
    """The key a result is found by."""
    return Key(result.audio.hash, result.processor, result.version, canonical(result.parameters))


class Results:
    """All results below a directory. Many processes may read and write at once."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._whole: dict[Path, Signature] = {}

    def path(self, audio: str) -> Path:
        """The file of a sound. ResultsError when this is no hash."""
        return path_of(self._directory, audio)

    def put(self, results: Sequence[Result]) -> None:
        """Keeps results. Those of the same key are replaced, all others stay. ResultsError leaves all as it was."""
        for audio in dict.fromkeys(result.audio.hash for result in results):
            added = [result for result in results if result.audio.hash == audio]
            replaced = {key_of(result) for result in added}
            self._replace(audio, lambda key, replaced=replaced: key not in replaced, added)  # type: ignore[misc]

    def get(self, key: Key) -> list[Result]:
        """All results of a key, in the order they were told; none when it was not computed. ResultsError for damage."""
        with self._reading(key.audio) as groups:
            return [result for known, group in groups if known == key for result in results_in(group)]

    def rows(self, key: Key, result: str, first: int, after: int) -> Result | None:
        """One result of a key with only these of its rows: a part of what may be too long for the memory."""
        with self._reading(key.audio) as groups:
            for known, group in groups:
                if known == key and result in group:
                    return result_in(group[result], first, after)
        return None

    def all(self, audio: str) -> list[Result]:
        """All results of a sound."""
        with self._reading(audio) as groups:
            return [result for _, group in groups for result in results_in(group)]

    def keys(self, audio: str) -> list[Key]:
        """What is known about a sound."""
        with self._reading(audio) as groups:
            return [key for key, _ in groups]

    def forget(self, audio: str, outdated: Callable[[Key], bool]) -> None:
        """Removes the results of outdated keys, and the file with the last of them."""
        if any(outdated(key) for key in self.keys(audio)):
            self._replace(audio, lambda key: not outdated(key), ())

    def discard(self, audio: str) -> None:
        """Removes everything that is known about a sound, damaged or not."""
        path = self.path(audio)
        if path.parent.is_dir():
            with _locked(path.parent):
                path.unlink(missing_ok=True)
                sync_directory(path.parent)

    def sounds(self) -> Iterator[str]:
        """The hashes of all sounds of which something is known."""
        for path in sorted(self._directory.glob("??/*.h5")):
            yield path.stem

    @contextmanager
    def _reading(self, audio: str) -> Iterator[list[tuple[Key, Group]]]:
        path = self.path(audio)
        if not path.exists():
            yield []
            return
        status = path.stat()
        signature = (status.st_ino, status.st_mtime_ns, status.st_size)
        if self._whole.get(path) != signature:
            verify(path)
            if len(self._whole) >= _KNOWN:
                self._whole.clear()
            self._whole[path] = signature
        with reading(path) as file:
            yield [(_key(audio, group), group) for group in file.values()]

    def _replace(self, audio: str, stays: Callable[[Key], bool], added: Sequence[Result]) -> None:
        path = self.path(audio)
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path.parent):
            descriptor, name = tempfile.mkstemp(prefix=f".{audio}.", dir=path.parent)
            os.close(descriptor)
            new = Path(name)
            try:
                with writing(new) as file:
                    with self._reading(audio) as groups:
                        for key, group in groups:
                            if stays(key):
                                copied(group, _group(file, key))
                    for result in added:
                        write_result(_group(file, key_of(result)), result)
                    empty = not len(file)
                    file.flush()
                    posts = _signposts(audio, file, new)
                sealed(new, posts)
                if empty:
                    path.unlink(missing_ok=True)
                else:
                    new.replace(path)
                sync_directory(path.parent)
            finally:
                new.unlink(missing_ok=True)


def _group(file: Group, key: Key) -> Group:
    """The group of a key, made when it is new. Its name only has to be one of its own."""
    for group in file.values():
        if _key(key.audio, group) == key:
            return group
    group = file.create_group(f"{len(file):04}", track_order=True)
    for name in _NAMED:
        write_text(group, name, getattr(key, name))
    return group


def _signposts(audio: str, file: Group, path: Path) -> Callable[[int], bytes]:
    """Signposts to the outline of a sound, when it has one."""
    for group in file.values():
        key = _key(audio, group)
        if key.processor == PROCESSOR:
            posts = Signposts(key.version, levels_in(group, path))
            return lambda room: encoded(posts, room)
    return lambda _: b""


def _key(audio: str, group: Group) -> Key:
    return Key(audio, *(read_text(group, name) for name in _NAMED))


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Nobody else replaces a file of this directory. What a killed process left behind is removed."""
    with (directory / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in directory.glob(".*.*"):
            with suppress(FileNotFoundError):
                left.unlink()
        yield
