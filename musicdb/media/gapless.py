"""How long the sound of an MP4 file is without what its encoder added at the end.

ffmpeg takes off what was added at the beginning, but at the end only since version 9, and never what only iTunes tells:
up to 23 ms of silence between any two songs of an album.
"""

from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from mutagen import MutagenError
from mutagen.mp4 import MP4

from musicdb.media.boxes import Box, TrackHead, time_scale, walk

_ENDINGS = frozenset({".m4a", ".m4b", ".mp4", ".alac", ".aac"})
_ITUNES = "----:com.apple.iTunes:iTunSMPB"
_FIELDS = 4


class SoundLength(msgspec.Struct, frozen=True):
    """So many samples, at a rate in Hz."""

    samples: int
    rate: int


class _Timing(TrackHead):
    """What the boxes of one track say. `edited` in units of the whole movie."""

    edited: int = 0
    edits: int = 0


def sound_length(path: Path) -> SoundLength | None:
    """How much of a file is to be heard, if it is an MP4 file that tells. Blocks."""
    if path.suffix.lower() not in _ENDINGS:
        return None
    try:
        with path.open("rb") as stream:
            movie, track = _timing(stream)
    except OSError:
        return None
    if track is None or not track.scale:
        return None
    samples = _told_by_itunes(path)
    if samples is None and track.edits == 1 and movie:
        samples = round(track.edited * track.scale / movie)
    # More than a second of it would not be padding but a cut somebody made.
    if samples is None or not 0 <= track.duration - samples < track.scale:
        return None
    return SoundLength(samples, track.scale)


def _timing(stream: BinaryIO) -> tuple[int, _Timing | None]:
    """The time scale of the movie, and the only track with sound; None when there is none, or more than one."""
    movie = 0
    tracks: list[_Timing] = []
    for box in walk(stream):
        if box.name == b"mvhd":
            movie, _ = time_scale(stream, box)
        elif box.name == b"trak":
            tracks.append(_Timing())
        elif tracks:
            _read(stream, box, tracks[-1])
    sounds = [track for track in tracks if track.is_sound]
    return movie, sounds[0] if len(sounds) == 1 else None


def _read(stream: BinaryIO, box: Box, track: _Timing) -> None:
    track.read(stream, box)
    if box.name == b"elst":
        stream.seek(box.begin)
        head = stream.read(16)
        track.edits = int.from_bytes(head[4:8], "big")
        track.edited = int.from_bytes(head[8:16] if head[:1] == b"\1" else head[8:12], "big")


def _told_by_itunes(path: Path) -> int | None:
    """The length in a tag: unused, delay, padding and length, as hexadecimal numbers."""
    try:
        tags: Any = MP4(path).tags or {}  # type: ignore[no-untyped-call]
        found = tags.get(_ITUNES)
        fields = bytes(found[0]).split() if found else []
        return int(fields[3], 16) if len(fields) >= _FIELDS else None
    except (MutagenError, OSError, ValueError):
        return None
