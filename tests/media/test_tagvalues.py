"""Values out of tags."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicdb.media.tagvalues import (
    Pair,
    clean,
    clean_lines,
    clean_values,
    is_true,
    pair_of,
    repair_latin1,
    uuids_of,
    year_of,
)

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a\tb \0", "a b"),
        ("\ufeffName\r\n", "Name"),
        ("a\x07b", "ab"),
        ("e\u0301 音 🎵", "e\u0301 音 🎵"),
        ("half \ud83c", "half"),
        ("AC/DC", "AC/DC"),
    ],
)
def test_text_is_cleaned_and_otherwise_kept(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_lines_stay_lines() -> None:
    assert clean_lines("\r\n one \r\ntwo\0\rthree\n\n") == "one\ntwo\nthree"


def test_values_are_kept_once_and_in_order() -> None:
    assert clean_values(["b", " a ", "", "b\0c"]) == ("b", "a", "c")
    assert len(clean_values(map(str, range(100_000)))) == 100


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("3/12", Pair(3, 12)),
        ("03", Pair(3, 0)),
        (" 3 of 12", Pair(3, 12)),
        ("3/", Pair(3, 0)),
        ("/12", Pair(0, 0)),
        ("A1", Pair(0, 0)),
        ("-1", Pair(0, 0)),
        ("1.0", Pair(1, 0)),
        ("99999999999", Pair(0, 0)),
        ("", Pair(0, 0)),
    ],
)
def test_numbers_of_tracks_are_read(text: str, pair: Pair) -> None:
    assert pair_of(text) == pair


@pytest.mark.parametrize(
    ("text", "year"), [("2004", 2004), ("(C)1999-12", 1999), ("0000", 0), ("'04", 0), ("12345", 0), ("99999999", 0)]
)
def test_years_are_found(text: str, year: int) -> None:
    assert year_of(text) == year


def test_flags_are_read() -> None:
    assert is_true(" True ")
    assert not is_true("0")


def test_identifiers_are_found_however_they_are_joined() -> None:
    one, two = "0b4c1f4c-9c39-4b5c-8c8e-3f0a6c7d1e2f", "1b4c1f4c-9c39-4b5c-8c8e-3f0a6c7d1e2f"
    assert uuids_of([f"{one};{two.upper()}", one, "none"]) == (one, two)


@pytest.mark.parametrize(
    ("text", "meant"), [("plain", "plain"), ("Ã¼ber", "über"), ("über", "über"), ("Don\x92t", "Don’t"), ("音", "音")]
)
def test_what_is_no_latin1_is_read_as_what_it_is(text: str, meant: str) -> None:
    assert repair_latin1(text) == meant


@given(ANY_TEXT)
def test_whatever_the_text_is_it_can_be_sent_afterwards(text: str) -> None:
    for cleaned in (clean(text), clean_lines(text), *clean_values([text])):
        assert msgspec.json.decode(msgspec.json.encode(cleaned)) == cleaned
        assert "\0" not in cleaned
    pair_of(text)
    year_of(text)
    repair_latin1(text)
