"""share/asyncapi.json: the WebSocket API for programs that read AsyncAPI 3."""

import json
from typing import Any

import msgspec

from musicdb import __version__
from musicdb.api.declare import Function
from musicdb.api.table import FUNCTIONS
from musicdb.model.events import TaskChanged
from musicdb.model.tasks import Notification
from printers.shapes import answers, questions
from printers.vocabulary import error_codes

_REFERENCE = "#/components/schemas/{name}"


def print_asyncapi() -> str:
    """The whole document."""
    document = {
        "asyncapi": "3.0.0",
        "info": {"title": "MusicDB", "version": __version__, "license": {"name": "GPL-3.0-or-later"}},
        "channels": {"socket": {"address": "/ws", "messages": _references("messages")}},
        "operations": {
            "answer": {
                "action": "receive",
                "channel": {"$ref": "#/channels/socket"},
                "messages": _among("socket", "Call"),
            },
            "tell": {"action": "send", "channel": {"$ref": "#/channels/socket"}, "messages": _among("socket", "")},
        },
        "components": {"messages": _messages(), "schemas": _schemas()},
    }
    return json.dumps(document, indent=2, ensure_ascii=False, default=list) + "\n"


def _messages() -> dict[str, Any]:
    messages = {}
    for function in FUNCTIONS.values():
        messages[f"{function.name}Call"] = _call(function)
        messages[f"{function.name}Response"] = _packet(
            "response", function.name, _schema(function.result), function.doc
        )
    news = {"$ref": _REFERENCE.format(name="TaskChanged")}
    for kind in Notification:
        messages[kind] = _packet("notification", "MusicDB:Task", news, f"News about a task: {kind}.", signature=kind)
    messages["UpdateCaches"] = _packet(
        "broadcast", "sys:refresh", {"type": "null"}, "The catalogue changed.", signature="UpdateCaches"
    )
    reason = {"type": "object", "properties": {"code": {"enum": list(error_codes())}, "message": {"type": "string"}}}
    messages["Error"] = _packet("error", None, reason, "A call could not be done.")
    return messages


def _call(function: Function) -> dict[str, Any]:
    arguments = dict(_schema(function.arguments))
    packet = _packet("", function.name, arguments, function.doc)
    packet["payload"]["properties"] |= {
        "method": {"enum": ["call", "request", "broadcast"]},
        "key": {"type": ["string", "null"]},
    }
    packet["payload"]["required"] = ["method", "fncname"]
    return packet


def _packet(method: str, name: str | None, arguments: Any, doc: str, signature: str | None = None) -> dict[str, Any]:
    return {
        "summary": doc.split("\n", 1)[0],
        "payload": {
            "type": "object",
            "properties": {
                "method": {"const": method},
                "fncname": {"const": name} if name else {"type": ["string", "null"]},
                "fncsig": {"const": signature} if signature else {"type": ["string", "null"]},
                "arguments": arguments,
                "pass": {},
            },
            "required": ["method", "fncname", "fncsig", "arguments", "pass"],
        },
    }


def _schema(kind: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=_REFERENCE)
    return schema


def _schemas() -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components([*answers(), *questions()], ref_template=_REFERENCE)
    # The kind of the news is the signature of its packet.
    news = schemas[TaskChanged.__name__]
    del news["properties"]["notification"]
    news["required"].remove("notification")
    news["properties"]["tasklist"] = {"$ref": _REFERENCE.format(name="TaskList")}
    return dict(sorted(schemas.items()))


def _references(kind: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/{kind}/{name}"} for name in _messages()}


def _among(channel: str, ending: str) -> list[dict[str, str]]:
    calls = {f"{name}Call" for name in FUNCTIONS}
    names = [name for name in _messages() if (name in calls) == bool(ending)]
    return [{"$ref": f"#/channels/{channel}/messages/{name}"} for name in names]
