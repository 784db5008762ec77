"""Writes the object of an answer as XML."""

from collections.abc import Mapping
from typing import Any, Final
from xml.sax.saxutils import escape

from musicdb.net.acoustidanswers import NOT_XML

_TEXT: Final = "value"
_QUOTES: Final = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_WORDY: Final = frozenset({"artistInfo", "artistInfo2", "albumInfo"})
"""What the schema of the protocol writes with elements only."""


def written(name: str, value: Any) -> str:
    """An element with all that is in it. Characters that XML cannot have are left out."""
    parts: list[str] = []
    _write(parts, name, value)
    return "".join(parts)


def _write(parts: list[str], name: str, value: Any) -> None:
    if isinstance(value, list | tuple):
        for member in value:
            _write(parts, name, member)
    elif isinstance(value, Mapping):
        _write_struct(parts, name, value)
    else:
        parts.append(f"<{name}>{escape(_text(value))}</{name}>")


def _write_struct(parts: list[str], name: str, fields: Mapping[str, Any]) -> None:
    inner: list[str] = []
    parts.append(f"<{name}")
    for field, value in fields.items():
        if isinstance(value, list | tuple | Mapping) or name in _WORDY:
            _write(inner, field, value)
        elif field == _TEXT:
            inner.append(escape(_text(value)))
        else:
            parts.append(f' {field}="{escape(_text(value), _QUOTES)}"')
    if inner:
        parts += [">", *inner, f"</{name}>"]
    else:
        parts.append("/>")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return NOT_XML.sub("", str(value))
