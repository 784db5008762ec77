"""Results as groups of an HDF5 file. h5py is a guest of this file, and is loaded when a file is opened.

A group has the arrays of a result as datasets. What a person asks for first is an attribute each, all the rest is
JSON in the attribute `context`: with more than eight attributes HDF5 lays out a heap. Long arrays are compressed in
pieces and written in pieces, so they may be memory maps of any length.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from musicdb.analysis.arrays import Array, let_go
from musicdb.analysis.parts import arrays_of, assembled, head_of
from musicdb.analysis.peaks import LEVELS, USERBLOCK, Level, Piece
from musicdb.analysis.result import ARRAYS, Result
from musicdb.errors import ResultsError

# h5py has no types.
Group = Any

_MAGIC = b"MusicDB results 1 sha256 "
# A smaller array is smaller without compression.
_SMALL = 1024
_CHUNK = 256 * 1024
_TOLD = ("id", "name", "unit", "description", "data_mode", "time_mode")
_CONTEXT = "context"
_ROWS = {"value", "label", "time", "duration", "confidence"}


@contextmanager
def writing(file: Path | IO[bytes]) -> Iterator[Group]:
    """A new HDF5 file. It is not sealed. OSError of a full disk becomes a ResultsError."""
    import h5py  # noqa: PLC0415 -- takes 0.1 s; most runs of MusicDB never need it

    try:
        # Format 1.10 is half as large for small groups as the oldest one, and every tool of today reads it.
        with h5py.File(file, "w", libver=("v110", "v110"), userblock_size=USERBLOCK, track_order=True) as opened:
            yield opened
    except (OSError, RuntimeError) as error:
        raise ResultsError(f"The results cannot be written: {error}.") from error


@contextmanager
def reading(file: Path | IO[bytes]) -> Iterator[Group]:
    """An HDF5 file as it is. What HDF5 complains about becomes a ResultsError."""
    import h5py  # noqa: PLC0415 -- as above

    try:
        with h5py.File(file, "r", track_order=True) as opened:
            yield opened
    except (OSError, RuntimeError, KeyError, msgspec.MsgspecError) as error:
        raise ResultsError(f"The results in {_named(file)} cannot be read: {error}.") from error


def sealed(path: Path, posts: Callable[[int], bytes] = lambda _: b"") -> None:
    """Writes the checksum of a file into its first bytes, signposts for so many bytes, and all of it to the disk."""
    with path.open("r+b") as file:
        seal = _MAGIC + _digest(file).encode() + b"\n"
        file.seek(0)
        file.write(seal + posts(USERBLOCK - len(seal)))
        file.flush()
        os.fsync(file.fileno())


def verify(path: Path) -> None:
    """ResultsError when the file is not what was sealed."""
    try:
        with path.open("rb") as file:
            seal = file.read(USERBLOCK).partition(b"\n")[0]
            whole = seal == _MAGIC + _digest(file).encode()
    except OSError as error:
        raise ResultsError(f"The results in {path} cannot be read: {error}.") from error
    if not whole:
        raise ResultsError(f"The results in {path} are damaged. Remove the file, and let the songs be analyzed again.")


def write_result(parent: Group, result: Result) -> None:
    """Adds a group named by the id of the result. ResultsError for a type that cannot be kept, or a second one."""
    arrays = arrays_of(result)
    if result.id in parent:
        raise ResultsError(f"There are two results “{result.id}” with the same parameters.")
    group = parent.create_group(result.id)
    head = head_of(result)
    for name in _TOLD:
        write_text(group, name, head.pop(name))
    write_text(group, _CONTEXT, msgspec.json.encode(head).decode())
    for name, array in arrays.items():
        _write_array(group, name, array)


def write_text(group: Group, name: str, text: str) -> None:
    """Gives a group an attribute. Text of a fixed length, because HDF5 keeps others in heaps of 4 KiB."""
    from h5py import string_dtype  # noqa: PLC0415 -- as above

    content = text.encode()
    group.attrs.create(name, content, dtype=string_dtype("utf-8", max(1, len(content))))


def read_text(group: Group, name: str) -> str:
    """The text of an attribute, whether its length is fixed or not."""
    content = group.attrs[name]
    return content.decode() if isinstance(content, bytes) else str(content)


def results_in(parent: Group) -> list[Result]:
    """All results that are groups of this one."""
    return [result_in(group) for group in parent.values()]


def result_in(group: Group, first: int | None = None, after: int | None = None) -> Result:
    """The result of a group, or only the rows from `first` to the one before `after`."""
    head = msgspec.json.decode(read_text(group, _CONTEXT), type=dict[str, Any])
    head |= {name: read_text(group, name) for name in _TOLD}
    part = slice(first, after)
    arrays = {name: group[name][part] if name in _ROWS else group[name][()] for name in ARRAYS if name in group}
    result = assembled(head, arrays)
    if first and result.frame is not None:
        start = result.audio.start + first * result.frame.stepsize / result.frame.samplerate
        result = msgspec.structs.replace(result, audio=msgspec.structs.replace(result.audio, start=start))
    return result


def copied(group: Group, target: Group) -> None:
    """Copies all results of a group as they are, compressed, in little memory."""
    for name in group:
        group.copy(name, target)


def levels_in(group: Group, path: Path) -> list[Level]:
    """Where the peaks of an outline lie in a file that was flushed."""
    return [
        Level(step, *place)
        for name, step in LEVELS.items()
        if name in group and (place := _place(group[name]["value"], path)) is not None
    ]


def _place(dataset: Group, path: Path) -> tuple[int, int, bool, list[Piece]] | None:
    """Rows, rows of a piece, whether these are compressed, and the pieces; None when others cannot read it."""
    if dataset.dtype.str != "<i2" or not len(dataset):
        return None
    if dataset.chunks is None:
        found = [(dataset.id.get_offset(), dataset.nbytes)]
    else:
        chunks = [dataset.id.get_chunk_info(number) for number in range(dataset.id.get_num_chunks())]
        if any(chunk.filter_mask for chunk in chunks) or dataset.chunks[1:] != dataset.shape[1:]:
            return None
        chunks.sort(key=lambda chunk: chunk.chunk_offset)
        found = [(chunk.byte_offset, chunk.size) for chunk in chunks]
    pieces = []
    with path.open("rb") as file:
        for offset, size in found:
            file.seek(offset)
            pieces.append(Piece(offset, size, zlib.crc32(file.read(size))))
    return len(dataset), (dataset.chunks or dataset.shape)[0], dataset.chunks is not None, pieces


def _write_array(group: Group, name: str, array: Array) -> None:
    if array.nbytes <= _SMALL or not array.ndim:
        group.create_dataset(name, data=array)
        return
    row = array[:1].nbytes
    rows = max(1, min(len(array), _CHUNK // max(1, row)))
    inner = tuple(max(1, min(length, _CHUNK // array.itemsize)) for length in array.shape[1:])
    chunks = (rows, *inner)
    dataset = group.create_dataset(name, array.shape, array.dtype, chunks=chunks, compression="gzip", shuffle=True)
    for first in range(0, len(array), rows):
        dataset[first : first + rows] = array[first : first + rows]
    let_go(array)


def _digest(file: IO[bytes]) -> str:
    file.seek(USERBLOCK)
    digest = hashlib.sha256()
    while piece := file.read(_CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def _named(file: Path | IO[bytes]) -> str:
    return str(file) if isinstance(file, Path) else "this file"
