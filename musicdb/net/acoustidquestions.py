"""What programs that speak AcoustID's version 2 ask: parameters become values, or an error with AcoustID's number."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from musicdb.model.acoustid import Submission, SubmittedDetails

LIMIT = 1024 * 1024
"""The longest body of a request, in bytes, packed and unpacked."""
MOST_FINGERPRINTS: Final = 20
MOST_TRACKS: Final = 100
MOST_FIELDS: Final = 1000
LENGTH_DIFFERENCE: Final = 7
_LONGEST_DIFFERENCE: Final = 30
_LONGEST: Final = 32767
_HIGHEST_NUMBER: Final = 10_000

Fields = Mapping[str, Sequence[str]]
"""The values of each parameter, those of the address first."""


class AcoustIDError(Exception):
    """An answer that says what is wrong: the number, the sentence and the status AcoustID has for it."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


class Query(msgspec.Struct, frozen=True):
    """One question of a lookup: a fingerprint with the length of the song in seconds, or a track."""

    index: str
    fingerprint: str = ""
    duration: int = 0
    trackid: str = ""


class Lookup(msgspec.Struct, frozen=True):
    """All of a lookup. Without `batch` there is one query, and the answer has another form."""

    queries: tuple[Query, ...]
    meta: frozenset[str]
    difference: int
    batch: bool


class Item(msgspec.Struct, frozen=True):
    """One thing that is submitted: as many submissions as it names recordings of MusicBrainz, at least one."""

    index: str
    submissions: tuple[Submission, ...]


def first(fields: Fields, name: str) -> str:
    """The first value of a parameter, without white space around it; empty when there is none."""
    return next(iter(fields.get(name, ())), "").strip()


def needed(fields: Fields, name: str) -> str:
    """The first value of a parameter that must be there."""
    value = first(fields, name)
    if not value:
        raise AcoustIDError(2, f'missing required parameter "{name}"')
    return value


def read_uuids(fields: Fields, name: str) -> list[str]:
    """All values of a parameter that holds UUIDs."""
    needed(fields, name)
    return [_uuid(value, name) for value in fields[name]]


def read_numbers(fields: Fields, name: str) -> list[int]:
    """All values of a parameter that holds numbers. What is none is nobody's number."""
    needed(fields, name)
    return [int(value) for value in fields[name] if value.isdecimal() and len(value) < len(str(2**63))]


def read_flag(fields: Fields, name: str) -> bool:
    """Whether a parameter says 1."""
    return first(fields, name) == "1"


def read_lookup(fields: Fields) -> Lookup:
    """A lookup."""
    batch = read_flag(fields, "batch")
    suffixes = list(_suffixes(fields, "fingerprint", "trackid"))
    if not suffixes:
        raise AcoustIDError(2, 'missing required parameter "fingerprint"')
    suffixes = suffixes if batch else suffixes[:1]
    tracks = sum(1 for suffix in suffixes if first(fields, f"trackid{suffix}"))
    if tracks > MOST_TRACKS or len(suffixes) - tracks > MOST_FINGERPRINTS:
        raise AcoustIDError(19, "request entity too large", 413)
    return Lookup(
        queries=tuple(_all_that_can_be(suffixes, lambda suffix: _query(fields, suffix))),
        meta=_meta(first(fields, "meta")),
        difference=_difference(fields),
        batch=batch,
    )


def read_submission(fields: Fields) -> list[Item]:
    """A submission of one or more songs."""
    suffixes = list(_suffixes(fields, "fingerprint"))
    if not suffixes:
        raise AcoustIDError(2, 'missing required parameter "fingerprint"')
    return list(_all_that_can_be(suffixes, lambda suffix: _item(fields, suffix)))


def _all_that_can_be(suffixes: Sequence[str], read: Any) -> Iterator[Any]:
    """What can be read. The first error counts only when there is nothing else."""
    wrong: AcoustIDError | None = None
    right = 0
    for suffix in suffixes:
        try:
            found = read(suffix)
        except AcoustIDError as error:
            wrong = wrong or error
        else:
            right += 1
            yield found
    if wrong and not right:
        raise wrong


def _suffixes(fields: Fields, *names: str) -> Iterator[str]:
    """`` and `.N`, each once, in the order of N."""
    pattern = re.compile(rf"(?:{'|'.join(names)})(|\.\d{{1,9}})")
    found = {match[1] for match in map(pattern.fullmatch, fields) if match}
    yield from sorted(found, key=lambda suffix: int(suffix[1:] or -1))


def _query(fields: Fields, suffix: str) -> Query:
    trackid = first(fields, f"trackid{suffix}")
    if trackid:
        return Query(suffix[1:], trackid=_uuid(trackid, f"trackid{suffix}"))
    return Query(suffix[1:], *_sound(fields, suffix))


def _sound(fields: Fields, suffix: str) -> tuple[str, int]:
    duration = _positive(8, needed(fields, f"duration{suffix}"), f"duration{suffix}", _LONGEST)
    return needed(fields, f"fingerprint{suffix}"), duration


def _item(fields: Fields, suffix: str) -> Item:
    fingerprint, duration = _sound(fields, suffix)
    bitrate, foreignid = first(fields, f"bitrate{suffix}"), first(fields, f"foreignid{suffix}")
    puid = first(fields, f"puid{suffix}")
    if foreignid and not re.fullmatch(r"[0-9a-z]+:.+", foreignid):
        raise AcoustIDError(10, f'parameter "foreignid{suffix}" is not of the form vendor:id')
    details = SubmittedDetails(
        title=_text(fields, f"track{suffix}"),
        artist=_text(fields, f"artist{suffix}"),
        album=_text(fields, f"album{suffix}"),
        albumartist=_text(fields, f"albumartist{suffix}"),
        track=_number(fields, f"trackno{suffix}"),
        disc=_number(fields, f"discno{suffix}"),
        year=_number(fields, f"year{suffix}"),
        bitrate=_positive(9, bitrate, f"bitrate{suffix}") if bitrate else 0,
        fileformat=_text(fields, f"fileformat{suffix}"),
        puid=_uuid(puid, f"puid{suffix}") if puid else "",
        foreignid=foreignid,
    )
    mbids = [_uuid(mbid, f"mbid{suffix}") for mbid in fields.get(f"mbid{suffix}", ()) if mbid.strip()]
    submissions = tuple(Submission(fingerprint, duration, mbid, details) for mbid in dict.fromkeys(mbids or [""]))
    return Item(suffix[1:] or "0", submissions)


def _meta(text: str) -> frozenset[str]:
    words = frozenset(text.replace("+", " ").split())
    numbered = {"0": frozenset[str](), "1": frozenset({"recordingids"}), "2": frozenset({"m2"})}
    return numbered.get(text, words)


def _difference(fields: Fields) -> int:
    text = first(fields, "maxdurationdiff")
    return _positive(11, text, "maxdurationdiff", _LONGEST_DIFFERENCE) if text else LENGTH_DIFFERENCE


def _positive(code: int, text: str, name: str, most: int = 2**31 - 1) -> int:
    # Some clients send 123.0.
    number = re.fullmatch(r"(\d{1,10})(?:\.0+)?", text, re.ASCII)
    if not number or not 0 < int(number[1]) <= most:
        raise AcoustIDError(code, f'parameter "{name}" must be a number from 1 to {most}')
    return int(number[1])


def _uuid(text: str, name: str) -> str:
    try:
        return str(uuid.UUID(text.strip()))
    except ValueError:
        raise AcoustIDError(7, f'parameter "{name}" is not a valid UUID') from None


def _text(fields: Fields, name: str) -> str:
    return " ".join(first(fields, name).replace("\0", " ").split())


def _number(fields: Fields, name: str) -> int:
    text = first(fields, name)
    return int(text) if re.fullmatch(r"\d{1,5}", text, re.ASCII) and int(text) <= _HIGHEST_NUMBER else 0
