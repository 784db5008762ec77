"""Frames of MPEG audio and AAC, the rows of which are a file without any container."""
# ruff: noqa: PLR2004 -- the numbers are those of the standards, and the names of bits would not explain them

import re
import struct
from collections.abc import Callable

_FRAMES = 3
_HEADER = 8
_SYNC = re.compile(rb"\xff[\xe0-\xff]")
_TRAILING_TAGS = (b"TAG", b"APETAGEX")

# Bit rates in kbit/s by (MPEG version 1?, layer) and sample rates in Hz by version bits: ISO 11172-3, ISO 13818-3.
_BITRATES: dict[tuple[bool, int], tuple[int, ...]] = {
    (True, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLERATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def frame_row(data: bytes) -> str:
    """Whether a row of frames is in the data: "mpeg" (MP3 and its elder sisters), "adts" (AAC), or an empty text."""
    for match in _SYNC.finditer(data):
        if _frames_follow(data, match.start(), _mpeg_frame):
            return "mpeg"
        if _frames_follow(data, match.start(), _adts_frame):
            return "adts"
    return ""


def _frames_follow(data: bytes, position: int, frame: Callable[[bytes], tuple[int, int]]) -> bool:
    """Whether three frames of the same format follow each other. Two are enough when the sound ends after them."""
    first = None
    for count in range(_FRAMES):
        header = data[position : position + _HEADER]
        ended = len(header) < _HEADER or header.startswith(_TRAILING_TAGS)
        if ended and count == _FRAMES - 1:
            return True
        length, identity = frame(header)
        if not length or (first is not None and identity != first):
            return False
        first = identity
        position += length
    return True


def _mpeg_frame(header: bytes) -> tuple[int, int]:
    """The length in bytes (0: not a frame) of an MPEG audio frame, and what stays the same from frame to frame."""
    if len(header) < 4:
        return 0, 0
    (bits,) = struct.unpack(">I", header[:4])
    version, layer = bits >> 19 & 3, 4 - (bits >> 17 & 3)
    rate, speed, padding = bits >> 12 & 15, bits >> 10 & 3, bits >> 9 & 1
    if bits >> 21 != 0x7FF or version == 1 or layer == 4 or rate in {0, 15} or speed == 3:
        return 0, 0
    bitrate = _BITRATES[version == 3, layer][rate] * 1000
    samplerate = _SAMPLERATES[version][speed]
    if layer == 1:
        length = (12 * bitrate // samplerate + padding) * 4
    else:
        length = (72 if layer == 3 and version != 3 else 144) * bitrate // samplerate + padding
    return length, bits & 0xFFFE0C00


def _adts_frame(header: bytes) -> tuple[int, int]:
    """The length in bytes (0: not a frame) of an ADTS frame (ISO 13818-7), and its profile and sample rate."""
    if len(header) < 7 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:
        return 0, 0
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return (length if length > 7 else 0), header[2] & 0xFC
