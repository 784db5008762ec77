"""The player as everybody sees it: play, pause, skip, seek, how it sounds, and what it does at the moment.

The queue goes on only while somebody can hear it. While nobody listens it stands still, as if somebody had pressed
pause; the song and its position are kept, over a restart, too. Sound is handled with NumPy, which is loaded when it is
needed first, because it takes 20 MiB.
"""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from musicdb.bus import Bus
from musicdb.model.events import (
    AudioStreamChanged,
    AudioStreamStrained,
    AudioStreamTime,
    CachesChanged,
    SongQueueChanged,
)
from musicdb.model.stream import PlayerState, StreamFormat, StreamSound, StreamSwitch
from musicdb.playback.encoding import Coding, Encoders
from musicdb.playback.faces import FindsSongs, Queue
from musicdb.playback.framing import Cut
from musicdb.playback.listeners import Encoded
from musicdb.playback.loop import Loop
from musicdb.playback.reports import BusReports, Heard
from musicdb.playback.sources import SongSource
from musicdb.store.settings import Settings

if TYPE_CHECKING:
    from musicdb.playback.engine import Engine


class Workshop(msgspec.Struct, frozen=True):
    """What the player works with. `clock` tells seconds that only grow."""

    ffmpeg: Path
    bus: Bus
    queue: Queue
    songs: FindsSongs
    heard: Heard
    settings: Settings
    formats: Mapping[StreamFormat, Coding]
    clock: Callable[[], float] = time.monotonic


class Player:
    """Plays the queue. Safe to use from any thread."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._bus = workshop.bus
        self._queue = workshop.queue
        self._sound = workshop.settings.load(StreamSound)
        self._loop = Loop(self._assemble, self._tell_time, workshop.clock)
        self._loop.isplaying = workshop.settings.load(StreamSwitch).isplaying
        self._bus.subscribe(SongQueueChanged, self._follow_queue)
        self._bus.subscribe(CachesChanged, self._try_again)

    def start(self) -> None:
        """Begins to work."""
        self._loop.start()

    def stop(self) -> None:
        """Writes down the position and ends all children."""
        self._loop.stop()

    @property
    def formats(self) -> Mapping[StreamFormat, Coding]:
        """What can be listened to."""
        return self._workshop.formats

    @property
    def listeners(self) -> Mapping[StreamFormat, int]:
        """How many there are of each format."""
        return self._loop.listeners

    @property
    def sound(self) -> StreamSound:
        """How the stream sounds."""
        return self._sound

    def state(self) -> PlayerState:
        """What the player does."""
        entry = self._queue.current()
        entryid = None if entry is None else entry.entryid
        return PlayerState(bool(self.listeners), self._loop.isplaying, entryid, self._seconds())

    def play(self, *, isplaying: bool) -> None:
        """Plays, or pauses. What was pressed last survives a restart."""
        if isplaying == self._loop.isplaying:
            return
        self._loop.isplaying = isplaying
        self._workshop.settings.save(StreamSwitch(isplaying))
        if self._loop.is_assembled:
            self._loop.do(lambda engine: engine.keep_place())
        self._bus.publish(AudioStreamChanged())

    def play_or_pause(self) -> None:
        """Pauses what plays, plays what is paused."""
        self.play(isplaying=not self._loop.isplaying)

    def skip(self) -> None:
        """Goes on to the next song."""
        self._loop.ask(lambda engine: engine.skip())

    def seek(self, seconds: float) -> None:
        """Goes to another place of the current song, at most to its end.

        :raises NotFoundError: when there is none.
        """
        self._loop.ask(lambda engine: engine.seek(seconds))

    def set_sound(self, sound: StreamSound) -> None:
        """Changes how the stream sounds, at once and for good."""
        self._sound = sound
        self._workshop.settings.save(sound)
        if self._loop.is_assembled:
            self._loop.do(lambda engine: engine.turntable.change_sound(sound))

    def set_listeners(self, listeners: Mapping[StreamFormat, int]) -> None:
        """Tells how many listen to which format."""
        was_heard = bool(self.listeners)
        self._loop.listeners = dict(listeners)
        self._loop.do(lambda engine: engine.serve(self.listeners))
        if was_heard != bool(listeners):
            self._bus.publish(AudioStreamChanged())

    def watch(self, *, watched: bool) -> None:
        """Tells whether anybody wants to know the time, once a second."""
        if watched != self._loop.watched:
            self._loop.watched = watched
            self._loop.wake()

    def _assemble(self) -> "Engine":
        from musicdb.playback.decoding import Decoder  # noqa: PLC0415
        from musicdb.playback.engine import Engine  # noqa: PLC0415
        from musicdb.playback.turntable import Turntable  # noqa: PLC0415

        workshop = self._workshop
        reports = BusReports(self._bus, workshop.heard)

        def open_decoder(source: SongSource, start: float) -> Decoder:
            return Decoder(workshop.ffmpeg, source.path, start, source.length)

        def tell(name: StreamFormat, cut: Cut) -> None:
            self._bus.publish(Encoded(name, cut, reports.title))

        turntable = Turntable(self._queue, workshop.songs, open_decoder, reports, workshop.clock, self._sound)
        encoders = Encoders(workshop.ffmpeg, workshop.formats, tell, workshop.clock)
        return Engine(turntable, encoders, workshop.clock, lambda: self._bus.publish(AudioStreamStrained()))

    def _tell_time(self) -> None:
        self._bus.publish(AudioStreamTime(self._seconds()))

    def _seconds(self) -> float:
        entry = self._queue.current()
        if entry is None:
            return 0.0
        place = self._loop.place
        if place is not None and place[0] == entry.entryid:
            return place[1]
        return self._queue.position(entry.entryid)

    def _follow_queue(self, _event: SongQueueChanged) -> None:
        if self._loop.is_assembled:
            self._loop.do(lambda engine: engine.follow_queue())

    def _try_again(self, _event: CachesChanged) -> None:
        if self._loop.is_assembled:
            self._loop.do(lambda engine: engine.turntable.try_again())
