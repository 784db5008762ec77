"""The search of MusicDB 8 as an oracle: whatever it found, is found.

It scored every name with `partial_ratio` and took what had 80 or more. There is no exception, not even for queries and
names of one letter; they come last. Only queries of more than 64 characters are cut.
"""

import string

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import partial_ratio

from musicdb.model.search import Match
from musicdb.search.entries import Entry
from musicdb.search.folding import plain
from musicdb.search.index import Index
from tests.search.shelf import SONG

LETTERS = "abc de "
SCRIPTS = "abß éöÆ жщя東京さっャ한글 فيع –'!0÷ａ…ǆİ\u0307"
few = st.text(LETTERS, max_size=14)
mixed = st.text(SCRIPTS, max_size=10)
queries = st.one_of(few, st.text(LETTERS, min_size=10, max_size=64), mixed)
names = st.lists(st.one_of(few, mixed, st.text(LETTERS, max_size=40)), min_size=1, max_size=25)


def check(query: str, titles: list[str]) -> None:
    index = Index(Entry(SONG, number, title) for number, title in enumerate(titles))
    found = {hit.id for hit in index.search(query)}
    wanted = plain(query)
    for number, title in enumerate(titles):
        if wanted and plain(title) and partial_ratio(wanted, plain(title)) >= 80:
            assert number in found, (query, title)


@given(queries, names)
@example("abc", ["ac", "xxac", "acxx", "x"])
@example("a", ["a", "b", "ba"])
@example("abcdefgh", ["abc", "a", "gh", "fhx"])
@settings(max_examples=400, deadline=None)
def test_everything_the_oracle_finds_is_found(query: str, titles: list[str]) -> None:
    check(query, titles)


@given(names, st.data())
@settings(max_examples=200, deadline=None)
def test_names_with_typos_are_found_as_by_the_oracle(titles: list[str], data: st.DataObject) -> None:
    title = data.draw(st.sampled_from(titles))
    place = data.draw(st.integers(0, len(title)))
    typed = data.draw(st.sampled_from([title[:place] + title[place + 1 :], title[:place] + "e" + title[place:], title]))
    check(typed[:60], titles)


@given(st.text("abcd", min_size=1, max_size=20), st.lists(st.text("abcd", min_size=1, max_size=20), min_size=1))
@settings(max_examples=200, deadline=None)
def test_what_is_found_for_its_letters_alone_is_what_the_oracle_finds(query: str, titles: list[str]) -> None:
    index = Index(Entry(SONG, number, title) for number, title in enumerate(titles))
    for hit in index.search(query):
        if hit.match in {Match.ALIKE, Match.PART, Match.INSIDE}:
            assert partial_ratio(query, titles[hit.id]) >= 79.99


def test_a_limit_takes_the_first_of_all_hits() -> None:
    titles = [first + second + third for first in "abcde" for second in "abcde " for third in ("", "x", "yz", "abc")]
    index = Index(Entry(SONG, number, title) for number, title in enumerate(titles))
    for query in ("a", "ab", "abc", "cab", "exabc", "yzx", string.ascii_lowercase):
        everything = [hit.id for hit in index.search(query)]
        for limit in (1, 3, 10, 50):
            assert [hit.id for hit in index.search(query, limit)] == everything[:limit]
