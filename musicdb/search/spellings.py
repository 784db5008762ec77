"""The spellings of many names, as columns: a list of objects for each of them would be ten times as large."""

from array import array
from collections.abc import Iterable

import numpy

from musicdb.search.alphabet import SEPARATOR
from musicdb.search.arrays import Levels, Numbers
from musicdb.search.forms import name_forms


class Spellings:
    """Texts, what they are good for, and the rows they belong to."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._uses = bytearray()
        self._rows = array("i")

    def __len__(self) -> int:
        return len(self.texts)

    def add_name(self, row: int, name: str) -> None:
        """All spellings of a name."""
        for form in name_forms(name):
            self.texts.append(form.text)
            self._uses.append(form.use)
            self._rows.append(row)

    def add(self, texts: Iterable[str], uses: Levels, rows: Numbers) -> None:
        """Spellings that were made before."""
        self.texts += texts
        self._uses += uses.tobytes()
        self._rows.frombytes(rows.astype(numpy.int32).tobytes())

    def by_row(self) -> "Spellings":
        """In the order of the rows; those of a row stay in their order."""
        order = numpy.argsort(self.rows(), kind="stable")
        ordered = Spellings()
        ordered.add([self.texts[number] for number in order.tolist()], self.uses()[order], self.rows()[order])
        return ordered

    def rows(self) -> Numbers:
        """The row of each text."""
        return numpy.array(self._rows, numpy.int32)

    def uses(self) -> Levels:
        """What each text is good for."""
        return numpy.frombuffer(bytes(self._uses), numpy.uint8)

    def joined(self) -> str:
        """All texts one after the other."""
        return SEPARATOR.join(self.texts)
