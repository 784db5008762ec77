"""How Randy chooses: what he never takes, what he gives up, what he likes better, and how he explains it."""

import random
from collections import Counter
from typing import Any

import msgspec
import pytest

from musicdb.bus import Bus
from musicdb.ids import AlbumId, SongId
from musicdb.model.queue import Choice
from musicdb.model.settings import RandyConfiguration
from musicdb.playback.queue import SongQueue
from musicdb.playback.randy import Randy
from musicdb.store.store import Store
from tests.playback.shelf import add_album

NOW = 1_700_000_000
DAY = 86_400


class Clock:
    now = float(NOW)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def randy(store: Store, clock: Clock) -> Randy:
    return Randy(store, random.Random(7), clock)  # noqa: S311


def configure(store: Store, **options: int) -> None:
    """Sets options by their names in the records."""
    parts: dict[str, Any] = {}
    for field in msgspec.structs.fields(RandyConfiguration):
        record = getattr(RandyConfiguration(), field.name)
        own = {name: value for name, value in options.items() if name in record.__struct_fields__}
        parts[field.name] = msgspec.structs.replace(record, **own)
    store.settings.save(RandyConfiguration(**parts))


def without_lists(store: Store, **options: int) -> None:
    lengths = {"song_list_length": 0, "album_list_length": 0, "artist_list_length": 0}
    configure(store, **{**lengths, **options})


def songs_of(store: Store, album: Any) -> list[SongId]:
    return [song.id for song in store.songs.of_album(album.id)]


def change(store: Store, songid: int, column: str, value: int | str) -> None:
    store.execute(f"UPDATE songs SET {column} = ? WHERE songid = ?", (value, songid))  # noqa: S608


def chosen(randy: Randy, times: int, albumid: AlbumId | None = None) -> Counter[int]:
    choices = [randy.choose(albumid) for _ in range(times)]
    return Counter(choice.songid for choice in choices if choice)


def choose(randy: Randy, albumid: AlbumId | None = None) -> Choice:
    choice = randy.choose(albumid)
    assert choice is not None
    return choice


def test_an_empty_catalogue_gives_nothing(randy: Randy) -> None:
    assert randy.choose() is None
    assert randy.choose(AlbumId(404)) is None


def test_the_same_chance_gives_the_same_songs(store: Store) -> None:
    for number in range(20):
        add_album(store, f"Artist {number}", "Album")
    one, other = (Randy(store, random.Random(3), lambda: NOW) for _ in range(2))  # noqa: S311
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


def test_lists_keep_artists_albums_and_songs_apart(store: Store, randy: Randy) -> None:
    a1 = add_album(store, "A", "One", songs=1)
    a2 = add_album(store, "A", "Two", songs=1)
    b = add_album(store, "B", "One", songs=1)
    (song_a1,), (song_a2,), (song_b,) = (songs_of(store, album) for album in (a1, a2, b))
    randy.remember([song_a1])
    assert set(chosen(randy, 20)) == {song_b}
    assert choose(randy).relaxed == ()
    randy.remember([song_b])
    # The last artist is B, the last two albums are those of both songs.
    assert set(chosen(randy, 20)) == {song_a2}
    randy.remember([song_a2])
    # Everything is on a list now. The lists are given up in their order; the song list holds all songs.
    assert set(chosen(randy, 40)) == {song_a1, song_a2, song_b}
    configure(store, song_list_length=1)
    # Now only the artist list is in the way of the first song, the album list in that of the second.
    assert set(chosen(randy, 40)) == {song_a1}


def test_what_was_queued_long_ago_does_not_count(store: Store, randy: Randy, clock: Clock) -> None:
    (song,) = songs_of(store, add_album(store, "A", "One", songs=1))
    randy.remember([song])
    assert choose(randy).relaxed == ("ArtistBlackList", "AlbumBlackList", "SongBlackList")
    clock.now += 24 * 3600 + 1
    assert choose(randy).relaxed == ()
    clock.now -= 1
    configure(store, max_age=23)
    assert choose(randy).relaxed == ()


def test_a_recording_does_not_come_back_from_another_album(store: Store, randy: Randy, clock: Clock) -> None:
    album = add_album(store, "A", "Album", songs=1, name="Échoes", checksum="x")
    compilation = add_album(store, "Various", "Hits", songs=1, name="A - Echoes", checksum="x")
    best_of = add_album(store, "A", "Best Of", songs=1, name="echoes", checksum="y")
    (original,), (same_file,), (same_title,) = (songs_of(store, one) for one in (album, compilation, best_of))
    without_lists(store)
    assert set(chosen(randy, 60)) == {original, same_file, same_title}
    randy.remember([original])
    assert set(chosen(randy, 60)) == {original}
    assert "Recording" in choose(randy).constraints
    randy.remember([same_title])
    # It is the title of this artist; the file under another name is still the copy of the first one.
    assert set(chosen(randy, 60)) == {same_title}
    clock.now += 25 * 3600
    assert set(chosen(randy, 60)) == {original, same_file, same_title}


def test_what_is_in_the_queue_comes_last(store: Store, randy: Randy) -> None:
    songs = songs_of(store, add_album(store, "A", "Album", songs=3))
    without_lists(store)
    queue = SongQueue(store, Bus(), randy)
    queue.add(songs[0])
    queue.add(songs[1])
    assert set(chosen(randy, 20)) == {songs[2]}
    queue.add(songs[2])
    assert choose(randy).relaxed == ("Queue",)


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


def test_the_genre_filter(store: Store, randy: Randy) -> None:
    albums = {name: add_album(store, name, "Album", songs=1) for name in ("Heavy", "Death", "Plain", "Pop", "Untagged")}
    songs = {name: songs_of(store, album)[0] for name, album in albums.items()}
    metal, pop = add_tag(store, "Metal", 1), add_tag(store, "Pop", 1)
    heavy, death = add_tag(store, "Heavy", 2, metal), add_tag(store, "Death", 2, metal)
    for name in ("Heavy", "Death", "Plain"):
        hang(store, "album", albums[name].id, metal)
    hang(store, "album", albums["Heavy"].id, heavy)
    hang(store, "album", albums["Death"].id, death)
    hang(store, "album", albums["Pop"].id, pop)
    without_lists(store)
    assert set(chosen(randy, 100)) == set(songs.values())
    store.genrefilter.activate(metal)
    assert set(chosen(randy, 60)) == {songs["Heavy"], songs["Death"], songs["Plain"]}
    assert "GenreFilter" in choose(randy).constraints
    store.genrefilter.activate(death, active=False)
    assert set(chosen(randy, 60)) == {songs["Heavy"], songs["Plain"]}
    store.genrefilter.activate(heavy, active=False)
    assert set(chosen(randy, 60)) == {songs["Heavy"], songs["Death"], songs["Plain"]}
    hang(store, "song", songs["Plain"], pop, approval=0)
    assert songs["Plain"] in chosen(randy, 60)
    store.execute("UPDATE songtags SET approval = 1")
    assert songs["Plain"] not in chosen(randy, 60)
    store.genrefilter.activate(metal, active=False)
    store.genrefilter.activate(add_tag(store, "Nothing has it", 1))
    assert randy.choose() is None


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


def add_tag(store: Store, name: str, class_: int, parent: int | None = None) -> Any:
    return store.execute_for_id(
        "INSERT INTO tags (name, class, parentid) VALUES (?, ?, ?) RETURNING tagid", (name, class_, parent)
    )


def hang(store: Store, target: str, key: int, tagid: int, approval: int = 1) -> None:
    store.execute(
        f"INSERT INTO {target}tags ({target}id, tagid, approval) VALUES (?, ?, ?)",
        (key, tagid, approval),  # noqa: S608
    )
