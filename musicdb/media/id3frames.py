"""Reads ID3 tags with mutagen, made careful: tags exist that would keep it busy for hours, or inflate to gigabytes.

It also keeps dates as they were written: mutagen makes numbers of them and loses every form but ISO 8601, of which
`05/06/2004` is none.
"""

import zlib
from functools import cache
from typing import Any

from mutagen.id3 import ID3, Frame, Frames, Frames_2_2, TextFrame
from mutagen.id3._util import ID3JunkFrameError

from musicdb.errors import InvalidContentError

_COMPRESSED = {3: 0x0080, 4: 0x0008}
_MOST_INFLATED = 64 * 1024 * 1024
_MOST_FRAMES = 2000
# mutagen copies the rest of the tag for every frame; these bytes are copied in about a second.
_MOST_COPIED = 4 * 1024**3
# It also copies the rest of a text for every value in it.
_LONGEST_TEXT = 64 * 1024
_LARGE_FRAMES = frozenset({"APIC", "USLT"})
_DATES = frozenset({"TDRC", "TDRL", "TDOR"})
_NOT_TEXT = frozenset({"APIC", "COMM", "GRP1", "IPLS", "MVNM", "PRIV", "RVA2", "UFID", "USLT"})
_OLD_HEADER, _HEADER = 6, 10
_OLD = 2


def read_id3(stream: Any) -> Any:
    """The ID3 tag at the beginning of the stream (or the ID3v1 tag at its end), each frame as it stands in the file."""
    stream.seek(0)
    return _CarefulID3(stream, known_frames=_careful_frames(), translate=False)  # type: ignore[no-untyped-call]


class _CarefulID3(ID3):
    def _read(self, header: Any, data: bytes) -> Any:
        old = header.version[1] == _OLD
        plain = data.replace(b"\xff\x00", b"\xff") if header.f_unsynch else data
        frames = max(_count_frames(plain, old, bits) for bits in (7, 8))
        if frames > _MOST_FRAMES or frames * len(data) > _MOST_COPIED:
            raise InvalidContentError("The ID3 tag has far too many frames. It is damaged.")
        return super()._read(header, data)  # type: ignore[no-untyped-call]


def _count_frames(data: bytes, old: bool, bits: int) -> int:  # noqa: FBT001 -- ID3v2.2 or not
    """How many frames follow each other, when the bytes of their sizes have so many bits; ID3v2.4 is read both ways."""
    header, width = (_OLD_HEADER, 3) if old else (_HEADER, 4)
    position = count = 0
    while count <= _MOST_FRAMES and data[position : position + width].strip(b"\0"):
        size = 0
        for byte in data[position + width : position + 2 * width]:
            size = size << bits | byte & (1 << bits) - 1
        position += header + size
        count += 1
    return count


@cache
def _careful_frames() -> dict[str, type[Frame]]:
    """The frames that natives.py and covers.py look at, by name. What is not in here, mutagen does not take apart."""
    frames: dict[str, type[Frame]] = {}
    for name, frame in Frames.items():
        if name.startswith(("T", "W")) or name in _NOT_TEXT:
            frames[name] = _careful(name, TextFrame if name in _DATES else frame)
    for name, frame in Frames_2_2.items():
        base = frames.get(frame.__base__.__name__ if frame.__base__ else "")
        if base is not None:
            # An old frame becomes its base when it was read. The old picture has a layout of its own, so it stays.
            frames[name] = frame if "_framespec" in vars(frame) else type(name, (base,), {})
    return frames


def _careful(name: str, frame: type[Frame]) -> type[Frame]:
    """The same frame, except that it is skipped when it is, or inflates to, more than its kind needs."""
    read: Any = frame._fromData.__func__  # type: ignore[attr-defined]  # noqa: SLF001 -- no public door

    def from_data(cls: type[Frame], header: Any, flags: int, data: bytes) -> Any:
        size = len(data)
        if flags & _COMPRESSED.get(header.version[1], 0):
            size = max(size, *map(_inflated, (data, data[4:])))
        if size > (_MOST_INFLATED if name in _LARGE_FRAMES else _LONGEST_TEXT):
            raise ID3JunkFrameError
        return read(cls, header, flags, data)

    return type(name, (frame,), {"_fromData": classmethod(from_data)})


def _inflated(data: bytes) -> int:
    """How long the data becomes, not counting on beyond the limit."""
    try:
        return len(zlib.decompressobj().decompress(data, _MOST_INFLATED + 1))
    except zlib.error:
        return 0
