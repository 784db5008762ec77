"""Results as XML: `<results><result>`, in it one element for each field.

The attribute `type` tells what the text of an element is; `object` and `list` hold elements. A text XML cannot keep
as it is, as one with control characters, is of the type `json`. Arrays are numbers with blanks between, with `dtype`
and `shape`.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import IO, Any
from xml.etree import ElementTree

import msgspec

from musicdb.analysis.exports.rows import UNFIT
from musicdb.analysis.parts import array_from, arrays_of, assembled, head_of, numbers_of
from musicdb.analysis.result import ARRAYS, Result
from musicdb.errors import ResultsError

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def write(results: Sequence[Result], file: IO[bytes]) -> None:
    """Writes results; long arrays piece by piece."""
    file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<results>\n')
    for result in results:
        arrays = arrays_of(result)
        file.write(b"<result>\n")
        for name, part in head_of(result).items():
            file.write(f" {_element(name, part)}\n".encode())
        for name, array in arrays.items():
            shape = " ".join(map(str, array.shape))
            file.write(f' <{name} type="array" dtype="{array.dtype}" shape="{shape}">'.encode())
            for piece in numbers_of(array):
                file.write(" ".join(map(repr, piece)).encode() + b"\n")
            file.write(f"</{name}>\n".encode())
        file.write(b"</result>\n")
    file.write(b"</results>\n")


def read(file: IO[bytes]) -> list[Result]:
    """The results of a file that was written here. ResultsError when it is none."""
    try:
        root = ElementTree.parse(file, ElementTree.XMLParser(target=_Builder())).getroot()  # noqa: S314 -- see _Builder
        return [_result(element) for element in root.iterfind("result")] if root is not None else []
    except (ElementTree.ParseError, ValueError) as error:
        raise ResultsError(f"This file holds no results as XML: {error}.") from error


class _Builder(ElementTree.TreeBuilder):
    """Builds elements, and takes no document with a type: only there entities are declared, which can be endless."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:  # noqa: ARG002 -- expat calls it so
        raise ResultsError("This file holds no results as XML: they have no document type.")


def _element(name: str, part: Any) -> str:
    begin, end = (name, name) if _NAME.fullmatch(name) else (f'entry key="{escape(name)}"', "entry")
    match part:
        case dict():
            kind, text = "object", "".join(_element(key, inner) for key, inner in part.items())
        case list() | tuple():
            kind, text = "list", "".join(_element("item", inner) for inner in part)
        case str() if not UNFIT.search(part) and not UNFIT.search(name):
            kind, text = "text", escape(part, quote=False)
        case _:
            kind, text = "json", escape(msgspec.json.encode(part).decode(), quote=False)
    return f'<{begin} type="{kind}">{text}</{end}>'


def _result(element: ElementTree.Element) -> Result:
    arrays = {}
    for name in ARRAYS:
        found = element.find(name)
        if found is not None:
            kind = found.get("dtype", "")
            parse = float if kind.startswith("f") else int
            numbers = [parse(number) for number in (found.text or "").split()]
            arrays[name] = array_from(numbers, kind, [int(length) for length in found.get("shape", "").split()])
    return assembled({part.tag: _part(part) for part in element if part.tag not in ARRAYS}, arrays)


def _part(element: ElementTree.Element) -> Any:
    match element.get("type"):
        case "object":
            return {inner.get("key", inner.tag): _part(inner) for inner in element}
        case "list":
            return [_part(inner) for inner in element]
        case "json":
            return msgspec.json.decode(element.text or "null")
        case _:
            return element.text or ""
