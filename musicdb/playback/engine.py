"""Makes the stream: takes from the turntable what is due, or silence, and gives it to the encoders.

A step does what has to be done now and returns; nothing in it waits. While the music is paused, or does not come,
silence goes out, so that nobody's player gives up.
"""

from collections import deque
from collections.abc import Callable, Mapping

import numpy

from musicdb.model.stream import StreamFormat
from musicdb.playback.encoding import Encoders
from musicdb.playback.mixing import FADE, amplify, limited
from musicdb.playback.pacing import LEAD, Pace
from musicdb.playback.pcm import RATE
from musicdb.playback.resampling import Sound, silence
from musicdb.playback.turntable import Place, Turntable

BLOCK = RATE // 10
"""How much is made at once, in samples: a tenth of a second."""
_LATE = RATE // 2
_BETWEEN_COMPLAINTS = 5.0
_GRACE = 1.0
"""How long music that does not come is waited for before silence takes its place. Listeners have two seconds."""


class Engine:
    """Runs while there are formats to make. `clock` tells seconds that only grow.

    `strained` is called when the stream is made late, while listeners do not hear that yet.
    """

    def __init__(
        self, turntable: Turntable, encoders: Encoders, clock: Callable[[], float], strained: Callable[[], None]
    ) -> None:
        self.turntable = turntable
        self.running = False
        self._encoders = encoders
        self._clock = clock
        self._pace = Pace(clock)
        self._history: deque[bytes] = deque(maxlen=LEAD // BLOCK)
        self._trail: deque[tuple[int, Place]] = deque(maxlen=LEAD // BLOCK + 1)
        self._audible = False
        self._hungry_since: float | None = None
        self._strained = strained
        self._complained = 0.0

    @property
    def audible(self) -> bool:
        """Whether music goes out, not silence."""
        return self.running and self._audible

    @property
    def descriptors(self) -> tuple[list[int], list[int]]:
        """What to wait for besides the time: to read and to write."""
        hungry = self._hungry_since is not None and self._pace.missing() >= BLOCK
        decoder = self.turntable.waiting_for[0] if hungry else None
        readable, writable = self._encoders.descriptors
        return readable if decoder is None else [decoder, *readable], writable

    @property
    def deadline(self) -> float | None:
        """When the next step is due; None while nothing runs."""
        if not self.running:
            return None
        due = self._pace.due_at(BLOCK)
        if self._hungry_since is None:
            return due
        retry = self.turntable.waiting_for[1]
        late = max(due, self._hungry_since + _GRACE)
        return late if retry is None else min(late, retry)

    def serve(self, formats: Mapping[StreamFormat, int]) -> None:
        """Makes exactly these formats from now on. Without any, everything stands still and the position is kept."""
        wanted = [name for name, count in formats.items() if count]
        if wanted and not self.running:
            self._pace.begin()
            self._hungry_since = None
            self.running = True
        elif not wanted and self.running:
            self.keep_place()
            self.turntable.close()
            self._history.clear()
            self._trail.clear()
            self._audible = self.running = False
        self._encoders.choose(wanted, self._history)

    @property
    def place(self) -> Place | None:
        """What is heard: the id of the current entry, and the seconds of it that were heard; None when nothing is."""
        current = self.turntable.place
        if current is None:
            return None
        seconds = None
        for made, (entryid, position) in self._trail:
            if entryid == current[0] and (seconds is None or made <= self._pace.heard()):
                seconds = position
        return current[0], current[1] if seconds is None else seconds

    def keep_place(self) -> None:
        """Writes down what is heard."""
        place = self.place
        if place is not None:
            self.turntable.keep_position(*place)

    def skip(self) -> None:
        """Goes on to the next song."""
        self.turntable.skip(audible=self.audible)

    def seek(self, seconds: float) -> None:
        """Goes to another place of the current song. Raises NotFoundError when there is none."""
        self.turntable.seek(seconds, audible=self.audible)
        self._trail.clear()

    def follow_queue(self) -> None:
        """The queue changed."""
        self.turntable.follow_queue(audible=self.audible)

    def step(self, *, playing: bool) -> None:
        """Makes what is due."""
        if not self.running:
            return
        if self._pace.made >= LEAD and self._pace.missing() > _LATE:
            self._complain()
        while self._pace.missing() >= BLOCK:
            place = self.turntable.place
            block = self._next_block(playing=playing)
            if block is None:
                break
            if place is not None:
                self._trail.append((self._pace.made, place))
            self._send(block)
        self._encoders.exchange()

    def _send(self, block: Sound) -> None:
        self._pace.advance(BLOCK)
        sound = limited(block).tobytes()
        self._history.append(sound)
        self._encoders.feed(sound)

    def _next_block(self, *, playing: bool) -> Sound | None:
        """The next block; None when it is worth waiting for."""
        if not playing:
            self._hungry_since = None
            return self._fade_out() if self._audible else silence(BLOCK)
        block = self.turntable.pull(BLOCK)
        if block is None:
            return self._instead()
        self._hungry_since = None
        if not self._audible:
            self._audible = True
            block = numpy.concatenate((amplify(block[:FADE], 0.0, 1.0), block[FADE:]))
        return block

    def _fade_out(self) -> Sound:
        self._audible = False
        last = self.turntable.pull(FADE)
        if last is None:
            return silence(BLOCK)
        return numpy.concatenate((amplify(last, 1.0, 0.0), silence(BLOCK - FADE)))

    def _instead(self) -> Sound | None:
        now = self._clock()
        if self._hungry_since is None:
            self._hungry_since = now
        if now - self._hungry_since < _GRACE:
            return None
        self._complain()
        return silence(BLOCK)

    def _complain(self) -> None:
        now = self._clock()
        if now - self._complained > _BETWEEN_COMPLAINTS:
            self._complained = now
            self._strained()
