"""A query, prepared for the texts of one segment."""

import numpy

from musicdb.search.alphabet import Alphabet, signature
from musicdb.search.arrays import Codes, Masks, Numbers
from musicdb.search.texts import pair_bits
from musicdb.search.typos import masks_of


class Pattern:
    """A query of 1 to 64 characters.

    `letters` and `pairs` are the signatures of its pieces by their length and place, `bits` and `pairbits` those of the
    whole query. `masks` tells for each character at which places it stands, `backward_masks` the same for the query
    read backwards.
    """

    def __init__(self, alphabet: Alphabet, text: str) -> None:
        self.codes: Codes = alphabet.encode(text)
        self.length = len(text)
        self.masks = masks_of(self.codes, alphabet.size)
        self.backward_masks = masks_of(self.codes[::-1], alphabet.size)
        self.bits = numpy.uint64(signature(text))
        self.letters = _unions(numpy.array([signature(letter) for letter in text], numpy.uint64))
        self.pairs = _unions(pair_bits(self.codes))
        self.pairbits = self.pairs[self.length, 0]
        self.everything = numpy.uint64((1 << self.length) - 1)

    def first_places(self, counts: Numbers) -> Masks:
        """The sets of so many places, from the first on; at least one."""
        places: Masks = self.everything >> (self.length - counts).astype(numpy.uint64)
        return places


def _unions(bits: Masks) -> Masks:
    """The bits of each run of neighbors, by the length of the run and the place of its first."""
    table = numpy.zeros((len(bits) + 1, len(bits)), numpy.uint64)
    for length in range(1, len(bits) + 1):
        count = len(bits) - length + 1
        table[length, :count] = table[length - 1, :count] | bits[length - 1 :]
    return table
