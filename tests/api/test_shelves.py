"""Long lists: orders of ids, initials, and records by id."""

import time
from typing import Any

import pytest

from musicdb.store.store import Store
from musicdb.store.videos import VideoDetails
from tests.api.asking import announced, ask, refused
from tests.household import House
from tests.playback.shelf import add_album

DAY = 86_400


@pytest.fixture
def store(house: House) -> Store:
    """Albums 1 to 4: two of Zoë, one of Ábba, one of 2Raumwohnung; each has two songs."""
    store = house.services.store
    for artist, title in (("Zoë", "Later"), ("Zoë", "Earlier"), ("Ábba", "Gold"), ("2Raumwohnung", "Kommt")):
        add_album(store, artist, title, songs=2)
    store.execute("UPDATE albums SET added = albumid, release = 2000 - albumid")
    return store


def order(house: House, **arguments: Any) -> list[int]:
    albumids: list[int] = ask(house, "GetAlbumShelf", **arguments)["albumids"]
    return albumids


@pytest.mark.usefixtures("store")
def test_albums_in_their_orders(house: House) -> None:
    assert order(house) == [4, 3, 2, 1]
    assert order(house, order="name") == [2, 3, 4, 1]
    assert order(house, order="release", descending=True) == [1, 2, 3, 4]
    assert order(house, order="added", descending=True, limit=2) == [4, 3]
    assert sorted(order(house, order="random")) == [1, 2, 3, 4]


@pytest.mark.usefixtures("store")
def test_letters_say_where_initials_begin(house: House) -> None:
    letters = [{"letter": "#", "index": 0}, {"letter": "A", "index": 1}, {"letter": "Z", "index": 2}]
    assert ask(house, "GetAlbumShelf")["letters"] == letters
    assert ask(house, "GetArtistShelf")["letters"] == letters
    assert ask(house, "GetAlbumShelf", order="added")["letters"] == []
    assert ask(house, "GetSongShelf", order="title")["letters"][0]["index"] == 0


def test_hidden_albums_are_left_out(house: House, store: Store) -> None:
    ask(house, "HideAlbum", albumid=4, hide=True)
    assert order(house) == [3, 2, 1]
    assert len(ask(house, "GetSongShelf")["songids"]) == 6
    artists = ask(house, "GetArtistShelf")
    assert [one["artist"]["name"] for one in artists["first"]] == ["Ábba", "Zoë"]
    assert len(artists["artistids"]) == 2
    assert store.shelves.some_artists(artists["artistids"])[1].albums[0].name == "Earlier"


def test_albums_with_a_tag(house: House, store: Store) -> None:
    mood = store.tagging.add("Metal", 1)
    announced(house, "SetAlbumTag", albumid=2, tagid=mood)
    assert order(house, tagid=mood) == [2]
    rule = {"match": "tag", "tagid": mood}
    songs = ask(house, "GetSongShelf", rule=rule, first=1)
    assert len(songs["songids"]) == 2
    assert [one["album"]["id"] for one in songs["first"]] == [2]


def test_what_was_heard_last_and_what_to_rediscover(house: House, store: Store) -> None:
    now = int(time.time())
    for albumid, days, likes in ((1, 1, 9), (2, 90, 1), (3, 70, 5)):
        store.execute(
            "UPDATE songs SET lastplayed = ?, likes = ? WHERE albumid = ?", (now - days * DAY, likes, albumid)
        )
    assert order(house, order="lastplayed", descending=True) == [1, 3, 2, 4]
    assert order(house, order="rediscover", descending=True) == [3, 2]
    last = store.songs.of_album(store.albums.all()[0].id)[0]
    store.playedsongs.add(last.id, now - 80 * DAY, israndom=False)
    assert order(house, order="rediscover", descending=True, limit=1) == [3]


@pytest.mark.usefixtures("store")
def test_records_come_in_the_order_of_their_ids(house: House) -> None:
    albums = ask(house, "GetSomeAlbums", albumids=[3, 99, 1])
    assert [(one["artist"]["name"], one["album"]["id"]) for one in albums] == [("Ábba", 3), ("Zoë", 1)]
    songids = ask(house, "GetSongShelf", order="title", descending=True, first=0)["songids"]
    songs = ask(house, "GetSomeSongs", songids=[*songids, 99])
    assert [one["song"]["id"] for one in songs] == songids
    first, _, last = ask(house, "GetArtistShelf")["artistids"]
    artists = ask(house, "GetSomeArtists", artistids=[last, 99, first])
    assert [one["artist"]["name"] for one in artists] == ["Zoë", "2Raumwohnung"]


def test_videos(house: House, store: Store) -> None:
    for number, artistid in enumerate((1, 2), 1):
        details = VideoDetails(
            artistid=store.artists.all()[artistid].id, name=f"Video {number}", path=f"Z/{number}.mp4", release=2000,
            origin="internet", added=7, playtime=180, codec="h264", xresolution=640, yresolution=480, checksum="c",
        )  # fmt: skip
        store.videos.add_or_update(details)
    shelf = ask(house, "GetVideoShelf", first=1)
    assert [one["artist"]["name"] for one in shelf["first"]] == ["Ábba"]
    assert [one["video"]["id"] for one in ask(house, "GetSomeVideos", videoids=shelf["videoids"])] == shelf["videoids"]


def test_too_much_at_once_is_refused(house: House) -> None:
    assert refused(house, "GetSomeSongs", songids=list(range(1001))) == "badargument"
    deep: dict[str, Any] = {"match": "all"}
    for _ in range(20):
        deep = {"match": "all", "rules": [deep]}
    assert refused(house, "GetSongShelf", rule=deep) == "badargument"
