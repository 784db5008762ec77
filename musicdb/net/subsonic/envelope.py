"""How answers to apps are written: one object, as XML, JSON or JSONP, in the envelope of the protocol.

Structs have the names of OpenSubsonic. In XML what is no list and no struct is an attribute, a list is an element for
each of its members, and a field `value` is the text of its element.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import msgspec

from musicdb import __version__
from musicdb.net.acoustidanswers import CALLABLE
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.keys import Parameters, first
from musicdb.net.subsonic.markup import written

PROTOCOL: Final = "1.16.1"
NAME: Final = "MusicDB"
_NAMESPACE = "http://subsonic.org/restapi"


class Form(StrEnum):
    """How an answer shall be written."""

    XML = "xml"
    JSON = "json"
    JSONP = "jsonp"


class Style(msgspec.Struct, frozen=True):
    """How the answer of a request is written. `callback` is the function JSONP calls."""

    form: Form = Form.XML
    callback: str = ""


def read_style(parameters: Parameters) -> Style:
    """The style a request asks for. Raises Fault for one that is not known."""
    name = first(parameters, "f") or Form.XML
    if name not in tuple(Form):
        raise Fault(Code.GENERIC, "The format “f” is xml, json or jsonp.")
    callback = first(parameters, "callback")
    if name == Form.JSONP and not callback:
        raise Fault(Code.MISSING, "The parameter “callback” is missing.")
    if name == Form.JSONP and not CALLABLE.fullmatch(callback):
        raise Fault(Code.GENERIC, "The parameter “callback” is no name of a function.")
    return Style(Form(name), callback)


def succeeded(style: Style, name: str, value: Any) -> tuple[bytes, str]:
    """The bytes of an answer, and their media type. Without a name there is only the envelope."""
    return _enveloped(style, "ok", {name: value} if name else {})


def failed(style: Style, fault: Fault) -> tuple[bytes, str]:
    """The same for a request that is refused."""
    return _enveloped(style, "failed", {"error": {"code": int(fault.code), "message": fault.message}})


def _enveloped(style: Style, status: str, content: Mapping[str, Any]) -> tuple[bytes, str]:
    envelope = {
        "status": status,
        "version": PROTOCOL,
        "type": NAME,
        "serverVersion": __version__,
        "openSubsonic": True,
        **content,
    }
    if style.form is Form.XML:
        text = written("subsonic-response", {"xmlns": _NAMESPACE, **msgspec.to_builtins(envelope)})
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode(), "text/xml; charset=UTF-8"
    told = msgspec.json.encode({"subsonic-response": envelope})
    if style.form is Form.JSONP:
        return style.callback.encode() + b"(" + told + b");", "application/javascript; charset=UTF-8"
    return told, "application/json; charset=UTF-8"
