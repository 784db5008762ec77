"""Makes values of MusicDB 8 into values that hold here: its tables took anything."""

import re
from collections.abc import Mapping
from typing import Any

from musicdb.library.paths import split_wire_path

DEFAULT_COLORS = ("#101010", "#F0F0F0", "#909090")

ARTIST = {"artistid": 0, "name": "", "path": ""}
ALBUM = {
    "albumid": 0, "artistid": 0, "name": "", "path": "", "numofsongs": 0, "numofcds": 0, "origin": "internet",
    "release": 0, "artworkpath": "default.jpg", "bgcolor": DEFAULT_COLORS[0], "fgcolor": DEFAULT_COLORS[1],
    "hlcolor": DEFAULT_COLORS[2], "added": 0, "hidden": 0,
}  # fmt: skip
SONG = {
    "songid": 0, "albumid": 0, "artistid": 0, "name": "", "path": "", "number": 0, "cd": 1, "disabled": 0,
    "playtime": 0, "bitrate": 0, "likes": 0, "dislikes": 0, "favorite": 0, "lyricsstate": 0, "checksum": "",
    "lastplayed": 0, "liverecording": 0, "badaudio": 0,
}  # fmt: skip
VIDEO = {
    "videoid": 0, "songid": None, "albumid": None, "artistid": 0, "name": "", "path": "", "disabled": 0,
    "playtime": 0, "origin": "internet", "release": 0, "added": 0, "codec": "", "xresolution": 0, "yresolution": 0,
    "framesdirectory": "", "thumbnailfile": "", "likes": 0, "dislikes": 0, "favorite": 0, "liverecording": 0,
    "livevideo": 0, "badaudio": 0, "checksum": "", "lastplayed": 0, "lyricsvideo": 0, "bgcolor": DEFAULT_COLORS[0],
    "fgcolor": DEFAULT_COLORS[1], "hlcolor": DEFAULT_COLORS[2], "vbegin": 0, "vend": 0,
}  # fmt: skip
TAG = {
    "tagid": 0, "name": "", "class": 0, "parentid": None, "icontype": None, "icon": None, "color": None,
    "posx": None, "posy": None,
}  # fmt: skip

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_FLAGS = ("disabled", "liverecording", "badaudio", "hidden", "lyricsvideo")
_COUNTS = (
    "numofsongs", "numofcds", "number", "cd", "playtime", "bitrate", "likes", "dislikes", "added", "lastplayed",
    "release", "xresolution", "yresolution", "vbegin", "vend",
)  # fmt: skip
_COLORS = dict(zip(("bgcolor", "fgcolor", "hlcolor"), DEFAULT_COLORS, strict=True))


def whole(value: Any, low: int | None = None, high: int | None = None) -> int:
    """A whole number within limits; what is none counts as 0."""
    try:
        number = int(float(value))
    except (TypeError, ValueError, OverflowError):
        number = 0
    number = number if low is None else max(low, number)
    return number if high is None else min(high, number)


def sound(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of artists, albums, songs or videos with values that the tables here accept. Raises PathError."""
    split_wire_path(str(row["path"]))
    values = dict(row)
    for name, value in row.items():
        if name in _FLAGS:
            values[name] = int(whole(value) != 0)
        elif name in _COUNTS:
            values[name] = whole(value, 0)
        elif name in _COLORS:
            values[name] = color(value) or _COLORS[name]
        elif name in {"name", "path", "origin", "codec", "checksum"}:
            values[name] = str(value)
    if "favorite" in values:
        values["favorite"] = whole(values["favorite"], -1, 1)
    if "lyricsstate" in values:
        values["lyricsstate"] = whole(values["lyricsstate"], 0, 4)
    if "vend" in values:
        values["vend"] = max(values["vbegin"], values["vend"] or values["playtime"])
    return values


def color(value: Any) -> str | None:
    """A color, or None."""
    return str(value) if _COLOR.fullmatch(str(value)) else None
