"""What is found, and in which order."""

import pytest

from musicdb.model.search import Match, SearchKind
from musicdb.search.entries import Entry
from musicdb.search.index import Index
from tests.search.shelf import ALBUM, ARTIST, SONG, VIDEO, Shelf


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("metallica", ARTIST, "Metallica"),
        ("metalica", ARTIST, "Metallica"),
        ("metallcia", ARTIST, "Metallica"),
        ("emtallica", ARTIST, "Metallica"),
        ("m", ARTIST, "Metallica"),
        ("metallica one", SONG, "One"),
        ("one metallica", SONG, "One"),
        ("metalica unforgvn", SONG, "The Unforgiven"),
        ("unforgiven", SONG, "The Unforgiven"),
        ("nothing matters", SONG, "Nothing Else Matters"),
        ("matters nothing", SONG, "Nothing Else Matters"),
        ("noth els matt", SONG, "Nothing Else Matters"),
        ("and justice", ALBUM, "…And Justice for All"),
        ("acdc", ARTIST, "AC/DC"),
        ("ac dc", ARTIST, "AC/DC"),
        ("AC/DC", ARTIST, "AC/DC"),
        ("tnt", SONG, "T.N.T."),
        ("its a long way", SONG, "It’s a Long Way to the Top"),
        ("it's a long", SONG, "It’s a Long Way to the Top"),
        ("!!!", ARTIST, "!!!"),
        ("motorhead", ARTIST, "Motörhead"),
        ("Motörhead", ARTIST, "Motörhead"),
        ("motoerhead", ARTIST, "Motörhead"),
        ("kino", ARTIST, "Кино"),
        ("кино", ARTIST, "Кино"),
        ("gruppa krovi", SONG, "Группа крови"),
        ("grupa krovi", SONG, "Группа крови"),
        ("spokojnaja noch", SONG, "Спокойная ночь"),
        ("東京", ARTIST, "東京事変"),
        ("事変", ARTIST, "東京事変"),
        ("群", SONG, "群青日和"),
        ("kyary", ARTIST, "きゃりーぱみゅぱみゅ"),
        ("pamyu", ARTIST, "きゃりーぱみゅぱみゅ"),
        ("ninja", SONG, "にんじゃりばんばん"),
        ("ニンジャ", SONG, "にんじゃりばんばん"),
        ("bangtan", ARTIST, "방탄소년단"),
        ("방탄", ARTIST, "방탄소년단"),
        ("bomnal", SONG, "봄날"),
        ("fairuz", ARTIST, "فيروز"),
        ("fayrouz", ARTIST, "فيروز"),
        ("فيروز", ARTIST, "فيروز"),
        ("÷", ALBUM, "÷"),
        ("osenro", ALBUM, "Rosenrot"),
        ("acros the univers", SONG, "Across the Universe"),
        ("daftpunk rosenrot", ALBUM, "Rosenrot"),
    ],
)
def test_it_is_found_at_the_top(shelf: Shelf, typed: str, kind: SearchKind, name: str) -> None:
    assert shelf.found(typed, [kind])[:1] == [name]


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "???", "-", "。", "xyzzyxq", "\x00"])
def test_nothing_is_found(shelf: Shelf, typed: str) -> None:
    assert shelf.found(typed) == []


def test_a_name_is_found_with_each_letter_that_is_typed(shelf: Shelf) -> None:
    for name in ("Nothing Else Matters", "Группа крови", "Motörhead", "群青日和", "Ace of Spades"):
        for length in range(1, len(name) + 1):
            assert name in shelf.found(name[:length], limit=None)


def test_better_matches_come_first() -> None:
    names = ("Hell", "Hell Yeah", "Go to Hell", "Shell", "Hall", "Bell Hop")
    index = Index(Entry(SONG, number, name) for number, name in enumerate(names))
    hits = index.search("hell")
    assert [names[hit.id] for hit in hits] == ["Hell", "Hell Yeah", "Go to Hell", "Shell", "Hall", "Bell Hop"]
    assert [hit.match for hit in hits] == [
        Match.EXACT, Match.BEGINNING, Match.WORDS, Match.INSIDE, Match.TYPOS, Match.TYPOS,
    ]  # fmt: skip
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(int(hit.score) == hit.match for hit in hits)


def test_an_article_does_not_hide_the_name(shelf: Shelf) -> None:
    assert shelf.found("beatles", [ARTIST]) == ["The Beatles", "Beatles Revival"]


def test_words_of_the_artist_do_not_find_everything_by_the_artist(shelf: Shelf) -> None:
    assert shelf.found("metallica", [SONG]) == []
    assert [hit.match for hit in shelf.index.search("metallica one", 1, [SONG])] == [Match.FIELDS]


def test_of_equal_names_the_liked_one_comes_first() -> None:
    index = Index(Entry(SONG, number, "Home", weight=weight) for number, weight in enumerate((0.2, 0.9, 0.0, 0.5)))
    assert [hit.id for hit in index.search("home")] == [1, 3, 0, 2]


def test_liking_does_not_outdo_a_better_match() -> None:
    index = Index([Entry(SONG, 1, "Home"), Entry(SONG, 2, "Homeland", weight=1.0)])
    assert [hit.id for hit in index.search("home")] == [1, 2]


def test_what_is_met_equally_is_in_alphabetical_order() -> None:
    index = Index(Entry(SONG, number, f"Home {letter}") for number, letter in enumerate("dbca"))
    assert [hit.id for hit in index.search("home")] == [3, 1, 2, 0]


def test_the_limit_holds_for_each_kind() -> None:
    entries = [Entry(kind, number, f"Night {number}") for kind in (ARTIST, ALBUM, SONG) for number in range(50)]
    index = Index(entries)
    hits = index.search("night", 5)
    assert [sum(hit.kind is kind for hit in hits) for kind in (ARTIST, ALBUM, SONG, VIDEO)] == [5, 5, 5, 0]
    assert index.search("night", 0) == []
    assert len(index.search("night")) == 150
    assert {hit.kind for hit in index.search("night", 5, [ALBUM])} == {ALBUM}
    assert index.search("night", 5, []) == []


def test_the_limit_takes_the_best_of_all() -> None:
    index = Index(Entry(SONG, number, f"Night {number:03}", weight=number / 500) for number in range(500))
    everything = [hit.id for hit in index.search("night")]
    assert [hit.id for hit in index.search("night", 7)] == everything[:7] == list(range(499, 492, -1))


def test_what_is_not_visible_is_a_context_only() -> None:
    index = Index([Entry(ALBUM, 1, "Secret", visible=False), Entry(SONG, 1, "One", ((ALBUM, 1),))])
    assert [hit.kind for hit in index.search("secret")] == []
    assert [hit.kind for hit in index.search("secret one")] == [SONG]


def test_an_empty_index_finds_nothing() -> None:
    index = Index()
    assert index.search("anything") == []
    assert len(index) == 0
    assert (SONG, 1) not in index


def test_blank_names_are_not_found() -> None:
    index = Index([Entry(SONG, 1, "  "), Entry(SONG, 2, ""), Entry(SONG, 3, "x")])
    assert [hit.id for hit in index.search("x")] == [3]
    assert index.search(" ") == []
    assert len(index) == 3


def test_very_long_texts_are_taken() -> None:
    name = "supercalifragilistic " * 4000
    index = Index([Entry(SONG, 1, name), Entry(SONG, 2, "short")])
    assert [hit.id for hit in index.search(name)] == [1]
    assert [hit.id for hit in index.search("supercali")] == [1]


def test_ids_that_cannot_be_are_refused() -> None:
    with pytest.raises(OverflowError):
        Index([Entry(SONG, -1, "x")])
