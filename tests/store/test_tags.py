"""Tags of songs, albums and videos: what machines suggest and what persons decide."""

import msgspec

from musicdb.model.records import TargetTag
from musicdb.store.store import Store
from tests.store.conftest import add_album


def genres(store: Store, songid: int) -> list[str]:
    return [tag.name for tag in store.tags.of_song(songid).genres]


def add_tag(store: Store, name: str, class_: int, parentid: int | None = None) -> int:
    statement = "INSERT INTO tags (name, class, parentid) VALUES (?, ?, ?) RETURNING tagid"
    return store.execute_for_id(statement, (name, class_, parentid))


def put_on_song(store: Store, songid: int, tagid: int, approval: int) -> None:
    store.execute("INSERT INTO songtags (songid, tagid, approval) VALUES (?, ?, ?)", (songid, tagid, approval))


def test_a_fresh_store_knows_one_genre(store: Store) -> None:
    tags = store.tags.all()
    assert [tag.name for tag in tags.genres] == ["Other"]
    assert tags.subgenres == tags.moods == ()


def test_tags_come_by_class(store: Store) -> None:
    rock = add_tag(store, "Rock", 1)
    punk = add_tag(store, "Punk", 2, rock)
    calm = add_tag(store, "Calm", 3)
    tags = store.tags.all()
    assert [tag.id for tag in tags.subgenres] == [punk]
    assert tags.subgenres[0].parentid == rock
    assert [tag.id for tag in tags.moods] == [calm]


def test_suggested_genres_become_tags_once_whatever_their_case(store: Store) -> None:
    first, second, _ = store.songs.of_album(add_album(store, "A", "B").id)
    store.tags.suggest_genres({first.id: ("Rock", "Café Music"), second.id: ("ROCK", "rock", "cafe music", "other")})
    assert sorted(tag.name for tag in store.tags.all().genres) == ["Café Music", "Other", "Rock"]
    assert sorted(genres(store, second.id)) == ["Café Music", "Other", "Rock"]
    tag = store.tags.of_song(first.id).genres[0]
    assert isinstance(tag, TargetTag)
    assert (tag.approval, tag.confidence, tag.songid, tag.tagid) == (0, 1.0, first.id, tag.id)


def test_a_target_tag_has_the_keys_of_musicdb_8(store: Store) -> None:
    song = store.songs.of_album(add_album(store, "A", "B").id)[0]
    store.tags.suggest_genres({song.id: ("Rock",)})
    tags = msgspec.to_builtins(store.tags.of_song(song.id))
    assert set(tags) == {"genres", "subgenres", "moods", "songid"}
    assert set(tags["genres"][0]) == {
        "id", "name", "class", "parentid", "icontype", "icon", "color", "posx", "posy",
        "entryid", "songid", "tagid", "confidence", "approval",
    }  # fmt: skip


def test_a_person_s_tag_is_neither_replaced_nor_withdrawn(store: Store) -> None:
    song = store.songs.of_album(add_album(store, "A", "B").id)[0]
    put_on_song(store, song.id, add_tag(store, "Rock", 1), approval=1)
    store.tags.suggest_genres({song.id: ("Rock", "Pop")})
    store.tags.withdraw_genres({song.id: ("Rock", "Pop", "Never seen")})
    (tag,) = store.tags.of_song(song.id).genres
    assert isinstance(tag, TargetTag)
    assert (tag.name, tag.approval) == ("Rock", 1)


def test_an_album_gets_the_genres_of_its_songs_by_their_share(store: Store) -> None:
    album = add_album(store, "A", "B", songs=4)
    songs = store.songs.of_album(album.id)
    store.tags.suggest_genres({song.id: ("Rock",) for song in songs} | {songs[0].id: ("Rock", "Pop")})
    store.tags.derive_for_album(album.id)
    shares = {tag.name: (tag.confidence, tag.approval) for tag in store.tags.of_album(album.id).genres}
    assert shares == {"Rock": (1.0, 0), "Pop": (0.25, 0)}
    store.tags.withdraw_genres({songs[0].id: ("Pop",)})
    store.tags.derive_for_album(album.id)
    assert [tag.name for tag in store.tags.of_album(album.id).genres] == ["Rock"]


def test_moods_of_songs_say_nothing_about_the_album(store: Store) -> None:
    album = add_album(store, "A", "B", songs=1)
    put_on_song(store, store.songs.of_album(album.id)[0].id, add_tag(store, "Calm", 3), approval=1)
    store.tags.derive_for_album(album.id)
    assert store.tags.of_album(album.id).moods == ()


def test_a_person_s_tag_on_an_album_stays_as_it_is(store: Store) -> None:
    album = add_album(store, "A", "B", songs=2)
    rock = add_tag(store, "Rock", 1)
    store.execute("INSERT INTO albumtags (albumid, tagid) VALUES (?, ?)", (album.id, rock))
    store.tags.suggest_genres({store.songs.of_album(album.id)[0].id: ("Rock",)})
    store.tags.derive_for_album(album.id)
    (tag,) = store.tags.of_album(album.id).genres
    assert isinstance(tag, TargetTag)
    assert (tag.confidence, tag.approval) == (1.0, 1)


def test_the_tags_of_many_things_come_at_once_and_nothing_is_missing(store: Store) -> None:
    tagged, plain = add_album(store, "A", "B"), add_album(store, "A", "C")
    song = store.songs.of_album(tagged.id)[0]
    store.tags.suggest_genres({song.id: ("Rock",)})
    store.tags.derive_for_album(tagged.id)
    assert store.tags.of_albums() == {album.id: store.tags.of_album(album.id) for album in (tagged, plain)}
    assert store.tags.of_songs(tagged.id) == {
        row.id: store.tags.of_song(row.id) for row in store.songs.of_album(tagged.id)
    }
    assert store.tags.of_videos() == {}


def test_statistics_count_what_hangs_on_a_tag(store: Store) -> None:
    album = add_album(store, "A", "B")
    songs = store.songs.of_album(album.id)
    rock = add_tag(store, "Rock", 1)
    add_tag(store, "Punk", 2, rock)
    store.tags.suggest_genres({song.id: ("Rock",) for song in songs})
    store.tags.derive_for_album(album.id)
    row = store.tags.statistics()[rock]
    assert (row.tag.name, row.songs, row.albums, row.videos, row.children) == ("Rock", 3, 1, 0, 1)


def test_every_query_uses_an_index(store: Store) -> None:
    queries = {
        "SELECT * FROM albums WHERE artistid = 1 ORDER BY release, name",
        "SELECT * FROM albums WHERE path = 'x'",
        "SELECT * FROM albums WHERE hidden = 1 ORDER BY path",
        "SELECT * FROM songs WHERE albumid = 1 ORDER BY cd, number, name",
        "SELECT * FROM songs WHERE artistid = 1",
        "SELECT * FROM songs WHERE checksum = 'x'",
        "SELECT * FROM videos WHERE artistid = 1 ORDER BY release",
        "SELECT * FROM songtags WHERE tagid = 1",
        "SELECT * FROM songtags WHERE songid = 1",
        "SELECT * FROM albumtags WHERE albumid = 1",
        "SELECT * FROM metadata WHERE songid = 1",
        "SELECT * FROM changes WHERE state = 'planned'",
    }
    for query in queries:
        plan = " ".join(row[3] for row in store.rows("EXPLAIN QUERY PLAN " + query))
        assert "SEARCH" in plan or "USING INDEX" in plan, (query, plan)
