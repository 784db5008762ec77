"""A result taken apart and put together again: its arrays, and all the rest as plain values.

Every file format needs that.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import numpy

from musicdb.analysis.arrays import Array
from musicdb.analysis.result import ARRAYS, Head, Result
from musicdb.errors import ResultsError

# What every format can tell from any other: no text, no objects, no halves and no quadruples.
_TYPES = frozenset(
    numpy.dtype(name) for name in ("f4", "f8", *(f"{sign}{size}" for sign in "iu" for size in (1, 2, 4, 8)))
)
_PIECE = 65_536


def head_of(result: Result) -> dict[str, Any]:
    """The plain values of a result: texts, numbers, objects whose keys are texts."""
    head = Head(**{name: getattr(result, name) for name in Head.__struct_fields__})
    plain: dict[str, Any] = msgspec.to_builtins(head, str_keys=True)
    return plain


def arrays_of(result: Result) -> dict[str, Array]:
    """The arrays a result has. ResultsError when one of them has a type no file can keep."""
    arrays = {name: array for name in ARRAYS if (array := getattr(result, name)) is not None}
    for name, array in arrays.items():
        if not isinstance(array, numpy.ndarray) or array.dtype not in _TYPES or not array.dtype.isnative:
            kind = array.dtype if isinstance(array, numpy.ndarray) else type(array).__name__
            raise ResultsError(
                f"The {name} of the result “{result.id}” is of the type {kind}. Give whole numbers of 8 to 64 bits, or "
                "numbers with a fraction of 32 or 64 bits."
            )
    return arrays


def assembled(head: Any, arrays: Mapping[str, Array]) -> Result:
    """The result of these plain values and arrays. ResultsError when they are none."""
    try:
        read = msgspec.convert(head, Head, str_keys=True)
    except msgspec.ValidationError as error:
        raise ResultsError(f"This is no result of an analysis: {error}.") from error
    fields: dict[str, Any] = {name: getattr(read, name) for name in Head.__struct_fields__}
    fields |= {name: arrays[name] for name in ARRAYS if name in arrays}
    result = Result(**fields)
    arrays_of(result)
    return result


def numbers_of(array: Array) -> Iterator[list[Any]]:
    """All numbers of an array in the order of C, as lists of bounded length."""
    if not array.ndim:
        yield [array.item()]
        return
    rows = max(1, _PIECE // max(1, array[:1].size))
    for first in range(0, len(array), rows):
        yield array[first : first + rows].ravel().tolist()


def array_from(numbers: list[Any], kind: Any, shape: Any) -> Array:
    """The array of these numbers. ResultsError when they are no such array."""
    try:
        dtype = numpy.dtype(kind)
        if dtype not in _TYPES:
            raise ResultsError(f"“{kind}” is no type of numbers a result can have.")
        return numpy.array([float(number) for number in numbers] if dtype.kind == "f" else numbers, dtype).reshape(
            shape
        )
    except (TypeError, ValueError, OverflowError) as error:
        raise ResultsError(f"These numbers are no array of the type {kind}: {error}.") from error
