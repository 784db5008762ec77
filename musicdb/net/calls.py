"""Runs the calls of one client in pools of threads, strictly one after the other. Slow ones have their own pool."""

import logging
from collections import deque
from collections.abc import Callable
from typing import TypeVar

import msgspec
from twisted.internet.interfaces import IReactorFromThreads
from twisted.python.threadpool import ThreadPool

Work = TypeVar("Work")
Outcome = TypeVar("Outcome")

log = logging.getLogger(__name__)


class Lanes(msgspec.Struct, frozen=True):
    """Threads for calls that take milliseconds, and threads for those that read files or run programs."""

    quick: ThreadPool
    slow: ThreadPool


class CallQueue:
    """Takes work on the reactor, does it in the pool, and tells the outcome on the reactor, in the order of arrival.

    Nothing begins while `ready` says no; call `proceed` when that changes.
    """

    def __init__(self, lanes: Lanes, reactor: IReactorFromThreads, ready: Callable[[], bool]) -> None:
        self._lanes = lanes
        self._reactor = reactor
        self._ready = ready
        self._waiting: deque[tuple[ThreadPool, Callable[[], None]]] = deque()
        self._busy = False

    def submit(
        self, work: Callable[[], Outcome], finished: Callable[[Outcome | None], None], *, slow: bool = False
    ) -> None:
        """Queues work. `finished` gets its outcome, or None when it failed in a way nobody expected."""

        def run() -> None:
            outcome: Outcome | None = None
            try:
                outcome = work()
            except Exception:
                log.exception("A call failed")
            self._reactor.callFromThread(self._finish, finished, outcome)

        self._waiting.append((self._lanes.slow if slow else self._lanes.quick, run))
        self.proceed()

    def proceed(self) -> None:
        """Begins the next work if it may begin."""
        if self._waiting and not self._busy and self._ready():
            self._busy = True
            pool, run = self._waiting.popleft()
            pool.callInThread(run)

    def _finish(self, finished: Callable[[Outcome | None], None], outcome: Outcome | None) -> None:
        self._busy = False
        finished(outcome)
        self.proceed()
