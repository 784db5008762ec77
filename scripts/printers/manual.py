"""share/doc/websocket-api.rst: how to talk to MusicDB, for people who write a client."""

import re
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import inspect as types

from musicdb.api.declare import Function
from musicdb.api.table import SUBJECTS
from musicdb.model.tasks import Notification
from musicdb.wire import chunks
from printers.shapes import Named, answers, by_subject, fields_of, named, news_fields, questions
from printers.vocabulary import error_codes, sentence

_INTRODUCTION = """\
The WebSocket API
=================

.. Printed by scripts/generate from the tables of the package; do not edit.

The WebSocket is at ``/`` and at ``/ws`` on the port everything is on. A browser that loaded the page from MusicDB is
known by its cookie; every other client sends the key from ``<data>/config/wsapikey.txt`` in each packet. With
``/ws?tasklist=no`` task notifications come without the list of all tasks.

Packets
-------

A client sends text packets, JSON objects with these keys:

``method``
    ``call`` runs a function and wants no answer, ``request`` wants the result, ``broadcast`` gives it to all clients.
``fncname``
    The name of the function.
``fncsig``
    Any text. It comes back with the answer.
``arguments``
    An object with the arguments by name, or null.
``pass``
    Any value. It comes back unchanged, and so tells a client which of its questions was answered.
``key``
    The key of the API; null or missing when there is a cookie.

The server answers with the same keys but ``key``. Its methods are ``response``, ``broadcast``, ``notification`` and
``error``. A function that changes something and *announces* a getter answers nobody in particular: all clients get a
broadcast that looks as if they had asked that getter.

What went wrong with a call is told by ``{"method": "error", …, "arguments": {"code": …, "message": …}}``. After the
error of a ``request`` comes a ``response`` whose arguments are null, for clients that know no errors; a client that
knows them takes the first of the two.
"""

_REFRESH = """\
When the catalogue has changed, all clients get ``{"method": "broadcast", "fncname": "sys:refresh",
"fncsig": "UpdateCaches", "arguments": null, "pass": null}``.
"""


def print_manual() -> str:
    """The whole page."""
    text = "\n".join([_INTRODUCTION, _frames(), *_functions(), _notifications(), *_records(), _errors()])
    # In docstrings one backtick is enough for what is code.
    return re.sub(r"(?<!`)`([^`\n]+)`(?!`)", r"``\1``", text)


def _frames() -> str:
    head, _, layout = sentence(chunks).partition("\n\n")
    layout, _, rest = layout.partition("\n\n")
    return f"{_title('Binary frames', '-')}\n{head.strip()}\n\n::\n\n{layout}\n\n{rest}\n"


def _functions() -> Iterator[str]:
    functions = by_subject()
    yield _title("Functions", "-")
    for subject in SUBJECTS:
        yield _title(subject.name.capitalize(), "~") + f"\n{subject.doc}\n"
        yield from (_function(function) for function in functions[subject.name])


def _function(function: Function) -> str:
    lines = [f"``{function.name}``", _indented(function.doc, 4), ""]
    lines += [f"    * {line}" for line in _field_lines(fields_of(function.arguments), asked=True)]
    if function.anything:
        lines.append("    * further arguments of any name")
    lines.append(f"    * → {_words(types.type_info(function.result))}")
    if function.announces:
        lines.append(f"    * announces {function.announces}")
    if function.answers_as:
        lines.append(f"    * is answered as {function.answers_as}")
    return "\n".join(lines) + "\n"


def _field_lines(fields: Iterable[types.Field], *, asked: bool = False) -> Iterator[str]:
    for field in fields:
        default = ""
        if asked and field.default is not msgspec.NODEFAULT:
            default = f" = {msgspec.json.encode(field.default).decode()}"
        yield f"``{field.encode_name}``: {_words(field.type)}{default}"


def _notifications() -> str:
    fields = "\n".join(f"* {line}" for line in _field_lines(news_fields()))
    kinds = ", ".join(f"``{kind}``" for kind in Notification)
    return (
        f"{_title('Notifications', '-')}\n"
        f"All clients get news about tasks under the ``fncname`` ``MusicDB:Task``. The ``fncsig`` is one of {kinds}.\n"
        "The arguments are:\n\n"
        f"{fields}\n"
        "* ``tasklist``: TaskList, in all but ChunkRequest, unless the client connected with ``tasklist=no``\n\n"
        f"{_REFRESH}"
    )


def _records() -> Iterator[str]:
    yield _title("Records", "-")
    asked = named(questions())
    calls = {function.arguments.__name__ for functions in by_subject().values() for function in functions}
    for name, shape in sorted(named([*answers(), *questions()]).items()):
        if name not in calls and name != "TaskChanged":
            yield _record(name, shape, asked=name in asked)


def _record(name: str, shape: Named, *, asked: bool) -> str:
    if isinstance(shape, types.EnumType):
        body = "    " + ", ".join(f"``{member.value}``" for member in shape.cls)
    else:
        kind = [f'``{shape.tag_field}``: "{shape.tag}"'] if shape.tag_field else []
        body = "\n".join(f"    * {line}" for line in [*kind, *_field_lines(shape.fields, asked=asked)])
    return f"``{name}``\n{_indented(sentence(shape.cls), 4)}\n\n{body}\n"


def _errors() -> str:
    rows = "\n".join(f"``{code}``\n    {words}" for code, words in error_codes().items())
    return f"{_title('Errors', '-')}\n{rows}\n"


def _words(shape: types.Type) -> str:
    match shape:
        case types.Metadata(type=inner):
            return _words(inner)
        case types.StructType(cls=cls) | types.EnumType(cls=cls):
            return cls.__name__
        case types.ListType(item_type=item) | types.VarTupleType(item_type=item):
            return f"list of {_words(item)}"
        case types.TupleType(item_types=items):
            return f"list of {', '.join(map(_words, items))}"
        case types.UnionType(types=items):
            return " or ".join(map(_words, items))
        case types.LiteralType(values=values):
            return " or ".join(msgspec.json.encode(value).decode() for value in values)
        case _:
            return _PLAIN[type(shape)]


_PLAIN: dict[type[types.Type], str] = {
    types.AnyType: "any value",
    types.NoneType: "null",
    types.BoolType: "boolean",
    types.IntType: "integer",
    types.FloatType: "number",
    types.StrType: "string",
    types.DictType: "object",
}


def _title(text: str, line: str) -> str:
    return f"{text}\n{line * len(text)}\n"


def _indented(text: str, depth: int) -> str:
    return "\n".join(f"{' ' * depth}{line}".rstrip() for line in text.splitlines())
