"""The algorithms on bits, against the tables they replace."""

import numpy
from hypothesis import given
from hypothesis import strategies as st

from musicdb.search.alphabet import Alphabet, signature
from musicdb.search.likeness import bounds, common_places, least_common
from musicdb.search.typos import count_typos, masks_of

words = st.text("abcd", min_size=1, max_size=12)
queries = st.text("abc", min_size=1, max_size=64)


def typos_of(first: str, second: str) -> list[int]:
    """The typos between `first` and each beginning of `second`; letters may be swapped with their neighbors only."""
    rows = [list(range(len(second) + 1))]
    for i in range(1, len(first) + 1):
        row = [i]
        for j in range(1, len(second) + 1):
            cost = first[i - 1] != second[j - 1]
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1]


def common_length(first: str, second: str) -> int:
    row = [0] * (len(second) + 1)
    for letter in first:
        before = row
        row = [0]
        for j, other in enumerate(second):
            row.append(before[j] + 1 if letter == other else max(before[j + 1], row[j]))
    return row[-1]


@given(words, st.lists(words, min_size=1, max_size=8))
def test_typos_are_counted(word: str, others: list[str]) -> None:
    text = "\n".join(others)
    alphabet = Alphabet(text)
    codes = alphabet.encode(word)
    lengths = numpy.array([len(other) for other in others])
    starts = numpy.cumsum(lengths + 1) - lengths - 1
    whole, beginning = count_typos(codes, masks_of(codes, alphabet.size), alphabet.encode(text), starts, lengths)
    for number, other in enumerate(others):
        expected = typos_of(word, other)
        if len(other) <= len(word) + 3:
            assert whole[number] == expected[-1]
        assert beginning[number] == min(expected)


@given(queries, st.lists(st.text("abcd", min_size=1, max_size=64), min_size=1, max_size=8), st.booleans(), st.data())
def test_common_subsequences_are_found(query: str, texts: list[str], backward: bool, data: st.DataObject) -> None:  # noqa: FBT001
    joined = "\n".join(texts)
    alphabet = Alphabet(joined)
    lengths = numpy.array([len(text) for text in texts])
    starts = numpy.cumsum(lengths + 1) - lengths - 1
    first = data.draw(st.integers(0, len(query) - 1))
    piece = query[first:]
    window = numpy.uint64(((1 << len(piece)) - 1) << first)
    codes = alphabet.encode(query)
    common = common_places(
        masks_of(codes, alphabet.size),
        numpy.full(len(texts), window),
        alphabet.encode(joined),
        starts + lengths - 1 if backward else starts,
        lengths,
        lengths,
        -1 if backward else 1,
    )
    for number, text in enumerate(texts):
        seen = text[::-1] if backward else text
        assert int(common[number]).bit_count() == common_length(piece, seen)
        for count in range(1, len(piece) + 1):
            lowest = int(common[number]) >> first & ((1 << count) - 1)
            assert lowest.bit_count() == common_length(piece[:count], seen)


@given(queries, queries, st.integers(0, 20))
def test_a_lane_is_given_up_only_when_too_much_is_missing(query: str, text: str, most: int) -> None:
    alphabet = Alphabet(text)
    length = numpy.array([len(text)])
    codes = alphabet.encode(query)
    window = numpy.array([(1 << len(query)) - 1], numpy.uint64)
    common = common_places(
        masks_of(codes, alphabet.size), window, alphabet.encode(text), numpy.array([0]), length, numpy.array([most])
    )
    expected = common_length(query, text)
    if len(text) - expected <= most:
        assert int(common[0]).bit_count() == expected
    else:
        assert int(common[0]).bit_count() in {0, expected}


def test_the_least_length_is_80_percent() -> None:
    for length in range(1, 65):
        for piece in range(1, 65):
            least = least_common(length, piece)
            assert 2 * least / (length + piece) >= 0.8 > 2 * (least - 1) / (length + piece)


def test_the_table_has_a_row_for_each_length() -> None:
    table = bounds()
    assert [int(number) for number in table.full_missing[[1, 4, 5, 10, 20, 64]]] == [0, 0, 1, 2, 4, 12]
    assert [int(number) for number in table.full_pairs[[1, 2, 3, 4, 5, 10]]] == [0, 1, 2, 3, 1, 3]
    assert [int(number) for number in table.shortest[[1, 2, 3, 6, 9]]] == [1, 2, 2, 4, 6]


@given(st.text(max_size=30), st.text(max_size=30))
def test_signatures_never_lack_more_than_the_texts(first: str, second: str) -> None:
    lacking = (signature(first) & ~signature(second)).bit_count()
    assert lacking <= len(set(first) - set(second))


def test_characters_that_no_text_has_are_nothing() -> None:
    alphabet = Alphabet("abc\ndef")
    assert alphabet.encode("a\nx東f").tolist() == [1, 0, 0, 0, 6]
