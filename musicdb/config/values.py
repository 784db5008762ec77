"""From the text of an option to its value, and back."""

import re
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect as types

from musicdb.config.options import Option

_UNITS = {
    "": 1,
    "B": 1,
    **{f"{prefix}iB".upper(): 1024**power for power, prefix in enumerate("KMGT", 1)},
    **{f"{prefix}B": 1000**power for power, prefix in enumerate("KMGT", 1)},
}
_WORDS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_SIZE = re.compile(r"(\d{1,18}(?:\.\d+)?)\s*([A-Za-z]*)")


def parse(option: Option, text: str, base: Path) -> Any:
    """The value a text means. Paths are relative to `base`. Raises ValueError with what would have been right."""
    try:
        return msgspec.convert(_raw(option, text, base), option.annotation, strict=False, dec_hook=_make)
    except ValueError as error:
        raise ValueError(expectation(option)) from error


def _raw(option: Option, text: str, base: Path) -> Any:
    match option.shape:
        case types.VarTupleType():
            parts = (part.strip() for part in text.split(option.separator))
            return [part for part in parts if part]
        case types.UnionType() if not text:
            return None
        case types.CustomType(cls=kind) if kind is not Path:
            return text
        case types.UnionType() | types.CustomType():
            return str(base / Path(text).expanduser()) if text else text
        case types.IntType() if option.unit == "bytes":
            return _size(text)
        case types.BoolType():
            return _WORDS.get(text.lower(), text)
        case _:
            return text


def _make(kind: type, text: Any) -> Any:
    if kind is Path and (not text or "\0" in text):
        raise ValueError
    return kind(text)


def _size(text: str) -> int:
    match = _SIZE.fullmatch(text)
    if not match or match[2].upper() not in _UNITS:
        raise ValueError
    return int(float(match[1]) * _UNITS[match[2].upper()])


def show(option: Option, value: Any) -> str:
    """The text that means a value."""
    match value:
        case None:
            return ""
        case tuple():
            separator = " / " if option.separator == "/" else f"{option.separator} "
            return separator.join(str(part) for part in value)
        case int() if option.unit == "bytes":
            return _show_size(value)
        case _:
            return str(value)


def _show_size(size: int) -> str:
    for power, unit in ((3, "GiB"), (2, "MiB"), (1, "KiB")):
        if size >= 1024**power and size % 1024**power == 0:
            return f"{size // 1024**power} {unit}"
    return str(size)


def expectation(option: Option) -> str:
    """What the text of an option must be, in words."""
    return _words(option, option.shape)


def _words(option: Option, shape: types.Type) -> str:
    match shape:
        case types.Metadata(type=inner, extra_json_schema=about):
            return (about or {}).get("title") or _words(option, inner)
        case types.IntType(ge=least, le=most):
            kind = "a size such as 20 GiB" if option.unit == "bytes" else "a whole number"
            upper = f" to {show(option, most)}" if most is not None else " or more"
            return f"{kind}, {show(option, least)}{upper}"
        case types.BoolType():
            return "True or False"
        case types.LiteralType():
            return "one of " + ", ".join(choices(option))
        case types.VarTupleType(item_type=item):
            return f"a list separated by “{option.separator}”, each {_words(option, item)}"
        case types.CustomType(cls=kind) if kind is not Path:
            return "a text"
        case types.CustomType() | types.UnionType():
            return "a path"
        case _:
            return "a text that is not empty"


def choices(option: Option) -> tuple[str, ...]:
    """The words an option is chosen from; empty when any text will do."""
    shape = option.shape.item_type if isinstance(option.shape, types.VarTupleType) else option.shape
    if not isinstance(shape, types.LiteralType):
        return ()
    return tuple(str(value) for value in shape.values)
