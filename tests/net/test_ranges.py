"""What a request for a file asks for."""

from http import HTTPStatus

import pytest

from musicdb.errors import RangeError
from musicdb.net.ranges import Plan, plan

ETAG = '"abc"'
MODIFIED = 1_000_000_000
DATE = "Sun, 09 Sep 2001 01:46:40 GMT"
EARLIER = "Sun, 09 Sep 2001 01:46:39 GMT"
SIZE = 1000
WHOLE = Plan(HTTPStatus.OK, 0, SIZE)


def asked(size: int = SIZE, **headers: str) -> Plan:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return plan(named.get, ETAG, MODIFIED, size)


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, 1000),
        ("bytes=500-599", 500, 600),
        ("bytes=999-", 999, 1000),
        ("bytes=990-5000", 990, 1000),
        ("bytes=-1", 999, 1000),
        ("bytes=-5000", 0, 1000),
        ("Bytes = 1-2", 1, 3),
    ],
)
def test_a_part(wanted: str, start: int, stop: int) -> None:
    assert asked(range=wanted) == Plan(HTTPStatus.PARTIAL_CONTENT, start, stop)


@pytest.mark.parametrize(
    "wanted", ["bytes", "bytes=-", "bytes=x-y", "bytes=5-4", "items=0-1", "bytes=0-1,5-6", "bytes=٣-", "bytes=1" * 99]
)
def test_what_is_not_understood_gets_the_whole_file(wanted: str) -> None:
    assert asked(range=wanted) == WHOLE


@pytest.mark.parametrize(
    ("wanted", "size"),
    [("bytes=1000-", 1000), ("bytes=5000-6000", 1000), ("bytes=-0", 1000), ("bytes=0-", 0), ("bytes=-5", 0)],
)
def test_a_part_that_does_not_exist(wanted: str, size: int) -> None:
    with pytest.raises(RangeError):
        asked(size, range=wanted)


@pytest.mark.parametrize("known", ['"abc"', 'W/"abc"', '"x", "abc"', "*"])
def test_what_is_known_is_not_sent_again(known: str) -> None:
    assert asked(if_none_match=known, range="bytes=0-5").status is HTTPStatus.NOT_MODIFIED


def test_a_date_counts_only_without_a_tag() -> None:
    assert asked(if_modified_since=DATE).status is HTTPStatus.NOT_MODIFIED
    assert asked(if_modified_since=EARLIER) == WHOLE
    assert asked(if_modified_since=DATE, if_none_match='"other"') == WHOLE
    assert asked(if_modified_since="yesterday") == WHOLE


def test_a_part_of_a_file_that_changed_is_worthless() -> None:
    part = Plan(HTTPStatus.PARTIAL_CONTENT, 0, 6)
    assert asked(range="bytes=0-5", if_range=ETAG) == part
    assert asked(range="bytes=0-5", if_range=DATE) == part
    assert asked(range="bytes=0-5", if_range='"other"') == WHOLE
    assert asked(range="bytes=0-5", if_range='W/"abc"') == WHOLE
    assert asked(range="bytes=0-5", if_range=EARLIER) == WHOLE
