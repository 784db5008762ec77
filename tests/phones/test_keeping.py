"""Where apps go on: queues and bookmarks of a user, and the queue and the stream of the household."""

from urllib.request import urlopen

import pytest

from tests.phones.apps import App
from tests.running import PATIENCE, Daemon

LONG, SHORT = "so-1", "so-2"


def test_a_queue_goes_from_phone_to_phone(daemon: Daemon, app: App) -> None:
    other = App(daemon, "Tablet")
    empty = app.ask("getPlayQueue")["playQueue"]
    assert (empty["entry"], "current" in empty) == ([], False)
    app.ask("savePlayQueue", id=[LONG, SHORT], current=SHORT, position=1500)
    kept = other.ask("getPlayQueue")["playQueue"]
    assert ([one["id"] for one in kept["entry"]], kept["current"]) == ([LONG, SHORT], SHORT)
    assert (kept["position"], kept["changedBy"], kept["username"]) == (1500, "Phone", "ann")
    other.ask("savePlayQueueByIndex", id=[SHORT, LONG, SHORT], currentIndex=2, position=10)
    kept = app.ask("getPlayQueueByIndex")["playQueueByIndex"]
    assert (len(kept["entry"]), kept["currentIndex"], kept["changedBy"]) == (3, 2, "Tablet")
    assert app.refused("savePlayQueue", id=[LONG], current=SHORT) == 0
    assert app.refused("savePlayQueueByIndex", id=[LONG], currentIndex=1) == 10
    assert app.refused("savePlayQueue", id="al-1") == 70
    with daemon.client() as client:
        assert client.request("GetSongQueue") == [], "the shared queue is another one"
    app.ask("savePlayQueue")
    assert other.ask("getPlayQueue")["playQueue"]["entry"] == []


def test_bookmarks(app: App) -> None:
    app.ask("createBookmark", id=LONG, position=5000, comment="Here")
    app.ask("createBookmark", id=LONG, position=6000)
    (mark,) = app.ask("getBookmarks")["bookmarks"]["bookmark"]
    assert (mark["position"], mark["entry"]["id"], mark["comment"]) == (6000, LONG, "")
    assert app.refused("createBookmark", id="so-99", position=1) == 70
    app.ask("deleteBookmark", id=LONG)
    assert app.ask("getBookmarks")["bookmarks"]["bookmark"] == []


def test_the_household_as_a_jukebox(daemon: Daemon, app: App) -> None:
    with daemon.client() as client:
        app.ask("jukeboxControl", action="add", id=[LONG, SHORT])
        client.until(lambda packet: packet["fncsig"] == "onSongQueueChanged")
        entries = app.ask("jukeboxControl", action="get")["jukeboxPlaylist"]["entry"]
        assert [one["id"] for one in entries[:2]] == [LONG, SHORT]
        assert app.ask("jukeboxControl", action="start")["jukeboxStatus"]["playing"] is True
        client.until(lambda packet: packet["fncsig"] == "onStatusChanged")
        app.ask("jukeboxControl", action="remove", index=1)
        app.ask("jukeboxControl", action="set", id=[SHORT, LONG, SHORT])
        queued = [entry["song"]["id"] for entry in client.request("GetSongQueue")]
        assert queued[-3:] == [2, 1, 2]
        app.ask("jukeboxControl", action="shuffle")
        third = client.request("GetSongQueue")[2]["entryid"]
        app.ask("jukeboxControl", action="skip", index=2)
        assert client.request("GetSongQueue")[0]["entryid"] == third
        assert app.ask("jukeboxControl", action="stop")["jukeboxStatus"]["playing"] is False
        app.ask("jukeboxControl", action="clear")
    assert app.refused("jukeboxControl", action="skip", index=99) == 70
    assert app.refused("jukeboxControl", action="dance") == 0


def test_the_stream_as_a_radio_station(app: App) -> None:
    (station,) = app.ask("getInternetRadioStations")["internetRadioStations"]["internetRadioStation"]
    with urlopen(station["streamUrl"], timeout=PATIENCE) as stream:  # noqa: S310
        assert stream.headers["Content-Type"] == "audio/mpeg"


@pytest.mark.parametrize("name", ["getBookmarks", "getPlayQueue", "getPlayQueueByIndex", "getNowPlaying"])
def test_in_xml(app: App, name: str) -> None:
    answer = app.get(name, f="xml")
    assert (b'status="ok"' in answer.body, answer.headers["Content-Type"]) == (True, "text/xml; charset=UTF-8")
