"""Tags come and go, and everybody hears about it."""

from typing import Any

import pytest

from tests.api.asking import announced, ask, refused
from tests.household import House
from tests.playback.shelf import add_album


class Shelf:
    """An album of four songs, and some tags."""

    def __init__(self, house: House) -> None:
        self.house = house
        store = house.services.store
        self.album = add_album(store, "Artist", "Album", songs=4).id
        self.songs = [song.id for song in store.songs.of_album(self.album)]
        for name in ("Metal", "Pop"):
            announced(house, "AddGenre", name=name)
        announced(house, "AddSubgenre", name="Heavy", parentname="Metal")
        announced(house, "AddMoodFlag", name="Sad", icon="☂", color="#0000FF", posx=1, posy=2)
        every = ask(house, "GetTags")
        self.tags = {tag["name"]: tag["id"] for group in every.values() for tag in group}

    def of_song(self, index: int) -> list[tuple[str, int, float]]:
        return hanging(ask(self.house, "GetSongTags", songid=self.songs[index]))

    def of_album(self) -> list[tuple[str, int, float]]:
        return hanging(ask(self.house, "GetAlbumTags", albumid=self.album))


def hanging(tags: Any) -> list[tuple[str, int, float]]:
    groups = (tags["genres"], tags["subgenres"], tags["moods"])
    return [(tag["name"], tag["approval"], tag["confidence"]) for group in groups for tag in group]


@pytest.fixture
def shelf(house: House) -> Shelf:
    return Shelf(house)


def test_a_person_tags_a_song(shelf: Shelf) -> None:
    name, view = announced(shelf.house, "SetSongTag", songid=shelf.songs[0], tagid=shelf.tags["Metal"])
    assert name == "GetSong"
    assert view["song"]["id"] == shelf.songs[0]
    assert hanging(view["tags"]) == [("Metal", 1, 1.0)]
    announced(shelf.house, "SetSongTag", songid=shelf.songs[0], tagid=shelf.tags["Sad"], approval=1, confidence=0.3)
    assert shelf.of_song(0) == [("Metal", 1, 1.0), ("Sad", 1, 1.0)]
    name, view = announced(shelf.house, "RemoveSongTag", songid=shelf.songs[0], tagid=shelf.tags["Metal"])
    assert (name, hanging(view["tags"])) == ("GetSong", [("Sad", 1, 1.0)])


def test_approval_never_becomes_less(shelf: Shelf) -> None:
    def tag(**more: Any) -> list[tuple[str, int, float]]:
        announced(shelf.house, "SetSongTag", songid=shelf.songs[0], tagid=shelf.tags["Metal"], **more)
        return shelf.of_song(0)

    assert tag(approval=0, confidence=0.25) == [("Metal", 0, 0.25)]
    assert tag(approval=0, confidence=0.5) == [("Metal", 0, 0.5)]
    assert tag() == [("Metal", 1, 1.0)]
    assert tag(approval=0, confidence=0.1) == [("Metal", 1, 1.0)]
    assert tag(approval=2, confidence=None) == [("Metal", 2, 1.0)]
    assert tag(approval=1, confidence=1.0) == [("Metal", 2, 1.0)]


def test_the_genres_of_an_album_come_from_its_songs(shelf: Shelf) -> None:
    for songid in shelf.songs[:3]:
        announced(shelf.house, "SetSongTag", songid=songid, tagid=shelf.tags["Metal"])
    announced(shelf.house, "SetSongTag", songid=shelf.songs[0], tagid=shelf.tags["Heavy"])
    announced(shelf.house, "SetSongTag", songid=shelf.songs[0], tagid=shelf.tags["Sad"])
    assert shelf.of_album() == [("Metal", 0, 0.75), ("Heavy", 0, 0.25)]
    announced(shelf.house, "RemoveSongTag", songid=shelf.songs[0], tagid=shelf.tags["Heavy"])
    assert shelf.of_album() == [("Metal", 0, 0.75)]
    name, view = announced(shelf.house, "SetAlbumTag", albumid=shelf.album, tagid=shelf.tags["Metal"])
    assert (name, hanging(view["tags"])) == ("GetAlbum", [("Metal", 1, 1.0)])
    announced(shelf.house, "RemoveSongTag", songid=shelf.songs[1], tagid=shelf.tags["Metal"])
    assert shelf.of_album() == [("Metal", 1, 1.0)]
    name, view = announced(shelf.house, "RemoveAlbumTag", albumid=shelf.album, tagid=shelf.tags["Metal"])
    assert (name, hanging(view["tags"])) == ("GetAlbum", [])


def test_tags_are_made_once(shelf: Shelf) -> None:
    house = shelf.house
    before = ask(house, "GetTags")
    assert announced(house, "AddGenre", name=" metal ") == ("GetTags", before)
    assert announced(house, "AddSubgenre", name="HEAVY", parentname="metal") == ("GetTags", before)
    again: dict[str, Any] = {"icon": "x", "color": None, "posx": 0, "posy": 0}
    assert announced(house, "AddMoodFlag", name="sad", **again) == ("GetTags", before)
    sad = before["moods"][0]
    assert (sad["icontype"], sad["icon"], sad["color"], sad["posx"], sad["posy"]) == (1, "☂", "#0000FF", 1, 2)
    assert [genre["posx"] for genre in before["genres"]] == [0, 1, 2]


def test_tags_are_changed(shelf: Shelf) -> None:
    def modified(tag: str, attribute: str, value: Any) -> Any:
        name, every = announced(shelf.house, "ModifyTag", tagid=shelf.tags[tag], attribute=attribute, value=value)
        assert name == "GetTags"
        return next(one for group in every.values() for one in group if one["id"] == shelf.tags[tag])

    assert modified("Metal", "name", "MËTAL")["name"] == "MËTAL"
    assert modified("Heavy", "parentid", shelf.tags["Pop"])["parentid"] == shelf.tags["Pop"]
    html = modified("Sad", "icon", "<i class='rain'></i>")
    assert (html["icontype"], html["icon"]) == (2, "<i class='rain'></i>")
    assert modified("Sad", "icon", "☔")["icontype"] == 1
    assert modified("Sad", "color", "#00ff00")["color"] == "#00ff00"
    assert modified("Sad", "color", None)["color"] is None
    assert modified("Sad", "posx", "4")["posx"] == 4
    assert modified("Sad", "posy", 0)["posy"] == 0


def test_moods_change_places(shelf: Shelf) -> None:
    announced(shelf.house, "AddMoodFlag", name="Calm", icon="x", color=None, posx=0, posy=0)
    sad, calm = (mood["id"] for mood in ask(shelf.house, "GetTags")["moods"])
    swapped = [{"tagid": sad, "posx": 0, "posy": 0}, {"tagid": calm, "posx": 1, "posy": 2}]
    name, every = announced(shelf.house, "PlaceMoods", places=swapped)
    assert name == "GetTags"
    assert [(mood["id"], mood["posx"], mood["posy"]) for mood in every["moods"]] == [(sad, 0, 0), (calm, 1, 2)]
    assert refused(shelf.house, "PlaceMoods", places=[{"tagid": calm, "posx": 0, "posy": 0}]) == "badargument"
    assert ask(shelf.house, "GetTags") == every


def test_a_genre_takes_its_subgenres_along(shelf: Shelf) -> None:
    announced(shelf.house, "SetSongTag", songid=shelf.songs[0], tagid=shelf.tags["Heavy"])
    name, every = announced(shelf.house, "DeleteTag", tagid=shelf.tags["Metal"])
    assert name == "GetTags"
    assert [tag["name"] for tag in every["genres"]] == ["Other", "Pop"]
    assert every["subgenres"] == []
    assert shelf.of_song(0) == []
    assert shelf.of_album() == []


MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("SetSongTag", {"songid": 404, "tagid": 1}, "notfound"),
    ("SetSongTag", {"songid": 1, "tagid": 404}, "notfound"),
    ("SetSongTag", {"songid": 1, "tagid": 1, "approval": 0}, "badargument"),
    ("SetSongTag", {"songid": 1, "tagid": 1, "confidence": 0.5}, "badargument"),
    ("SetSongTag", {"songid": 1, "tagid": 1, "approval": 3, "confidence": 1.0}, "badargument"),
    ("RemoveSongTag", {"songid": 404, "tagid": 1}, "notfound"),
    ("SetAlbumTag", {"albumid": 404, "tagid": 1}, "notfound"),
    ("SetVideoTag", {"videoid": 404, "tagid": 1}, "notfound"),
    ("AddGenre", {"name": "  "}, "badargument"),
    ("AddSubgenre", {"name": "Swing", "parentname": "Jazz"}, "notfound"),
    ("AddSubgenre", {"name": "Heavy", "parentname": "Pop"}, "badargument"),
    ("AddMoodFlag", {"name": "x", "icon": "x", "color": "blue", "posx": 0, "posy": 0}, "badargument"),
    ("DeleteTag", {"tagid": 404}, "notfound"),
    ("ModifyTag", {"tagid": 404, "attribute": "name", "value": "x"}, "notfound"),
    ("ModifyTag", {"tagid": 2, "attribute": "name", "value": "pop"}, "badargument"),
    ("ModifyTag", {"tagid": 2, "attribute": "name", "value": ""}, "badargument"),
    ("ModifyTag", {"tagid": 2, "attribute": "parentid", "value": 1}, "badargument"),
    ("ModifyTag", {"tagid": 4, "attribute": "parentid", "value": None}, "badargument"),
    ("ModifyTag", {"tagid": 4, "attribute": "parentid", "value": 5}, "badargument"),
    ("ModifyTag", {"tagid": 2, "attribute": "color", "value": "red"}, "badargument"),
    ("ModifyTag", {"tagid": 2, "attribute": "posx", "value": "left"}, "badargument"),
    ("ModifyTag", {"tagid": 2, "attribute": "class", "value": 3}, "badargument"),
    ("PlaceMoods", {"places": [{"tagid": 404, "posx": 0, "posy": 0}]}, "notfound"),
    ("PlaceMoods", {"places": [{"tagid": 2, "posx": 0, "posy": 0}]}, "badargument"),
]


def test_mistakes_change_nothing(shelf: Shelf) -> None:
    before = ask(shelf.house, "GetTags")
    for function, arguments, code in MISTAKES:
        assert refused(shelf.house, function, **arguments) == code, (function, arguments)
    assert ask(shelf.house, "GetTags") == before
    assert shelf.of_song(0) == []
