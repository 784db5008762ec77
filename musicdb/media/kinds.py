"""Which files MusicDB takes: the one table of formats, by extension, and whether a file is what its name says."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

import msgspec

from musicdb.errors import FileTypeError, InvalidContentError
from musicdb.media.boxes import mp4_tracks
from musicdb.media.matroska import matroska_tracks
from musicdb.media.signatures import Content, content_of
from musicdb.model.media import Kind

UNKNOWN_MIMETYPE = "application/octet-stream"

# Tapes are packed twice: only these pairs are one extension of two parts.
_TAPE_SUFFIXES = ("gz", "bz2", "xz")

# What browsers and operating systems say for the same file differs widely; the name and the content decide, the
# announced type only has to be of the same family.
_FAMILIES: dict[Kind, tuple[str, ...]] = {
    Kind.SONG: ("audio/", "application/ogg", "video/ogg", "video/mp4", "video/x-ms-asf", "application/vnd.ms-asf"),
    Kind.VIDEO: ("video/", "audio/mp4", "audio/webm", "audio/x-matroska", "application/mp4", "application/x-matroska"),
    Kind.IMAGE: ("image/",),
    Kind.ARCHIVE: ("application/", "multipart/x-"),
    Kind.OTHER: ("text/", "application/", "audio/x-mpegurl", "audio/mpegurl"),
}


class Format(msgspec.Struct, frozen=True):
    """A row of the table. MusicDB itself says the first mimetype; `contents` is what such a file may really hold."""

    extensions: tuple[str, ...]
    kind: Kind
    mimetypes: tuple[str, ...]
    contents: tuple[Content, ...]


_OGG = (Content.OGG_VORBIS, Content.OGG_OPUS, Content.OGG_FLAC)
_IMAGES = (Content.JPEG, Content.PNG, Content.WEBP, Content.GIF)

# HTML and SVG are not in it on purpose: browsers would run their scripts under the address of the server.
FORMATS: tuple[Format, ...] = (
    Format(("mp3",), Kind.SONG, ("audio/mpeg", "audio/mp3"), (Content.MPEG,)),
    Format(("m4a", "m4b"), Kind.SONG, ("audio/mp4", "audio/x-m4a"), (Content.MP4,)),
    Format(("aac",), Kind.SONG, ("audio/aac", "audio/x-aac"), (Content.ADTS, Content.MP4)),
    Format(("flac",), Kind.SONG, ("audio/flac", "audio/x-flac"), (Content.FLAC,)),
    Format(("ogg", "oga"), Kind.SONG, ("audio/ogg", "application/ogg"), _OGG),
    Format(("opus",), Kind.SONG, ("audio/ogg", "audio/opus"), _OGG),
    Format(("wav",), Kind.SONG, ("audio/wav", "audio/x-wav"), (Content.WAVE,)),
    Format(("aiff", "aif", "aifc"), Kind.SONG, ("audio/aiff", "audio/x-aiff"), (Content.AIFF,)),
    Format(("wma",), Kind.SONG, ("audio/x-ms-wma",), (Content.ASF,)),
    Format(("ape",), Kind.SONG, ("audio/x-ape", "application/x-ape"), (Content.APE,)),
    Format(("wv",), Kind.SONG, ("audio/x-wavpack", "application/x-wavpack"), (Content.WAVPACK,)),
    Format(("mp4",), Kind.VIDEO, ("video/mp4",), (Content.MP4,)),
    Format(("m4v",), Kind.VIDEO, ("video/x-m4v", "video/mp4"), (Content.MP4,)),
    Format(("webm",), Kind.VIDEO, ("video/webm",), (Content.MATROSKA,)),
    Format(("mkv",), Kind.VIDEO, ("video/x-matroska",), (Content.MATROSKA,)),
    # Cover pictures under the wrong one of these names are everywhere, and every reader goes by the content.
    Format(("jpg", "jpeg"), Kind.IMAGE, ("image/jpeg",), _IMAGES),
    Format(("png",), Kind.IMAGE, ("image/png",), _IMAGES),
    Format(("webp",), Kind.IMAGE, ("image/webp",), _IMAGES),
    Format(("gif",), Kind.IMAGE, ("image/gif",), _IMAGES),
    Format(("zip",), Kind.ARCHIVE, ("application/zip",), (Content.ZIP,)),
    Format(("tar",), Kind.ARCHIVE, ("application/x-tar",), (Content.TAR,)),
    Format(("tar.gz", "tgz"), Kind.ARCHIVE, ("application/gzip",), (Content.GZIP,)),
    Format(("tar.bz2", "tbz2"), Kind.ARCHIVE, ("application/x-bzip2",), (Content.BZIP2,)),
    Format(("tar.xz", "txz"), Kind.ARCHIVE, ("application/x-xz",), (Content.XZ,)),
    Format(("pdf",), Kind.OTHER, ("application/pdf",), (Content.PDF,)),
    Format(("txt", "md", "log", "nfo", "lrc", "cue"), Kind.OTHER, ("text/plain",), (Content.TEXT,)),
    Format(("md5", "sfv", "ffp", "accurip"), Kind.OTHER, ("text/plain",), (Content.TEXT,)),
    Format(("m3u", "m3u8"), Kind.OTHER, ("audio/x-mpegurl", "audio/mpegurl"), (Content.TEXT,)),
    Format(("json",), Kind.OTHER, ("application/json",), (Content.TEXT,)),
)


def split_extension(filename: str) -> tuple[str, str]:
    """The name and the lower-case extension without its dot: `a.tar.gz` is (`a`, `tar.gz`); without one it is empty."""
    stem, dot, extension = filename.rpartition(".")
    if not (dot and stem and extension) or any(letter.isspace() for letter in extension):
        return filename, ""
    extension = extension.lower()
    inner, dot, suffix = stem.rpartition(".")
    if extension in _TAPE_SUFFIXES and inner and suffix.lower() == "tar":
        return inner, f"tar.{extension}"
    return stem, extension


def kind_of(filename: str) -> Kind:
    """What the name promises. Names that are not in the table promise nothing and are `Kind.OTHER`."""
    known = _formats().get(split_extension(filename)[1])
    return known.kind if known else Kind.OTHER


def mimetype_of(filename: str) -> str:
    """The mimetype a file of this name is served with."""
    known = _formats().get(split_extension(filename)[1])
    return known.mimetypes[0] if known else UNKNOWN_MIMETYPE


def accepts(filename: str, mimetype: str) -> bool:
    """Whether a file of this name and announced type is taken. An empty or undecided type is no objection."""
    known = _formats().get(split_extension(filename)[1])
    if known is None:
        return False
    announced = mimetype.partition(";")[0].strip().lower()
    if announced in {"", UNKNOWN_MIMETYPE, *known.mimetypes}:
        return True
    return announced.startswith(_FAMILIES[known.kind])


def extensions() -> tuple[str, ...]:
    """All extensions that are taken, with their leading dot."""
    return tuple(f".{extension}" for known in FORMATS for extension in known.extensions)


def recognize(path: Path, filename: str) -> Kind:
    """What the file at `path`, sent as `filename`, really is.

    FileTypeError when files of such a name are not taken at all, InvalidContentError when the content is something else
    than the name says, or nothing.
    """
    known = _formats().get(split_extension(filename)[1])
    if known is None:
        raise FileTypeError(f"“{filename}” is neither music, video, picture, archive, nor a text that goes with them.")
    try:
        with path.open("rb") as stream:
            content = content_of(stream)
            if content not in known.contents:
                raise InvalidContentError(_contradiction(filename, content))
            return _kind_inside(stream, filename, known.kind, content)
    except OSError as error:
        raise InvalidContentError(f"“{filename}” cannot be read: {error.strerror or error}.") from error


def _kind_inside(stream: BinaryIO, filename: str, kind: Kind, content: Content) -> Kind:
    """Containers for sound and pictures are looked into: a video is what has moving pictures."""
    if content is Content.MP4:
        tracks = {track.kind for track in mp4_tracks(stream)}
    elif content is Content.MATROSKA:
        tracks = {track.kind for track in matroska_tracks(stream)}
    else:
        return kind
    if "video" in tracks and kind is Kind.SONG:
        raise InvalidContentError(f"“{filename}” is named like a song but is a video. Give it a video’s extension.")
    if "video" in tracks:
        return Kind.VIDEO
    if "audio" in tracks:
        return Kind.SONG
    raise InvalidContentError(f"“{filename}” holds neither sound nor moving pictures, or its end is missing.")


def _contradiction(filename: str, content: Content) -> str:
    if content is Content.EMPTY:
        return f"“{filename}” is empty. Send the file again."
    if content is Content.UNKNOWN:
        return f"“{filename}” does not hold what its extension says; it is damaged or has the wrong name."
    return f"“{filename}” does not hold what its extension says: it is {content.value}. Give it the right extension."


@cache
def _formats() -> dict[str, Format]:
    return dict(_rows())


def _rows() -> Iterator[tuple[str, Format]]:
    for known in FORMATS:
        for extension in known.extensions:
            yield extension, known
