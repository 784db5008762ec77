"""What Randy leaves alone for a while, and what he gives up when nothing else is left."""

from musicdb.bus import Bus
from musicdb.playback.queue import SongQueue
from musicdb.playback.randy import Randy
from musicdb.store.store import Store
from tests.playback.choosing import Clock, add_tag, choose, chosen, configure, hang, songs_of, without_lists
from tests.playback.shelf import add_album


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
