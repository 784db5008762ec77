"""webui/src/api/functions.gen.ts: functions, records, notifications and error codes for the WebUI."""

from collections.abc import Iterable

from msgspec import inspect as types

from musicdb.api.declare import Function
from musicdb.api.table import FUNCTIONS
from printers.shapes import Named, answers, fields_of, named, news_fields, questions
from printers.vocabulary import error_codes, sentence

_WIDTH = 120
_HEAD = "/** The functions of the server and their records. Printed by scripts/generate; do not edit. */\n"


def print_typescript() -> str:
    """The whole module."""
    asked = named(questions())
    records = named([*answers(), *questions()])
    for function in FUNCTIONS.values():
        asked.pop(function.arguments.__name__)
        records.pop(function.arguments.__name__)
    del records["TaskChanged"]
    parts = [_HEAD]
    parts += [_record(shape, asked=name in asked) for name, shape in records.items()]
    parts.append(_notifications())
    parts.append(_functions())
    parts.append(_union("ErrorCode", error_codes(), "The word an error packet says what is wrong with."))
    return "\n".join(parts)


def _record(shape: Named, *, asked: bool) -> str:
    name = shape.cls.__name__
    if isinstance(shape, types.EnumType):
        return _union(name, [member.value for member in shape.cls], sentence(shape.cls))
    # A server writes every field, unless it leaves defaults away; a client need not write a field that has a default.
    fields = _fields(shape.fields, optional=asked or bool(shape.cls.__struct_config__.omit_defaults))
    if shape.tag_field:
        fields.insert(0, f'{shape.tag_field}: "{shape.tag}"')
    lines = "".join(f"  {field};\n" for field in fields)
    return f"{_comment(sentence(shape.cls))}export interface {name} {{\n{lines}}}\n"


def _fields(fields: Iterable[types.Field], *, optional: bool) -> list[str]:
    return [
        f"{field.encode_name}{'?' if optional and not field.required else ''}: {_type(field.type)}" for field in fields
    ]


def _notifications() -> str:
    fields = [*_fields(news_fields(), optional=False), "tasklist?: TaskList"]
    lines = "".join(f"    {field};\n" for field in fields)
    return (
        "/** What the server tells all clients, by `fncname`; `fncsig` is the event. */\n"
        f'export interface Notifications {{\n  "MusicDB:Task": {{\n    event: Notification;\n{lines}  }};\n}}\n'
    )


def _functions() -> str:
    blocks = "".join(_function(function) for function in FUNCTIONS.values())
    names = "".join(f'  "{name}",\n' for name in FUNCTIONS)
    return (
        f"/** All functions by their wire name. */\nexport interface Functions {{\n{blocks}}}\n\n"
        f"export const FUNCTION_NAMES = [\n{names}] as const satisfies readonly (keyof Functions)[];\n"
    )


def _function(function: Function) -> str:
    fields = _fields(fields_of(function.arguments), optional=True)
    if function.anything:
        fields.append("[name: string]: unknown")
    inline = f"{{ {'; '.join(fields)} }}" if fields else "Record<string, never>"
    result = types.type_info(function.result)
    block = f"  {function.name}: {{ arguments: {inline}; result: {_type(result)} }};\n"
    if len(block) > _WIDTH:
        lines = "".join(f"      {field};\n" for field in fields)
        block = f"  {function.name}: {{\n    arguments: {{\n{lines}    }};\n    result: {_type(result)};\n  }};\n"
    return _comment(function.doc, "  ") + block


def _type(shape: types.Type) -> str:
    match shape:
        case types.Metadata(type=inner):
            return _type(inner)
        case types.StructType(cls=cls) | types.EnumType(cls=cls):
            return cls.__name__
        case types.ListType(item_type=item) | types.VarTupleType(item_type=item):
            return f"({_type(item)})[]" if isinstance(item, types.UnionType | types.LiteralType) else f"{_type(item)}[]"
        case types.TupleType(item_types=items):
            return f"[{', '.join(map(_type, items))}]"
        case types.DictType(value_type=value):
            return f"Record<string, {_type(value)}>"
        case types.UnionType(types=items):
            return " | ".join(map(_type, items))
        case types.LiteralType(values=values):
            return " | ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values)
        case _:
            return _PLAIN[type(shape)]


_PLAIN: dict[type[types.Type], str] = {
    types.AnyType: "unknown",
    types.NoneType: "null",
    types.BoolType: "boolean",
    types.IntType: "number",
    types.FloatType: "number",
    types.StrType: "string",
}


def _union(name: str, words: Iterable[str], doc: str) -> str:
    quoted = [f'"{word}"' for word in words]
    line = f"export type {name} = {' | '.join(quoted)};\n"
    if len(line) > _WIDTH:
        line = f"export type {name} =\n" + "".join(f"  | {word}\n" for word in quoted)[:-1] + ";\n"
    return _comment(doc) + line


def _comment(text: str, indent: str = "") -> str:
    lines = text.splitlines()
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    return f"{indent}/**\n" + "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines) + f"{indent} */\n"
