"""How music is named on disk: `Artist/YYYY - Album/[C-]NN Song.ext` and `Artist/YYYY - Video.ext`.

The parsers read names as they are found on disk and return None when a name does not follow the scheme. The makers
write new names: composed to Unicode NFC, a slash inside a name as U+2215 DIVISION SLASH, at most 255 bytes of UTF-8,
everything else as it was given. What a maker writes, the parser of the same kind reads back. Extensions are written
without a dot.
"""

import re
import unicodedata

import msgspec

from musicdb.errors import BadNameError, PathError
from musicdb.library.paths import NAME_LIMIT, readable, split_wire_path
from musicdb.library.shortening import shorten
from musicdb.media.kinds import FORMATS
from musicdb.model.media import Kind

VIDEO_EXTENSIONS = frozenset(
    extension for known in FORMATS if known.kind is Kind.VIDEO for extension in known.extensions
)

SONG_EXTENSIONS = VIDEO_EXTENSIONS | {
    extension for known in FORMATS if known.kind is Kind.SONG for extension in known.extensions
}
"""What a song inside an album directory may end with. Containers of videos may hold a song; the content tells."""

DIVISION_SLASH = "\u2215"
ONE_DOT_LEADER = "\u2024"
TILDE_OPERATOR = "\u223c"
LATEST_RELEASE = 9999
HIGHEST_NUMBER = 9999
HIGHEST_CD = 999

_ALBUM = re.compile(r"(?P<release>[0-9]{4}) - (?P<name>.*\S.*)", re.DOTALL)
_SONG = re.compile(r"(?:(?P<cd>[0-9]{1,3})-)?(?P<number>[0-9]{1,4}) (?P<name>.*\S.*)\.(?P<extension>[^.]+)", re.DOTALL)
_VIDEO = re.compile(r"(?P<release>[0-9]{4}) - (?P<name>.*\S.*)\.(?P<extension>[^.]+)", re.DOTALL)
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
_QUOTES = dict.fromkeys("\u2018\u2019\u02bc`", "'") | dict.fromkeys("\u201c\u201d", '"')
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_ALIKE = str.maketrans({DIVISION_SLASH: "/"} | _QUOTES | _DASHES)


class AlbumName(msgspec.Struct, frozen=True):
    """What the name of an album directory says."""

    release: int
    name: str


class SongName(msgspec.Struct, frozen=True):
    """What the name of a song file says. `cd` is 1 when the name does not tell."""

    name: str
    number: int
    cd: int
    extension: str


class VideoName(msgspec.Struct, frozen=True):
    """What the name of a video file says."""

    release: int
    name: str
    extension: str


class PathParts(msgspec.Struct, frozen=True, kw_only=True):
    """What a path inside the music directory says. Fields that do not apply are None."""

    artist: str
    album: str | None = None
    song: str | None = None
    video: str | None = None
    release: int | None = None
    songnumber: int | None = None
    cdnumber: int | None = None
    extension: str | None = None


def parse_album(name: str) -> AlbumName | None:
    """Reads the name of an album directory: `YYYY - Album`."""
    match = _ALBUM.fullmatch(name)
    return AlbumName(int(match["release"]), match["name"]) if match else None


def parse_song(name: str) -> SongName | None:
    """Reads the name of a song file: `[C-]NN Song.ext`, with the extension of a song in lower or upper case."""
    match = _SONG.fullmatch(name)
    if match is None or match["extension"].lower() not in SONG_EXTENSIONS:
        return None
    return SongName(match["name"], int(match["number"]), int(match["cd"] or 1), match["extension"].lower())


def parse_video(name: str) -> VideoName | None:
    """Reads the name of a video file: `YYYY - Video.ext`, with the extension of a video in lower or upper case."""
    match = _VIDEO.fullmatch(name)
    if match is None or match["extension"].lower() not in VIDEO_EXTENSIONS:
        return None
    return VideoName(int(match["release"]), match["name"], match["extension"].lower())


def analyse_path(wirepath: str) -> PathParts | None:
    """Reads the path of an artist, of an album or video of an artist, or of a song. None when it follows no scheme.

    Looks at the text only; whether something is there, and is a file or a directory, is not asked.
    """
    try:
        artist, *rest = split_wire_path(wirepath)
    except PathError:
        return None
    if not rest:
        return PathParts(artist=artist)
    if len(rest) == 1:
        return _analyse_in_artist(artist, rest[0])
    album, song = parse_album(rest[0]), parse_song(rest[1])
    if len(rest) > len(("album", "song")) or album is None or song is None:
        return None
    return PathParts(
        artist=artist,
        album=album.name,
        release=album.release,
        song=song.name,
        songnumber=song.number,
        cdnumber=song.cd,
        extension=song.extension,
    )


def album_of(wirepath: str) -> str:
    """The path of the album directory a file lies in. Raises PathError when it lies in none."""
    artist, *rest = split_wire_path(wirepath)
    if len(rest) != len(("album", "file")):
        raise PathError(f'"{readable(wirepath)}" is not the path of a file in an album: Artist/YYYY - Album/File.')
    return f"{artist}/{rest[0]}"


def _analyse_in_artist(artist: str, name: str) -> PathParts | None:
    video = parse_video(name)
    if video is not None:
        return PathParts(artist=artist, video=video.name, release=video.release, extension=video.extension)
    album = parse_album(name)
    return PathParts(artist=artist, album=album.name, release=album.release) if album else None


def fold(name: str) -> str:
    """The name without what spellings of one name differ in: case, blanks, normal form, kind of quote or dash."""
    return " ".join(unicodedata.normalize("NFKC", name.translate(_ALIKE)).casefold().split())


def safe_name(name: str) -> str:
    """The name as it may stand in a file name; at most 255 bytes, shortened between two graphemes.

    Raises BadNameError for names with control characters or broken characters, for "." and "..", and for names in which
    nothing is visible.
    """
    text = unicodedata.normalize("NFC", name).strip()
    categories = {unicodedata.category(character) for character in text}
    problem = None
    if categories <= _INVISIBLE - {"Cc", "Cs"}:
        problem = "is empty"
    elif categories & {"Cc", "Cs"}:
        problem = "contains control characters or broken characters"
    elif any(piece in {".", ".."} for piece in text.split("\\")):
        problem = "means a directory to many programs"
    if problem is not None:
        raise BadNameError(f'The name "{readable(name[:80])}" {problem}. Choose another name.')
    return shorten(text.replace("/", DIVISION_SLASH), NAME_LIMIT)


def artist_directory(name: str) -> str:
    """The directory name of an artist. Raises BadNameError.

    A leading dot, which would hide the directory, becomes U+2024 ONE DOT LEADER.
    """
    return _fitted("", _visible(safe_name(name)), "")


def album_directory(release: int, name: str) -> str:
    """The directory name of an album of a year (0 when unknown). Raises BadNameError."""
    return _fitted(f"{_year(release)} - ", safe_name(name), "")


def song_filename(name: str, number: int, cd: int, extension: str, discs: int) -> str:
    """The file name of a song. `discs` is how many discs the album has; `cd` is written only if it has several.

    Raises BadNameError.
    """
    if not (0 <= number <= HIGHEST_NUMBER and 0 <= cd <= HIGHEST_CD):
        raise BadNameError(
            f'The song "{readable(name)}" cannot have the number {cd}-{number}. '
            f"Write numbers from 0 to {HIGHEST_NUMBER}, of discs to {HIGHEST_CD}.",
        )
    disc = f"{cd}-" if discs > 1 else ""
    return _fitted(f"{disc}{number:02} ", safe_name(name), _suffix(extension))


def video_filename(release: int, name: str, extension: str) -> str:
    """The file name of a video of a year (0 when unknown). Raises BadNameError."""
    return _fitted(f"{_year(release)} - ", safe_name(name), _suffix(extension))


def plain_filename(name: str, extension: str) -> str:
    """The file name of what belongs to an album without being a song. Raises BadNameError."""
    return _fitted("", _visible(safe_name(name)), _suffix(extension))


def _year(release: int) -> str:
    if not 0 <= release <= LATEST_RELEASE:
        raise BadNameError(f"{release} is not a year of four digits. Write the year of the release, for example 1983.")
    return f"{release:04}"


def _suffix(extension: str) -> str:
    text = extension.strip(". ")
    return f".{safe_name(text).lower()}" if text else ""


def _visible(name: str) -> str:
    """Keeps a name from being hidden by its first dot, or read as a home directory."""
    if name == "~":
        return TILDE_OPERATOR
    return ONE_DOT_LEADER + name[1:] if name.startswith(".") else name


def _fitted(prefix: str, name: str, suffix: str) -> str:
    space = NAME_LIMIT - len(prefix.encode()) - len(suffix.encode())
    shortened = shorten(name, space) if space > 0 else ""
    if not shortened:
        raise BadNameError(f'The extension "{suffix[:40]}…" is longer than a file name may be. Rename the file first.')
    return prefix + shortened + suffix
