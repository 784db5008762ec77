"""Each table gives back the records clients know, in the order clients show them."""

import unicodedata

import pytest
from msgspec.structs import fields

from musicdb.errors import DatabaseError, NotFoundError
from musicdb.model.media import ThemeColors
from musicdb.model.records import Album, Artist, Song, Video
from musicdb.store.changes import ChangeState
from musicdb.store.store import Store
from musicdb.store.videos import VideoDetails
from tests.store.conftest import add_album, details

COLORS = ThemeColors("#000000", "#FFFFFF", "#808080")


def video_details(store: Store, **changes: object) -> VideoDetails:
    values: dict[str, object] = {
        "artistid": store.artists.add("A", "A").id,
        "path": "A/2001 - Sun.mp4",
        "name": "Sun",
        "release": 2001,
        "origin": "internet",
        "added": 5,
        "playtime": 240,
        "codec": "h264",
        "xresolution": 1280,
        "yresolution": 720,
        "checksum": "abc",
    }
    return VideoDetails(**(values | changes))


def test_columns_stand_in_the_order_of_the_records(store: Store) -> None:
    for table, record in (("artists", Artist), ("albums", Album), ("songs", Song), ("videos", Video)):
        columns = [name for (name,) in store.rows("SELECT name FROM pragma_table_info(?)", (table,))]
        names = [field.name for field in fields(record)]
        assert columns[1 : len(names)] == names[1:]


def test_artists_are_sorted_without_regard_to_case_and_accents(store: Store) -> None:
    for name in ("zappa", "Ärzte", "ABBA", "Zebra", "björk", "Blur", "Łona"):
        store.artists.add(name, name)
    assert [artist.name for artist in store.artists.all()] == [
        "ABBA",
        "Ärzte",
        "björk",
        "Blur",
        "zappa",
        "Zebra",
        "Łona",
    ]


def test_an_artist_is_added_once(store: Store) -> None:
    first = store.artists.add("A", "A")
    assert store.artists.add("A", "A") == first
    assert store.artists.find("A") == store.artists.get(first.id) == first
    assert store.artists.find("B") is None


def test_names_in_both_normal_forms_are_different_paths_and_stay_as_they_are(store: Store) -> None:
    composed, decomposed = (unicodedata.normalize(form, "Motörhead") for form in ("NFC", "NFD"))
    assert store.artists.add(composed, composed).id != store.artists.add(decomposed, decomposed).id
    found = store.artists.find(decomposed)
    assert found is not None
    assert found.path == decomposed


def test_unknown_ids_are_told_by_number(store: Store) -> None:
    for getter in (store.artists.get, store.albums.get, store.songs.get, store.videos.get, store.changes.get):
        with pytest.raises(NotFoundError, match="4711"):
            getter(4711)


def test_albums_come_by_release_and_hidden_ones_on_demand(store: Store) -> None:
    late, early = add_album(store, "A", "Late", 2010), add_album(store, "A", "Early", 1999)
    shy = add_album(store, "A", "Shy", 2005)
    store.albums.set_hidden(shy.id, hidden=True)
    assert [album.id for album in store.albums.of_artist(late.artistid)] == [early.id, late.id]
    assert [album.id for album in store.albums.of_artist(late.artistid, hidden=True)] == [early.id, shy.id, late.id]
    assert [album.id for album in store.albums.all()] == [early.id, late.id]
    assert len(store.albums.all(hidden=True)) == 3
    assert [album.id for album in store.albums.hidden_ones()] == [shy.id]


def test_an_album_that_is_imported_again_keeps_what_a_person_has_set(store: Store) -> None:
    album = add_album(store, "A", "B")
    store.albums.set_hidden(album.id, hidden=True)
    store.albums.set_artwork(album.id, "cover.jpg", COLORS, chosen=False)
    again = store.albums.add_or_update(
        artistid=album.artistid, name="B!", path=album.path, release=2005, origin="iTunes", added=9
    )
    assert (again.id, again.name, again.release) == (album.id, "B!", 2005)
    assert (again.origin, again.added, again.hidden, again.artworkpath) == ("CD", 7, 1, "cover.jpg")
    assert (again.bgcolor, again.fgcolor, again.hlcolor) == ("#000000", "#FFFFFF", "#808080")


def test_the_counts_of_an_album_are_its_songs_and_its_highest_cd(store: Store) -> None:
    album = add_album(store, "A", "B", songs=0)
    assert (album.numofsongs, album.numofcds) == (0, 0)
    store.songs.add_or_update(album, [details("A/1", cd=1), details("A/2", cd=3)])
    album = store.albums.update_counts(album.id)
    assert (album.numofsongs, album.numofcds) == (2, 3)


def test_a_known_song_keeps_id_statistics_and_tags(store: Store) -> None:
    album = add_album(store, "A", "B", songs=1)
    (song,) = store.songs.of_album(album.id)
    store.tags.suggest_genres({song.id: ("Rock",)})
    store.execute("UPDATE songs SET likes = 3, favorite = 1, lastplayed = 99 WHERE songid = ?", (song.id,))
    ids = store.songs.add_or_update(album, [details(song.path, 5, cd=2, playtime=7, checksum="new")])
    again = store.songs.get(song.id)
    assert ids == {song.path: song.id}
    assert (again.number, again.cd, again.playtime, again.checksum) == (5, 2, 7, "new")
    assert (again.likes, again.favorite, again.lastplayed) == (3, 1, 99)
    assert [tag.name for tag in store.tags.of_song(song.id).genres] == ["Rock"]


def test_songs_come_by_cd_and_number(store: Store) -> None:
    album = add_album(store, "A", "B", songs=0)
    store.songs.add_or_update(album, [details("2-1", 1, cd=2), details("1-10", 10), details("1-2", 2)])
    assert [song.path for song in store.songs.of_album(album.id)] == ["1-2", "1-10", "2-1"]


def test_metadata_keeps_all_values_in_order_and_follows_the_file(store: Store) -> None:
    album = add_album(store, "A", "B", songs=0)
    ids = store.songs.add_or_update(album, [details("x", metadata={"artists": ("Z", "A"), "isrc": ("1",)})])
    assert store.songs.metadata(ids["x"]) == {"artists": ("Z", "A"), "isrc": ("1",)}
    store.songs.add_or_update(album, [details("x", metadata={"composer": ("C",)})])
    assert store.songs.metadata(ids["x"]) == {"composer": ("C",)}
    assert store.songs.metadata_of_album(album.id) == {ids["x"]: {"composer": ("C",)}}


def test_two_songs_cannot_have_the_same_path(store: Store) -> None:
    album = add_album(store, "A", "B", songs=2)
    first, second = store.songs.of_album(album.id)
    with pytest.raises(DatabaseError, match="UNIQUE"):
        store.songs.move_to_album(album, [(first.id, second.path)])


def test_lyrics_follow_the_file_until_they_come_from_elsewhere(store: Store) -> None:
    song = store.songs.of_album(add_album(store, "A", "B", songs=1).id)[0]
    assert store.lyrics.get(song.id) == ""
    store.lyrics.take_from_files({song.id: "la"})
    store.lyrics.take_from_files({song.id: "la la"})
    assert (store.lyrics.get(song.id), store.songs.get(song.id).lyricsstate) == ("la la", 1)
    store.execute("UPDATE songs SET lyricsstate = 3 WHERE songid = ?", (song.id,))
    store.lyrics.take_from_files({song.id: "other"})
    store.lyrics.take_from_files({song.id: ""})
    assert (store.lyrics.get(song.id), store.songs.get(song.id).lyricsstate) == ("la la", 3)
    store.execute("UPDATE songs SET lyricsstate = 1 WHERE songid = ?", (song.id,))
    store.lyrics.take_from_files({song.id: ""})
    assert (store.lyrics.get(song.id), store.songs.get(song.id).lyricsstate) == ("", 0)


def test_a_video_that_is_imported_again_keeps_what_a_person_has_set(store: Store) -> None:
    video = store.videos.add_or_update(video_details(store))
    assert (video.vbegin, video.vend, video.thumbnailfile, video.songid) == (0, 240, "default.jpg", None)
    store.videos.set_artwork(video.id, "frame.jpg", COLORS, chosen=False)
    store.execute("UPDATE videos SET likes = 2, vbegin = 10 WHERE videoid = ?", (video.id,))
    again = store.videos.add_or_update(video_details(store, playtime=100, added=9, origin="CD"))
    assert (again.id, again.likes, again.thumbnailfile, again.bgcolor) == (video.id, 2, "frame.jpg", "#000000")
    assert (again.vbegin, again.vend, again.added, again.origin) == (10, 100, 5, "internet")
    assert store.videos.of_artist(video.artistid) == store.videos.all() == [again]
    assert store.videos.find(video.path) == again


def test_removing_an_artist_removes_everything_of_it(store: Store) -> None:
    album = add_album(store, "A", "B")
    kept = add_album(store, "C", "D")
    song = store.songs.of_album(album.id)[0]
    store.videos.add_or_update(video_details(store))
    store.lyrics.take_from_files({song.id: "la"})
    store.tags.suggest_genres({song.id: ("Rock",)})
    store.tags.derive_for_album(album.id)
    store.artists.remove(album.artistid)
    assert [row.id for row in store.albums.all()] == [kept.id]
    assert {row.albumid for row in store.songs.all()} == {kept.id}
    assert store.videos.all() == []
    assert store.rows("SELECT songid FROM lyrics") == store.rows("SELECT entryid FROM songtags") == []


def test_ids_are_never_used_again(store: Store) -> None:
    album = add_album(store, "A", "B")
    store.albums.remove(album.id)
    assert add_album(store, "A", "B").id > album.id


def test_songs_follow_their_album_to_another_artist(store: Store) -> None:
    album = add_album(store, "A", "B", songs=2)
    other = store.artists.add("C", "C")
    store.execute("UPDATE albums SET artistid = ? WHERE albumid = ?", (other.id, album.id))
    assert {song.artistid for song in store.songs.of_album(album.id)} == {other.id}


def test_changes_are_a_journal(store: Store) -> None:
    first = store.changes.add("Add an album", '[{"from": "a"}]', 100)
    second = store.changes.add("Add a song", "[]", 200)
    store.changes.set_state(first, ChangeState.DONE)
    assert [change.id for change in store.changes.all()] == [first, second]
    change = store.changes.get(first)
    assert (change.title, change.steps, change.created) == ("Add an album", '[{"from": "a"}]', 100)
    assert change.state is ChangeState.DONE
    assert [change.id for change in store.changes.in_state(ChangeState.PLANNED)] == [second]
