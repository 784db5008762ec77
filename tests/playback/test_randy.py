"""How Randy chooses: what he never takes, what he likes better, and how he explains it."""

import random

import msgspec
import pytest

from musicdb.ids import AlbumId
from musicdb.model.queue import Choice
from musicdb.model.settings import RandyConfiguration
from musicdb.playback.randy import Randy
from musicdb.store.store import Store
from tests.playback.choosing import DAY, NOW, Clock, add_tag, change, choose, chosen, hang, songs_of, without_lists
from tests.playback.shelf import add_album


def test_an_empty_catalogue_gives_nothing(randy: Randy) -> None:
    assert randy.choose() is None
    assert randy.choose(AlbumId(404)) is None


def test_the_same_chance_gives_the_same_songs(store: Store) -> None:
    for number in range(20):
        add_album(store, f"Artist {number}", "Album")
    one, other = (Randy(store, random.Random(3), lambda: NOW) for _ in range(2))
    assert [one.choose() for _ in range(5)] == [other.choose() for _ in range(5)]


@pytest.mark.parametrize(
    ("column", "value", "option"),
    [("disabled", 1, "no_disabled"), ("favorite", -1, "no_hated"), ("badaudio", 1, "no_bad_file"),
     ("liverecording", 1, "no_live_music")],
)  # fmt: skip
def test_constraints(store: Store, randy: Randy, column: str, value: int, option: str) -> None:
    unwanted, wanted = songs_of(store, add_album(store, "Artist", "Album", songs=2))
    change(store, unwanted, column, value)
    without_lists(store, **{option: True})
    assert set(chosen(randy, 20)) == {wanted}
    change(store, wanted, column, value)
    assert randy.choose() is None
    without_lists(store, **{option: False})
    assert set(chosen(randy, 40)) == {wanted, unwanted}


def test_the_shape_of_the_options_is_the_one_of_randy_ini() -> None:
    assert msgspec.to_builtins(RandyConfiguration()) == {
        "meta": {"version": 1},
        "Constraints": {
            "NoDisabled": True, "NoHated": True, "NoBadFile": True, "NoLiveMusic": False,
            "MinSongLength": 120, "MaxSongLength": 600,
        },
        "BlackLists": {
            "SongListLength": 5, "AlbumListLength": 2, "ArtistListLength": 1, "VideoListLength": 3, "MaxAge": 24,
        },
        "Limits": {"MaxTries": 10},
    }  # fmt: skip


def test_the_length_counts_until_nothing_else_is_left(store: Store, randy: Randy) -> None:
    short, long, right = songs_of(store, add_album(store, "Artist", "Album"))
    change(store, short, "playtime", 119)
    change(store, long, "playtime", 601)
    without_lists(store)
    assert set(chosen(randy, 30)) == {right}
    change(store, right, "disabled", 1)
    assert set(chosen(randy, 30)) == {short, long}
    relaxed = {choice.songid: choice.relaxed for choice in (choose(randy) for _ in range(30))}
    assert relaxed == {short: ("MinSongLength",), long: ("MaxSongLength",)}


def test_hidden_albums_are_left_alone_with_and_without_a_filter(store: Store, randy: Randy) -> None:
    hidden, shown = add_album(store, "A", "Hidden"), add_album(store, "B", "Shown")
    store.albums.set_hidden(hidden.id, hidden=True)
    without_lists(store)
    assert set(chosen(randy, 30)) <= set(songs_of(store, shown))
    genre = add_tag(store, "Metal", 1)
    hang(store, "album", hidden.id, genre)
    hang(store, "album", shown.id, genre)
    store.genrefilter.activate(genre)
    assert set(chosen(randy, 30)) <= set(songs_of(store, shown))
    store.albums.set_hidden(shown.id, hidden=True)
    assert randy.choose() is None


def test_each_album_has_the_same_chance_whatever_its_size(store: Store, randy: Randy) -> None:
    small, large = add_album(store, "A", "Small", songs=1), add_album(store, "B", "Large", songs=12)
    without_lists(store, max_tries=1)
    counted = chosen(randy, 400)
    share = sum(counted[songid] for songid in songs_of(store, small)) / 400
    assert 0.42 < share < 0.58
    assert set(counted) == {*songs_of(store, small), *songs_of(store, large)}


def test_a_loved_song_comes_more_often(store: Store, randy: Randy) -> None:
    neutral, loved = (songs_of(store, add_album(store, name, "Album", songs=1))[0] for name in "AB")
    change(store, loved, "favorite", 1)
    without_lists(store)
    counted = chosen(randy, 400)
    assert 0.68 < counted[loved] / 400 < 0.82
    change(store, loved, "favorite", 0)
    change(store, loved, "likes", 8)
    change(store, neutral, "dislikes", 8)
    counted = chosen(randy, 400)
    assert 0.77 < counted[loved] / 400 < 0.90


def test_a_song_that_was_just_played_rests(store: Store, randy: Randy, clock: Clock) -> None:
    rested, played = (songs_of(store, add_album(store, name, "Album", songs=1))[0] for name in "AB")
    change(store, played, "lastplayed", NOW)
    without_lists(store)
    assert chosen(randy, 400)[played] < 50
    weights = {}
    for days in (0, 14, 1400):
        clock.now = NOW + days * DAY
        weights[days] = next(choice.weight for choice in iter(lambda: choose(randy), None) if choice.songid == played)
    assert weights == {0: 0.05, 14: 0.525, 1400: 1.0}
    assert rested


def test_a_song_of_an_album(store: Store, randy: Randy) -> None:
    album, other = add_album(store, "A", "One"), add_album(store, "A", "Two")
    first, second, third = songs_of(store, album)
    change(store, third, "favorite", -1)
    genre = add_tag(store, "Metal", 1)
    hang(store, "album", other.id, genre)
    store.genrefilter.activate(genre)
    randy.remember([first])
    assert set(chosen(randy, 20, album.id)) == {second}
    randy.remember([second])
    assert choose(randy, album.id).relaxed == ("SongBlackList",)
    assert set(chosen(randy, 40, album.id)) == {first, second}


def test_options_count_at_once_and_a_damaged_row_means_defaults(store: Store, randy: Randy) -> None:
    (song,) = songs_of(store, add_album(store, "A", "One", songs=1, playtime=100))
    assert choose(randy).relaxed == ("MinSongLength",)
    without_lists(store, min_song_length=10)
    assert choose(randy).relaxed == ()
    store.execute("UPDATE settings SET value = '{'")
    assert choose(randy) == Choice(
        songid=song,
        weight=1.0,
        factors={"favorite": 1.0, "likes": 1.0, "lastplayed": 1.0},
        constraints=(
            "NoDisabled", "NoHated", "NoBadFile", "Recording", "MaxSongLength",
            "ArtistBlackList", "AlbumBlackList", "SongBlackList", "Queue",
        ),
        relaxed=("MinSongLength",),
        candidates=1,
        albums=1,
    )  # fmt: skip
