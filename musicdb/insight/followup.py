"""A thread that catches up with what has changed, and sleeps until something has."""

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)


class FollowUp:
    """Calls `catch_up` in a thread called `name`: once at the start, then whenever `look` was called since.

    `catch_up` deals with the errors it expects; any other one is logged, and the next change is the next attempt.
    `wait` tells how many seconds to wait before it begins, None when there is nothing to wait for.
    """

    def __init__(
        self, name: str, catch_up: Callable[[], None], wait: Callable[[], float | None] = lambda: None
    ) -> None:
        self._catch_up = catch_up
        self._wait = wait
        self._awake = threading.Condition()
        self._has_work = True
        self._ending = False
        self._again: float | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def look(self, _event: object = None) -> None:
        """Something has changed. From any thread; good for subscribing to events."""
        with self._awake:
            self._has_work = True
            self._awake.notify_all()

    def again(self, seconds: float) -> None:
        """For `catch_up`: what could not be done is tried again after so many seconds, if nothing changes before."""
        with self._awake:
            self._again = seconds

    def end(self) -> None:
        """Nothing more is begun. What is under way asks `is_ending`."""
        with self._awake:
            self._ending = True
            self._awake.notify_all()

    def stop(self) -> None:
        """Ends, and waits for what is under way."""
        self.end()
        if self._thread.is_alive():
            self._thread.join()

    def is_ending(self) -> bool:
        """Whether it is being stopped."""
        return self._ending

    def _run(self) -> None:
        while self._waited():
            try:
                self._catch_up()
            except Exception:
                log.exception("The thread “%s” could not catch up", self._thread.name)

    def _waited(self) -> bool:
        """Waits for work, and for its time. False when it is being stopped."""
        with self._awake:
            self._awake.wait_for(lambda: self._has_work or self._ending, self._again)
            self._again = None
            while not self._ending and (seconds := self._wait()) is not None:
                self._awake.wait_for(lambda: self._ending, seconds)
            self._has_work = False
            return not self._ending
