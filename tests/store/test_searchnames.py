"""What the search knows of the catalogue, and what it is told to look at again."""

from musicdb.model.search import SearchKind
from musicdb.model.statistics import Statistic
from musicdb.store.searchnames import SearchName
from musicdb.store.store import Store
from tests.store.conftest import add_album, details

ARTIST, ALBUM, VIDEO, LYRICS, SONG = SearchKind


def changed(store: Store, since: int) -> set[tuple[SearchKind, int]]:
    changes = store.searchnames.changes_since(since)
    return {(kind, key) for kind, keys in changes.items() for key in keys}


def test_names_are_read_with_their_place_and_how_much_they_are_liked(store: Store) -> None:
    album = add_album(store, "Ada", "First", songs=2)
    first, second = store.songs.of_album(album.id)
    store.statistics.add_to_song(first.id, Statistic.LIKES, 3)
    store.statistics.set_of_song(second.id, Statistic.FAVORITE, 1)
    store.lyrics.set(first.id, "La la", 3, "[00:01.00]La la")
    with store.read():
        assert list(store.searchnames.all(ARTIST)) == [
            SearchName(album.artistid, "Ada", None, None, 0, 0, wanted=1, timed="")
        ]
        assert list(store.searchnames.all(ALBUM)) == [
            SearchName(album.id, "First", album.artistid, None, 0, 0, wanted=1, timed="")
        ]
        assert list(store.searchnames.all(SONG)) == [
            SearchName(first.id, first.name, album.artistid, album.id, 3, 0, wanted=1, timed=""),
            SearchName(second.id, second.name, album.artistid, album.id, 0, 1, wanted=1, timed=""),
        ]
        assert list(store.searchnames.all(LYRICS)) == [
            SearchName(first.id, "La la", album.artistid, album.id, 3, 0, wanted=1, timed="[00:01.00]La la")
        ]
        assert list(store.searchnames.all(VIDEO)) == []


def test_some_of_many_are_read(store: Store) -> None:
    album = add_album(store, "Ada", "First", songs=5)
    wanted = [song.id for song in store.songs.of_album(album.id)][1:3]
    assert [name.id for name in store.searchnames.some(SONG, [*wanted, 4711])] == wanted
    assert [name.id for name in store.searchnames.some(ARTIST, [album.artistid])] == [album.artistid]


def test_more_than_a_page_is_read(store: Store) -> None:
    album = add_album(store, "Ada", "First", songs=0)
    store.songs.add_or_update(album, [details(f"Ada/2004 - First/{number}.mp3", number) for number in range(4500)])
    with store.read():
        ids = [name.id for name in store.searchnames.all(SONG)]
    assert len(ids) == len(set(ids)) == 4500


def test_what_nobody_wants_to_hear_is_told(store: Store) -> None:
    album = add_album(store, "Ada", "First", songs=3)
    hated, disabled, _ = store.songs.of_album(album.id)
    store.statistics.set_of_song(hated.id, Statistic.FAVORITE, -1)
    store.statistics.set_of_song(disabled.id, Statistic.DISABLE, 1)
    store.albums.set_hidden(album.id, hidden=True)
    with store.read():
        assert [name.wanted for name in store.searchnames.all(SONG)] == [0, 0, 1]
        assert [name.wanted for name in store.searchnames.all(ALBUM)] == [0]


def test_each_change_of_something_that_is_found_is_noted(store: Store) -> None:
    assert store.searchnames.newest_change() == 0
    album = add_album(store, "Ada", "First", songs=1)
    song = store.songs.of_album(album.id)[0]
    assert changed(store, 0) == {(ARTIST, album.artistid), (ALBUM, album.id), (SONG, song.id)}
    number = store.searchnames.newest_change()
    add_album(store, "Ada", "First", songs=1)
    assert store.searchnames.newest_change() == number
    store.statistics.add_to_song(song.id, Statistic.LIKES, 1)
    assert changed(store, number) == {(SONG, song.id)}
    number = store.searchnames.newest_change()
    store.lyrics.set(song.id, "La", 3)
    assert changed(store, number) == {(LYRICS, song.id)}
    number = store.searchnames.newest_change()
    store.albums.set_hidden(album.id, hidden=True)
    assert changed(store, number) == {(ALBUM, album.id)}
    number = store.searchnames.newest_change()
    store.artists.remove(album.artistid)
    gone = {(ARTIST, album.artistid), (ALBUM, album.id), (SONG, song.id), (LYRICS, song.id)}
    assert changed(store, number) == gone
    assert changed(store, store.searchnames.newest_change()) == set()


def test_what_the_search_does_not_know_is_not_noted(store: Store) -> None:
    album = add_album(store, "Ada", "First", songs=1)
    song = store.songs.of_album(album.id)[0]
    number = store.searchnames.newest_change()
    store.statistics.set_of_song(song.id, Statistic.BADAUDIO, 1)
    store.tags.derive_for_album(album.id)
    store.execute("UPDATE songs SET path = 'elsewhere', playtime = 7, lastplayed = lastplayed")
    assert store.searchnames.newest_change() == number
