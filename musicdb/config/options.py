"""The options of the schema as values that can be looked at: for reading, for suggesting, and for printing them."""

import inspect
import typing
from typing import Any

import msgspec
from msgspec import inspect as types

from musicdb.config.schema import Config


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One option. `annotation` is its type as declared, `shape` the same taken apart, without its description."""

    name: str
    description: str
    annotation: Any
    shape: types.Type
    default: Any
    separator: str = ","
    unit: str | None = None
    example: str | None = None


class Section(msgspec.Struct, frozen=True):
    """A section and its options by name."""

    name: str
    description: str
    options: dict[str, Option]


def _option(field: types.Field, annotation: Any, value: Any) -> Option:
    about: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    shape = field.type
    while isinstance(shape, types.Metadata):
        about |= shape.extra_json_schema or {}
        extra |= shape.extra or {}
        shape = shape.type
    return Option(
        name=field.name,
        description=about["description"],
        annotation=annotation,
        shape=shape,
        default=value,
        separator=extra.get("separator", ","),
        unit=extra.get("unit"),
        example=next(iter(about.get("examples", ())), None),
    )


def _section(name: str, defaults: msgspec.Struct) -> Section:
    schema = type(defaults)
    hints = typing.get_type_hints(schema, include_extras=True)
    fields = typing.cast("types.StructType", types.type_info(schema)).fields
    options = [_option(field, hints[field.name], getattr(defaults, field.name)) for field in fields]
    return Section(name, inspect.getdoc(schema) or "", {option.name: option for option in options})


def sections(config: msgspec.Struct | None = None) -> dict[str, Section]:
    """All sections of a configuration by name. The defaults are the values of `config`."""
    config = config or Config()
    return {name: _section(name, getattr(config, name)) for name in config.__struct_fields__}
