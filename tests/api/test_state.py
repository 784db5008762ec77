"""What all clients share."""

from typing import Any

import pytest

from tests.api.asking import announced, ask, refused
from tests.household import House
from tests.playback.shelf import add_album


@pytest.fixture
def genres(house: House) -> House:
    for name in ("Metal", "Pop"):
        announced(house, "AddGenre", name=name)
    announced(house, "AddSubgenre", name="Heavy", parentname="Metal")
    announced(house, "AddSubgenre", name="Death", parentname="Metal")
    return house


def test_the_state_of_a_new_house(house: House) -> None:
    assert ask(house, "GetMDBState") == {
        "GenreFilter": [],
        "SubgenreFilter": {"Other": []},
        "MusicDB": {"uimode": "audio"},
        "audiostream": {"isconnected": False, "isplaying": False, "currentsong": None},
        "videostream": {"isstreaming": True, "isplaying": False, "currentvideo": None},
    }


def test_the_genre_filter(genres: House) -> None:
    name, state = announced(genres, "SetMDBState", category="GenreFilter", name="Metal", value=True)
    assert name == "GetMDBState"
    assert state["GenreFilter"] == ["Metal"]
    assert state["SubgenreFilter"] == {"Other": [], "Metal": ["Heavy", "Death"], "Pop": []}
    _, state = announced(genres, "SetMDBState", category="SubgenreFilter:Metal", name="Death", value=False)
    assert state["SubgenreFilter"]["Metal"] == ["Heavy"]
    _, state = announced(genres, "SetMDBState", category="GenreFilter", name="Metal", value="false")
    assert state["GenreFilter"] == []


def test_the_filter_outlives_a_new_name_but_not_the_genre(genres: House) -> None:
    announced(genres, "SetMDBState", category="GenreFilter", name="Metal", value=True)
    metal = next(tag for tag in ask(genres, "GetTags")["genres"] if tag["name"] == "Metal")
    announced(genres, "ModifyTag", tagid=metal["id"], attribute="name", value="[Metal]: 100% = #1")
    assert ask(genres, "GetMDBState")["GenreFilter"] == ["[Metal]: 100% = #1"]
    announced(genres, "DeleteTag", tagid=metal["id"])
    state = ask(genres, "GetMDBState")
    assert (state["GenreFilter"], state["SubgenreFilter"]) == ([], {"Other": [], "Pop": []})


def test_the_whole_filter_at_once(genres: House) -> None:
    announced(genres, "SetGenreFilter", genres=["Metal", "Pop"], subgenres={"Metal": ["Death"]})
    name, state = announced(genres, "SetGenreFilter", genres=["Pop"])
    assert (name, state["GenreFilter"]) == ("GetMDBState", ["Pop"])
    assert state["SubgenreFilter"]["Metal"] == ["Death"]
    assert refused(genres, "SetGenreFilter", genres=["Jazz"]) == "notfound"


def test_the_mode(house: House) -> None:
    _, state = announced(house, "SetMDBState", category="MusicDB", name="uimode", value="video")
    assert state["MusicDB"] == {"uimode": "video"}


MISTAKES: list[tuple[str, str, Any, str]] = [
    ("MusicDB", "uimode", "radio", "badargument"),
    ("MusicDB", "color", "red", "badargument"),
    ("GenreFilter", "Jazz", True, "notfound"),
    ("GenreFilter", "Other", "perhaps", "badargument"),
    ("SubgenreFilter:Other", "Jazz", True, "notfound"),
    ("SubgenreFilter:Jazz", "Jazz", True, "notfound"),
]


def test_what_cannot_be_set(house: House) -> None:
    before = ask(house, "GetMDBState")
    for category, name, value, code in MISTAKES:
        assert refused(house, "SetMDBState", category=category, name=name, value=value) == code, (category, name, value)
    assert ask(house, "GetMDBState") == before


def test_the_state_tells_the_current_song(house: House) -> None:
    album = add_album(house.services.store, "Artist", "Album", songs=1)
    song = house.services.store.songs.of_album(album.id)[0]
    ask(house, "AddSongToQueue", songid=song.id, position="last")
    assert ask(house, "GetMDBState")["audiostream"]["currentsong"]["id"] == song.id


def test_only_what_passes_the_filter_is_shown(genres: House) -> None:
    store = genres.services.store
    metal, pop = add_album(store, "Metal Band", "Loud"), add_album(store, "Pop Band", "Sweet")
    hidden, plain = add_album(store, "Metal Band", "Hidden"), add_album(store, "Metal Band", "Plain")
    ids = {tag["name"]: tag["id"] for tag in ask(genres, "GetTags")["genres"]}
    for album, genre in ((metal, "Metal"), (hidden, "Metal"), (pop, "Pop")):
        announced(genres, "SetAlbumTag", albumid=album.id, tagid=ids[genre])
    ask(genres, "HideAlbum", albumid=hidden.id, hide=True)

    def shown() -> dict[str, list[str]]:
        found = ask(genres, "GetFilteredArtistsWithAlbums")
        return {one["artist"]["name"]: [each["album"]["name"] for each in one["albums"]] for one in found}

    assert shown() == {"Metal Band": ["Loud", "Plain"], "Pop Band": ["Sweet"]}
    announced(genres, "SetMDBState", category="GenreFilter", name="Metal", value=True)
    assert shown() == {"Metal Band": ["Loud"]}
    everything = ask(genres, "GetArtistsWithAlbums")
    assert [len(one["albums"]) for one in everything] == [2, 1]

    def names(applyfilter: bool) -> list[str]:  # noqa: FBT001
        albums = ask(genres, "GetAlbums", artistid=metal.artistid, applyfilter=applyfilter)
        return [each["album"]["name"] for each in albums]

    assert names(False) == ["Loud", "Plain"]  # noqa: FBT003
    assert names(True) == ["Loud"]  # noqa: FBT003
    assert plain.id in {each["album"]["id"] for each in ask(genres, "GetAlbums", artistid=plain.artistid)}


WEBUI = {
    "meta": {"version": 3},
    "WebUI": {"videomode": "disabled", "lyrics": "enabled"},
    "ArtistsView": {"showrelease": True},
    "GenreSelectionView": {"showother": True},
    "MainMenu": {"showstreamplayer": False, "showsystemstatus": False},
    "Stream": {"url": "/stream.mp3", "username": "", "password": ""},
    "debug": {"blurartwork": False},
}


def test_the_settings_of_the_webui(house: House) -> None:
    assert ask(house, "LoadWebUIConfiguration") == WEBUI
    changed = {**WEBUI, "meta": {"version": 1}, "WebUI": {"videomode": "enabled", "lyrics": "disabled"}}
    changed["Stream"] = {"url": "https://example.org/100%", "username": "me", "password": "50%=:#"}
    saved = {**changed, "meta": {"version": 3}}
    assert ask(house, "SaveWebUIConfiguration", config=changed) == saved
    assert ask(house, "LoadWebUIConfiguration") == saved
    part = ask(house, "SaveWebUIConfiguration", config={"ArtistsView": {"showrelease": False}})
    assert part == {**saved, "ArtistsView": {"showrelease": False}}
    for wrong in ({"WebUI": {"videomode": "perhaps"}}, {"WebUI": "enabled"}, {"ArtistsView": {"showrelease": 7}}):
        assert refused(house, "SaveWebUIConfiguration", config=wrong) == "badargument"
    assert ask(house, "LoadWebUIConfiguration") == part


def test_the_settings_of_randy_count_at_once(house: House) -> None:
    config = ask(house, "LoadRandyConfiguration")
    assert config["Constraints"]["MaxSongLength"] == 600
    add_album(house.services.store, "Artist", "Album", songs=1, playtime=700)
    config["Constraints"]["MaxSongLength"] = 800
    assert ask(house, "SaveRandyConfiguration", config=config) == config
    ask(house, "AddRandomSongToQueue", position="last")
    (entry,) = ask(house, "GetSongQueue")
    assert ask(house, "GetChoiceExplanation", entryid=entry["entryid"])["choice"]["relaxed"] == []
    assert refused(house, "SaveRandyConfiguration", config={"Limits": {"MaxTries": 0}}) == "badargument"
    assert refused(house, "SaveRandyConfiguration", config={"BlackLists": {"MaxAge": -1}}) == "badargument"
