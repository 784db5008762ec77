"""Brings the tags of each family, as mutagen has them, into one form: lower-case names, each with its list of texts.

Nothing is cleaned or translated yet; what is not text (pictures, binary data) is left out.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import mutagen.id3

from musicdb.media.tagnames import Family
from musicdb.media.tagvalues import repair_latin1

# The attributes of frames are made when mutagen is imported; no type checker knows them.
_frames: Any = mutagen.id3

_LATIN1 = 0
# Programs keep numbers of their own in comments with these descriptions.
_PRIVATE_COMMENTS = ("iTun", "Songs-DB", "MusicMatch", "Media Jukebox")
_MP4_PAIRS = frozenset({"trkn", "disk"})
_MP4_TEXT = frozenset({0, 1})

PRIVATE_OWNERS = "PRIV"
"""The name under which the owners of private ID3 frames are told."""

Native = dict[str, list[str]]


def native_tags(family: Family, tags: Any) -> Native:
    """All texts of a tag object. For "vorbis" any pairs of name and text will do."""
    found: Native = {}
    for name, text in _READERS[family](tags):
        found.setdefault(name.lower(), []).append(text)
    return found


def _id3(tags: Any) -> Iterator[tuple[str, str]]:
    for frame in tags.values():
        for name, text in _id3_frame(frame):
            yield name, repair_latin1(text) if getattr(frame, "encoding", None) == _LATIN1 else text


def _id3_frame(frame: Any) -> Iterator[tuple[str, str]]:
    name = frame.FrameID
    if isinstance(frame, _frames.COMM):
        if not frame.desc.startswith(_PRIVATE_COMMENTS):
            yield from ((name, str(text)) for text in frame.text)
    elif isinstance(frame, _frames.PairedTextFrame):
        yield from (("TIPL:" + role, person) for role, person in frame.people)
    elif isinstance(frame, _frames.TextFrame):
        name = f"TXXX:{frame.desc}" if isinstance(frame, _frames.TXXX) else name
        yield from ((name, str(text)) for text in (frame.genres if name == "TCON" else frame.text))
    elif isinstance(frame, _frames.USLT):
        yield name, frame.text
    elif isinstance(frame, _frames.UFID):
        yield f"UFID:{frame.owner}", frame.data.decode("ascii", "replace")
    elif isinstance(frame, _frames.PRIV):
        yield PRIVATE_OWNERS, frame.owner
    elif isinstance(frame, _frames.UrlFrame):
        yield f"WXXX:{frame.desc}" if hasattr(frame, "desc") else name, frame.url
    elif isinstance(frame, _frames.RVA2):
        yield f"RVA2:{frame.desc}:gain", f"{frame.gain:+.2f} dB"
        yield f"RVA2:{frame.desc}:peak", f"{frame.peak:.6f}"


def _mp4(tags: Any) -> Iterator[tuple[str, str]]:
    for name, values in tags.items():
        if name.startswith("----:"):
            name = "----:" + name.split(":")[-1]  # noqa: PLW2901 -- whose free-form name it is does not matter
        for value in values if isinstance(values, list) else [values]:
            if name in _MP4_PAIRS:
                yield name, f"{value[0]}/{value[1]}"
            elif not isinstance(value, bytes):
                yield name, str(value)
            elif name.startswith("----:") and getattr(value, "dataformat", 1) in _MP4_TEXT:
                yield name, value.decode("utf-8", "replace")


def _vorbis(tags: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from tags


def _ape(tags: Any) -> Iterator[tuple[str, str]]:
    for name, value in tags.items():
        if value.kind == 0:
            yield from ((name, text) for text in value)


def _asf(tags: Any) -> Iterator[tuple[str, str]]:
    for name, value in tags:
        if not isinstance(value.value, bytes):
            yield name, str(value.value)


_READERS: dict[Family, Callable[[Any], Iterator[tuple[str, str]]]] = {
    "id3": _id3,
    "mp4": _mp4,
    "vorbis": _vorbis,
    "ape": _ape,
    "asf": _asf,
}
