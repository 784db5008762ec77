"""New rows while they come in. The entries themselves are not kept: a hundred thousand of them are a lot of memory."""

from array import array

import numpy

from musicdb.search.arrays import Numbers
from musicdb.search.entries import ID_BITS, Entry, packed
from musicdb.search.rows import Rows, stamp
from musicdb.search.spellings import Spellings


class Draft:
    """Collects entries. Of several with the same key the last one counts."""

    def __init__(self) -> None:
        self.spellings = Spellings()
        self._keys, self._stamps = array("q"), array("q")
        self._first, self._second = array("q"), array("q")
        self._weights, self._visible = array("f"), array("b")

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, entry: Entry) -> None:
        """Takes an entry."""
        self.spellings.add_name(len(self), entry.text)
        self._keys.append(packed(entry.key))
        self._stamps.append(stamp(entry))
        contexts = [packed(key) for key in entry.context]
        self._first.append(contexts[0] if contexts else 0)
        self._second.append(contexts[1] if len(contexts) > 1 else 0)
        self._weights.append(entry.weight)
        self._visible.append(entry.visible)

    def rows(self) -> Rows:
        """A row for each entry. What is known only inside of an index, its length, rank and contexts, is left empty."""
        count = len(self)
        keys = numpy.array(self._keys, numpy.int64)
        return Rows(
            keys=keys,
            kinds=((keys >> ID_BITS) - 1).astype(numpy.uint8),
            first_keys=numpy.array(self._first, numpy.int64),
            second_keys=numpy.array(self._second, numpy.int64),
            first_rows=numpy.full(count, -1, numpy.intp),
            second_rows=numpy.full(count, -1, numpy.intp),
            stamps=numpy.array(self._stamps, numpy.int64),
            weights=numpy.array(self._weights, numpy.float32),
            visible=numpy.array(self._visible, numpy.bool_),
            alive=numpy.ones(count, numpy.bool_),
            lengths=numpy.zeros(count, numpy.uint16),
            ranks=numpy.zeros(count, numpy.float32),
        )

    def latest(self) -> Numbers:
        """The places of the entries that count."""
        keys = numpy.array(self._keys, numpy.int64)
        order = numpy.argsort(keys, kind="stable")
        last = numpy.ones(len(order), numpy.bool_)
        last[:-1] = keys[order][1:] != keys[order][:-1]
        return numpy.sort(order[last])
