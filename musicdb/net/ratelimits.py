"""Bounds how often somebody may ask: so many requests per second, looked at over the last 20 seconds.

What is kept is bounded: of whoever has not asked for long, nothing is known.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

WINDOW: Final = 20
"""Seconds over which requests are counted."""
_SLOT: Final = 5
_KEPT: Final = 4096


class Limit(msgspec.Struct, frozen=True):
    """Somebody, and how many requests per second he may make on average."""

    name: str
    rate: int


class RateLimits:
    """Counts requests. `clock` tells seconds that only grow. Used on the reactor only."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._counts: OrderedDict[str, dict[int, int]] = OrderedDict()

    def exceeded(self, limits: Sequence[Limit]) -> Limit | None:
        """The first limit a request would exceed; it does not count then. Else it counts for all of them."""
        slot = int(self._clock() // _SLOT)
        for limit in limits:
            counts = self._counts.get(limit.name, {})
            recent = sum(count for at, count in counts.items() if at > slot - WINDOW // _SLOT)
            if recent >= limit.rate * WINDOW:
                return limit
        for limit in limits:
            counts = self._counts.get(limit.name, {})
            kept = {at: count for at, count in counts.items() if at > slot - WINDOW // _SLOT}
            self._counts[limit.name] = {**kept, slot: kept.get(slot, 0) + 1}
            self._counts.move_to_end(limit.name)
        while len(self._counts) > _KEPT:
            self._counts.popitem(last=False)
        return None
