"""Results as an archive of NumPy.

`0/value`, `0/time`, … are the arrays of the first result, `heads` is JSON text, all else.

Arrays of numbers need no pickled objects: reading the archive runs nothing.
"""

import zipfile
from collections.abc import Sequence
from typing import IO, Any

import msgspec
import numpy

from musicdb.analysis.parts import arrays_of, assembled, head_of
from musicdb.analysis.result import Result
from musicdb.errors import ResultsError

_HEADS = "heads"


def write(results: Sequence[Result], file: IO[bytes]) -> None:
    """Writes results, compressed."""
    heads = msgspec.json.encode([head_of(result) for result in results])
    arrays: dict[str, Any] = {_HEADS: numpy.frombuffer(heads, numpy.uint8)}
    for number, result in enumerate(results):
        arrays |= {f"{number}/{name}": array for name, array in arrays_of(result).items()}
    numpy.savez_compressed(file, **arrays)


def read(file: IO[bytes]) -> list[Result]:
    """The results of a file that was written here. ResultsError when it is none."""
    try:
        with numpy.load(file, allow_pickle=False) as archive:
            heads: list[Any] = msgspec.json.decode(archive[_HEADS].tobytes(), type=list[Any])
            found: list[dict[str, Any]] = [{} for _ in heads]
            for name in archive.files:
                number, _, array = name.partition("/")
                if array:
                    found[int(number)][array] = archive[name]
    except (OSError, ValueError, KeyError, IndexError, EOFError, AttributeError, zipfile.BadZipFile) as error:
        raise ResultsError(f"This file holds no results as a NumPy archive: {error}.") from error
    return [assembled(head, arrays) for head, arrays in zip(heads, found, strict=True)]
