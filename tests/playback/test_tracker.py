"""What is remembered about songs that were heard."""

import pytest

from musicdb.config.schema import Tracking
from musicdb.ids import SongId
from musicdb.playback.tracker import Tracker
from musicdb.store.store import Store
from tests.playback.choosing import DAY, NOW, Clock, songs_of
from tests.playback.shelf import add_album

MINUTE = 60
LENGTH = 200


@pytest.fixture
def songs(store: Store) -> list[SongId]:
    return songs_of(store, add_album(store, "A", "Album", songs=4, playtime=LENGTH))


@pytest.fixture
def tracker(store: Store, clock: Clock) -> Tracker:
    return Tracker(store, Tracking(), clock)


def hear(tracker: Tracker, clock: Clock, *songids: SongId, pause: int = 0, israndom: bool = False) -> None:
    for songid in songids:
        clock.now += LENGTH + pause
        tracker.track(songid, israndom=israndom)


def test_what_was_heard_is_history(store: Store, tracker: Tracker, clock: Clock, songs: list[SongId]) -> None:
    hear(tracker, clock, songs[0])
    hear(tracker, clock, songs[1], israndom=True)
    first, second = reversed(store.playedsongs.history(10))
    assert (first.songid, first.timestamp, first.israndom) == (songs[0], NOW + LENGTH, False)
    assert (second.songid, second.timestamp, second.israndom) == (songs[1], NOW + 2 * LENGTH, True)
    assert store.songs.get(songs[0]).lastplayed == NOW + LENGTH
    assert store.playedsongs.history(1) == [second]
    assert store.playedsongs.history(10, before=second.playid) == [first]
    assert store.playedsongs.history(10, before=first.playid) == []


def test_songs_heard_one_after_the_other_are_related(tracker: Tracker, clock: Clock, songs: list[SongId]) -> None:
    one, two, three, _ = songs
    hear(tracker, clock, one, two, three, two)
    assert tracker.relations(one) == pytest.approx({two: 1.0}, abs=1e-3)
    assert tracker.relations(two) == pytest.approx({one: 1.0, three: 2.0}, abs=1e-3)


def test_the_same_song_twice_is_no_relation(tracker: Tracker, clock: Clock, songs: list[SongId]) -> None:
    hear(tracker, clock, songs[0], songs[0])
    assert tracker.relations(songs[0]) == {}


def test_a_long_pause_cuts_the_chain(tracker: Tracker, clock: Clock, songs: list[SongId]) -> None:
    hear(tracker, clock, songs[0])
    hear(tracker, clock, songs[1], pause=30 * MINUTE)
    hear(tracker, clock, songs[2], pause=30 * MINUTE + 1)
    assert set(tracker.relations(songs[1])) == {songs[0]}


def test_songs_of_randy_are_passed_over(tracker: Tracker, clock: Clock, songs: list[SongId]) -> None:
    one, randys, two, _ = songs
    hear(tracker, clock, one)
    hear(tracker, clock, randys, israndom=True)
    hear(tracker, clock, two)
    assert tracker.relations(randys) == {}
    assert set(tracker.relations(one)) == {two}


def test_songs_of_randy_count_on_demand(store: Store, clock: Clock, songs: list[SongId]) -> None:
    tracker = Tracker(store, Tracking(trackrandom=True, cuttime=1), clock)
    hear(tracker, clock, songs[0])
    hear(tracker, clock, songs[1], israndom=True)
    assert set(tracker.relations(songs[0])) == {songs[1]}


def test_a_relation_fades(tracker: Tracker, clock: Clock, songs: list[SongId]) -> None:
    one, two, *_ = songs
    hear(tracker, clock, one, two)
    clock.now += 365 * DAY
    assert tracker.relations(one) == {two: pytest.approx(0.5)}
    hear(tracker, clock, one, two)
    assert tracker.relations(two) == {one: pytest.approx(1.5, abs=1e-3)}


def test_a_relation_can_be_cut(tracker: Tracker, clock: Clock, songs: list[SongId]) -> None:
    one, two, three, _ = songs
    hear(tracker, clock, one, two, three)
    tracker.cut(two, one)
    tracker.cut(two, one)
    assert tracker.relations(one) == {}
    assert set(tracker.relations(two)) == {three}


def test_a_song_that_left_the_catalogue_leaves_no_trace(
    store: Store, tracker: Tracker, clock: Clock, songs: list[SongId]
) -> None:
    hear(tracker, clock, songs[0], songs[1])
    store.songs.remove(songs[0])
    hear(tracker, clock, songs[0])
    assert [play.songid for play in store.playedsongs.history(10)] == [songs[1]]
    assert tracker.relations(songs[1]) == {}


def test_what_was_heard_elsewhere(store: Store, tracker: Tracker, clock: Clock, songs: list[SongId]) -> None:
    began = int(clock.now)
    assert tracker.scrobble(songs[0], began)
    assert not tracker.scrobble(songs[0], began + LENGTH // 4), "the same, told when half of it was over"
    assert not tracker.scrobble(songs[0], began + LENGTH), "a time of the future is now"
    clock.now += LENGTH
    assert tracker.scrobble(songs[0]), "heard twice in a row"
    assert store.songs.get(songs[0]).lastplayed == began + LENGTH
    clock.now += 10 * LENGTH
    assert tracker.scrobble(songs[2], began - DAY)
    assert store.songs.get(songs[2]).lastplayed == began - DAY
    assert not tracker.relations(songs[2]), "nothing follows what was told late"


def test_nothing_counts_twice(store: Store, tracker: Tracker, clock: Clock, songs: list[SongId]) -> None:
    began = int(clock.now)
    tracker.scrobble(songs[0], began)
    clock.now += LENGTH + 5
    tracker.track(songs[0], israndom=False)
    assert len(store.playedsongs.history(10)) == 1, "an app played the stream of the server"
    began = int(clock.now)
    clock.now += LENGTH
    tracker.track(songs[1], israndom=False)
    assert not tracker.scrobble(songs[1], began)
    assert len(store.playedsongs.history(10)) == 2
