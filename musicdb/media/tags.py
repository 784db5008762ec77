"""What the tags and the header of a song or video say, whatever its format, and the picture inside of it.

Nothing is guessed here: what a file does not say stays empty. Whatever the bytes are, InvalidContentError is the only
error that leaves this file.
"""

from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import TypeVar

from musicdb.errors import InvalidContentError
from musicdb.media.covers import best_picture, embedded_pictures
from musicdb.media.natives import PRIVATE_OWNERS, Native, native_tags
from musicdb.media.patience import PatientStream
from musicdb.media.signatures import content_of
from musicdb.media.soundfiles import SoundFile, is_sound, open_sound
from musicdb.media.tagnames import canonical
from musicdb.media.tagvalues import clean_lines, clean_values, is_true, pair_of, uuids_of, year_of
from musicdb.model.media import FileTags

_Result = TypeVar("_Result")

# These have fields of their own; all other tags go into `extra`.
_FIELDS = frozenset(
    {"title", "album", "artist", "artists", "albumartist", "albumartists", "genre", "lyrics", "compilation"}
    | {"tracknumber", "tracktotal", "discnumber", "disctotal"}
)
_DATES = ("date", "releasedate", "originaldate")
_NETEASE = "网易云音乐"
_ITUNES_NAMES = ("----:itunnorm", "----:itunsmpb", "apid")
# R128 gains are relative to -23 LUFS in 1/256 dB (RFC 7845), ReplayGain 2.0 is relative to -18 LUFS.
_R128_OFFSET = 5.0


def read_tags(path: Path) -> FileTags:
    """Header and tags of a song or video. InvalidContentError when the file cannot be read as one."""
    return _reading(path, _file_tags)


def read_picture(path: Path) -> bytes | None:
    """The picture inside a song or video, the front cover before others, as it is stored there; None without one.

    InvalidContentError when the file cannot be read as a song or video.
    """
    return _reading(path, best_picture)


def _reading(path: Path, read: Callable[[SoundFile], _Result]) -> _Result:
    try:
        with PatientStream(FileIO(path)) as stream:
            content = content_of(stream)
            if is_sound(content):
                return read(open_sound(stream, content))
    except InvalidContentError:
        raise
    except OSError as error:
        raise InvalidContentError(f"“{path.name}” cannot be read: {error.strerror or error}.") from error
    except Exception as error:  # the foreign guest raises whatever damaged bytes lead it to, up to RecursionError
        raise InvalidContentError(f"“{path.name}” is damaged: {type(error).__name__} while reading it.") from error
    raise InvalidContentError(f"“{path.name}” is neither a song nor a video MusicDB can read.")


def _file_tags(sound: SoundFile) -> FileTags:
    natives = [native_tags(family, tags) for family, tags in sound.blocks]
    said: dict[str, tuple[str, ...]] = {}
    raw: dict[str, list[str]] = {}
    for (family, _), native in zip(sound.blocks, natives, strict=True):
        for name, values in canonical(native, family).items():
            cleaned = clean_values(values)
            if cleaned and name not in said:
                said[name], raw[name] = cleaned, values
    track, disc = pair_of(_first(said, "tracknumber")), pair_of(_first(said, "discnumber"))
    return FileTags(
        title=_first(said, "title"),
        album=_first(said, "album"),
        artists=said.get("artists") or said.get("artist", ()),
        albumartists=said.get("albumartists") or said.get("albumartist", ()),
        release=next(filter(None, (year_of(text) for name in _DATES for text in said.get(name, ()))), 0),
        track=track.number,
        tracks=track.total or pair_of(_first(said, "tracktotal")).number,
        disc=disc.number,
        discs=disc.total or pair_of(_first(said, "disctotal")).number,
        compilation=is_true(_first(said, "compilation")),
        genres=clean_values(part for text in said.get("genre", ()) for part in text.split(";")),
        lyrics=next(filter(None, map(clean_lines, raw.get("lyrics", ()))), ""),
        origin=_origin(sound, natives, said),
        playtime=sound.playtime,
        bitrate=sound.bitrate,
        samplerate=sound.samplerate,
        channels=sound.channels,
        codec=sound.codec,
        haspicture=any(True for _ in embedded_pictures(sound)),
        extra=_extra(said),
    )


def _first(said: dict[str, tuple[str, ...]], name: str) -> str:
    return next(iter(said.get(name, ())), "")


def _extra(said: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The tags without fields. The credited names stay here when the artists are also named one by one."""
    extra = {name: values for name, values in said.items() if name not in _FIELDS}
    for credited, single in (("artist", "artists"), ("albumartist", "albumartists")):
        if single in said and credited in said and said[single] != said[credited]:
            extra[credited] = said[credited]
    for name in [name for name in extra if name.startswith("musicbrainz_") and name != "musicbrainz_discid"]:
        extra[name] = uuids_of(extra[name])
    for scope in ("track", "album"):
        gain = _decibels(_first(said, f"r128_{scope}_gain"))
        if gain:
            extra.setdefault(f"replaygain_{scope}_gain", (gain,))
    return {name: values for name, values in extra.items() if values}


def _decibels(r128: str) -> str:
    try:
        return f"{int(r128) / 256 + _R128_OFFSET:+.2f} dB"
    except ValueError:
        return ""


def _origin(sound: SoundFile, natives: list[Native], said: dict[str, tuple[str, ...]]) -> str:
    """Where the file was got, from the traces shops and rippers leave."""
    comments = " ".join((*said.get("comment", ()), *said.get("description", ())))
    if any(name in native for native in natives for name in _ITUNES_NAMES):
        return "iTunes"
    if "bandcamp" in comments.lower():
        return "bandcamp"
    if _NETEASE in said.get("label", ()) or "163 key" in comments:
        return "music163"
    if "amazon" in comments.lower():
        return "Amazon"
    owners = [owner for native in natives for owner in native.get(PRIVATE_OWNERS.lower(), ())]
    if any(owner.startswith("Google/") for owner in owners):
        return "Google"
    return "CD" if sound.codec == "flac" else "internet"
