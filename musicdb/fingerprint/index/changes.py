"""What can be done to the index: documents come, replace others of the same id, and go."""

from collections.abc import Iterable, Sequence

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.errors import BadArgumentError
from musicdb.fingerprint.index.documents import Ids
from musicdb.fingerprint.index.log import Record

Items = Sequence[int] | NDArray[numpy.uint32]
"""Items of a fingerprint, each from 0 to 2³² - 1."""
_LARGEST = 0xFFFF_FFFF


class Insert(msgspec.Struct, frozen=True):
    """Adds a document, or replaces the one of the same id. Ids are from 1 to 2³² - 1."""

    id: int
    items: Items


class Remove(msgspec.Struct, frozen=True):
    """Removes a document. One that is not there is none of a mistake."""

    id: int


Change = Insert | Remove


class Batch(msgspec.Struct, frozen=True):
    """Changes that happen together: of each id only the last one."""

    ids: Ids
    lengths: Ids
    items: NDArray[numpy.uint32]
    removed: Ids

    @property
    def size(self) -> int:
        """Bytes it takes in memory, once it is sorted; about."""
        return 8 * len(self.items) + 32 * (len(self.ids) + len(self.removed))

    def record(self, version: int, metadata: dict[str, str] | None) -> Record:
        """The same as a record of the log."""
        ids, lengths, items, removed = (
            column.astype("<u4").tobytes() for column in (self.ids, self.lengths, self.items, self.removed)
        )
        return Record(version, ids, lengths, items, removed, metadata)


def gather(changes: Iterable[Change]) -> Batch:
    """Raises BadArgumentError for ids and items that are no numbers of their range."""
    items: dict[int, NDArray[numpy.uint32] | None] = {}
    for change in changes:
        if not 0 < change.id <= _LARGEST:
            raise BadArgumentError(f"{change.id} cannot be the id of a fingerprint: ids are from 1 to {_LARGEST}.")
        items[change.id] = as_items(change.items) if isinstance(change, Insert) else None
    kept = {number: value for number, value in items.items() if value is not None}
    return Batch(
        numpy.array(list(kept), numpy.uint32),
        numpy.array([len(value) for value in kept.values()], numpy.uint32),
        numpy.concatenate([numpy.zeros(0, numpy.uint32), *kept.values()]),
        numpy.array([number for number, value in items.items() if value is None], numpy.uint32),
    )


def as_items(items: Items) -> NDArray[numpy.uint32]:
    """Items as an array. Raises BadArgumentError when there is something else among them."""
    try:
        return numpy.asarray(items, numpy.uint32).reshape(-1)
    except (OverflowError, TypeError, ValueError) as error:
        raise BadArgumentError(f"Items of a fingerprint are whole numbers from 0 to {_LARGEST}.") from error


def items_from_bytes(content: bytes) -> NDArray[numpy.uint32]:
    """Items as the catalogue keeps them: little-endian uint32."""
    return numpy.frombuffer(content, "<u4")
