"""The thread of the player, asleep most of the time.

It waits for what comes first: a command, sound from a decoder, room in an encoder, a beat, or the next tenth of a
second of the stream. Whatever goes wrong in it, it begins again.
"""

import contextlib
import logging
import os
import select
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from math import ceil
from typing import TYPE_CHECKING

from musicdb.errors import MusicDBError

if TYPE_CHECKING:
    from musicdb.model.stream import StreamFormat
    from musicdb.playback.engine import Engine

log = logging.getLogger(__name__)

Command = Callable[["Engine"], None]

_BEAT = 1.0
_KEEPING = 10.0
"""How often the position is written down, in seconds. That much is heard again when the machine loses its power."""
_REST = 1.0
_PATIENCE = 5.0


class Loop:
    """Runs an engine, which `assemble` makes when it is needed first. `beat` is called each second while `watched`.

    The attributes without underscore may be changed in any thread, followed by `wake`.
    """

    def __init__(self, assemble: "Callable[[], Engine]", beat: Callable[[], None], clock: Callable[[], float]) -> None:
        self.isplaying = False
        self.watched = False
        self.listeners: Mapping[StreamFormat, int] = {}
        self.place: tuple[str, float] | None = None
        """The id of the entry that is heard, and the seconds heard of it; None while none is opened."""
        self._assemble = assemble
        self._beat = beat
        self._clock = clock
        self._engine: Engine | None = None
        self._commands: deque[Command] = deque()
        self._next_beat = self._next_keeping = clock()
        self._stopping = False
        self._sleeper, self._alarm = os.pipe()
        os.set_blocking(self._sleeper, False)
        os.set_blocking(self._alarm, False)
        # Where nobody stops it, the end of the process does not wait for the music.
        self._thread = threading.Thread(target=self._run, name="player", daemon=True)

    def start(self) -> None:
        """Begins to work."""
        self._thread.start()

    def stop(self) -> None:
        """Writes down the position, ends all children, and waits for all of that."""
        self._stopping = True
        self.wake()
        if self._thread.is_alive():
            self._thread.join()
        os.close(self._alarm)
        os.close(self._sleeper)

    @property
    def is_assembled(self) -> bool:
        """Whether there is an engine already."""
        return self._engine is not None

    def do(self, command: Command) -> None:
        """Does something with the engine soon, in the order of the calls."""
        self._commands.append(command)
        self.wake()

    def ask(self, command: Command) -> None:
        """Does something with the engine and waits for it, but not for long. Raises what the command raises."""
        done: Future[None] = Future()

        def run(engine: "Engine") -> None:
            try:
                command(engine)
            except MusicDBError as error:
                done.set_exception(error)
            else:
                done.set_result(None)

        self.do(run)
        with contextlib.suppress(TimeoutError):
            done.result(_PATIENCE)

    def wake(self) -> None:
        """Something changed that the thread has to look at."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._alarm, b"!")

    def _run(self) -> None:
        while not self._stopping:
            try:
                self._work()
            except Exception:
                log.exception("The player failed and begins again")
                self._sleep((), (), self._clock() + _REST)

    def _work(self) -> None:
        try:
            while not self._stopping:
                self._step()
        finally:
            engine, self._engine, self.place = self._engine, None, None
            if engine is not None:
                engine.serve({})

    def _step(self) -> None:
        if self._engine is None and (self.listeners or self._commands):
            self._engine = self._assemble()
            self._engine.serve(self.listeners)
        engine = self._engine
        while engine is not None and self._commands:
            self._commands.popleft()(engine)
        if engine is not None:
            engine.step(playing=self.isplaying)
            self.place = engine.place
        self._tell(engine)
        readable, writable = ((), ()) if engine is None else engine.descriptors
        self._sleep(readable, writable, self._deadline(engine))

    def _tell(self, engine: "Engine | None") -> None:
        now = self._clock()
        if self.watched and now >= self._next_beat:
            self._next_beat = now + _BEAT
            self._beat()
        if engine is not None and engine.audible and now >= self._next_keeping:
            self._next_keeping = now + _KEEPING
            engine.keep_place()

    def _deadline(self, engine: "Engine | None") -> float | None:
        deadlines = [] if engine is None or engine.deadline is None else [engine.deadline]
        if self.watched:
            deadlines.append(self._next_beat)
        return min(deadlines, default=None)

    def _sleep(self, readable: Iterable[int], writable: Iterable[int], deadline: float | None) -> None:
        poll = select.poll()
        for descriptor in (self._sleeper, *readable):
            poll.register(descriptor, select.POLLIN)
        for descriptor in writable:
            poll.register(descriptor, select.POLLOUT)
        poll.poll(None if deadline is None else max(0, ceil((deadline - self._clock()) * 1000)))
        with contextlib.suppress(BlockingIOError):
            os.read(self._sleeper, 4096)
