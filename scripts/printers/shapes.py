"""The types of the API taken apart: which records there are, and who uses them."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import inspect as types

from musicdb.api.declare import Function
from musicdb.api.table import FUNCTIONS
from musicdb.model.events import TaskChanged
from musicdb.model.views import TaskList

Named = types.StructType | types.EnumType


def fields_of(struct: Any) -> tuple[types.Field, ...]:
    """The fields of a Struct type."""
    shape = types.type_info(struct)
    if not isinstance(shape, types.StructType):
        raise TypeError(f"{struct} is no record")
    return shape.fields


def news_fields() -> tuple[types.Field, ...]:
    """What a MusicDB:Task notification carries; its kind is the signature of the packet."""
    return tuple(field for field in fields_of(TaskChanged) if field.name != "notification")


def answers() -> list[Any]:
    """Everything a server says: results, and what task notifications carry."""
    return [*(function.result for function in FUNCTIONS.values()), TaskChanged, TaskList]


def questions() -> list[Any]:
    """Everything a client says."""
    return [function.arguments for function in FUNCTIONS.values()]


def named(roots: Iterable[Any]) -> dict[str, Named]:
    """All records and enumerations that can be reached, by name, each after the ones it is made of."""
    found: dict[str, Named] = {}
    for shape in types.multi_type_info(list(roots)):
        _collect(shape, found, set())
    return found


def _collect(shape: types.Type, found: dict[str, Named], seen: set[str]) -> None:
    if isinstance(shape, Named):
        name = shape.cls.__name__
        if name in found and found[name].cls is not shape.cls:
            raise TypeError(f"two records are called {name}")
        if name in seen or name in found:
            return
        seen.add(name)
    for part in parts_of(shape):
        _collect(part, found, seen)
    if isinstance(shape, Named):
        found[shape.cls.__name__] = shape


def parts_of(shape: types.Type) -> Iterator[types.Type]:
    """The types a type is made of."""
    match shape:
        case types.Metadata(type=inner):
            yield inner
        case types.StructType(fields=fields):
            yield from (field.type for field in fields)
        case types.ListType(item_type=item) | types.VarTupleType(item_type=item):
            yield item
        case types.TupleType(item_types=items) | types.UnionType(types=items):
            yield from items
        case types.DictType(key_type=key, value_type=value):
            yield from (key, value)


def by_subject() -> dict[str, list[Function]]:
    """All functions by subject, in the order of the table."""
    subjects: dict[str, list[Function]] = {}
    for function in FUNCTIONS.values():
        subjects.setdefault(function.subject, []).append(function)
    return subjects
