"""Playlists that follow rules, as a client sees them."""

import time
from typing import Any

import pytest

from musicdb.ids import SongId
from musicdb.model.analysis import SoundValues
from musicdb.store.store import Store
from tests.api.asking import announced, ask, refused
from tests.household import House
from tests.playback.shelf import add_album, details

DAY = 86_400


@pytest.fixture
def store(house: House) -> Store:
    """Three songs of Motörhead (1 to 3), and one of another artist (4)."""
    store = house.services.store
    album = add_album(store, "Motörhead", "Überkill", songs=1)
    store.songs.add_or_update(album, [details("M/2", 2, name="Ärger", playtime=500), details("M/3", 3, name="Night")])
    add_album(store, "Abba", "Gold", songs=1)
    return store


def matching(house: House, rule: dict[str, Any], **more: Any) -> list[int]:
    rules = {"rule": rule, **more}
    preview = ask(house, "PreviewSmartPlaylist", rules=rules)
    found = [entry["song"]["id"] for entry in preview["entries"]]
    assert preview["matches"] == len(found) or "limit" in more
    return found


def number(field: str, operator: str, value: int) -> dict[str, Any]:
    return {"match": "number", "field": field, "operator": operator, "value": value}


def text(field: str, operator: str, value: str) -> dict[str, Any]:
    return {"match": "text", "field": field, "operator": operator, "value": value}


def when(field: str, operator: str, value: int = 0) -> dict[str, Any]:
    return {"match": "time", "field": field, "operator": operator, "value": value}


def flag(name: str, *, value: bool = True) -> dict[str, Any]:
    return {"match": "flag", "flag": name, "value": value}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"match": "all"}, [4, 1, 2, 3]),
        ({"match": "any"}, []),
        ({"match": "not", "rules": [text("artist", "is", "ABBA")]}, [1, 2, 3]),
        (text("artist", "begins", "motor"), [1, 2, 3]),
        (text("artist", "contains", "ÖR"), [1, 2, 3]),
        (text("album", "ends", "kill"), [1, 2, 3]),
        (text("title", "is", "arger"), [2]),
        (text("title", "contains", "%"), []),
        (text("title", "contains", "' OR 1=1 --"), []),
        (number("playtime", "atleast", 300), [2]),
        (number("playtime", "isnot", 500), [4, 1, 3]),
        (number("release", "is", 2004), [4, 1, 2, 3]),
        (number("release", "atmost", 2003), []),
        (number("playcount", "atleast", 1), [3]),
        (number("playcount", "is", 0), [4, 1, 2]),
        (number("playcount", "atmost", 2), [4, 1, 2, 3]),
        (when("lastplayed", "never"), [4, 1, 2]),
        (when("lastplayed", "within", 10), [3]),
        (when("lastplayed", "notwithin", 10), [4, 1, 2]),
        (when("added", "before", 8), [4, 1, 2, 3]),
        (when("added", "after", 8), []),
        (flag("loved"), [1]),
        (flag("loved", value=False), [4, 2, 3]),
        (flag("lyrics"), [2]),
        (
            {"match": "all", "rules": [text("artist", "begins", "m"), {"match": "not", "rules": [flag("loved")]}]},
            [2, 3],
        ),
        ({"match": "any", "rules": [flag("loved"), text("title", "is", "night")]}, [1, 3]),
    ],
)
def test_rules(house: House, store: Store, rule: dict[str, Any], expected: list[int]) -> None:
    announced(house, "UpdateSongStatistic", songid=1, statistic="favorite", modifier="love")
    announced(house, "SetSongLyrics", songid=2, lyrics="la", lyricsstate=3)
    house.services.tracker.track(SongId(3), israndom=False)
    assert matching(house, rule) == expected


def test_tags_count_by_approval_and_albums_lend_theirs(house: House, store: Store) -> None:
    announced(house, "AddGenre", name="Rock")
    announced(house, "AddGenre", name="Pop")
    rock, pop = (tag["id"] for tag in ask(house, "GetTags")["genres"] if tag["name"] in {"Rock", "Pop"})
    announced(house, "SetSongTag", songid=1, tagid=rock, approval=0, confidence=0.5)
    announced(house, "SetAlbumTag", albumid=store.songs.get(SongId(4)).albumid, tagid=rock)
    assert matching(house, {"match": "tag", "tagid": rock}) == [4, 1]
    assert matching(house, {"match": "tag", "tagid": rock, "approval": 1}) == [4]
    announced(house, "SetSongTag", songid=4, tagid=pop)
    assert matching(house, {"match": "tag", "tagid": rock, "approval": 1}) == []
    assert matching(house, {"match": "tag", "tagid": 404}) == []


def test_what_is_disabled_or_hidden_is_left_out(house: House, store: Store) -> None:
    announced(house, "UpdateSongStatistic", songid=1, statistic="disable", modifier="yes")
    ask(house, "HideAlbum", albumid=store.songs.get(SongId(4)).albumid, hide=True)
    assert matching(house, {"match": "all"}) == [2, 3]
    assert matching(house, flag("disabled")) == [1]


def sound(field: str, operator: str, value: float) -> dict[str, Any]:
    return {"match": "sound", "field": field, "operator": operator, "value": value}


@pytest.fixture
def heard(store: Store) -> Store:
    """Three of the songs were measured: 3 is damaged by silence, and has neither tempo nor key."""
    measured = {
        1: SoundValues(bpm=120.4, loudness=-8.0, range=5.0, energy=0.804, key="A minor"),
        2: SoundValues(bpm=90.0, loudness=-14.5, range=12.0, energy=0.3, key="G major"),
        3: SoundValues(loudness=-70.0, range=0.0, energy=0.0),
    }
    for number_, values in measured.items():
        checksum = store.songs.get(SongId(number_)).checksum
        store.analyses.set_soundhash(checksum, f"sound {number_}")
        store.analyses.keep(f"sound {number_}", "digest", (), values)
    return store


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (sound("bpm", "atleast", 100), [1]),
        (sound("bpm", "is", 120), [1]),
        (sound("bpm", "isnot", 120), [2]),
        (sound("loudness", "atmost", -14.5), [2, 3]),
        (sound("range", "atleast", 5), [1, 2]),
        (sound("energy", "is", 0.8), [1]),
        ({"match": "not", "rules": [sound("bpm", "atleast", 100)]}, [4, 2, 3]),
        ({"match": "key", "key": "A minor"}, [1]),
        ({"match": "key", "key": "C major", "related": True}, [1, 2]),
        ({"match": "key", "key": "B major", "related": True}, []),
    ],
)
def test_what_was_measured(house: House, heard: Store, rule: dict[str, Any], expected: list[int]) -> None:
    assert matching(house, rule) == expected


def test_orders_of_what_was_measured(house: House, heard: Store) -> None:
    everything = {"match": "all"}
    assert matching(house, everything, order="bpm") == [2, 1, 3, 4]
    assert matching(house, everything, order="bpm", descending=True) == [1, 2, 3, 4]
    assert matching(house, everything, order="loudness") == [3, 2, 1, 4]
    assert matching(house, everything, order="energy", descending=True) == [1, 2, 3, 4]
    assert matching(house, everything, order="range", descending=True) == [2, 1, 3, 4]
    assert matching(house, everything, order="key")[:2] == [1, 2]
    assert shelf(house, "bpm") == [2, 1, 3, 4]
    assert shelf(house, "key", descending=True)[:2] == [2, 1]
    assert shelf(house, "loudness") == [3, 2, 1, 4]
    assert shelf(house, "range", descending=True) == [2, 1, 3, 4]
    assert shelf(house, "energy", rule=sound("bpm", "atleast", 1)) == [2, 1]
    assert refused(house, "PreviewSmartPlaylist", rules={"rule": {"match": "key", "key": "H"}}) == "badargument"


def shelf(house: House, order: str, **more: Any) -> list[int]:
    songids: list[int] = ask(house, "GetSongShelf", order=order, **more)["songids"]
    return songids


def test_what_was_measured_follows_files_and_sounds(house: House, heard: Store) -> None:
    heard.analyses.keep("sound 2", "digest", (), SoundValues(energy=0.9))
    assert shelf(house, "energy", descending=True)[:3] == [2, 1, 3]
    heard.analyses.set_soundhash(heard.songs.get(SongId(4)).checksum, "sound 2")
    assert shelf(house, "energy", descending=True)[:3] == [4, 2, 1], "a copy sounds the same"
    heard.analyses.set_soundhash(heard.songs.get(SongId(4)).checksum, "sound 3")
    assert shelf(house, "energy")[:2] == [3, 4]
    heard.analyses.set_soundhash("another file", "sound 1")
    album = heard.albums.get(heard.songs.get(SongId(2)).albumid)
    heard.songs.add_or_update(album, [details("M/2", 2, checksum="another file"), details("M/5", 5)])
    assert matching(house, sound("energy", "is", 0.8)) == [1, 2]
    assert shelf(house, "bpm")[:2] == [1, 2], "what nobody has heard comes last"
    ask(house, "HideAlbum", albumid=heard.songs.get(SongId(4)).albumid, hide=True)
    assert 4 not in shelf(house, "energy")


def test_order_and_limit(house: House, store: Store) -> None:
    everything = {"match": "all"}
    assert matching(house, everything, order="title") == [4, 2, 1, 3]
    assert matching(house, everything, order="playtime", descending=True)[0] == 2
    assert len(matching(house, everything, order="random", limit=3)) == 3
    for order in ("release", "added", "lastplayed", "playcount", "likes"):
        assert sorted(matching(house, everything, order=order)) == [1, 2, 3, 4]


def test_a_playlist_follows_its_rules(house: House, store: Store) -> None:
    playlist = ask(house, "CreatePlaylist", name="New", rules={"rule": number("likes", "atleast", 1)})
    assert (playlist["songs"], playlist["rules"]["order"]) == (None, "library")
    view = {"playlistid": playlist["id"]}
    assert ask(house, "GetPlaylist", **view)["total"] == 0
    announced(house, "UpdateSongStatistic", songid=3, statistic="likes", modifier="inc")
    (entry,) = ask(house, "GetPlaylist", **view)["entries"]
    assert (entry["entryid"], entry["song"]["id"]) == (None, 3)
    ask(house, "UpdatePlaylist", **view, rules={"rule": {"match": "all"}})
    assert ask(house, "GetPlaylist", **view)["total"] == 4
    assert refused(house, "AddToPlaylist", **view, songids=[1]) == "badargument"
    assert "Night" in ask(house, "ExportPlaylist", **view)["content"]


def test_rules_may_speak_of_a_playlist(house: House, store: Store) -> None:
    playlist = ask(house, "CreatePlaylist", name="Mine")
    ask(house, "AddToPlaylist", playlistid=playlist["id"], songids=[2, 3])
    store.songs.remove(SongId(3))
    rule = {"match": "playlist", "playlistid": playlist["id"]}
    assert matching(house, rule) == [2]
    assert matching(house, {"match": "not", "rules": [rule]}) == [4, 1]


def test_a_renamed_song_is_found_by_its_new_name(house: House, store: Store) -> None:
    assert matching(house, text("title", "contains", "nacht")) == []
    album = store.albums.get(store.songs.get(SongId(3)).albumid)
    store.songs.add_or_update(album, [details("M/3", 3, name="Nächtlich")])
    assert matching(house, text("title", "begins", "nacht")) == [3]


def test_old_plays_are_long_ago(house: House, store: Store) -> None:
    announced(house, "UpdateSongStatistic", songid=1, statistic="lastplayed", modifier=int(time.time()) - 40 * DAY)
    assert matching(house, when("lastplayed", "within", 30)) == []
    assert matching(house, when("lastplayed", "within", 50)) == [1]


@pytest.mark.parametrize(
    "rule",
    [
        {"match": "some"},
        {"match": "number", "field": "likes; DROP TABLE songs", "operator": "is", "value": 1},
        number("likes", "like", 1),
        {"match": "all", "rules": [{"match": "all"}] * 300},
        text("title", "contains", ""),
    ],
)
def test_mistakes(house: House, store: Store, rule: dict[str, Any]) -> None:
    assert refused(house, "PreviewSmartPlaylist", rules={"rule": rule}) == "badargument"
    assert refused(house, "CreatePlaylist", name="Name", rules={"rule": rule}) == "badargument"


def test_rules_may_not_be_too_deep(house: House, store: Store) -> None:
    rule: dict[str, Any] = {"match": "all"}
    for _ in range(20):
        rule = {"match": "not", "rules": [rule]}
    assert refused(house, "PreviewSmartPlaylist", rules={"rule": rule}) == "badargument"
