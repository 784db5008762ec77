"""What a file holds, told by its first bytes. Knows nothing of names."""

import re
from enum import StrEnum
from typing import BinaryIO

from musicdb.media.frames import frame_row


class Content(StrEnum):
    """What was found, as a person would call it."""

    MPEG = "an MP3 file"
    ADTS = "an AAC stream"
    MP4 = "an MP4 file"
    FLAC = "a FLAC file"
    OGG_VORBIS = "an Ogg Vorbis file"
    OGG_OPUS = "an Opus file"
    OGG_FLAC = "a FLAC file in an Ogg container"
    OGG_OTHER = "an Ogg file without Vorbis, Opus or FLAC"
    WAVE = "a WAV file"
    AIFF = "an AIFF file"
    ASF = "a Windows Media file"
    APE = "a Monkey’s Audio file"
    WAVPACK = "a WavPack file"
    MATROSKA = "a Matroska or WebM file"
    JPEG = "a JPEG picture"
    PNG = "a PNG picture"
    WEBP = "a WebP picture"
    GIF = "a GIF picture"
    ZIP = "a ZIP archive"
    TAR = "a TAR archive"
    GZIP = "a gzip file"
    BZIP2 = "a bzip2 file"
    XZ = "an xz file"
    PDF = "a PDF document"
    TEXT = "a text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_HEAD = 4096
# Broken rippers leave garbage between the tag and the first frame; more than this was not seen.
_MPEG_WINDOW = 256 * 1024
# Stacked ID3 tags occur (Windows Media Player); eight of them do not.
_MAX_ID3_TAGS = 8
_ID3_HEADER = 10
_TAPE_HEADER = 512
_ROWS = {"mpeg": Content.MPEG, "adts": Content.ADTS}

_SIGNATURES: tuple[tuple[Content, str], ...] = (
    (Content.FLAC, r"fLaC"),
    (Content.WAVE, r"RIFF....WAVE"),
    (Content.WEBP, r"RIFF....WEBP"),
    (Content.AIFF, r"FORM....AIF[FC]"),
    (Content.MP4, r"....ftyp"),
    (Content.ASF, r"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c"),
    (Content.APE, r"MAC "),
    (Content.WAVPACK, r"wvpk"),
    (Content.MATROSKA, r"\x1a\x45\xdf\xa3"),
    (Content.JPEG, r"\xff\xd8\xff"),
    (Content.PNG, r"\x89PNG\r\n\x1a\n"),
    (Content.GIF, r"GIF8[79]a"),
    (Content.ZIP, r"PK(?:\x03\x04|\x05\x06)"),
    (Content.GZIP, r"\x1f\x8b\x08"),
    (Content.BZIP2, r"BZh[1-9]"),
    (Content.XZ, r"\xfd7zXZ\x00"),
    (Content.PDF, r".{0,64}?%PDF-"),
    (Content.ADTS, r"ADIF"),
    (Content.OGG_VORBIS, r"OggS.{22}.{1,64}?\x01vorbis"),
    (Content.OGG_OPUS, r"OggS.{22}.{1,64}?OpusHead"),
    (Content.OGG_FLAC, r"OggS.{22}.{1,64}?\x7fFLAC"),
    (Content.OGG_OTHER, r"OggS"),
)
_PATTERNS = tuple((content, re.compile(pattern.encode("latin-1"), re.DOTALL)) for content, pattern in _SIGNATURES)


def content_of(stream: BinaryIO) -> Content:
    """What the stream, read from its beginning, holds. Reads a few kilobytes, a quarter of a megabyte at most."""
    stream.seek(0)
    head = stream.read(_HEAD)
    if not head:
        return Content.EMPTY
    if head.startswith(b"ID3"):
        return _after_tags(stream, head)
    found = _by_signature(head)
    if found is not None:
        return found
    if _is_tape(head):
        return Content.TAR
    stream.seek(0)
    found = _by_frames(stream.read(_MPEG_WINDOW))
    return Content.TEXT if found is Content.UNKNOWN and _is_text(head) else found


def _by_signature(head: bytes) -> Content | None:
    for content, pattern in _PATTERNS:
        if pattern.match(head):
            return content
    return None


def _after_tags(stream: BinaryIO, head: bytes) -> Content:
    """ID3v2 tags may stand in front of several formats; what counts comes after them."""
    position = 0
    for _ in range(_MAX_ID3_TAGS):
        if len(head) < _ID3_HEADER or not head.startswith(b"ID3"):
            break
        size = (head[6] & 0x7F) << 21 | (head[7] & 0x7F) << 14 | (head[8] & 0x7F) << 7 | head[9] & 0x7F
        footer = _ID3_HEADER if head[5] & 0x10 else 0
        position += _ID3_HEADER + size + footer
        stream.seek(position)
        head = stream.read(_HEAD)
    stream.seek(position)
    rest = stream.read(_MPEG_WINDOW)
    found = _by_signature(rest[:_HEAD])
    return found if found is not None else _by_frames(rest)


def _by_frames(data: bytes) -> Content:
    return _ROWS.get(frame_row(data), Content.UNKNOWN)


def _is_tape(head: bytes) -> bool:
    """A TAR header carries the sum of its own bytes, the field of the sum counted as blanks."""
    if len(head) < _TAPE_HEADER:
        return False
    try:
        announced = int(head[148:156].strip(b"\0 ") or b"-1", 8)
    except ValueError:
        return False
    return announced == sum(head[:148]) + 8 * 0x20 + sum(head[156:_TAPE_HEADER])


def _is_text(head: bytes) -> bool:
    """Text has no NUL bytes, unless it is UTF-16 and says so, as the log files of Windows rippers are."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head
