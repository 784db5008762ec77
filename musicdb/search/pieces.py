"""Cuts a query and many names into the pieces that the rule of `likeness` compares, and compares them.

What cannot be alike, because too few of its letters are in the other text, is dropped before, the cheapest way first.
All functions give the forms that are alike, and how much: 0.8 to 1. A form may come more than once.
"""

import numpy

from musicdb.search.arrays import Flags, Masks, Numbers, Ratios, bounded, ranges
from musicdb.search.likeness import bounds, common_places, least_common
from musicdb.search.pattern import Pattern
from musicdb.search.texts import Texts

Alike = tuple[Numbers, Ratios]


def pieces_of_names(pattern: Pattern, texts: Texts, forms: Numbers) -> Alike:
    """Pieces of names that are as long as the query."""
    length = pattern.length
    least = int(least_common(length, length))
    lengths, starts = texts.lengths[forms], texts.starts[forms]
    known = (pattern.masks != 0)[texts.codes[ranges(starts, lengths)]]
    before = numpy.zeros(len(known) + 1, numpy.int32)
    numpy.cumsum(known, out=before[1:])
    counts = lengths - length + 1
    firsts = ranges(numpy.cumsum(lengths) - lengths, counts)
    good = numpy.flatnonzero(before[firsts + length] - before[firsts] >= least)
    owners = numpy.repeat(numpy.arange(len(forms)), counts)[good]
    # How far a piece is from the beginning of its name is the same in the names put together and where they are kept.
    places = firsts[good] + (starts - numpy.cumsum(lengths) + lengths)[owners]
    return _pieces_with_query(pattern, texts, forms[owners], places, numpy.full(len(good), length))


def ends_of_names(pattern: Pattern, texts: Texts, forms: Numbers, *, at_end: bool) -> Alike:
    """Shorter pieces at an end of names that are as long as the query, or longer."""
    shortest, extra = int(bounds().shortest[pattern.length]), int(bounds().end_extra[pattern.length])
    # What is too different in the shortest piece is so in all of them.
    lengths, most = numpy.full(len(forms), shortest), numpy.full(len(forms), extra)
    windows = numpy.full(len(forms), pattern.everything)
    common = _common(pattern, texts, forms, lengths, most, windows, at_end=at_end)
    good = forms[numpy.bitwise_count(common) >= shortest - extra]
    owners = numpy.repeat(good, pattern.length - shortest)
    lengths = numpy.tile(numpy.arange(shortest, pattern.length), len(good))
    places = texts.starts[owners] + (texts.lengths[owners] - lengths) * at_end
    return _pieces_with_query(pattern, texts, owners, places, lengths)


def pieces_of_query(pattern: Pattern, texts: Texts, forms: Numbers) -> Alike:
    """Whole names with all pieces of the query that are as long."""
    lengths = texts.lengths[forms]
    missing = bounds().full_missing[lengths]
    everything = numpy.full(len(forms), pattern.everything)
    common = _common(pattern, texts, forms, lengths, missing, everything, at_end=False)
    forms = forms[numpy.bitwise_count(common) >= lengths - missing]
    lengths = texts.lengths[forms]
    owners, places = _lanes_of_pieces(pattern, texts, forms)
    lengths = texts.lengths[owners]
    windows = pattern.first_places(lengths) << places.astype(numpy.uint64)
    common = common_places(
        pattern.masks, windows, texts.codes, texts.starts[owners], lengths, bounds().full_missing[lengths]
    )
    return _alike(owners, common, 2 * lengths)


def _lanes_of_pieces(pattern: Pattern, texts: Texts, forms: Numbers) -> tuple[Numbers, Numbers]:
    """Names, and the places where pieces of the query with nearly the same letters and pairs begin."""
    forms = forms[numpy.argsort(texts.lengths[forms])]
    lengths, letters, pairs = texts.lengths[forms], texts.signatures[forms], texts.pairsignatures[forms]
    missing = bounds().full_missing[lengths]
    owners, places = [forms[:0]], [forms[:0]]
    for place in range(pattern.length):
        (count,) = bounded(lengths, pattern.length - place + 1)
        good = numpy.flatnonzero(
            _share(letters[:count], pattern.letters[:, place].take(lengths[:count]), missing[:count])
        )
        near = pattern.pairs[lengths[good] - 1, place]
        good = good[_share(pairs[good], near, 3 * missing[good])]
        owners.append(forms[good])
        places.append(numpy.full(len(good), place))
    return numpy.concatenate(owners), numpy.concatenate(places)


def ends_of_query(pattern: Pattern, texts: Texts, forms: Numbers, *, at_end: bool) -> Alike:
    """Whole names with shorter pieces at an end of the query."""
    forms = _few_extra(pattern, texts, forms, at_end=at_end)
    lengths = texts.lengths[forms]
    # Read from that end, all the pieces are at the beginning of the query.
    windows = pattern.first_places(lengths - 1)
    common = _common(pattern, texts, forms, lengths, bounds().end_missing[lengths], windows, at_end=at_end)
    shortest = bounds().shortest[lengths]
    good = numpy.bitwise_count(common) >= least_common(lengths, shortest)
    forms, common, lengths, shortest = forms[good], common[good], lengths[good], shortest[good]
    counts = lengths - shortest
    pieces = ranges(shortest, counts)
    common = numpy.repeat(common, counts) & pattern.first_places(pieces)
    return _alike(numpy.repeat(forms, counts), common, numpy.repeat(lengths, counts) + pieces)


def _pieces_with_query(pattern: Pattern, texts: Texts, forms: Numbers, starts: Numbers, lengths: Numbers) -> Alike:
    windows = numpy.full(len(forms), pattern.everything)
    most = lengths - least_common(lengths, pattern.length)
    common = common_places(pattern.masks, windows, texts.codes, starts, lengths, most)
    return _alike(forms, common, lengths + pattern.length)


def _common(
    pattern: Pattern, texts: Texts, forms: Numbers, counts: Numbers, most: Numbers, windows: Masks, *, at_end: bool
) -> Masks:
    """What the first letters of names, so many each, have in common with pieces of the query, seen from one end."""
    masks, sign = (pattern.backward_masks, -1) if at_end else (pattern.masks, 1)
    starts = texts.starts[forms] + (texts.lengths[forms] - 1) * at_end
    return common_places(masks, windows, texts.codes, starts, counts, most, sign)


def _alike(forms: Numbers, common: Masks, sums: Numbers) -> Alike:
    counts = numpy.bitwise_count(common).astype(numpy.int32)
    good = numpy.flatnonzero(5 * counts >= 2 * sums)
    return forms[good], (2 * counts[good] / sums[good]).astype(numpy.float32)


def _few_extra(pattern: Pattern, texts: Texts, forms: Numbers, *, at_end: bool) -> Numbers:
    """Those names that lack few letters of the shortest piece at an end of the query."""
    lengths = texts.lengths[forms]
    shortest = bounds().shortest[lengths]
    extra = pattern.letters[shortest, (pattern.length - shortest) * at_end] & ~texts.signatures[forms]
    few: Flags = numpy.bitwise_count(extra) <= bounds().end_extra[lengths]
    return forms[few]


def _share(names: Masks, pieces: Masks, most: Numbers) -> Flags:
    """Whether at most so many bits of each are not in the other.

    A letter that only one has is missing in the other, and breaks two pairs; where it stands, it breaks one.
    """
    good: Flags = (numpy.bitwise_count(names & ~pieces) <= most) & (numpy.bitwise_count(pieces & ~names) <= most)
    return good
