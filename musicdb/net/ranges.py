"""What a request for a file asks for: all of it, a part, or nothing because it has it already (RFC 9110, 13 and 14)."""

import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import msgspec

from musicdb.errors import RangeError

_SINGLE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII | re.IGNORECASE)
_DIGITS = 18

Header = Callable[[str], str | None]


class Plan(msgspec.Struct, frozen=True):
    """The status to answer with, and the bytes to send: from `start`, before `stop`."""

    status: HTTPStatus
    start: int = 0
    stop: int = 0


def plan(header: Header, etag: str, modified: int, size: int) -> Plan:
    """Decides by the headers of a GET or HEAD request. `modified` in unix seconds, `size` in bytes.

    Raises RangeError when the part that is asked for does not exist. A range that is not understood, or several of
    them, get the whole file, as the standard allows.
    """
    if _is_known(header, etag, modified):
        return Plan(HTTPStatus.NOT_MODIFIED)
    wanted = header("range")
    if wanted is None or not _is_unchanged(header("if-range"), etag, modified):
        return Plan(HTTPStatus.OK, 0, size)
    part = _part(wanted, size)
    return Plan(HTTPStatus.PARTIAL_CONTENT, *part) if part else Plan(HTTPStatus.OK, 0, size)


def _is_known(header: Header, etag: str, modified: int) -> bool:
    known = header("if-none-match")
    if known is not None:
        return known.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in known.split(","))
    since = _seconds(header("if-modified-since"))
    return since is not None and modified <= since


def _is_unchanged(condition: str | None, etag: str, modified: int) -> bool:
    if condition is None:
        return True
    return condition.strip() == etag or _seconds(condition) == modified


def _seconds(date: str | None) -> int | None:
    if date is None:
        return None
    try:
        return int(parsedate_to_datetime(date).timestamp())
    except (ValueError, TypeError, OverflowError):
        return None


def _part(wanted: str, size: int) -> tuple[int, int] | None:
    match = _SINGLE.fullmatch(wanted)
    if match is None or match.group(1) == match.group(2) == "" or max(map(len, match.groups())) > _DIGITS:
        return None
    first, last = match.groups()
    if first == "":
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size or stop <= start:
        raise RangeError(f"The file has {size} bytes; it has no part {wanted.strip()}.")
    return start, stop
