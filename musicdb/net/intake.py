"""How much of what a client sent is still being worked on. Above a limit its connection is not read from.

That throttles the client by the network itself, without a word of protocol, and bounds the memory one client can take.
"""

from collections.abc import Callable

LIMIT = 8 * 1024 * 1024
"""Bytes of messages per client that may be unfinished before reading pauses."""
LEAST = 64 * 1024
"""What a message counts for at least: a thousand tiny calls are work, too."""


class Intake:
    """Counts unfinished messages; used on the reactor only."""

    def __init__(self, pause: Callable[[], None], resume: Callable[[], None]) -> None:
        self._pause = pause
        self._resume = resume
        self._unfinished = 0
        self.paused = False

    def begin(self, size: int) -> None:
        """A message of `size` bytes came in."""
        self._unfinished += max(size, LEAST)
        if not self.paused and self._unfinished > LIMIT:
            self.paused = True
            self._pause()

    def finish(self, size: int) -> None:
        """A message of `size` bytes is done with."""
        self._unfinished -= max(size, LEAST)
        if self.paused and self._unfinished <= LIMIT:
            self.paused = False
            self._resume()
