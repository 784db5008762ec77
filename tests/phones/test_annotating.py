"""What apps say about music: stars, ratings, plays and what is played now; and how all screens hear of it."""

import time
from typing import Any

import pytest

from tests.phones.apps import App
from tests.running import Client, Daemon

LONG, SHORT = "so-1", "so-2"


def until_song(client: Client, songid: int) -> Any:
    """The song as it is told to all from now on, or was before."""

    def is_told(packet: dict[str, Any]) -> bool:
        return packet["fncname"] == "GetSong" and packet["arguments"]["song"]["id"] == songid

    packet = next(filter(is_told, client.received), None) or client.until(is_told)
    client.received.clear()
    return packet["arguments"]["song"]


def starred(app: App) -> tuple[list[str], ...]:
    found = app.ask("getStarred2")["starred2"]
    return tuple([one["id"] for one in found[kind]] for kind in ("song", "album", "artist"))


def test_stars(daemon: Daemon, app: App) -> None:
    with daemon.client() as client:
        app.ask("star", id=[SHORT, LONG])
        assert [until_song(client, number)["favorite"] for number in (2, 1)] == [1, 1]
        app.ask("star", albumId="al-1", artistId="ar-1")
        marked = client.until(lambda packet: packet["fncsig"] == "onMarksChanged" and packet["arguments"]["albumids"])
        assert marked["arguments"] == {"songids": [], "albumids": [1], "artistids": [1]}
        assert starred(app) == ([LONG, SHORT], ["al-1"], ["ar-1"])
        assert app.ask("getSong", id=SHORT)["song"]["starred"].startswith(time.strftime("%Y-", time.gmtime()))
        assert [one["id"] for one in app.ask("getAlbumList2", type="starred")["albumList2"]["album"]] == ["al-1"]
        assert "starred" in app.ask("getArtist", id="ar-1")["artist"]
        client.send("call", "UpdateSongStatistic", songid=1, statistic="favorite", modifier="hate")
        until_song(client, 1)
        app.ask("unstar", id=[SHORT, LONG, "al-1"], artistId="ar-1")
        assert until_song(client, 2)["favorite"] == 0
        assert starred(app) == ([], [], [])
        assert client.request("GetSong", songid=1)["song"]["favorite"] == -1, "only a star was taken back"
        client.send("call", "UpdateSongStatistic", songid=1, statistic="favorite", modifier="none")
    assert app.refused("star") == 10
    assert app.refused("star", id=["so-1", "so-99"]) == 70
    assert starred(app) == ([], [], []), "all or nothing"


def test_ratings(app: App) -> None:
    app.ask("setRating", id=SHORT, rating=4)
    app.ask("setRating", id="al-1", rating=5)
    assert app.ask("getSong", id=SHORT)["song"]["userRating"] == 4
    assert app.ask("getAlbum", id="al-1")["album"]["userRating"] == 5
    app.ask("setRating", id=SHORT, rating=0)
    assert "userRating" not in app.ask("getSong", id=SHORT)["song"]
    assert app.refused("setRating", id=SHORT, rating=6) == 0
    assert app.refused("setRating", id="so-99", rating=1) == 70


def test_plays(daemon: Daemon, app: App) -> None:
    with daemon.client() as client:
        now = int(time.time())
        yesterday = now - 86_400
        app.ask("scrobble", id=[LONG, SHORT], time=[yesterday * 1000, (yesterday + 60) * 1000])
        app.ask("scrobble", id=LONG, time=yesterday * 1000)
        heard = client.request("GetPlayHistory")
        assert len(heard) == 2, "a play that is told again is the same"
        assert until_song(client, 2)["lastplayed"] == yesterday + 60
        app.ask("scrobble", id=LONG, submission="false")
        assert len(client.request("GetPlayHistory")) == 2
        (playing,) = app.ask("getNowPlaying")["nowPlaying"]["entry"]
        assert (playing["id"], playing["username"], playing["playerName"]) == (LONG, "ann", "Phone")
        app.ask("reportPlayback", mediaId=SHORT, mediaType="song", positionMs=0, state="starting")
        client.until(lambda packet: packet["fncsig"] == "onPlaysChanged")
        (play,) = client.request("GetPhonePlays")
        assert (play["song"]["id"], play["device"], play["isplaying"]) == (2, "Phone", True)
        assert [one["id"] for one in app.ask("getNowPlaying")["nowPlaying"]["entry"]] == [SHORT]
        app.ask("reportPlayback", mediaId=SHORT, mediaType="song", positionMs=500, state="stopped")
        assert len(client.request("GetPlayHistory")) == 2, "nobody heard it"
        app.ask("reportPlayback", mediaId=SHORT, mediaType="song", positionMs=2500, state="stopped")
        assert len(client.request("GetPlayHistory")) == 3
        assert (
            "entry" not in app.ask("getNowPlaying")["nowPlaying"] or not app.ask("getNowPlaying")["nowPlaying"]["entry"]
        )
    assert app.refused("scrobble") == 10
    assert app.refused("scrobble", id="so-99") == 70


@pytest.mark.parametrize("how", [{"id": SHORT}, {}])
def test_words(app: App, how: dict[str, str]) -> None:
    if how:
        (lyrics,) = app.ask("getLyricsBySongId", **how)["lyricsList"]["structuredLyrics"]
        assert (lyrics["synced"], lyrics["displayArtist"], lyrics["displayTitle"]) == (True, "Artist", "Short")
        assert lyrics["line"] == [{"value": "One line", "start": 500}, {"value": "Another line", "start": 1500}]
        assert app.ask("getLyricsBySongId", id=LONG)["lyricsList"]["structuredLyrics"] == []
        return
    assert app.ask("getLyrics", artist="ARTIST", title="short")["lyrics"]["value"] == "One line\nAnother line"
    assert app.ask("getLyrics", artist="Nobody", title="short")["lyrics"]["value"] == ""


def test_scans(daemon: Daemon, app: App) -> None:
    with daemon.client() as client:
        assert app.ask("startScan")["scanStatus"]["count"] == 2
        client.until(lambda packet: (packet["arguments"] or {}).get("state") == "fsscancomplete")
        assert app.ask("getScanStatus")["scanStatus"]["scanning"] is False
