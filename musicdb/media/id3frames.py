"""The classes mutagen reads ID3 frames with: its own, made careful with compressed frames and honest about dates."""

import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from mutagen.id3 import ID3, Frame, Frames, Frames_2_2, TextFrame
from mutagen.id3._util import ID3JunkFrameError

_COMPRESSED = {3: 0x0080, 4: 0x0008}
_MOST_INFLATED = 64 * 1024 * 1024

# mutagen makes numbers of dates and loses every form but ISO 8601, of which `05/06/2004` is none.
_DATES = ("TDRC", "TDRL", "TDOR")


def read_id3(stream: Any) -> Any:
    """The ID3 tag at the beginning of the stream (or the ID3v1 tag at its end), each frame as it stands in the file."""
    stream.seek(0)
    return ID3(stream, known_frames=careful_frames(), translate=False)  # type: ignore[no-untyped-call]


@cache
def careful_frames() -> dict[str, type[Frame]]:
    """Frame classes by name. Those of ID3v2.2 stay as they are: they cannot be compressed, and their base matters."""
    frames: dict[str, type[Frame]] = dict(Frames_2_2)
    for name, frame in Frames.items():
        base = TextFrame if name in _DATES else frame
        frames[name] = type(name, (base,), {"_fromData": classmethod(_careful(base))})
    return frames


def _careful(base: type[Frame]) -> Callable[..., Any]:
    """Frames that inflate to more than 64 MiB are skipped: mutagen 1.48 inflates without a limit."""
    read = base._fromData.__func__  # type: ignore[attr-defined]  # noqa: SLF001 -- mutagen has no public place for this

    def from_data(cls: type[Frame], header: Any, flags: int, data: bytes) -> Any:
        if flags & _COMPRESSED.get(header.version[1], 0) and max(map(_inflated, (data, data[4:]))) > _MOST_INFLATED:
            raise ID3JunkFrameError
        return read(cls, header, flags, data)

    return from_data


def _inflated(data: bytes) -> int:
    """How long the data becomes, not counting on beyond the limit."""
    try:
        return len(zlib.decompressobj().decompress(data, _MOST_INFLATED + 1))
    except zlib.error:
        return 0
