"""How many typos are between a word and many others, for all of them at once.

The bit-vector algorithm of Hyyrö (2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances"):
a column of the table of distances is two words of 64 bits, and every lane of the arrays is another word.
A typo is a letter too much, a missing letter, a wrong letter, or two letters in the wrong order.
"""

import numpy

from musicdb.search.arrays import Codes, Masks, Numbers

LONGEST_WORD = 64
_ONE = numpy.uint64(1)
_ALL_BITS = numpy.uint64(0xFFFFFFFFFFFFFFFF)


def masks_of(codes: Codes, size: int) -> Masks:
    """For each character the places where it stands in a text of at most 64 characters."""
    masks = numpy.zeros(size, numpy.uint64)
    for place, code in enumerate(codes.tolist()):
        if code:
            masks[code] |= _ONE << numpy.uint64(place)
    return masks


def count_typos(word: Codes, masks: Masks, codes: Codes, starts: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """The typos between `word` and each other word, and the fewest between `word` and a beginning of the other word.

    The other words are pieces of `codes`. Letters that come later than the word is long, and more, are not looked at:
    the first result is right only for words that are not more than three letters longer.
    """
    lanes = len(starts)
    top = _ONE << numpy.uint64(len(word) - 1)
    vertical_plus = numpy.full(lanes, _ALL_BITS)
    vertical_minus = numpy.zeros(lanes, numpy.uint64)
    diagonal = numpy.zeros(lanes, numpy.uint64)
    before = numpy.zeros(lanes, numpy.uint64)
    distance = numpy.full(lanes, len(word), numpy.int32)
    whole, beginning = distance.copy(), distance.copy()
    for step in range(min(int(lengths.max(initial=0)), len(word) + 3)):
        going_on = step < lengths
        equal = masks[codes[numpy.minimum(starts + step, len(codes) - 1)]]
        swapped = ((~diagonal & equal) << _ONE) & before
        diagonal = (((equal & vertical_plus) + vertical_plus) ^ vertical_plus) | equal | vertical_minus | swapped
        horizontal_plus = vertical_minus | ~(diagonal | vertical_plus)
        horizontal_minus = diagonal & vertical_plus
        distance += (horizontal_plus & top) != 0
        distance -= (horizontal_minus & top) != 0
        horizontal_plus = (horizontal_plus << _ONE) | _ONE
        vertical_plus = (horizontal_minus << _ONE) | ~(diagonal | horizontal_plus)
        vertical_minus = horizontal_plus & diagonal
        before = equal
        numpy.copyto(whole, distance, where=going_on)
        numpy.copyto(beginning, numpy.minimum(beginning, distance), where=going_on)
    return whole, beginning
