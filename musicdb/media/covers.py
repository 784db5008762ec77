"""Finds the pictures inside of tags. Each comes with its type, the number that ID3 gives it (3: front cover)."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from mutagen.flac import Picture

from musicdb.media.soundfiles import SoundFile
from musicdb.media.tagnames import Family

FRONT_COVER = 3
_OTHER = 0
_ICONS = (1, 2)
_LINK = "-->"
"""The mimetype of pictures that are only linked to."""


class EmbeddedPicture(msgspec.Struct, frozen=True):
    """A picture file inside a song."""

    type: int
    data: bytes


def embedded_pictures(sound: SoundFile) -> Iterator[EmbeddedPicture]:
    """All pictures, in the order of the file."""
    for kind, data in sound.pictures:
        if data:
            yield EmbeddedPicture(kind, data)
    for family, tags in sound.blocks:
        for picture in _READERS[family](tags):
            if picture.data:
                yield picture


def best_picture(sound: SoundFile) -> bytes | None:
    """The front cover; else a picture without a type; else any other, icons last."""
    return max(embedded_pictures(sound), key=_rank, default=EmbeddedPicture(_OTHER, b"")).data or None


def _rank(picture: EmbeddedPicture) -> int:
    if picture.type == FRONT_COVER:
        return 3
    if picture.type in _ICONS:
        return 0
    return 2 if picture.type == _OTHER else 1


def _id3(tags: Any) -> Iterator[EmbeddedPicture]:
    for frame in tags.values():
        if frame.FrameID == "APIC" and frame.mime != _LINK:
            yield EmbeddedPicture(int(frame.type), frame.data)


def _mp4(tags: Any) -> Iterator[EmbeddedPicture]:
    for cover in tags.get("covr", ()):
        yield EmbeddedPicture(FRONT_COVER, bytes(cover))


def _vorbis(tags: Any) -> Iterator[EmbeddedPicture]:
    for name, text in tags:
        lowered = name.lower()
        try:
            if lowered == "metadata_block_picture":
                picture = Picture(base64.b64decode(text))  # type: ignore[no-untyped-call]
                if picture.mime != _LINK:
                    yield EmbeddedPicture(int(picture.type), picture.data)
            elif lowered == "coverart":
                yield EmbeddedPicture(_OTHER, base64.b64decode(text))
        except Exception:  # noqa: BLE001, S112 -- a damaged picture is no picture, and mutagen's errors are of many kinds
            continue


def _ape(tags: Any) -> Iterator[EmbeddedPicture]:
    """The item is a file name, a NUL, and the picture."""
    for name, value in tags.items():
        if name.lower().startswith("cover art") and value.kind == 1:
            front = FRONT_COVER if "front" in name.lower() else _OTHER
            yield EmbeddedPicture(front, bytes(value.value).partition(b"\0")[2])


def _asf(tags: Any) -> Iterator[EmbeddedPicture]:
    """Type (1 byte), length (4 bytes), mimetype and description (UTF-16, each with its NUL), picture."""
    for name, value in tags:
        if name != "WM/Picture" or not isinstance(value.value, bytes):
            continue
        data = value.value
        length = int.from_bytes(data[1:5], "little")
        if 0 < length <= len(data):
            yield EmbeddedPicture(data[0], data[-length:])


_READERS: dict[Family, Callable[[Any], Iterator[EmbeddedPicture]]] = {
    "id3": _id3,
    "mp4": _mp4,
    "vorbis": _vorbis,
    "ape": _ape,
    "asf": _asf,
}
