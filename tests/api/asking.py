"""Asks functions of the API the way a client does, and fills the catalogue without files."""

import json
from typing import Any

from musicdb.api.dispatch import dispatch
from musicdb.wire.packets import Call, Method
from tests.household import House


def packets(house: House, method: Method, function: str, /, **arguments: Any) -> tuple[list[Any], list[Any]]:
    """What the caller hears, and what all hear."""
    reply = dispatch(house.services, Call(method, function, "Signature", arguments, {"id": 1}))
    return [json.loads(packet) for packet in reply.to_caller], [json.loads(packet) for packet in reply.to_all]


def ask(house: House, function: str, /, **arguments: Any) -> Any:
    """The answer to a request that must succeed."""
    (answer,), _ = packets(house, Method.REQUEST, function, **arguments)
    assert answer["method"] == "response", answer
    return answer["arguments"]


def announced(house: House, function: str, /, **arguments: Any) -> tuple[str, Any]:
    """What all clients get to see after a call that must succeed: the name of the getter, and its answer."""
    to_caller, (answer,) = packets(house, Method.CALL, function, **arguments)
    assert not to_caller, to_caller
    assert (answer["method"], answer["fncsig"], answer["pass"]) == ("broadcast", "Signature", {"id": 1})
    return answer["fncname"], answer["arguments"]


def refused(house: House, function: str, /, **arguments: Any) -> str:
    """The code of the error of a call that must fail."""
    (error,), to_all = packets(house, Method.CALL, function, **arguments)
    assert (error["method"], to_all) == ("error", [])
    code: str = error["arguments"]["code"]
    return code
