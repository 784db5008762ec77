"""Text packets: what a client sends, and what it gets to see.

Every packet names a method, a function and the caller's signature. `pass` comes back unchanged, so a client finds the
answer to its question. Server packets carry the same keys without `key`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from musicdb.errors import BadPacketError, MusicDBError


class Method(StrEnum):
    """What the client wants to happen with the result."""

    CALL = "call"
    REQUEST = "request"
    BROADCAST = "broadcast"


class Call(msgspec.Struct, frozen=True):
    """A packet from a client. Clients of MusicDB 8 always send all six keys; the last four may be absent."""

    method: Method
    fncname: str
    fncsig: str | None = None
    arguments: dict[str, Any] | None = None
    passed: Any = msgspec.field(default=None, name="pass")
    key: str | None = None


class _Packet(msgspec.Struct, frozen=True):
    method: str
    fncname: str | None
    fncsig: str | None
    arguments: Any
    passed: Any = msgspec.field(name="pass")


_decoder = msgspec.json.Decoder(Call)
_encoder = msgspec.json.Encoder()


def decode_call(text: bytes | bytearray) -> Call:
    """Reads a packet. Raises BadPacketError for everything that is not one."""
    try:
        return _decoder.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadPacketError(f"This is not a packet MusicDB understands: {error}") from error


def salvage_call(text: bytes | bytearray) -> Call | None:
    """What of a bad packet is needed to answer it; None when there is not even a name."""
    try:
        packet = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(packet, dict) or not isinstance(packet.get("fncname"), str):
        return None
    signature = packet.get("fncsig")
    return Call(
        method=Method.REQUEST if packet.get("method") == Method.REQUEST else Method.CALL,
        fncname=packet["fncname"],
        fncsig=signature if isinstance(signature, str) else None,
        passed=packet.get("pass"),
    )


def encode_response(call: Call, result: Any) -> bytes:
    """The answer to a request, for the requester."""
    return _encode("response", call.fncname, call.fncsig, result, call.passed)


def encode_broadcast(fncname: str, fncsig: str | None, result: Any, passed: Any = None) -> bytes:
    """The fresh state behind a getter, for all clients."""
    return _encode("broadcast", fncname, fncsig, result, passed)


def encode_notification(
    channel: str, event: str, arguments: Mapping[str, Any] | float | msgspec.Struct | None
) -> bytes:
    """News, for all clients."""
    return _encode("notification", f"MusicDB:{channel}", event, arguments, None)


def encode_error(call: Call | None, error: MusicDBError) -> bytes:
    """What went wrong with a call, for the caller. Without a call, the packet itself could not be read."""
    reason = {"code": error.code, "message": error.message}
    if call is None:
        return _encode("error", None, None, reason, None)
    return _encode("error", call.fncname, call.fncsig, reason, call.passed)


def _encode(method: str, fncname: str | None, fncsig: str | None, arguments: Any, passed: Any) -> bytes:
    return _encoder.encode(_Packet(method, fncname, fncsig, arguments, passed))
