"""Makes clean values from what stands in tags: text without debris, numbers, years, identifiers. Never raises."""

import re
import unicodedata
from collections.abc import Iterable

import msgspec

_LONGEST_TEXT = 64 * 1024
_MOST_VALUES = 100
_HIGHEST_NUMBER = 9999
_FIRST_YEAR, _LAST_YEAR = 1000, 2999

_PAIR = re.compile(r"\s*(\d{1,9})(?:\.0*)?\s*(?:(?:/|of\b)\s*(\d{1,9}))?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_COMPACT_DATE = re.compile(r"(?<!\d)(\d{4})(?:0[0-9]|1[0-2])(?:[0-2][0-9]|3[01])(?!\d)")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_TRUE = frozenset({"1", "true", "yes", "y"})
_DEBRIS = {"Cc", "Cs"}
# Byte order marks and zero width blanks at the ends of a text are what some editors leave behind.
_INVISIBLE_ENDS = "\ufeff\u200b\u2060"


class Pair(msgspec.Struct, frozen=True):
    """A number and how many there are, as in track 3 of 12. 0 where nothing is said."""

    number: int
    total: int


def clean(text: str) -> str:
    """One line: no control characters, no NULs, no halves of characters, no blanks around. The rest stays as it is."""
    return _without_debris(text[:_LONGEST_TEXT]).strip(_INVISIBLE_ENDS).strip()


def clean_lines(text: str) -> str:
    """The same for text of several lines, whose ends become line feeds."""
    lines = text[:_LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_without_debris(line).rstrip() for line in lines).strip(_INVISIBLE_ENDS).strip()


def clean_values(values: Iterable[str]) -> tuple[str, ...]:
    """The values that are left after cleaning, each once, in their order."""
    cleaned: dict[str, None] = {}
    for value in values:
        for part in value[:_LONGEST_TEXT].split("\0"):
            text = clean(part)
            if text:
                cleaned[text] = None
            if len(cleaned) == _MOST_VALUES:
                return tuple(cleaned)
    return tuple(cleaned)


def pair_of(text: str) -> Pair:
    """The numbers of `3/12`, `03`, `3 of 12`. What does not begin with a number, as the `A1` of a record, is none."""
    match = _PAIR.match(text)
    if match is None:
        return Pair(0, 0)
    number, total = int(match[1]), int(match[2] or 0)
    return Pair(number if number <= _HIGHEST_NUMBER else 0, total if total <= _HIGHEST_NUMBER else 0)


def year_of(text: str) -> int:
    """The year in a date of whatever form, 0 when there is none: `2004-05-06`, `6.5.2004`, `20040506`, `May 2004`."""
    for pattern in (_YEAR, _COMPACT_DATE):
        for match in pattern.finditer(text):
            year = int(match[1])
            if _FIRST_YEAR <= year <= _LAST_YEAR:
                return year
    return 0


def is_true(text: str) -> bool:
    """Whether a flag is set."""
    return text.strip().lower() in _TRUE


def uuids_of(values: Iterable[str]) -> tuple[str, ...]:
    """The identifiers in the values, however they are joined."""
    return tuple(dict.fromkeys(match.lower() for value in values for match in _UUID.findall(value)))


def repair_latin1(text: str) -> str:
    """What was meant by text that an ID3 tag calls Latin-1.

    Many programs wrote UTF-8 or Windows-1252 there. Text that decodes as UTF-8 and is not plain ASCII is UTF-8: in real
    Latin-1 the needed sequences (such as `Ã¶`) do not occur.
    """
    if text.isascii():
        return text
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return text


def _without_debris(text: str) -> str:
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    if character in "\t\n\r":
        return " "
    return "" if unicodedata.category(character) in _DEBRIS else character
