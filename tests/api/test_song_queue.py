"""The song queue as a client sees it."""

from typing import Any

import pytest

from musicdb.model.events import SongChanged, SongQueueChanged
from musicdb.wire.packets import Method
from tests.api.asking import ask, packets, refused
from tests.household import House
from tests.playback.shelf import add_album


@pytest.fixture
def songids(house: House) -> list[int]:
    album = add_album(house.services.store, "Artist", "Album", songs=4, cds=2)
    return [song.id for song in house.services.store.songs.of_album(album.id)]


def queued(house: House) -> list[int]:
    return [entry["song"]["id"] for entry in ask(house, "GetSongQueue")]


def test_a_queue_is_built(house: House, songids: list[int]) -> None:
    one, two, three, four = songids
    assert ask(house, "GetSongQueue") == []
    assert ask(house, "AddSongToQueue", songid=one, position="last") is None
    ask(house, "AddSongToQueue", songid=two, position="last")
    first, second = ask(house, "GetSongQueue")
    assert first.keys() == {"entryid", "israndom", "song", "album", "artist"}
    assert (first["israndom"], first["song"]["albumid"], first["artist"]["name"]) == (
        False,
        first["album"]["id"],
        "Artist",
    )
    assert isinstance(first["entryid"], str)
    ask(house, "AddSongToQueue", songid=three, position=first["entryid"])
    ask(house, "AddSongToQueue", songid=four, position=int(second["entryid"]))
    assert queued(house) == [one, three, two, four]
    ask(house, "MoveSongInQueue", entryid=second["entryid"], afterid=first["entryid"])
    assert queued(house) == [one, two, three, four]
    ask(house, "RemoveSongFromQueue", entryid=first["entryid"])
    assert queued(house) == [two, three, four]
    ask(house, "ClearQueue")
    assert queued(house)[0] == two
    assert len(queued(house)) == 2


def test_an_album_is_queued_whole_or_by_cd(house: House, songids: list[int]) -> None:
    albumid = house.services.store.songs.get(songids[0]).albumid  # type: ignore[arg-type]
    ask(house, "AddAlbumToQueue", albumid=albumid, position="next")
    assert queued(house) == songids
    ask(house, "AddAlbumToQueue", albumid=albumid, position="last", cd=1)
    assert queued(house) == [*songids, *songids[2:]]


def test_randy_explains_himself(house: House, songids: list[int]) -> None:
    ask(house, "AddRandomSongToQueue", position="last")
    ask(house, "AddSongToQueue", songid=songids[0], position="last")
    randys, mine = ask(house, "GetSongQueue")
    assert (randys["israndom"], mine["israndom"]) == (True, False)
    explanation = ask(house, "GetChoiceExplanation", entryid=randys["entryid"])
    assert explanation["song"] == randys["song"]
    assert explanation["choice"]["songid"] == randys["song"]["id"]
    assert explanation["choice"]["factors"] == {"favorite": 1, "likes": 1, "lastplayed": 1}
    assert "NoDisabled" in explanation["choice"]["constraints"]
    assert ask(house, "GetChoiceExplanation", entryid=mine["entryid"])["choice"] is None
    assert refused(house, "GetChoiceExplanation", entryid="7") == "notfound"


def test_every_change_is_told(house: House, songids: list[int]) -> None:
    events: list[Any] = []
    house.services.bus.subscribe(SongQueueChanged, events.append)
    house.services.bus.subscribe(SongChanged, events.append)
    packets(house, Method.CALL, "AddSongToQueue", songid=songids[0], position="next")
    assert events == [SongQueueChanged(), SongChanged()]
    packets(house, Method.CALL, "AddSongToQueue", songid=songids[0], position="next")
    assert events == [SongQueueChanged(), SongChanged(), SongQueueChanged()]


MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("AddSongToQueue", {"songid": 404, "position": "last"}, "notfound"),
    ("AddSongToQueue", {"songid": 1, "position": "first"}, "badargument"),
    ("AddSongToQueue", {"songid": 1}, "badargument"),
    ("AddAlbumToQueue", {"albumid": 404, "position": "last"}, "notfound"),
    ("AddRandomSongToQueue", {"position": "last", "albumid": 404}, "notfound"),
    ("MoveSongInQueue", {"entryid": "1", "afterid": "2"}, "notfound"),
    ("RemoveSongFromQueue", {"entryid": "1"}, "notfound"),
]


def test_mistakes_change_nothing(house: House, songids: list[int]) -> None:
    for function, arguments, code in MISTAKES:
        assert refused(house, function, **arguments) == code, (function, arguments)
    assert ask(house, "GetSongQueue") == []


def test_randy_finds_nothing_in_an_empty_house(house: House) -> None:
    assert refused(house, "AddRandomSongToQueue", position="last") == "notfound"
    assert ask(house, "ClearQueue") is None
