"""Places for what needs a process of its own: some at once; whoever comes when all are taken waits for a moment."""

from collections import deque
from typing import Any, Final

from twisted.internet.defer import CancelledError, Deferred

from musicdb.errors import BusyError

PATIENCE: Final = 4.0
"""For how many seconds somebody waits for a place."""
_MOST_WAITING: Final = 32


class Places:
    """So many places. All calls happen on the reactor."""

    def __init__(self, reactor: Any, number: int) -> None:
        self._reactor = reactor
        self._free = number
        self._number = number
        self._waiting: deque[Deferred[None]] = deque()

    async def take(self) -> None:
        """Takes a place, which has to be given back. Raises BusyError when none becomes free in time."""
        if self._free > 0:
            self._free -= 1
            return
        if not self._number or len(self._waiting) >= _MOST_WAITING:
            raise BusyError
        place: Deferred[None] = Deferred()
        self._waiting.append(place)
        place.addTimeout(PATIENCE, self._reactor, lambda failure, _seconds: failure)
        try:
            await place
        except CancelledError as error:
            self._waiting.remove(place)
            raise BusyError from error

    def give_back(self) -> None:
        """Frees a place: the first who waits gets it."""
        if self._waiting:
            self._waiting.popleft().callback(None)
        else:
            self._free += 1
