"""Which tracks an MP4 file has, read from its boxes (ISO 14496-12). Nothing else of it is understood here."""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import msgspec

_CONTAINERS = frozenset({b"moov", b"mdia", b"minf", b"stbl"})
_TRACKS = frozenset({b"trak", b"edts"})
_KINDS = {b"soun": "audio", b"vide": "video"}
# Chapter pictures and covers are "video" tracks of still pictures.
_STILL_PICTURES = frozenset({"jpeg", "png ", "mjpa", "mjpb", "tiff", "gif "})
_MAX_BOXES = 10_000
_MAX_DEPTH = 8
_HEADER = 16


class Mp4Track(msgspec.Struct, frozen=True):
    """A track: `kind` is "audio", "video" (moving pictures) or "other"; `codec` the four letters of its samples."""

    kind: str
    codec: str


class Box(msgspec.Struct, frozen=True):
    """A box: its four letters, and the range of its content in bytes from the beginning of the file."""

    name: bytes
    begin: int
    end: int


def walk(stream: BinaryIO) -> Iterator[Box]:
    """Every box of the movie, those inside of tracks, too, in the order of the file."""
    end = stream.seek(0, 2)
    return islice(_walk(stream, 0, end, _MAX_DEPTH, _CONTAINERS | _TRACKS), _MAX_BOXES)


def mp4_tracks(stream: BinaryIO) -> tuple[Mp4Track, ...]:
    """All tracks of the movie. Empty when the file has no movie, for instance because its end is missing."""
    end = stream.seek(0, 2)
    tracks: list[Mp4Track] = []
    for count, box in enumerate(_walk(stream, 0, end, _MAX_DEPTH)):
        if count > _MAX_BOXES:
            break
        if box.name == b"trak":
            tracks.append(_track(stream, box))
    return tuple(tracks)


def index_at_end(stream: BinaryIO, arrived: int, size: int) -> int | None:
    """Where in an MP4 file what follows sounds and pictures begins, if the index of them is there, not before them.

    Of the file of `size` bytes, only the first `arrived` ones need be there.
    """
    position = 0
    for _ in range(_MAX_BOXES):
        if position + _HEADER > arrived:
            return position if 0 < position < size else None
        box = _box(stream, position, size)
        if box is None or box.name == b"moov" or (position == 0 and box.name != b"ftyp"):
            return None
        position = box.end
    return None


def time_scale(stream: BinaryIO, box: Box) -> tuple[int, int]:
    """What the header of a movie or a track says, in both of its versions: units of a second, and how many it has."""
    stream.seek(box.begin)
    head = stream.read(32)
    if head[:1] == b"\1":
        return int.from_bytes(head[20:24], "big"), int.from_bytes(head[24:32], "big")
    return int.from_bytes(head[12:16], "big"), int.from_bytes(head[16:20], "big")


class TrackHead(msgspec.Struct):
    """What the headers of a track say: units of a second, how many of them it has, and whether it has sound."""

    scale: int = 0
    duration: int = 0
    is_sound: bool = False

    def read(self, stream: BinaryIO, box: Box) -> None:
        """Takes what a box of the track says about that."""
        if box.name == b"mdhd":
            self.scale, self.duration = time_scale(stream, box)
        elif box.name == b"hdlr":
            stream.seek(box.begin + 8)
            self.is_sound = self.is_sound or stream.read(4) == b"soun"


def _walk(
    stream: BinaryIO, begin: int, end: int, depth: int, containers: frozenset[bytes] = _CONTAINERS
) -> Iterator[Box]:
    """Every box between the two places, and the boxes inside containers, in the order of the file."""
    position = begin
    while position + 8 <= end:
        box = _box(stream, position, end)
        if box is None:
            return
        yield box
        if box.name in containers and depth:
            yield from _walk(stream, box.begin, box.end, depth - 1, containers)
        position = box.end


def _box(stream: BinaryIO, position: int, end: int) -> Box | None:
    """The box at this place; None when there is none, or when it reaches beyond its parent."""
    stream.seek(position)
    header = stream.read(_HEADER)
    size, name, begin = int.from_bytes(header[:4], "big"), header[4:8], position + 8
    if size == 1:
        size, begin = int.from_bytes(header[8:16], "big"), position + 16
    elif size == 0:
        size = end - position
    if position + size < begin or position + size > end:
        return None
    return Box(name, begin, position + size)


def _track(stream: BinaryIO, trak: Box) -> Mp4Track:
    handler, codec = b"", ""
    for count, box in enumerate(_walk(stream, trak.begin, trak.end, _MAX_DEPTH)):
        if count > _MAX_BOXES:
            break
        stream.seek(box.begin)
        if box.name == b"hdlr" and not handler:
            handler = stream.read(12)[8:12]
        elif box.name == b"stsd" and not codec:
            codec = stream.read(16)[12:16].decode("latin-1")
    kind = _KINDS.get(handler, "other")
    if kind == "video" and codec in _STILL_PICTURES:
        kind = "other"
    return Mp4Track(kind, codec)
