"""How answers to programs that speak AcoustID are written: JSON, JSONP or XML."""

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final
from xml.etree import ElementTree as Tree

from musicdb.net.acoustidquestions import AcoustIDError, Fields, first

CALLBACK: Final = "jsonAcoustidApi"
CALLABLE: Final = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*", re.ASCII)
_SINGULAR: Final = {"hashes": "hash"}
NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Format(StrEnum):
    """How an answer shall be written."""

    JSON = "json"
    JSONP = "jsonp"
    XML = "xml"


def read_format(fields: Fields) -> tuple[Format, str]:
    """The format that is asked for, and the function JSONP shall call."""
    name = first(fields, "format") or Format.JSON
    if name not in tuple(Format):
        raise AcoustIDError(1, f'unknown format "{name}"')
    callback = first(fields, "jsoncallback") or CALLBACK
    if not CALLABLE.fullmatch(callback):
        callback = CALLBACK
    return Format(name), callback


def write(answer: Mapping[str, Any], form: Format, callback: str) -> tuple[bytes, str]:
    """The bytes of an answer, and their media type."""
    if form is Format.XML:
        root = Tree.Element("response")
        _grow(root, answer)
        return Tree.tostring(root, "utf-8", xml_declaration=True), "text/xml; charset=UTF-8"
    text = json.dumps(answer, sort_keys=True)
    if form is Format.JSONP:
        return f"{callback}({text})".encode(), "application/javascript; charset=UTF-8"
    return text.encode(), "application/json; charset=UTF-8"


def _grow(parent: Tree.Element, values: Mapping[str, Any]) -> None:
    for name, value in sorted(values.items()):
        if name.startswith("@"):
            parent.set(name[1:], _text(value))
        else:
            _put(Tree.SubElement(parent, name), name, value)


def _put(element: Tree.Element, name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        _grow(element, value)
    elif isinstance(value, list | tuple):
        # Members of a list are called by the singular of its name.
        singular = _SINGULAR.get(name, name.removesuffix("s"))
        for member in value:
            _put(Tree.SubElement(element, singular), singular, member)
    else:
        element.text = _text(value)


def _text(value: Any) -> str:
    return NOT_XML.sub("\ufffd", str(value).lower() if isinstance(value, bool) else str(value))
