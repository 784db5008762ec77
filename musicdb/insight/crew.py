"""The thread that keeps the workers busy. It sleeps until an answer, a command or a certain time comes.

A worker that ends, hangs or takes too much costs one attempt of one song, and nothing else.
"""

import contextlib
import logging
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from musicdb.errors import MusicDBError, MusicUnavailableError
from musicdb.insight.circumstances import Hindrance
from musicdb.insight.desk import Assignment, Desk
from musicdb.insight.hands import CrewState, Hand
from musicdb.insight.messages import Answer, Described, Failed, Hashed, Outcome, Progress
from musicdb.insight.workers import Worker, WorkerGoneError

log = logging.getLogger(__name__)

_LINGERING: Final = 10.0
"""How long an idle worker is kept, in seconds: another song may come, and a start takes half a second."""
_SILENCE: Final = 600.0
"""A worker that says nothing for so long, in seconds, hangs. On a busy machine the lowest priority waits long."""
_MOST_SONGS: Final = 200
_MOST_MEMORY: Final = 300 << 20
"""A worker that holds more than this after a song, in bytes, makes room for a new one."""
_BETWEEN_NEWS: Final = 0.5
_REST: Final = 60.0


class Crew:
    """Up to `count` workers. `hindrance` tells whether songs may be begun, `changed` is called when anything has."""

    def __init__(
        self,
        desk: Desk,
        open_worker: Callable[[], Worker],
        count: int,
        hindrance: Callable[[int], Hindrance | None],
        changed: Callable[[], None],
    ) -> None:
        self.state = CrewState()
        self._desk = desk
        self._open_worker = open_worker
        self._count = count
        self._hindrance = hindrance
        self._changed = changed
        self._hands: list[Hand] = []
        self._commands: deque[Callable[[], None]] = deque()
        self._has_work = True
        self._hindered: Hindrance | None = None
        self._look_again = 0.0
        self._paused = False
        self._strained_until = 0.0
        self._frozen = False
        self._told = 0.0
        self._touched = False
        self._stopping = False
        self._sleeper, self._alarm = socket.socketpair()
        self._alarm.settimeout(0)
        self._thread = threading.Thread(target=self._run, name="analysis", daemon=True)

    def start(self) -> None:
        """Begins to work."""
        self._thread.start()

    def stop(self) -> None:
        """Ends all workers. What they had begun is begun again at the next start."""
        self._stopping = True
        self._wake()
        if self._thread.is_alive():
            self._thread.join()
        self._alarm.close()
        self._sleeper.close()

    def work(self) -> None:
        """Works in this thread until there is nothing to do any more, and ends all workers."""
        try:
            while not self._stopping:
                self._step()
                if not self._has_work and all(hand.assignment is None for hand in self._hands):
                    return
                self._wait()
        finally:
            self._close_all()

    def look(self) -> None:
        """There may be work. From any thread."""
        self.do(lambda: None)

    def do(self, command: Callable[[], None]) -> None:
        """Runs something in the thread of the crew, where the desk is used; then looks for work. From any thread."""
        self._commands.append(command)
        self._wake()

    def pause(self, *, paused: bool) -> None:
        """Holds everything, or lets it go on."""
        self.do(lambda: setattr(self, "_paused", paused))

    def ease(self, seconds: float) -> None:
        """Holds everything for some seconds, because something else needs the machine."""
        self.do(lambda: setattr(self, "_strained_until", time.monotonic() + seconds))

    def drop(self, keys: set[int] | None) -> None:
        """Ends the workers that are busy with these, or all. Only in the thread of the crew."""
        for hand in tuple(self._hands):
            if hand.assignment is not None and (keys is None or hand.assignment.key in keys):
                self._discard(hand)

    def touch(self) -> None:
        """There is something to tell. Only in the thread of the crew."""
        self._touched = True

    def _run(self) -> None:
        try:
            while not self._stopping:
                try:
                    self._step()
                    self._wait()
                except MusicDBError as error:
                    log.error("%s", error.message)  # noqa: TRY400 -- it says all there is to say
                    self._hinder(Hindrance(error.message, _REST))
                    self._wait()
                except Exception:
                    log.exception("The analysis stumbled; it goes on in a minute")
                    self._hinder(Hindrance("Something went wrong; see the log.", _REST))
                    self._wait()
        finally:
            self._close_all()

    def _step(self) -> None:
        while self._commands:
            self._commands.popleft()()
            self._has_work = True
        now = time.monotonic()
        self._freeze_or_thaw(now)
        for hand in tuple(self._hands):
            if hand.assignment is None and now - hand.spoke > _LINGERING:
                self._discard(hand)
            elif hand.assignment is not None and not self._frozen and now - hand.spoke > _SILENCE:
                self._bury(hand, f"it did nothing for {_SILENCE / 60:.0f} minutes")
        if not self._frozen:
            self._assign(now)
        self._tell(now)

    def _freeze_or_thaw(self, now: float) -> None:
        frozen = self._paused or now < self._strained_until
        if frozen == self._frozen:
            return
        self._frozen = frozen
        for hand in tuple(self._hands):
            if hand.assignment is None or not hand.worker.is_ready:
                self._discard(hand)
            elif frozen:
                hand.worker.freeze()
            else:
                hand.worker.thaw()
                hand.spoke = now

    def _assign(self, now: float) -> None:
        if now >= self._look_again:
            self._hindered = None
        while self._has_work and self._hindered is None:
            busy = sum(hand.assignment is not None for hand in self._hands)
            if busy >= self._count:
                return
            hindrance = self._hindrance(busy)
            if hindrance is not None:
                self._hinder(hindrance)
                return
            try:
                assignment = self._desk.next({hand.assignment.key for hand in self._hands if hand.assignment})
                if assignment is None:
                    self._has_work = False
                    return
                self._give(assignment, now)
            except (MusicUnavailableError, OSError) as error:
                self._hinder(Hindrance(str(error), _REST))
                return

    def _hinder(self, hindrance: Hindrance) -> None:
        self._hindered = hindrance
        self._look_again = time.monotonic() + hindrance.seconds

    def _give(self, assignment: Assignment, now: float) -> None:
        hand = next((hand for hand in self._hands if hand.assignment is None), None)
        if hand is None:
            hand = Hand(self._open_worker(), now)
            self._hands.append(hand)
        hand.assignment, hand.part, hand.spoke = assignment, 0.0, now
        self._send(hand)

    def _send(self, hand: Hand) -> None:
        try:
            if hand.assignment is not None:
                hand.worker.send(hand.assignment.command)
        except WorkerGoneError as error:
            self._bury(hand, str(error))

    def _wait(self) -> None:
        poll = select.poll()
        poll.register(self._sleeper, select.POLLIN)
        by_descriptor = {hand.worker.output: hand for hand in self._hands}
        for descriptor in by_descriptor:
            poll.register(descriptor, select.POLLIN)
        deadline = self._deadline()
        seconds = None if deadline is None else max(0.0, deadline - time.monotonic())
        for descriptor, _ in poll.poll(None if seconds is None else seconds * 1000 + 1):
            if descriptor == self._sleeper.fileno():
                self._sleeper.recv(4096)
            elif by_descriptor[descriptor] in self._hands:
                self._listen(by_descriptor[descriptor])

    def _deadline(self) -> float | None:
        times = [hand.spoke + (_SILENCE if hand.assignment else _LINGERING) for hand in self._hands if not self._frozen]
        now = time.monotonic()
        if now < self._strained_until and not self._paused:
            times.append(self._strained_until)
        if self._has_work and self._hindered is not None and not self._frozen:
            times.append(self._look_again)
        if self._touched or self._state() != self.state:
            times.append(self._told + _BETWEEN_NEWS)
        return min(times, default=None)

    def _listen(self, hand: Hand) -> None:
        try:
            answers = hand.worker.read()
        except WorkerGoneError as error:
            self._bury(hand, str(error))
            return
        hand.spoke = time.monotonic()
        for answer in answers:
            if hand.assignment is not None:
                self._take(hand, hand.assignment, answer)

    def _take(self, hand: Hand, assignment: Assignment, answer: Answer) -> None:
        if isinstance(answer, Progress):
            hand.part = answer.part
            return
        # First of all: when the desk cannot take it, the song waits again.
        hand.assignment, self._has_work = None, True
        following: Assignment | None = None
        match answer:
            case Described():
                self._desk.described(assignment, answer)
            case Hashed():
                following = self._desk.hashed(assignment, answer)
            case Outcome():
                self._desk.heard(assignment, answer)
                hand.songs += 1
            case Failed(reason):
                self._desk.failed(assignment, reason)
        if following is not None:
            hand.assignment = following
            self._send(hand)
        elif hand.songs >= _MOST_SONGS or (isinstance(answer, Outcome) and answer.memory > _MOST_MEMORY):
            self._discard(hand)

    def _bury(self, hand: Hand, reason: str) -> None:
        assignment = hand.assignment
        self._discard(hand)
        if assignment is None:
            return
        given_up = self._desk.died(assignment, f"The process that heard it is gone: {reason}.")
        log.warning("%s: %s. %s", assignment.name, reason, "It is given up." if given_up else "It is tried again.")

    def _discard(self, hand: Hand) -> None:
        self._hands.remove(hand)
        hand.worker.close()
        self._has_work = True

    def _close_all(self) -> None:
        for hand in self._hands:
            hand.worker.close()
        self._hands.clear()
        self.state = self._state()

    def _state(self) -> CrewState:
        running = [(one.assignment, one.part) for one in self._hands if one.assignment is not None]
        reason = self._hindered.reason if self._hindered is not None and self._has_work else None
        if time.monotonic() < self._strained_until:
            reason = "The stream needs the machine."
        return CrewState(
            self._frozen, reason, tuple((one.key, one.name, round(part, 2)) for one, part in running if one.key >= 0)
        )

    def _tell(self, now: float) -> None:
        state = self._state()
        if (self._touched or state != self.state) and now - self._told >= _BETWEEN_NEWS:
            self.state, self._told, self._touched = state, now, False
            self._changed()

    def _wake(self) -> None:
        with contextlib.suppress(OSError):
            self._alarm.send(b"!")
