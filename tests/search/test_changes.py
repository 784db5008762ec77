"""The index while it changes."""

import threading
from collections.abc import Iterable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from musicdb.search.entries import Entry
from musicdb.search.index import Index
from tests.search.shelf import ALBUM, ARTIST, SONG, Shelf

TEXTS = ("Night", "Nights", "Day and Night", "Ночь", "夜", "Rosenrot", "The Night", "one", "")


def found(index: Index, text: str) -> list[tuple[str, int, int]]:
    return sorted((hit.kind, hit.id, hit.match) for hit in index.search(text))


def test_a_new_entry_is_found_and_a_removed_one_is_not() -> None:
    shelf = Shelf()
    shelf.index.add([Entry(SONG, 100, "Battery", ((ARTIST, 1),))])
    assert next(iter(shelf.index.search("metallica battery", 5, [SONG]))).id == 100
    shelf.index.remove([(SONG, 100), (SONG, 100), (SONG, 4711)])
    assert shelf.index.search("battery", 5, [SONG]) == []
    assert (SONG, 100) not in shelf.index


def test_a_renamed_artist_is_renamed_for_all_songs() -> None:
    shelf = Shelf()
    kino = shelf.entry(ARTIST, "Кино")
    shelf.index.replace([Entry(ARTIST, kino.id, "Viktor Zoi")])
    assert shelf.found("zoi gruppa", [SONG])[:1] == ["Группа крови"]
    assert found(shelf.index, "kino gruppa krovi")[:1] != [(SONG, 1, 4)]
    assert shelf.found("кино", [ARTIST], 1) != ["Кино"]


def test_a_removed_artist_is_no_context_any_more() -> None:
    index = Index([Entry(ARTIST, 1, "Queen"), Entry(SONG, 1, "Innuendo", ((ARTIST, 1),))])
    index.remove([(ARTIST, 1)])
    assert not any(hit.match >= 4 for hit in index.search("queen innuendo"))
    index.add([Entry(ARTIST, 1, "Queen")])
    assert any(hit.match >= 4 for hit in index.search("queen innuendo"))


def test_a_context_may_come_later() -> None:
    index = Index([Entry(SONG, 1, "Innuendo", ((ARTIST, 1), (ALBUM, 1)))])
    index.add([Entry(ALBUM, 1, "Best Of")])
    assert index.search("best innuendo", 1, [SONG])[0].match >= 4


def test_of_two_with_the_same_key_the_last_one_counts() -> None:
    index = Index([Entry(SONG, 1, "first"), Entry(SONG, 1, "second")])
    assert len(index) == 1
    assert index.search("first") == []
    index.add([Entry(SONG, 1, "third"), Entry(SONG, 1, "second", weight=0.5)])
    assert index.search("third") == []
    assert [hit.id for hit in index.search("second")] == [1]


def test_liking_and_visibility_change_without_names() -> None:
    index = Index(Entry(SONG, number, "Home") for number in range(3))
    index.replace([Entry(SONG, 2, "Home", weight=1.0), Entry(SONG, 0, "Home", visible=False)])
    assert [hit.id for hit in index.search("home")] == [2, 1]
    index.replace([Entry(SONG, 0, "Home", weight=0.5)])
    assert [hit.id for hit in index.search("home")] == [2, 0, 1]


def test_entries_may_come_one_by_one() -> None:
    shelf = Shelf()
    index = Index()
    for entry in shelf.entries:
        index.add([entry])
    for text in ("one", "metallica one", "rosnrot", "gruppa", "o", "the"):
        assert found(index, text) == found(shelf.index, text)


def test_searches_go_on_while_the_index_changes() -> None:
    shelf = Shelf()
    stop = threading.Event()
    wrong: list[object] = []

    def search() -> None:
        while not stop.is_set():
            hits = shelf.index.search("metallica one", 3, [SONG])
            # Whatever changes, this song is there all the time, and each state is a whole one.
            if not hits or hits[0].id != one.id or shelf.index.search("battery", 1, [SONG])[1:]:
                wrong.append(hits)
                return

    one = shelf.entry(SONG, "One")
    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in range(1000, 1120):
            shelf.index.add(Entry(SONG, number + more, "Battery", ((ARTIST, 1),)) for more in range(10))
            shelf.index.replace([Entry(SONG, number, "Battery", weight=0.5)])
            shelf.index.remove([(SONG, number)])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []


class Changes(RuleBasedStateMachine):
    """Any changes in any order: what is found is what a fresh index finds."""

    def __init__(self) -> None:
        super().__init__()
        self.index = Index()
        self.entries: dict[tuple[str, int], Entry] = {}

    @rule(
        entries=st.lists(
            st.builds(
                Entry,
                st.sampled_from((ARTIST, ALBUM, SONG)),
                st.integers(1, 4),
                st.sampled_from(TEXTS),
                st.sampled_from(((), ((ARTIST, 1),), ((ARTIST, 2), (ALBUM, 1)), ((ARTIST, 9), (ALBUM, 2)))),
                st.sampled_from((0.0, 0.5)),
                st.booleans(),
            ),
            max_size=4,
        )
    )
    def add(self, entries: list[Entry]) -> None:
        self.index.add(entries)
        self.entries |= {entry.key: entry for entry in entries}

    @rule(keys=st.lists(st.tuples(st.sampled_from((ARTIST, ALBUM, SONG)), st.integers(1, 4)), max_size=3))
    def remove(self, keys: Iterable[tuple[str, int]]) -> None:
        self.index.remove(keys)  # type: ignore[arg-type]
        for key in keys:
            self.entries.pop(key, None)

    @invariant()
    def finds_what_a_fresh_index_finds(self) -> None:
        fresh = Index(self.entries.values())
        assert len(self.index) == len(fresh) == len(self.entries)
        for text in ("night", "ночь", "n", "夜", "nigth rosen", "one night", "and"):
            assert found(self.index, text) == found(fresh, text)


Changes.TestCase.settings = settings(max_examples=15, stateful_step_count=10, deadline=None)
TestChanges = Changes.TestCase
