"""Makes sure that unmasking incoming frames is fast.

Autobahn's native code unmasks at 430 MiB/s. Without it Autobahn goes byte by byte, at 5 MiB/s; one operation on big
integers per piece reaches 150 MiB/s with nothing but Python, so that takes its place.
"""

import logging

import autobahn.websocket
from autobahn.websocket import protocol

log = logging.getLogger(__name__)


class IntegerMasker:
    """Masks and unmasks the pieces of one frame. The mask goes on where the piece before ended."""

    __slots__ = ("_mask", "_pointer")

    def __init__(self, mask: bytes) -> None:
        self._mask = bytes(mask)
        self._pointer = 0

    def pointer(self) -> int:
        """How many bytes of the frame were processed."""
        return self._pointer

    def reset(self) -> None:
        """Begins a new frame with the same mask."""
        self._pointer = 0

    def process(self, data: bytes) -> bytes:
        """The piece, masked or unmasked."""
        length = len(data)
        turn = self._pointer & 3
        pattern = (self._mask[turn:] + self._mask[:turn]) * (length // 4 + 1)
        self._pointer += length
        masked = int.from_bytes(data, "little") ^ int.from_bytes(pattern[:length], "little")
        return masked.to_bytes(length, "little")


def is_accelerated() -> bool:
    """Whether Autobahn has its native code."""
    return bool(autobahn.websocket.USES_NVX)


def ensure_acceleration() -> None:
    """Warns when Autobahn runs without its native code, and puts the integer masker in its place."""
    if is_accelerated():
        return
    log.warning(
        "Autobahn runs without its native acceleration: uploads will be at least three times slower. "
        "Install a binary wheel of autobahn (25.12.2 or newer), and do not set AUTOBAHN_USE_NVX=0."
    )
    protocol.create_xor_masker = _create_masker  # type: ignore[attr-defined]


def _create_masker(mask: bytes, _length: int | None = None) -> IntegerMasker:
    return IntegerMasker(mask)
