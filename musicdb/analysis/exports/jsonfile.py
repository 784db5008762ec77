"""Results as JSON: a list of objects.

An array is `{"dtype": …, "shape": […], "numpyArray": [all numbers in one list]}`.

JSON has no infinity; a number that is not finite is a text.
"""

import math
from collections.abc import Mapping, Sequence
from typing import IO, Any

import msgspec

from musicdb.analysis.arrays import Array
from musicdb.analysis.parts import array_from, arrays_of, assembled, head_of, numbers_of
from musicdb.analysis.result import ARRAYS, Result
from musicdb.errors import ResultsError


def write(results: Sequence[Result], file: IO[bytes]) -> None:
    """Writes results; long arrays piece by piece."""
    file.write(b"[")
    for number, result in enumerate(results):
        arrays = arrays_of(result)
        file.write((b",\n" if number else b"\n") + msgspec.json.encode(head_of(result))[:-1])
        for name, array in arrays.items():
            file.write(f',\n "{name}": '.encode())
            write_array(array, file)
        file.write(b"}")
    file.write(b"\n]\n")


def write_array(array: Array, file: IO[bytes]) -> None:
    """Writes one array."""
    shape = ", ".join(map(str, array.shape))
    file.write(f'{{"dtype": "{array.dtype}", "shape": [{shape}], "numpyArray": ['.encode())
    for number, piece in enumerate(numbers_of(array)):
        if number and piece:
            file.write(b",")
        file.write(msgspec.json.encode([_finite(one) for one in piece])[1:-1])
    file.write(b"]}")


def read(file: IO[bytes]) -> list[Result]:
    """The results of a file that was written here. ResultsError when it is none."""
    try:
        return [result_from(found) for found in msgspec.json.decode(file.read(), type=list[dict[str, Any]])]
    except msgspec.DecodeError as error:
        raise ResultsError(f"This file holds no results as JSON: {error}.") from error


def result_from(found: Mapping[str, Any]) -> Result:
    """The result of an object as JSON and YAML have it."""
    arrays = {}
    for name in ARRAYS:
        if name in found:
            array = found[name]
            if not isinstance(array, dict) or not isinstance(array.get("numpyArray"), list):
                raise ResultsError(f"The {name} of a result is no array.")
            arrays[name] = array_from(array["numpyArray"], array.get("dtype"), array.get("shape"))
    return assembled({name: part for name, part in found.items() if name not in ARRAYS}, arrays)


def _finite(number: float) -> float | str:
    return number if math.isfinite(number) else str(number)
