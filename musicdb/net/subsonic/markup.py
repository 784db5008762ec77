"""Writes the object of an answer as XML."""

import re
from collections.abc import Mapping
from typing import Any, Final
from xml.sax.saxutils import escape

from musicdb.net.acoustidanswers import NOT_XML

_TEXT: Final = "value"
_QUOTES: Final = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
# Of 25,000 values in an answer hardly one has any of these.
_PLAIN: Final = re.compile("[ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
_NESTED: Final = frozenset({dict, list, tuple})
_WORDY: Final = frozenset({"artistInfo", "artistInfo2", "albumInfo"})
"""What the schema of the protocol writes with elements only."""


def written(name: str, value: Any) -> str:
    """An element with all that is in it: mappings, lists, texts and numbers. Characters XML has not are left out."""
    parts: list[str] = []
    _write(parts, name, value)
    return "".join(parts)


def _write(parts: list[str], name: str, value: Any) -> None:
    kind = type(value)
    if kind is dict:
        _write_struct(parts, name, value)
    elif kind is list or kind is tuple:
        for member in value:
            _write(parts, name, member)
    else:
        parts.append(f"<{name}>{_text(value)}</{name}>")


def _write_struct(parts: list[str], name: str, fields: Mapping[str, Any]) -> None:
    inner: list[str] = []
    parts.append(f"<{name}")
    for field, value in fields.items():
        if type(value) in _NESTED or name in _WORDY:
            _write(inner, field, value)
        elif field == _TEXT:
            inner.append(_text(value))
        else:
            parts.append(f' {field}="{_text(value)}"')
    if inner:
        parts += [">", *inner, f"</{name}>"]
    else:
        parts.append("/>")


def _text(value: Any) -> str:
    if type(value) is str:
        return value if _PLAIN.fullmatch(value) else escape(NOT_XML.sub("", value), _QUOTES)
    if type(value) is bool:
        return "true" if value else "false"
    return str(value)
