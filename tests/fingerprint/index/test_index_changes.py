"""What comes in is found, what goes is not, whatever was written and merged in between."""

import threading
import tracemalloc
from pathlib import Path

import numpy
import pytest

from musicdb.errors import BadArgumentError, IndexVersionError
from musicdb.fingerprint.index.changes import Change, Insert, Remove
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.settings import Settings
from tests.fingerprint.index.oracle import SMALL, Chance, Documents, agree, apply, expected, found, offsets


def test_documents_come_change_and_go(tmp_path: Path) -> None:
    with FingerprintIndex.open(tmp_path / "index") as index:
        assert index.update([Insert(1, [101, 201, 301]), Insert(2, [1, 2, 3])]) == 1
        assert found(index.search([101, 201, 999])) == {1: (2, 2)}
        index.update([Insert(1, [101, 5, 6])])
        assert found(index.search([101, 201, 301])) == {1: (1, 1)}
        index.update([Remove(1), Remove(77)])
        assert found(index.search([101, 201, 301])) == {}
        assert (index.get(1), index.get(2), len(index)) == (None, 1, 1)


def test_of_several_changes_for_one_id_the_last_counts(tmp_path: Path) -> None:
    with FingerprintIndex.open(tmp_path / "index") as index:
        index.update([Insert(1, [7]), Remove(1), Insert(2, [7]), Insert(2, [8]), Insert(3, [9]), Remove(3)])
        assert index.ids().tolist() == [2]
        assert not index.search([7, 9]).found


def test_where_a_query_begins_is_told(tmp_path: Path) -> None:
    items = Chance().numbers.integers(0, 2**32, 950, dtype=numpy.uint32)
    with FingerprintIndex.open(tmp_path / "index") as index:
        index.update([Insert(5, items)])
        (excerpt,) = index.search(items[300:400]).found
        (longer,) = index.search(numpy.concatenate((numpy.arange(40, dtype=numpy.uint32), items))).found
    assert (excerpt.id, excerpt.hits, excerpt.votes, excerpt.offset) == (5, 100, 100, 300)
    assert (longer.votes, longer.offset) == (950, -40)


def test_items_with_a_wrong_bit_are_found_when_asked_for(tmp_path: Path) -> None:
    items = Chance().numbers.integers(0, 2**32, (20, 300), dtype=numpy.uint32)
    with FingerprintIndex.open(tmp_path / "index", SMALL) as index:
        index.update([Insert(number, one) for number, one in enumerate(items, 1)])
        wrong = items[6][100:130] ^ numpy.uint32(1 << 17)
        assert not index.search(wrong).found
        best = index.search(wrong, tolerant=True).found[0]
        assert (best.id, best.hits, best.votes, best.offset) == (7, 30, 30, 100)


def test_items_and_ids_may_be_as_large_as_they_can_be(tmp_path: Path) -> None:
    largest = 2**32 - 1
    with FingerprintIndex.open(tmp_path / "index", SMALL) as index:
        for number in (1, 2**31, largest):
            index.update([Insert(number, [largest, 0, number] * 1000)])
        index.settle()
        for number in (2**31, largest):
            assert number in {candidate.id for candidate in index.search([0, number, largest], by_votes=False).found}
        assert {candidate.id for candidate in index.search([largest]).found} == {1, 2**31, largest}


@pytest.mark.parametrize("change", [Insert(0, []), Remove(-1), Insert(2**32, []), Insert(1, [-1]), Insert(1, [2**32])])
def test_what_cannot_be_is_refused_and_changes_nothing(tmp_path: Path, change: Change) -> None:
    with FingerprintIndex.open(tmp_path / "index") as index:
        with pytest.raises(BadArgumentError):
            index.update([Insert(1, [1]), change])
        assert (index.version, len(index)) == (0, 0)


def test_an_update_for_another_version_is_refused(tmp_path: Path) -> None:
    with FingerprintIndex.open(tmp_path / "index") as index:
        index.update([Insert(1, [1])], expected_version=0)
        with pytest.raises(IndexVersionError):
            index.update([Insert(1, [2])], expected_version=0)
        assert index.search([1]).version == 1


@pytest.mark.parametrize("seed", range(4))
def test_it_finds_what_a_look_at_everything_finds(tmp_path: Path, seed: int) -> None:
    chance, documents = Chance(seed), Documents()
    index = FingerprintIndex.open(tmp_path / "index", SMALL)
    for step in range(60):
        changes: list[Change] = [
            Insert(chance.id(150), chance.items()) if chance.id(4) > 1 else Remove(chance.id(150))
            for _ in range(chance.id(12))
        ]
        index.update(changes, metadata={"step": str(step)})
        apply(documents, changes)
        agree(index, documents, chance, 1)
        if step % 20 == 19:
            index.close()
            index = FingerprintIndex.open(tmp_path / "index", SMALL)
            assert (index.version, index.metadata) == (step + 1, {"step": str(step)})
            agree(index, documents, chance)
    index.settle()
    agree(index, documents, chance, 10)
    assert index.statistics().segments <= 3
    assert index.verify() > 0
    index.close()


def test_the_offset_is_one_that_has_the_votes(tmp_path: Path) -> None:
    chance = Chance(9)
    documents: Documents = {number: chance.items() for number in range(1, 40)}
    with FingerprintIndex.open(tmp_path / "index", SMALL) as index:
        index.update([Insert(number, items) for number, items in documents.items()])
        query = chance.items()
        for candidate in index.search(query, 100).found:
            votes = offsets(query, documents[candidate.id])
            assert votes[candidate.offset] + votes[candidate.offset + 1] == candidate.votes


def test_the_best_come_first(tmp_path: Path) -> None:
    with FingerprintIndex.open(tmp_path / "index") as index:
        index.update([Insert(3, [1, 2, 3, 4]), Insert(2, [4, 3, 9, 2, 1, 5]), Insert(1, [1, 2, 3, 4]), Insert(4, [1])])
        query = [1, 2, 3, 4, 5]
        assert [candidate.id for candidate in index.search(query).found] == [1, 3, 2, 4]
        assert [candidate.id for candidate in index.search(query, by_votes=False).found] == [2, 1, 3, 4]
        assert [candidate.id for candidate in index.search(query, 2).found] == [1, 3]


def test_frequent_items_are_counted_without_reading_all_about_them(tmp_path: Path) -> None:
    silence = numpy.full(300, 627964279, numpy.uint32)
    own = Chance(3).numbers.integers(0, 2**32, (400, 20), dtype=numpy.uint32)
    with FingerprintIndex.open(tmp_path / "index", Settings(memory=400_000, effort=500, quiet=0.0)) as index:
        for number, items in enumerate(own, 1):
            index.update([Insert(number, numpy.concatenate((silence, items, [1, 2, 3])))])
        index.settle()
        result = index.search(numpy.concatenate((silence[:10], own[77][:4], [1, 2, 3])))
        assert result.passed_over
        assert (result.found[0].id, result.found[0].hits) == (78, 8)
        # Nothing else is in the query: then it is read, however much that is.
        assert len(index.search([627964279], 1000).found) == 400


def test_searches_see_whole_changes_while_there_are_some(tmp_path: Path) -> None:
    """Two documents change together, always: a search finds both, in the state of its version."""
    stop, wrong = threading.Event(), []
    with FingerprintIndex.open(tmp_path / "index", SMALL) as index:
        index.update([Insert(1, [0]), Insert(2, [0])])

        def look() -> None:
            while not stop.is_set():
                result = index.search(numpy.arange(150, dtype=numpy.uint32))
                hits = {candidate.id: candidate.hits for candidate in result.found}
                if hits != {1: result.version, 2: result.version}:
                    wrong.append(result)

        reader = threading.Thread(target=look)
        reader.start()
        for number in range(1, 120):
            items = list(range(number + 1))
            index.update([Insert(1, items), Insert(2, items), Insert(number + 2, range(10**6, 10**6 + 500))])
        stop.set()
        reader.join()
    assert not wrong


def test_a_reader_outlives_a_merge(tmp_path: Path) -> None:
    chance = Chance(5)
    documents: Documents = {number: chance.items() for number in range(1, 300)}
    # So little memory that there are several segments, also when the thread comes late.
    with FingerprintIndex.open(tmp_path / "index", Settings(memory=10_000, quiet=1000, effort=10**9)) as index:
        for number, items in documents.items():
            index.update([Insert(number, items)])
        before = index._keeper.state
        assert len(before.segments) > 1
        index.settle()
        assert len(list((tmp_path / "index").glob("segment-*"))) < len(before.segments)
        for part in before.segments:
            assert sum(len(keys) for keys in part.source.batches()) == part.source.documents.items
        query = chance.items()
        assert found(index.search(query, 10**6)) == expected(documents, query)


def test_writing_and_merging_takes_as_much_memory_however_much_there_is(tmp_path: Path) -> None:
    """Items take 8 bytes each while they are written; all together would be far above the limit."""
    numbers = numpy.random.default_rng(7)
    count, length, limit = 120, 50_000, 24 << 20
    with FingerprintIndex.open(tmp_path / "index", Settings(memory=1 << 20, quiet=0.0)) as index:
        tracemalloc.start()
        for number in range(1, count + 1):
            index.update([Insert(number, numbers.integers(0, 2**32, length, dtype=numpy.uint32))])
        index.settle()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert index.statistics().items == count * length
    assert peak < limit < 8 * count * length


def test_mapped_pages_are_given_back(tmp_path: Path) -> None:
    chance = Chance(6)
    limit = 1 << 18
    with FingerprintIndex.open(tmp_path / "index", Settings(memory=4 << 20, mapped=limit, quiet=0.0)) as index:
        for number in range(1, 200):
            index.update([Insert(number, chance.numbers.integers(0, 2**32, 5000, dtype=numpy.uint32))])
        index.settle()
        assert index.statistics().size > 4 * limit
        for _ in range(20):
            index.search(chance.numbers.integers(0, 2**32, 100, dtype=numpy.uint32))
            assert index._keeper._ledger.resident() < limit + (100 << 17)
