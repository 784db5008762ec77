"""Where the most frequent items are, decoded: the lists that searches ask for again and again."""

import threading
from collections import OrderedDict
from collections.abc import Callable

import numpy
from numpy.typing import NDArray

List = NDArray[numpy.uint32]
_LIMIT = 4 * 1024 * 1024
# A longer list would leave no room for others.
_LONGEST = _LIMIT // 4


class Lists:
    """Lists of one segment, which never change: at most 4 MiB, those that were wanted last. Safe from any thread."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, List] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, item: int, length: int, read: Callable[[], List]) -> List | None:
        """The ascending places of an item, read when they are not known; None when they are too many.

        There may be `length` of them at most.
        """
        if 4 * length > _LONGEST:
            return None
        with self._lock:
            known = self._kept.get(item)
            if known is not None:
                self._kept.move_to_end(item)
                return known
        found = read()
        with self._lock:
            if item not in self._kept:
                self._kept[item] = found
                self._size += found.nbytes
            while self._size > _LIMIT:
                self._size -= self._kept.popitem(last=False)[1].nbytes
        return found
