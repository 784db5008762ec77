"""Cuts what an encoder writes where a listener may begin: at frames of MP3, pages of Ogg, frames of FLAC.

Each cutter takes bytes as they come and gives what is whole by now: what every listener needs first, once, then the
body, with the number of samples it holds.
"""

import struct
from collections.abc import Iterator
from typing import Protocol

import msgspec

# Layer III of MPEG-1 in kbit/s (ISO 11172-3, 2.4.2.3); the encoder writes no other frames, and all at 48 kHz.
_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_MP3_SAMPLES = 1152
_MP3_HEADER = 4
_PAGE = struct.Struct("<4sBBqIIIB")
_STREAMINFO = 38


class Cut(msgspec.Struct, frozen=True):
    """What is whole. `head` comes once, before the first body; until then it is None. `samples` are those of `body`."""

    head: bytes | None = None
    body: bytes = b""
    samples: int = 0


class Cutter(Protocol):
    """The face of all cutters."""

    def cut(self, data: bytes) -> Cut:
        """What is whole by now."""


class Mp3Cutter:
    """Frames of MP3 need nothing before them."""

    def __init__(self) -> None:
        self._rest = b""
        self._begun = False

    def cut(self, data: bytes) -> Cut:
        """Whole frames."""
        data = self._rest + data
        end = frames = 0
        while (length := _mp3_length(data, end)) and end + length <= len(data):
            end += length
            frames += 1
        self._rest = data[end:]
        head = None if self._begun or not frames else b""
        self._begun = self._begun or frames > 0
        return Cut(head, data[:end], frames * _MP3_SAMPLES)


def _mp3_length(data: bytes, start: int) -> int:
    """The length of the frame that begins here, in bytes; 0 when that cannot be told yet."""
    if len(data) < start + _MP3_HEADER:
        return 0
    bits = data[start + 2]
    return 144 * _BITRATES[bits >> 4] // 48 + (bits >> 1 & 1)


class Page(msgspec.Struct, frozen=True):
    """A page of Ogg (RFC 3533, 6). `position` counts samples; -1 when no packet ends on the page."""

    position: int
    lacing: bytes
    raw: bytes

    @property
    def payload(self) -> bytes:
        """What is on the page."""
        return self.raw[_PAGE.size + len(self.lacing) :]


class Pages:
    """The whole pages of a stream."""

    def __init__(self) -> None:
        self._rest = b""

    def turn(self, data: bytes) -> Iterator[Page]:
        """The pages that are whole by now."""
        data = self._rest + data
        start = 0
        while len(data) >= start + _PAGE.size:
            segments = data[start + _PAGE.size - 1]
            lacing = data[start + _PAGE.size : start + _PAGE.size + segments]
            end = start + _PAGE.size + segments + sum(lacing)
            if len(lacing) < segments or len(data) < end:
                break
            yield Page(_PAGE.unpack_from(data, start)[3], lacing, data[start:end])
            start = end
        self._rest = data[start:]


class OggCutter:
    """Pages of Opus. The pages before the first sound are what every listener needs."""

    def __init__(self) -> None:
        self._pages = Pages()
        self._head: bytes | None = b""
        self._position = 0

    def cut(self, data: bytes) -> Cut:
        """Whole pages."""
        body, before, head = b"", self._position, None
        for page in self._pages.turn(data):
            if self._head is not None and page.position == 0:
                self._head += page.raw
                continue
            if self._head is not None:
                head, self._head = self._head, None
            body += page.raw
            self._position = max(self._position, page.position)
        return Cut(head, body, self._position - before)


class FlacCutter:
    """Frames of FLAC, taken out of Ogg, where their borders are certain (RFC 9639, 10.1). Players want none of it."""

    def __init__(self) -> None:
        self._pages = Pages()
        self._packet = b""
        self._head: bytes | None = None
        self._position = 0

    def cut(self, data: bytes) -> Cut:
        """Whole frames."""
        body, before, head = b"", self._position, None
        for page in self._pages.turn(data):
            for packet in self._packets(page):
                if packet.startswith(b"\x7fFLAC"):
                    # Signature and stream info, marked as the last block: comments would only be those of the encoder.
                    self._head = packet[9:13] + b"\x80" + packet[14 : 13 + _STREAMINFO]
                elif packet.startswith(b"\xff"):
                    head, self._head = head or self._head, None
                    body += packet
            self._position = max(self._position, page.position)
        return Cut(head, body, self._position - before)

    def _packets(self, page: Page) -> Iterator[bytes]:
        start = 0
        payload = page.payload
        for length in page.lacing:
            self._packet += payload[start : start + length]
            start += length
            if length < 255:  # noqa: PLR2004 - a packet ends where a segment is not full
                yield self._packet
                self._packet = b""
