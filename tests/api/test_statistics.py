"""Likes, flags, lyrics, colors: what a person says about music."""

from collections.abc import Iterator
from typing import Any

import pytest

from musicdb.model.events import CachesChanged
from musicdb.store.videos import VideoDetails
from tests.api.asking import announced, ask, refused
from tests.household import House
from tests.playback.shelf import add_album


@pytest.fixture
def album(house: House) -> Any:
    return add_album(house.services.store, "Artist", "Album", songs=1)


@pytest.fixture
def songid(house: House, album: Any) -> int:
    return house.services.store.songs.of_album(album.id)[0].id


@pytest.fixture
def videoid(house: House, album: Any) -> int:
    details = VideoDetails(
        artistid=album.artistid, name="Video", path="Artist/2000 - Video.mp4", release=2000, origin="internet", added=7,
        playtime=180, codec="h264", xresolution=640, yresolution=480, checksum="c",
    )  # fmt: skip
    return house.services.store.videos.add_or_update(details).id


STEPS = [
    ("likes", ("inc", "inc", "dec", "dec", "dec", "inc", "reset"), (1, 2, 1, 0, 0, 1, 0)),
    ("dislikes", ("inc", "reset"), (1, 0)),
    ("favorite", ("love", "hate", "none", "inc", "dec"), (1, -1, 0, 1, -1)),
    ("disable", ("yes", "no"), (1, 0)),
    ("liverecording", ("yes", "no"), (1, 0)),
    ("badaudio", ("yes", "no"), (1, 0)),
    ("lastplayed", (1_700_000_000, "1700000001"), (1_700_000_000, 1_700_000_001)),
]


def each_step(steps: list[Any]) -> Iterator[tuple[str, str, Any, int]]:
    for statistic, modifiers, values in steps:
        for modifier, value in zip(modifiers, values, strict=True):
            yield statistic, "disabled" if statistic == "disable" else statistic, modifier, value


def test_statistics_of_songs(house: House, songid: int) -> None:
    for statistic, column, modifier, value in each_step(STEPS):
        arguments = {"songid": songid, "statistic": statistic, "modifier": modifier}
        name, view = announced(house, "UpdateSongStatistic", **arguments)
        assert (name, view["song"][column]) == ("GetSong", value), (statistic, modifier)


def test_statistics_of_videos(house: House, videoid: int) -> None:
    for statistic, column, modifier, value in each_step([*STEPS, ("lyricsvideo", ("yes", "no"), (1, 0))]):
        arguments = {"videoid": videoid, "statistic": statistic, "modifier": modifier}
        name, view = announced(house, "UpdateVideoStatistic", **arguments)
        assert (name, view["video"][column]) == ("GetVideo", value), (statistic, modifier)


MISTAKES: list[tuple[str, Any]] = [
    ("likes", "perhaps"),
    ("likes", 7),
    ("stars", "inc"),
    ("disable", "hate"),
    ("lastplayed", "yes"),
    ("lastplayed", -1),
    ("lyricsvideo", "yes"),
]


def test_what_cannot_be_said(house: House, songid: int) -> None:
    before = ask(house, "GetSong", songid=songid)
    for statistic, modifier in MISTAKES:
        arguments = {"songid": songid, "statistic": statistic, "modifier": modifier}
        assert refused(house, "UpdateSongStatistic", **arguments) == "badargument", (statistic, modifier)
    assert ask(house, "GetSong", songid=songid) == before


def test_nothing_can_be_said_about_what_is_not_there(house: House) -> None:
    assert refused(house, "UpdateSongStatistic", songid=404, statistic="likes", modifier="inc") == "notfound"
    assert refused(house, "UpdateVideoStatistic", videoid=404, statistic="likes", modifier="reset") == "notfound"
    assert refused(house, "SetSongLyrics", songid=404, lyrics="", lyricsstate=0) == "notfound"
    assert refused(house, "HideAlbum", albumid=404, hide=True) == "notfound"
    assert refused(house, "SetAlbumColor", albumid=404, colorname="bgcolor", color="#000000") == "notfound"


def test_lyrics(house: House, songid: int) -> None:
    name, view = announced(house, "SetSongLyrics", songid=songid, lyrics="La\n:: ref\nLa", lyricsstate=3)
    assert (name, view["song"]["lyricsstate"]) == ("GetSong", 3)
    assert ask(house, "GetSongLyrics", songid=songid)["lyrics"] == "La\n:: ref\nLa"
    announced(house, "SetSongLyrics", songid=songid, lyrics="", lyricsstate=4)
    lyrics = ask(house, "GetSongLyrics", songid=songid)
    assert (lyrics["lyrics"], lyrics["lyricsstate"]) == ("", 4)
    assert refused(house, "SetSongLyrics", songid=songid, lyrics="x", lyricsstate=5) == "badargument"


def test_an_album_is_hidden_and_shown_again(house: House, album: Any) -> None:
    assert ask(house, "HideAlbum", albumid=album.id, hide=True) is None
    assert [each["album"]["id"] for each in ask(house, "GetHiddenAlbums")] == [album.id]
    assert ask(house, "GetAlbums", artistid=album.artistid) == []
    ask(house, "HideAlbum", albumid=album.id, hide=False)
    assert ask(house, "GetHiddenAlbums") == []
    assert house.events == [CachesChanged()] * 2


def test_what_is_known_about_an_album(house: House, album: Any) -> None:
    assert ask(house, "SetAlbumOrigin", albumid=album.id, origin="bandcamp") is None
    assert ask(house, "SetAlbumImportTime", albumid=album.id, importtime=1_600_000_000) is None
    for name, color in (("bgcolor", "#111111"), ("fgcolor", "#EEEEEE"), ("hlcolor", "#abcdef")):
        assert ask(house, "SetAlbumColor", albumid=album.id, colorname=name, color=color) is True
    fresh = ask(house, "GetAlbum", albumid=album.id)["album"]
    assert (fresh["origin"], fresh["added"]) == ("bandcamp", 1_600_000_000)
    assert (fresh["bgcolor"], fresh["fgcolor"], fresh["hlcolor"]) == ("#111111", "#EEEEEE", "#abcdef")
    for color in ("red", "#12345", "#12345G", "#1234567"):
        assert refused(house, "SetAlbumColor", albumid=album.id, colorname="bgcolor", color=color) == "badargument"
    assert refused(house, "SetAlbumColor", albumid=album.id, colorname="name", color="#000000") == "badargument"
    assert refused(house, "SetAlbumOrigin", albumid=album.id, origin=" ") == "badargument"
    assert refused(house, "SetAlbumImportTime", albumid=album.id, importtime=-1) == "badargument"


def test_what_is_known_about_a_video(house: House, videoid: int) -> None:
    assert ask(house, "SetVideoColor", videoid=videoid, colorname="hlcolor", color="#abcdef") is True
    assert ask(house, "SetVideoTimeFrame", videoid=videoid, begin=10, end=100) is True
    video = ask(house, "GetVideo", videoid=videoid)["video"]
    assert (video["hlcolor"], video["vbegin"], video["vend"]) == ("#abcdef", 10, 100)
    assert ask(house, "SetVideoTimeFrame", videoid=videoid, begin=None, end=None) is True
    video = ask(house, "GetVideo", videoid=videoid)["video"]
    assert (video["vbegin"], video["vend"]) == (0, 180)
    for begin, end in ((100, 10), (-1, 10), (0, 181)):
        assert refused(house, "SetVideoTimeFrame", videoid=videoid, begin=begin, end=end) == "badargument"


def test_a_person_tags_a_video(house: House, videoid: int) -> None:
    name, view = announced(house, "SetVideoTag", videoid=videoid, tagid=1)
    assert (name, [tag["name"] for tag in view["tags"]["genres"]]) == ("GetVideo", ["Other"])
    name, view = announced(house, "RemoveVideoTag", videoid=videoid, tagid=1)
    assert (name, view["tags"]["genres"]) == ("GetVideo", [])
