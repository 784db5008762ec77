"""Reads the texts and the ID3 tag in the chunks of WAV (RIFF) and AIFF files.

mutagen reads the ID3 chunk only; what rippers and ffmpeg write into the INFO list would be lost.
"""

from collections.abc import Iterator
from typing import BinaryIO, Literal

import msgspec

_TEXTS = {
    b"INAM": "title",
    b"IART": "artist",
    b"IPRD": "album",
    b"ICRD": "date",
    b"IGNR": "genre",
    b"ITRK": "tracknumber",
    b"IPRT": "tracknumber",
    b"ICMT": "comment",
    b"ICOP": "copyright",
    b"IENG": "engineer",
    b"IMUS": "composer",
    b"ISFT": "encoder",
    b"ISRC": "isrc",
    b"NAME": "title",
    b"AUTH": "artist",
    b"(c) ": "copyright",
    b"ANNO": "comment",
}
_MAX_CHUNKS = 1000
_MAX_TEXT = 64 * 1024
_MAX_ID3 = 64 * 1024 * 1024


class Chunks(msgspec.Struct, frozen=True):
    """The texts by MusicDB's names of tags, and the bytes of the ID3 tag (empty when there is none)."""

    texts: tuple[tuple[str, str], ...]
    id3: bytes


def read_chunks(stream: BinaryIO, order: Literal["little", "big"]) -> Chunks:
    """The chunks of a RIFF file ("little" endian) or AIFF file ("big"). Ends without complaint where they end."""
    texts: list[tuple[str, str]] = []
    id3 = b""
    end = stream.seek(0, 2)
    for name, begin, size in _walk(stream, 12, end, order):
        if name.lower() == b"id3 " and not id3:
            stream.seek(begin)
            id3 = stream.read(min(size, _MAX_ID3))
        elif name == b"LIST":
            stream.seek(begin)
            if stream.read(4) == b"INFO":
                texts += _texts(stream, list(_walk(stream, begin + 4, begin + size, order)))
        else:
            texts += _texts(stream, [(name, begin, size)])
    return Chunks(tuple(texts), id3)


def _walk(stream: BinaryIO, begin: int, end: int, order: Literal["little", "big"]) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and size of each chunk. Chunks begin at even places."""
    position = begin
    for _ in range(_MAX_CHUNKS):
        stream.seek(position)
        header = stream.read(8)
        if position + 8 > end or len(header) < 8:  # noqa: PLR2004 -- a name and a size of 4 bytes each
            return
        size = int.from_bytes(header[4:], order)
        yield header[:4], position + 8, min(size, end - position - 8)
        position += 8 + size + size % 2


def _texts(stream: BinaryIO, chunks: list[tuple[bytes, int, int]]) -> Iterator[tuple[str, str]]:
    for name, begin, size in chunks:
        if name in _TEXTS and size <= _MAX_TEXT:
            stream.seek(begin)
            yield _TEXTS[name], _decode(stream.read(size).split(b"\0")[0])


def _decode(data: bytes) -> str:
    """Nothing in the file tells the encoding; today it is UTF-8, once it was that of Windows."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
