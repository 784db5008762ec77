"""Numbers for characters: the fewer there are, the smaller are the arrays."""

import numpy
from numpy.typing import NDArray

from musicdb.search.arrays import Codes

SEPARATOR = "\n"
_FIRST_SHARED_BIT = 36
_SHARED_BITS = 64 - _FIRST_SHARED_BIT
_MOST = 0xFFFE


class Alphabet:
    """The characters of a set of texts. 0 stands for all that is not among them, and for what is between texts.

    A *signature* is a set of characters in 64 bits. Letters and digits have a bit each, all others share the rest, and
    blanks have none: what one signature lacks of another is never more than what one text lacks of the other.
    """

    def __init__(self, text: str) -> None:
        points = _points(text)
        present = numpy.bincount(points, minlength=ord(SEPARATOR) + 1) > 0
        present[ord(SEPARATOR)] = False
        # A text of more characters than a code can tell apart is no text; the rarest ones would not be found.
        known = numpy.flatnonzero(present)[:_MOST]
        self._table = numpy.zeros(len(present), numpy.uint16)
        self._table[known] = numpy.arange(1, len(known) + 1, dtype=numpy.uint16)
        self.bits = numpy.zeros(len(known) + 1, numpy.uint64)
        self.bits[1:] = [_bit(int(point)) for point in known]

    @property
    def size(self) -> int:
        """One more than the largest code."""
        return len(self.bits)

    def encode(self, text: str) -> Codes:
        """The codes of the characters of a text."""
        points = _points(text)
        codes: Codes = self._table[numpy.minimum(points, len(self._table) - 1)]
        codes[points >= len(self._table)] = 0
        return codes


def signature(text: str) -> int:
    """The set of characters of a text."""
    bits = 0
    for character in set(text):
        bits |= _bit(ord(character))
    return bits


def _points(text: str) -> NDArray[numpy.uint32]:
    return numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), numpy.uint32)


def _bit(point: int) -> int:
    character = chr(point)
    if "a" <= character <= "z":
        return 1 << (point - ord("a"))
    if "0" <= character <= "9":
        return 1 << (26 + point - ord("0"))
    if character == " ":
        return 0
    return 1 << (_FIRST_SHARED_BIT + point % _SHARED_BITS)
