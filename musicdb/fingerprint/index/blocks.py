"""Blocks of postings. A posting is a key: the item in its upper 32 bits, the place of the item in the lower ones.

Items of a block are coded as Elias and Fano do: the upper parts of their distances from the first as the number of
zeros between ones, the lower parts, of a width of its own for each block, beside the places. That takes 2.4 bits more
than the logarithm of the mean distance, wherever items lie close and wherever they do not. A block is made of words:

    0       CRC-32 of all that follows; then 8 bits each: postings less 1, width of the lower parts, upper words, 0
    1 …     upper words: for each posting a one, after as many zeros as its upper part is larger than the one before
    … end   for each posting its place, and above it the lower part of its item
"""

import zlib

import numpy

from musicdb.fingerprint.index.bits import WORD, Numbers, Words, mask, put, select_zero, signed, spread, take, unsigned

SIZE = 256
"""Postings of a block; the last one of a file may have fewer."""
PLACE = numpy.uint64(0xFFFF_FFFF)
ITEM = numpy.uint64(32)
# Where more postings have the same upper part, the wanted ones are found in two steps.
_NARROW = 16
_STEP = 16
_UPPER_WORDS = SIZE * 3 // WORD


def encode(keys: Words, place_bits: int) -> tuple[bytes, Numbers]:
    """Blocks of sorted keys, a multiple of SIZE or fewer than SIZE, and the length of each block in words."""
    rows = keys.reshape(-1, min(SIZE, len(keys)))
    count = rows.shape[1]
    distances = (rows >> ITEM) - (rows[:, :1] >> ITEM)
    means = (distances[:, -1] // numpy.uint64(count)).astype(float)
    widths = signed(numpy.maximum(numpy.frexp(means)[1] - 1, 0))
    lower = unsigned(widths)[:, None]
    ones = signed(distances >> lower) + numpy.arange(count)
    uppers = ones[:, -1] // WORD + 1
    fields = widths + place_bits
    lengths = 1 + uppers + (count * fields + WORD - 1) // WORD
    starts = numpy.cumsum(lengths) - lengths
    words = numpy.zeros(lengths.sum() + 1, numpy.uint64)
    put(words, ((starts[:, None] + 1) * WORD + ones).ravel(), numpy.ones(len(keys), numpy.uint64), 1)
    entries = ((distances & mask(lower)) << numpy.uint64(place_bits)) | (rows & PLACE)
    places = (starts + 1 + uppers)[:, None] * WORD + numpy.arange(count) * fields[:, None]
    put(words, places.ravel(), entries.ravel(), numpy.repeat(fields, count))
    words[starts] = unsigned((count - 1) << 32 | widths << 40 | uppers << 48)
    view = memoryview(words[:-1].tobytes())
    bounds = (starts * 8).tolist(), ((starts + lengths) * 8).tolist()
    words[starts] |= unsigned([zlib.crc32(view[begin + 4 : end]) for begin, end in zip(*bounds, strict=True)])
    return words[:-1].tobytes(), lengths


class Blocks:
    """Blocks that were read, one after the other. `bases` are their first items, `place_bits` is as when encoded."""

    def __init__(self, words: Words, lengths: Numbers, bases: Words, place_bits: int) -> None:
        # One word more, for values that are read from two.
        self._words = numpy.append(words, unsigned([0]))
        self._starts = numpy.cumsum(lengths) - lengths
        header = self._words[self._starts]
        self._counts = signed(header >> unsigned(32) & unsigned(255)) + 1
        self._lower = header >> unsigned(40) & unsigned(255)
        self._uppers = signed(header >> unsigned(48) & unsigned(255))
        self._bases = bases
        self._place_bits = numpy.uint64(place_bits)

    def checksums(self) -> list[int]:
        """What the blocks say their checksums are."""
        checksums: list[int] = (self._words[self._starts] & PLACE).tolist()
        return checksums

    def keys(self) -> Words:
        """All keys, sorted."""
        blocks, numbers = spread(self._counts)
        rows = self._upper_rows(numpy.uint64(0))
        ones = numpy.flatnonzero(numpy.unpackbits(rows.view(numpy.uint8).ravel(), bitorder="little"))
        uppers = unsigned(ones - blocks * (_UPPER_WORDS * WORD) - numbers)
        lower = self._lower[blocks]
        entries = self._entries(blocks, numbers)
        items = self._bases[blocks] + ((uppers << lower) | (entries >> self._place_bits))
        keys: Words = (items << ITEM) | (entries & mask(self._place_bits))
        return keys

    def places(self, rows: Numbers, items: Words, lows: Words, highs: Words) -> tuple[Numbers, Words]:
        """Places of items, each in one of the blocks, from `lows` to `highs`: which of the items, and the places."""
        distances = items - self._bases[rows]
        lower = self._lower[rows]
        uppers = signed(distances >> lower)
        ranks = numpy.concatenate((uppers - 1, uppers))
        edges = select_zero(self._upper_rows(~numpy.uint64(0)), numpy.concatenate((rows, rows)), ranks)
        firsts = edges[: len(rows)] + 1 - uppers
        ends = numpy.minimum(edges[len(rows) :] - uppers, self._counts[rows])
        # Among postings of the same upper part, the rest ascends. Often that is the place alone, and all are wanted.
        base = (distances & mask(lower)) << self._place_bits
        lows, highs = base | lows, base | numpy.minimum(highs, mask(self._place_bits))
        some = (lows > 0) | (highs < mask(lower + self._place_bits))
        wide = numpy.flatnonzero(some & (ends - firsts > _NARROW))
        if len(wide):
            both = numpy.concatenate((wide, wide))
            least = numpy.concatenate((lows[wide], highs[wide] + numpy.uint64(1)))
            firsts[wide], ends[wide] = self._bound(rows[both], firsts[both], ends[both], least).reshape(2, -1)
        groups, numbers = spread(numpy.maximum(ends - firsts, 0))
        entries = self._entries(rows[groups], numbers + firsts[groups])
        fits = (entries >= lows[groups]) & (entries <= highs[groups])
        return groups[fits], entries[fits] & mask(self._place_bits)

    def _bound(self, blocks: Numbers, lows: Numbers, highs: Numbers, least: Words) -> Numbers:
        """In each block the first posting of some that is not below a value. They ascend, and are SIZE at most."""
        for step in (_STEP, 1):
            # Of so many postings that lie a step from each other, those below the value are left out, but for the last.
            samples = lows[:, None] + numpy.arange(step - 1, SIZE // _STEP * step, step)
            rows = numpy.broadcast_to(blocks[:, None], samples.shape)
            entries = self._entries(rows, numpy.minimum(samples, highs[:, None] - 1))
            below = (samples < highs[:, None]) & (entries < least[:, None])
            lows = lows + step * numpy.count_nonzero(below, axis=1)
        return lows

    def _upper_rows(self, otherwise: numpy.uint64) -> Words:
        columns = numpy.arange(_UPPER_WORDS)
        rows = self._words[numpy.minimum(self._starts[:, None] + 1 + columns, len(self._words) - 1)]
        return numpy.where(columns < self._uppers[:, None], rows, otherwise)

    def _entries(self, blocks: Numbers, numbers: Numbers) -> Words:
        widths = self._lower + self._place_bits
        begins = (self._starts + 1 + self._uppers) * WORD
        return take(self._words, begins[blocks] + numbers * signed(widths)[blocks], widths[blocks])
