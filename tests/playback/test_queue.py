"""The song queue: order, persistence, and what it tells."""

import threading
from pathlib import Path
from typing import Any

import pytest

from musicdb.bus import Bus
from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import AlbumId, SongId
from musicdb.model.events import SongChanged, SongQueueChanged
from musicdb.playback.queue import SongQueue
from musicdb.playback.randy import Randy
from musicdb.store.store import Store
from tests.playback.shelf import add_album


class Heard:
    """What the bus told."""

    def __init__(self, bus: Bus) -> None:
        self.events: list[Any] = []
        bus.subscribe(SongQueueChanged, self.events.append)
        bus.subscribe(SongChanged, self.events.append)

    def forget(self) -> None:
        self.events.clear()


@pytest.fixture
def bus() -> Bus:
    return Bus()


@pytest.fixture
def heard(bus: Bus) -> Heard:
    return Heard(bus)


@pytest.fixture
def queue(store: Store, bus: Bus) -> SongQueue:
    return SongQueue(store, bus, Randy(store))


@pytest.fixture
def songs(store: Store) -> list[SongId]:
    album = add_album(store, "Artist", "Album", songs=6)
    return [song.id for song in store.songs.of_album(album.id)]


def order(queue: SongQueue) -> list[int]:
    return [entry.songid for entry in queue.entries()]


def test_reading_an_empty_queue_changes_nothing(queue: SongQueue, songs: list[SongId], heard: Heard) -> None:
    assert queue.current() is None
    assert queue.entries() == []
    assert queue.upcoming(3) == []
    assert queue.position("7") == 0
    assert heard.events == []


def test_positions(queue: SongQueue, songs: list[SongId]) -> None:
    first, second, third, fourth, fifth, _ = songs
    queue.add(first)
    anchor = queue.add(second, "last")
    queue.add(third, "next")
    queue.add(fourth, anchor.entryid)
    queue.add(fifth, "123456")  # an entry that is gone by now
    assert order(queue) == [first, fifth, third, second, fourth]
    assert [entry.songid for entry in queue.upcoming(2)] == [fifth, third]


def test_next_in_an_empty_queue_is_the_current_one(queue: SongQueue, songs: list[SongId]) -> None:
    entry = queue.add(songs[0], "next")
    assert queue.current() == entry
    assert int(entry.entryid) < 2**128


@pytest.mark.parametrize("position", ["", "first", "-1", "0x7"])
def test_a_wrong_position_adds_nothing(queue: SongQueue, songs: list[SongId], position: str, heard: Heard) -> None:
    with pytest.raises(BadArgumentError, match="position"):
        queue.add(songs[0], position)
    with pytest.raises(NotFoundError):
        queue.add(SongId(404))
    assert queue.entries() == []
    assert heard.events == []


def test_an_album_comes_in_its_order_without_what_nobody_wants(store: Store, queue: SongQueue) -> None:
    album = add_album(store, "Artist", "Two CDs", songs=6, cds=2)
    one, two, three, four, five, six = (song.id for song in store.songs.of_album(album.id))
    store.execute("UPDATE songs SET disabled = 1 WHERE songid = ?", (two,))
    store.execute("UPDATE songs SET favorite = -1 WHERE songid = ?", (five,))
    queue.add(one)
    queue.add(six)
    queue.add_album(album.id, "next")
    assert order(queue) == [one, one, three, four, six, six]
    queue.clear()
    assert len(queue.add_album(album.id, "next", cd=1)) == 2
    assert order(queue)[:3] == [one, four, six]
    assert queue.add_album(album.id, "last", cd=7) == []
    with pytest.raises(NotFoundError):
        queue.add_album(AlbumId(404), "last")


def test_moving(queue: SongQueue, songs: list[SongId], heard: Heard) -> None:
    entries = [queue.add(songid) for songid in songs[:4]]
    heard.forget()
    queue.move(entries[3].entryid, entries[0].entryid)
    assert order(queue) == [songs[0], songs[3], songs[1], songs[2]]
    queue.move(entries[3].entryid, entries[2].entryid)
    assert order(queue) == songs[:4]
    queue.move(entries[1].entryid, entries[1].entryid)
    assert order(queue) == songs[:4]
    queue.move(entries[2].entryid, "99")
    assert order(queue) == [songs[0], songs[2], songs[1], songs[3]]
    assert heard.events == [SongQueueChanged()] * 4


def test_the_current_entry_stays(queue: SongQueue, songs: list[SongId]) -> None:
    entries = [queue.add(songid) for songid in songs[:3]]
    with pytest.raises(BadArgumentError, match="current"):
        queue.move(entries[0].entryid, entries[2].entryid)
    with pytest.raises(NotFoundError):
        queue.move("99", entries[2].entryid)
    assert order(queue) == songs[:3]


def test_removing(queue: SongQueue, songs: list[SongId], heard: Heard) -> None:
    entries = [queue.add(songid) for songid in songs[:4]]
    heard.forget()
    queue.remove(entries[1].entryid)
    assert heard.events == [SongQueueChanged()]
    queue.remove(entries[0].entryid)
    assert heard.events[1:] == [SongQueueChanged(), SongChanged()]
    assert order(queue) == songs[2:4]
    with pytest.raises(NotFoundError):
        queue.remove(entries[0].entryid)


def test_the_queue_never_runs_dry(queue: SongQueue, songs: list[SongId], heard: Heard) -> None:
    first = queue.next_song()
    assert first is not None
    assert first.israndom
    assert len(queue.entries()) == 2
    assert heard.events == [SongQueueChanged(), SongChanged()]
    second = queue.next_song(first.entryid)
    assert second == queue.current() != first
    assert len(queue.entries()) == 2


def test_only_the_song_that_ended_is_dropped(queue: SongQueue, songs: list[SongId], heard: Heard) -> None:
    entries = [queue.add(songid) for songid in songs[:3]]
    queue.remove(entries[0].entryid)
    heard.forget()
    assert queue.next_song(entries[0].entryid) == entries[1]
    assert SongChanged() not in heard.events
    assert queue.next_song() == entries[2]


def test_without_songs_the_queue_is_empty_and_nothing_breaks(queue: SongQueue) -> None:
    assert queue.next_song() is None
    assert queue.add_random("last") is None
    queue.clear()
    assert queue.entries() == []


def test_clearing_keeps_what_is_played(queue: SongQueue, songs: list[SongId], heard: Heard) -> None:
    entries = [queue.add(songid) for songid in songs]
    heard.forget()
    queue.clear()
    assert queue.current() == entries[0]
    assert [entry.israndom for entry in queue.entries()] == [False, True]
    assert heard.events == [SongQueueChanged()]


def test_a_song_that_left_the_catalogue_leaves_the_queue(
    store: Store, queue: SongQueue, songs: list[SongId], heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    entries = [queue.add(songid) for songid in songs[:4]]
    store.songs.remove(songs[0])
    store.songs.remove(songs[2])
    heard.forget()
    assert queue.entries() == [entries[1], entries[3]]
    assert heard.events == []
    assert queue.next_song() == entries[1]
    assert heard.events == [SongQueueChanged(), SongChanged()]
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]


def test_the_queue_and_the_position_outlive_the_server(
    store: Store, queue: SongQueue, songs: list[SongId], tmp_path: Path
) -> None:
    entries = [queue.add(songid, israndom=songid == songs[1]) for songid in songs[:3]]
    queue.set_position(entries[0].entryid, 61.5)
    queue.set_position("99", 7)
    again = Store(tmp_path / "music.db")
    reopened = SongQueue(again, Bus(), Randy(again))
    assert reopened.entries() == entries
    assert reopened.position(entries[0].entryid) == 61.5
    again.close()


def test_many_at_once(queue: SongQueue, songs: list[SongId]) -> None:
    queue.add(songs[0])

    def add_and_move() -> None:
        for songid in songs:
            entry = queue.add(songid, "next")
            queue.move(entry.entryid, queue.entries()[-1].entryid)

    threads = [threading.Thread(target=add_and_move) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(order(queue)) == sorted([songs[0], *songs * 4])
