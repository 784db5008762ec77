"""The player as everybody sees it, with its thread, its children and what it remembers."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from musicdb.bus import Bus
from musicdb.errors import NotFoundError
from musicdb.model.events import (
    AudioStreamChanged,
    AudioStreamInterrupted,
    AudioStreamTime,
    CachesChanged,
    SongQueueChanged,
    SongSkipped,
)
from musicdb.model.stream import Normalization, PlayerState, StreamSound
from musicdb.playback.engine import BLOCK
from musicdb.playback.listeners import Audience
from musicdb.playback.player import Player, Workshop
from musicdb.store.store import Store
from tests.playback.sounding import FFMPEG, PATIENCE, Clock, Line, Songs, sine, write_sound
from tests.playback.studio import FORMATS, MP3, Ear


class Room:
    """A player that runs, and everything that is told on its bus."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        self.bus = Bus()
        self.queue, self.songs = Line(), Songs()
        self.events: list[Any] = []
        self.history: list[tuple[int, Any]] = []
        self._changed = threading.Condition()
        for event in (AudioStreamChanged, AudioStreamTime, SongSkipped, AudioStreamInterrupted):
            self.bus.subscribe(event, self._keep)
        more = {} if clock is None else {"clock": clock}
        workshop = Workshop(
            ffmpeg=FFMPEG, bus=self.bus, queue=self.queue, songs=self.songs, heard=self._heard,
            settings=store.settings, formats=FORMATS, **more,
        )  # fmt: skip
        self.player = Player(workshop)
        self.audience = Audience(self.bus, FORMATS, self.player.set_listeners)
        self.player.start()
        self._runs = True

    def stop(self) -> None:
        if self._runs:
            self._runs = False
            self.player.stop()

    def _heard(self, songid: int, israndom: Any) -> None:
        self.history.append((songid, israndom))
        if songid == 99:
            raise NotFoundError

    def _keep(self, event: Any) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def until(self, condition: Callable[[Any], bool]) -> Any:
        """Waits for an event."""
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(condition, self.events)), PATIENCE), self.events
        return next(filter(condition, self.events))

    def finish(self) -> None:
        """Waits until the player has done everything it was told, and looked around once more."""
        for _ in range(2):
            done = threading.Event()
            self.player._loop.do(lambda _engine, done=done: done.set())
            assert done.wait(PATIENCE)

    def catch_up(self) -> None:
        """Waits until everything that is due is made."""
        self.finish()
        engine = self.player._loop._engine
        assert engine is not None
        while engine._pace.missing() >= BLOCK:
            self.finish()

    def listen(self) -> Ear:
        ear = Ear()
        self.audience.join(MP3, ear)
        return ear


OpenRoom = Callable[..., Room]


@pytest.fixture
def open_room(store: Store) -> Iterator[OpenRoom]:
    """Opens rooms around the same store. All players are stopped at the end."""
    with ExitStack() as opened:

        def open_one(clock: Clock | None = None) -> Room:
            room = Room(store, clock)
            opened.callback(room.stop)
            return room

        yield open_one


@pytest.fixture
def room(open_room: OpenRoom) -> Room:
    return open_room()


@pytest.fixture
def song(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "Artist - Song.flac", sine(30 * 48_000), 48_000)


def is_time(event: Any) -> bool:
    return isinstance(event, AudioStreamTime)


def test_nothing_is_played_when_nobody_has_pressed_play(room: Room, song: Path) -> None:
    room.queue.entries = Line(room.songs.add(song)).entries
    assert room.player.state() == PlayerState(isconnected=False, isplaying=False, entryid="e0", seconds=0.0)
    room.listen()
    room.finish()
    assert room.player.state() == PlayerState(isconnected=True, isplaying=False, entryid="e0", seconds=0.0)
    assert room.player.listeners == {MP3: 1}


def test_play_pause_and_listeners_are_told(room: Room, song: Path) -> None:
    room.queue.entries = Line(room.songs.add(song)).entries
    room.player.play(isplaying=True)
    room.player.play(isplaying=True)
    assert room.events == [AudioStreamChanged()]
    ear = room.listen()
    assert len(room.events) >= 2
    room.player.watch(watched=True)
    room.until(lambda event: is_time(event) and event.seconds > 0.5)
    assert ear.titles[-1] == "Artist - Song"
    room.player.play_or_pause()
    assert room.player.state().isplaying is False
    room.audience.leave(MP3, ear)
    room.finish()
    assert room.player.state().isconnected is False
    assert room.queue.positions["e0"] > 0.5


def test_what_was_pressed_survives_a_restart(open_room: OpenRoom) -> None:
    first = open_room()
    first.player.play(isplaying=True)
    first.player.set_sound(StreamSound(Normalization.ALBUM, 3.5))
    first.stop()
    second = open_room()
    assert second.player.state().isplaying is True
    assert second.player.sound == StreamSound(Normalization.ALBUM, 3.5)


def test_the_position_is_kept_when_the_server_stops(open_room: OpenRoom, song: Path) -> None:
    room = open_room()
    room.queue.entries = Line(room.songs.add(song, playtime=30)).entries
    room.player.play(isplaying=True)
    room.player.seek(12.0)
    room.listen()
    room.player.watch(watched=True)
    room.until(lambda event: is_time(event) and event.seconds > 12.3)
    room.stop()
    assert 12.2 < room.queue.positions["e0"] < 15.0


def test_the_position_is_written_down_while_it_plays(open_room: OpenRoom, song: Path) -> None:
    clock = Clock()
    room = open_room(clock)
    room.queue.entries = Line(room.songs.add(song)).entries
    room.player.play(isplaying=True)
    room.player.watch(watched=True)
    room.listen()
    # Nobody stops anything: this is what is left after a power cut.
    for _ in range(24):
        room.catch_up()
        clock.now += 0.5
    assert 9.0 < room.queue.positions["e0"] < 12.0


def test_the_time_is_told_once_a_second_and_only_to_somebody(open_room: OpenRoom) -> None:
    clock = Clock()
    room = open_room(clock)
    room.player.watch(watched=True)
    assert room.until(is_time) == AudioStreamTime(0.0)
    room.finish()
    assert len(room.events) == 1
    clock.now += 0.9
    room.finish()
    assert len(room.events) == 1
    clock.now += 0.1
    room.finish()
    assert room.events == [AudioStreamTime(0.0)] * 2
    room.player.watch(watched=False)
    clock.now += 60.0
    room.finish()
    assert len(room.events) == 2


def test_seeking_needs_a_song(room: Room) -> None:
    with pytest.raises(NotFoundError, match="empty"):
        room.player.seek(10.0)
    room.queue.entries = Line(7).entries
    with pytest.raises(NotFoundError):
        room.player.seek(10.0)


def test_seeking_and_skipping_without_listeners(room: Room, song: Path) -> None:
    songid = room.songs.add(song, playtime=30)
    room.queue.entries = Line(songid, songid).entries
    room.player.seek(20.0)
    assert room.player.state().seconds == 20.0
    room.player.skip()
    assert room.player.state() == PlayerState(isconnected=False, isplaying=False, entryid="e1", seconds=0.0)


def test_a_heard_song_goes_into_the_history_and_a_broken_one_is_told(room: Room, tmp_path: Path) -> None:
    short = write_sound(tmp_path / "short.flac", sine(9600), 48_000)
    songid = room.songs.add(short)
    room.songs.known[99] = room.songs.known[songid]
    room.queue.entries = Line(songid, 99, 50, songid).entries
    room.player.play(isplaying=True)
    room.listen()
    skipped = room.until(lambda event: isinstance(event, SongSkipped))
    assert (skipped.entryid, skipped.songid) == ("e2", 50)
    room.finish()
    assert room.history[:2] == [(songid, False), (99, False)]


def test_a_changed_queue_is_followed(room: Room, song: Path, tmp_path: Path) -> None:
    other = write_sound(tmp_path / "Other - Song.flac", sine(30 * 48_000), 48_000)
    room.bus.publish(SongQueueChanged())
    room.bus.publish(CachesChanged())
    room.queue.entries = Line(room.songs.add(song), room.songs.add(other)).entries
    room.player.play(isplaying=True)
    ear = room.listen()
    room.player.watch(watched=True)
    room.until(lambda event: is_time(event) and event.seconds > 0.1)
    del room.queue.entries[0]
    room.bus.publish(SongQueueChanged())
    room.finish()
    assert room.player.state().entryid == "e1"
    while ear.titles[-1] != "Other - Song":
        room.finish()


def test_mistakes_do_not_end_the_music(room: Room, song: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    songid = room.songs.add(song)
    room.queue.entries = Line(songid).entries
    find = room.songs.find
    failures = [ZeroDivisionError()]

    def fail(songid: Any) -> Any:
        if failures:
            raise failures.pop()
        return find(songid)

    monkeypatch.setattr(room.songs, "find", fail)
    room.player.play(isplaying=True)
    room.player.watch(watched=True)
    room.listen()
    room.until(lambda event: is_time(event) and event.seconds > 0.1)


def test_a_player_that_was_never_started_can_be_stopped(store: Store) -> None:
    workshop = Workshop(FFMPEG, Bus(), Line(), Songs(), lambda *_: None, store.settings, FORMATS)
    Player(workshop).stop()
