"""Reads what people write into the names of files and folders: numbers, years, artists, discs. Guesses, never knows."""

import re
from urllib.parse import unquote

import msgspec

from musicdb.library.naming import fold

EARLIEST_RELEASE = 1860
LATEST_GUESSED_RELEASE = 2099

_DASH = "[-\u2013\u2014]"
_BETWEEN_SEGMENTS = re.compile(rf"\s+{_DASH}\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_NUMBERED = re.compile(
    rf"[\[(#]?(?:(?P<disc>\d{{1,2}})[-.])?(?P<number>\d{{1,3}})"
    rf"(?:(?P<separator>\s*(?:[.)\]_]|{_DASH})+\s*)|\s+)(?P<rest>\S.*)",
)
_SIDED = re.compile(rf"(?P<side>[A-H])(?P<number>\d{{1,2}})(?:\s*(?:[.)\]_]|{_DASH})+\s*|\s+)(?P<rest>\S.*)")
_NUMBER_ONLY = re.compile(r"(?:(?P<disc>\d{1,2})-)?(?P<number>\d{1,3})")
_MEANINGLESS = re.compile(
    r"(?:(?:audio|new|unknown|unbekannter|unbekannt|neue|no)?[ _-]*"
    r"(?:track|titel|title|piste|pista|spur|rip|song|file|datei|audio|untitled|unknown|unbekannt|recording|aufnahme|"
    r"voice|memo|musik|music|out|output|test|tmp|temp|copy|kopie|download|video|clip|movie|film|vid|mov)"
    r"(?:[ _#.-]*\(?(?P<number>\d{0,8})\)?)?"
    r"|(?P<digits>[\d _.-]+)|[0-9a-f]{8,}(?:-[0-9a-f]{4,})*)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"(?:audio[ _-]*)?(?:track|titel|piste|pista|spur|traccia)[ _#-]*\d+", re.IGNORECASE)
_COUNT = r"(?P<disc>\d{1,2})(?:\s*(?:of|von|de|/)\s*\d{1,2})?"
_DISC_FOLDER = re.compile(
    rf"[\[(]?(?:cd|disc|disk|disque|disco|диск)[\s._#-]*{_COUNT}[\])]?(?:(?:\s*(?:[:.,_]|{_DASH})\s*|\s+)\D.*)?",
    re.IGNORECASE,
)
_DISC_SUFFIX = re.compile(
    rf"(?P<base>.*[^\s._,(\[-])(?:[\s._,-]*[\[(]\s*|[\s._,-]+)(?:cd|disc|disk)[\s._#-]*{_COUNT}\s*[\])]?",
    re.IGNORECASE,
)
_FORMAT = (
    r"flac|mp3|aac|m4a|alac|ogg|opus|wav|ape|wv|320|256|192|v0|v2|cbr|vbr|kbps|kbit|web|webrip|cd|cdrip|vinyl|lp|lossless|"
    r"16bit|24bit|bit|16|24|44|44\.1|48|88\.2|96|176\.4|192|khz|hz|dvd|dvdrip|1080p|720p|480p|2160p|4k|hd|uhd|x264|x265|"
    r"h264|hevc"
)
_FORMAT_SUFFIX = re.compile(rf"\s*[\[({{](?:(?:{_FORMAT})[\s,./+_-]*)+[\])}}]\s*$", re.IGNORECASE)
_YEAR = r"(?P<release>(?:18[6-9]|19\d|20\d)\d)"
_YEAR_FIRST = re.compile(
    rf"(?:{_YEAR}\s*(?:[._]|{_DASH})\s*|[\[(]{_YEAR.replace('release', 'bracketed')}[\])][\s._-]*)(?P<rest>\S.*)"
)
_YEAR_LAST = re.compile(rf"(?P<rest>.*\S)\s*[\[(]\s*{_YEAR}\s*[\])]")
_YEAR_LAST_BARE = re.compile(rf"(?P<rest>.*\S\s{_DASH}\s.*\S)\s{_DASH}\s{_YEAR}")
_YEAR_ALONE = re.compile(_YEAR)

_VARIOUS = frozenset(
    map(fold, ("various artists", "various", "va", "v.a.", "v/a", "v. a.", "diverse", "diverse interpreten", "divers")),
)
_UNKNOWN = frozenset(
    map(
        fold,
        (
            *("unknown artist", "unknown", "<unknown>", "[unknown]", "unbekannter interpret", "unbekannt", "n/a"),
            *("unknown album", "[unknown album]", "unbekanntes album", "no artist", "no album", "unknown title"),
            *("artiste inconnu", "album inconnu", "[non-album tracks]", "unbekannter titel", "titre inconnu"),
        ),
    ),
)
_CONTAINERS = frozenset(
    map(
        fold,
        (
            *("music", "musik", "musique", "my music", "mp3", "mp3s", "flac", "albums", "alben", "album", "downloads"),
            *(
                "download",
                "desktop",
                "new",
                "neu",
                "upload",
                "uploads",
                "new folder",
                "neuer ordner",
                "itunes",
                "loose",
            ),
            *("itunes media", "compilations", "singles", "songs", "tmp", "temp", "media", "audio", "videos", "video"),
            *("complete", "incoming", "export", "lossless", "library", "collection", "sammlung", "files", "misc"),
        ),
    ),
)


class StemHint(msgspec.Struct, frozen=True, kw_only=True):
    """What the name of a file tells. `lead` stands before the number, `segments` after it, split at dashes.

    `weak` numbers may be part of the title ("7 Seconds"); `side` is the letter of a record's side. `text` is all of it.
    """

    text: str
    segments: tuple[str, ...]
    lead: tuple[str, ...] = ()
    number: int = 0
    disc: int = 0
    side: str = ""
    weak: bool = False
    meaningless: bool = False


class FolderHint(msgspec.Struct, frozen=True):
    """What the name of a folder tells about the album in it. `artist` may be empty, `release` 0."""

    artist: str
    album: str
    release: int


def clean(text: str) -> str:
    """The text of a tag in one line: without control characters, broken characters and doubled blanks."""
    return " ".join(_CONTROL.sub(" ", text).split())


def is_various(artist: str) -> bool:
    """Whether this is a way to say "Various Artists"."""
    return fold(artist) in _VARIOUS


def is_unknown(name: str) -> bool:
    """Whether this is what programs write when they do not know a name."""
    return fold(name) in _UNKNOWN


def is_container(folder: str) -> bool:
    """Whether this folder is a place to keep music in, and not an artist."""
    return fold(folder) in _CONTAINERS


def is_placeholder(title: str) -> bool:
    """Whether the title in a tag was made up by a program: "Track 1". "Song 2" and "1979" are songs."""
    return _PLACEHOLDER.fullmatch(title) is not None or is_unknown(title)


def is_release(year: int) -> bool:
    """Whether music can be from this year."""
    return EARLIEST_RELEASE <= year <= LATEST_GUESSED_RELEASE


def read_stem(stem: str) -> StemHint:
    """Reads the name of a file, given without its extension."""
    text = _tidy(stem)
    match = _MEANINGLESS.fullmatch(text)
    if match is not None or is_unknown(text):
        digits = match and (match["number"] or match["digits"])
        number = int(digits) if digits and digits.isdecimal() else 0
        return StemHint(text=text, segments=(text,), number=number if number < 1000 else 0, meaningless=True)  # noqa: PLR2004
    match = _SIDED.fullmatch(text)
    if match is not None:
        return StemHint(text=text, segments=segments_of(match["rest"]), side=match["side"], number=int(match["number"]))
    match = _NUMBERED.fullmatch(text)
    if match is not None:
        return StemHint(
            text=text,
            segments=segments_of(match["rest"]),
            number=int(match["number"]),
            disc=int(match["disc"] or 0),
            weak=_is_weak(match),
        )
    return _read_inner_number(text)


def read_folder(name: str) -> FolderHint:
    """Reads the name of an album folder."""
    text = _tidy(name)
    while (shorter := _FORMAT_SUFFIX.sub("", text)) not in ("", text):
        text = shorter
    release = 0
    for pattern in (_YEAR_FIRST, _YEAR_LAST, _YEAR_LAST_BARE):
        match = pattern.fullmatch(text)
        if match is not None:
            release = int(match["release"] or match.groupdict()["bracketed"])
            text = match["rest"]
            if pattern is _YEAR_FIRST:
                return FolderHint("", text, release)
            break
    segments = segments_of(text)
    years = [index for index, segment in enumerate(segments[1:-1], 1) if _YEAR_ALONE.fullmatch(segment)]
    if years and not release:
        release = int(segments[years[0]])
        segments = segments[: years[0]] + segments[years[0] + 1 :]
    if len(segments) > 1:
        return FolderHint(segments[0], " - ".join(segments[1:]), release)
    return FolderHint("", segments[0] if segments else text, release)


def read_disc_folder(name: str) -> tuple[int, str] | None:
    """The disc a folder stands for, and its album if the name has it: "CD1", "Disc 2 - Live", "Album (CD 2)"."""
    text = _tidy(name)
    match = _DISC_FOLDER.fullmatch(text)
    if match is not None:
        return int(match["disc"]), ""
    match = _DISC_SUFFIX.fullmatch(text)
    return (int(match["disc"]), match["base"]) if match else None


def split_disc(album: str) -> tuple[str, int]:
    """The name of an album without the disc at its end, and that disc or 0: "Album [Disc 2]". "(Disc 1 + 2)" stays."""
    match = _DISC_SUFFIX.fullmatch(album)
    return (match["base"], int(match["disc"])) if match else (album, 0)


def _is_weak(match: re.Match[str]) -> bool:
    return match["separator"] is None and match["disc"] is None and not match["number"].startswith("0")


def _tidy(name: str) -> str:
    text = unquote(name) if "%20" in name else name
    if " " not in text.strip():
        text = text.replace("_", " ")
    return clean(text)


def segments_of(text: str) -> tuple[str, ...]:
    """The parts of a name between dashes."""
    return tuple(filter(None, (segment.strip() for segment in _BETWEEN_SEGMENTS.split(text)))) or (text,)


def _read_inner_number(text: str) -> StemHint:
    segments = segments_of(text)
    for index, segment in enumerate(segments[1:], 1):
        last = index == len(segments) - 1
        alone = _NUMBER_ONLY.fullmatch(segment)
        if alone is not None and not last:
            disc, number, rest = alone["disc"], alone["number"], segments[index + 1 :]
        else:
            leading = _NUMBERED.fullmatch(segment)
            if leading is None or not last or (index == 1 and _is_weak(leading)):
                continue
            disc, number, rest = leading["disc"], leading["number"], (leading["rest"],)
        return StemHint(text=text, segments=rest, lead=segments[:index], number=int(number), disc=int(disc or 0))
    return StemHint(text=text, segments=segments)
