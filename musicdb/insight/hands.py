"""What the crew knows about each of its workers, and tells about all of them."""

import msgspec

from musicdb.insight.desk import Assignment
from musicdb.insight.workers import Worker


class CrewState(msgspec.Struct, frozen=True):
    """What goes on. `frozen`: nothing moves; `reason` tells why nothing is begun. Running: key, name, part done."""

    frozen: bool = False
    reason: str | None = None
    running: tuple[tuple[int, str, float], ...] = ()


class Hand(msgspec.Struct):
    """A worker, and what it does; None: nothing. `spoke` is when it was heard of last."""

    worker: Worker
    spoke: float
    assignment: Assignment | None = None
    part: float = 0.0
    songs: int = 0
