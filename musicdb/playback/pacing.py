"""How much of the stream is due: as much as time has passed, and two seconds more, which listeners have in advance."""

from collections.abc import Callable

from musicdb.playback.pcm import RATE

LEAD = 2 * RATE
"""How far the stream is ahead of the time, in samples."""
_LONGEST_DELAY = 3 * RATE


class Pace:
    """Real time, in samples. `clock` tells seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begin = 0.0
        self._made = 0

    def begin(self) -> None:
        """Time begins to run."""
        self._begin = self._clock()
        self._made = 0

    def advance(self, samples: int) -> None:
        """Some more was made."""
        self._made += samples

    def missing(self) -> int:
        """How many samples are due. What was missed while the whole machine slept is never made up for."""
        missing = self._due() - self._made
        if missing > LEAD + _LONGEST_DELAY:
            self._begin += (missing - LEAD) / RATE
            missing = self._due() - self._made
        return missing

    def due_at(self, samples: int) -> float:
        """When so many further samples are due."""
        return self._begin + (self._made + samples - LEAD) / RATE

    @property
    def made(self) -> int:
        """How many samples were made since the beginning."""
        return self._made

    def heard(self) -> int:
        """How many of them listeners have heard by now."""
        return self._due() - LEAD

    def _due(self) -> int:
        return LEAD + int((self._clock() - self._begin) * RATE)
