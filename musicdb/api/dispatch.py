"""From a packet to a function and back: the one way every call takes.

A failed call is answered with an error packet. A request is answered with an empty response besides, because clients of
MusicDB 8 wait for a response to each request and know no errors.
"""

import logging
from collections.abc import Mapping
from typing import Any

import msgspec

from musicdb.api.declare import Function
from musicdb.api.table import FUNCTIONS
from musicdb.errors import BadArgumentError, MusicDBError, UnknownFunctionError
from musicdb.services import Services
from musicdb.wire.packets import Call, Method, encode_broadcast, encode_error, encode_response

log = logging.getLogger(__name__)


class Reply(msgspec.Struct, frozen=True):
    """Encoded packets: for the caller, and for all clients."""

    to_caller: tuple[bytes, ...] = ()
    to_all: tuple[bytes, ...] = ()


def dispatch(services: Services, call: Call, functions: Mapping[str, Function] = FUNCTIONS) -> Reply:
    """Runs the function a packet names. Blocks, so it never runs on the reactor; raises nothing."""
    try:
        return _run(services, call, functions)
    except MusicDBError as error:
        return refuse(call, error)
    except Exception as error:
        log.exception("%s failed", call.fncname)
        return refuse(call, MusicDBError(f"{call.fncname} failed because of a mistake in MusicDB: {error!r}"))


def refuse(call: Call, error: MusicDBError) -> Reply:
    """The answer to a call that cannot be done."""
    packets: tuple[bytes, ...] = (encode_error(call, error),)
    if call.method is Method.REQUEST:
        packets += (encode_response(call, None),)
    return Reply(to_caller=packets)


def _run(services: Services, call: Call, functions: Mapping[str, Function]) -> Reply:
    function = functions.get(call.fncname)
    if function is None:
        raise UnknownFunctionError(f"There is no function {call.fncname!r}.")
    arguments = _arguments(function, call.arguments or {})
    result = function.handler(services, **arguments)
    if function.announces:
        getter = functions[function.announces]
        fresh = getter.handler(services, **{name: arguments[name] for name in getter.arguments.__struct_fields__})
        return Reply(to_all=(encode_broadcast(getter.name, call.fncsig, fresh, call.passed),))
    name = function.answers_as or function.name
    if call.method is Method.BROADCAST:
        return Reply(to_all=(encode_broadcast(name, call.fncsig, result, call.passed),))
    if call.method is Method.REQUEST:
        return Reply(to_caller=(encode_response(msgspec.structs.replace(call, fncname=name), result),))
    return Reply()


def _arguments(function: Function, given: dict[str, Any]) -> dict[str, Any]:
    try:
        converted = msgspec.convert(given, function.arguments, strict=False)
    except msgspec.ValidationError as error:
        raise BadArgumentError(f"{function.name}: {error}") from error
    arguments = {name: getattr(converted, name) for name in function.arguments.__struct_fields__}
    return {**given, **arguments} if function.anything else arguments
