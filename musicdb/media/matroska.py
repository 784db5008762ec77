"""Reads what a Matroska or WebM file says of itself: title, length, tracks, tags, pictures (RFC 8794, RFC 9559).

mutagen does not know this container. Only what stands in front of the first cluster is read, and what the seek head
points to, so the time this takes does not depend on the size of the file.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

_SEGMENT = 0x18538067
_CLUSTER = 0x1F43B675
_SEEKHEAD, _SEEK, _SEEKID, _SEEKPOSITION = 0x114D9B74, 0x4DBB, 0x53AB, 0x53AC
_INFO, _SCALE, _DURATION, _TITLE = 0x1549A966, 0x2AD7B1, 0x4489, 0x7BA9
_TRACKS, _TRACK, _TYPE, _CODEC, _AUDIO = 0x1654AE6B, 0xAE, 0x83, 0x86, 0xE1
_SAMPLERATE, _CHANNELS = 0xB5, 0x9F
_TAGS, _TAG, _SIMPLE, _NAME, _STRING = 0x1254C367, 0x7373, 0x67C8, 0x45A3, 0x4487
_ATTACHMENTS, _FILE, _MIMETYPE, _DATA = 0x1941A469, 0x61A7, 0x4660, 0x465C

_TOP = (_INFO, _TRACKS, _TAGS, _ATTACHMENTS)
_KINDS = {1: "video", 2: "audio"}
_MAX_ELEMENTS = 20_000
_MAX_TEXT = 256 * 1024
_MAX_PICTURE = 64 * 1024 * 1024
_DEFAULT_SCALE = 1_000_000
_IDENTITY_WIDTH = 4


class MatroskaTrack(msgspec.Struct, frozen=True):
    """A track: `kind` is "audio", "video" or "other", `codec` as Matroska spells it. Sample rate in Hz."""

    kind: str
    codec: str
    samplerate: int
    channels: int


class MatroskaFacts(msgspec.Struct, frozen=True):
    """What the file says about itself. Playtime in seconds, 0 when it was written live. Tags by lower-case name."""

    title: str
    playtime: float
    tracks: tuple[MatroskaTrack, ...]
    tags: dict[str, list[str]]
    pictures: tuple[bytes, ...]


class _Element(msgspec.Struct, frozen=True):
    identity: int
    begin: int
    end: int


class _Reader:
    """Walks over elements; a budget ends the walk through files made to keep a reader busy."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._budget = _MAX_ELEMENTS
        self.end = stream.seek(0, 2)

    def elements(self, begin: int, end: int) -> Iterator[_Element]:
        """The elements between the two places. Ends at the first cluster and at the first nonsense."""
        position = begin
        while position < end and self._budget:
            self._budget -= 1
            element = self._element(position, end)
            if element is None or element.identity == _CLUSTER:
                return
            yield element
            position = element.end

    def tree(self, parent: _Element) -> dict[int, list[_Element]]:
        """The children of an element by identity."""
        found: dict[int, list[_Element]] = {}
        for element in self.elements(parent.begin, parent.end):
            found.setdefault(element.identity, []).append(element)
        return found

    def data(self, element: _Element, limit: int = _MAX_TEXT) -> bytes:
        """The content of an element; nothing when it is larger than the limit (bytes)."""
        size = element.end - element.begin
        if size > limit:
            return b""
        self._stream.seek(element.begin)
        return self._stream.read(size)

    def number(self, elements: list[_Element] | None, default: int = 0) -> int:
        """The unsigned number in the first of the elements."""
        return int.from_bytes(self.data(elements[0], 8), "big") if elements else default

    def decimal(self, elements: list[_Element] | None) -> float:
        """The floating point number in the first of the elements."""
        data = self.data(elements[0], 8) if elements else b""
        layout = {4: ">f", 8: ">d"}.get(len(data))
        return float(struct.unpack(layout, data)[0]) if layout else 0.0

    def text(self, elements: list[_Element] | None) -> str:
        """The text in the first of the elements."""
        return self.data(elements[0]).rstrip(b"\0").decode("utf-8", "replace") if elements else ""

    def _element(self, position: int, end: int) -> _Element | None:
        self._stream.seek(position)
        header = self._stream.read(12)
        width = 9 - header[0].bit_length() if header and header[0] else 0
        if not 1 <= width <= _IDENTITY_WIDTH or len(header) <= width:
            return None
        identity = int.from_bytes(header[:width], "big")
        first = header[width]
        length = 9 - first.bit_length() if first else 0
        if not length or len(header) < width + length:
            return None
        unknown = (1 << 7 * length) - 1
        size = int.from_bytes(header[width : width + length], "big") & unknown
        begin = position + width + length
        if begin > end:
            return None
        # An unknown size, and a size beyond the end of a file that is not complete, both mean: as far as it goes.
        return _Element(identity, begin, end if size == unknown else min(begin + size, end))


def read_matroska(stream: BinaryIO) -> MatroskaFacts:
    """Everything this file tells. Parts that are missing or damaged are left out; nothing is raised for content."""
    reader = _Reader(stream)
    top = _top_elements(reader)
    info = reader.tree(top[_INFO]) if _INFO in top else {}
    scale = reader.number(info.get(_SCALE), _DEFAULT_SCALE)
    playtime = reader.decimal(info.get(_DURATION)) * scale / 1e9
    return MatroskaFacts(
        title=reader.text(info.get(_TITLE)),
        playtime=playtime if 0 < playtime < 1e9 else 0.0,  # noqa: PLR2004 -- 30 years, and not a NaN
        tracks=tuple(_tracks(reader, top)),
        tags=_tags(reader, top),
        pictures=tuple(_pictures(reader, top)),
    )


def matroska_tracks(stream: BinaryIO) -> tuple[MatroskaTrack, ...]:
    """The tracks alone."""
    reader = _Reader(stream)
    return tuple(_tracks(reader, _top_elements(reader)))


def _top_elements(reader: _Reader) -> dict[int, _Element]:
    """The parts of the segment, those behind the clusters too when the seek head tells where they are."""
    segment = next((each for each in reader.elements(0, reader.end) if each.identity == _SEGMENT), None)
    if segment is None:
        return {}
    top: dict[int, _Element] = {}
    seeks: list[_Element] = []
    for element in reader.elements(segment.begin, segment.end):
        if element.identity == _SEEKHEAD:
            seeks += reader.tree(element).get(_SEEK, [])
        elif element.identity in _TOP:
            top.setdefault(element.identity, element)
    for seek in seeks:
        entry = reader.tree(seek)
        identity, offset = reader.number(entry.get(_SEEKID)), reader.number(entry.get(_SEEKPOSITION))
        if identity in _TOP and identity not in top:
            found = next(reader.elements(segment.begin + offset, segment.end), None)
            if found is not None and found.identity == identity:
                top[identity] = found
    return top


def _tracks(reader: _Reader, top: dict[int, _Element]) -> Iterator[MatroskaTrack]:
    if _TRACKS not in top:
        return
    for track in reader.tree(top[_TRACKS]).get(_TRACK, []):
        facts = reader.tree(track)
        audio = reader.tree(facts[_AUDIO][0]) if _AUDIO in facts else {}
        samplerate = reader.decimal(audio.get(_SAMPLERATE))
        yield MatroskaTrack(
            kind=_KINDS.get(reader.number(facts.get(_TYPE)), "other"),
            codec=reader.text(facts.get(_CODEC)),
            samplerate=int(samplerate) if 0 < samplerate < 1e7 else 0,  # noqa: PLR2004 -- Hz, and not a NaN
            channels=reader.number(audio.get(_CHANNELS), 1),
        )


def _tags(reader: _Reader, top: dict[int, _Element]) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for tag in reader.tree(top[_TAGS]).get(_TAG, []) if _TAGS in top else []:
        for simple in reader.tree(tag).get(_SIMPLE, []):
            entry = reader.tree(simple)
            value = reader.text(entry.get(_STRING))
            if value:
                tags.setdefault(reader.text(entry.get(_NAME)).lower(), []).append(value)
    return tags


def _pictures(reader: _Reader, top: dict[int, _Element]) -> Iterator[bytes]:
    for file in reader.tree(top[_ATTACHMENTS]).get(_FILE, []) if _ATTACHMENTS in top else []:
        entry = reader.tree(file)
        if reader.text(entry.get(_MIMETYPE)).startswith("image/") and _DATA in entry:
            picture = reader.data(entry[_DATA][0], _MAX_PICTURE)
            if picture:
                yield picture
