"""What was heard, and what was heard together, as a client sees it."""

import time
from typing import Any

import pytest

from musicdb.config.schema import Tracking
from musicdb.ids import SongId
from musicdb.playback.tracker import Tracker
from musicdb.store.tagging import Target
from musicdb.wire.packets import Method
from tests.api.asking import ask, packets, refused
from tests.household import House
from tests.playback.shelf import add_album

DAY = 86_400


class Listener:
    """Hears songs, at any time."""

    def __init__(self, house: House) -> None:
        self.now = time.time()
        self._tracker = Tracker(house.services.store, Tracking(), lambda: self.now)

    def hear(self, *songids: SongId, israndom: bool = False) -> None:
        for songid in songids:
            self.now += 200
            self._tracker.track(songid, israndom=israndom)


@pytest.fixture
def listener(house: House) -> Listener:
    return Listener(house)


def songs(house: House, artist: str, count: int = 2, **changes: Any) -> list[SongId]:
    album = add_album(house.services.store, artist, "Album", songs=count, **changes)
    return [song.id for song in house.services.store.songs.of_album(album.id)]


def test_the_history_is_read_in_pages(house: House, listener: Listener) -> None:
    one, two = songs(house, "Artist")
    listener.hear(one)
    listener.hear(two, israndom=True)
    newest, oldest = ask(house, "GetPlayHistory")
    assert (newest["song"]["id"], newest["israndom"]) == (two, True)
    assert oldest["artist"]["name"] == "Artist"
    assert newest["timestamp"] == int(listener.now)
    assert ask(house, "GetPlayHistory", limit=1) == [newest]
    assert ask(house, "GetPlayHistory", limit=1, before=newest["playid"]) == [oldest]
    assert ask(house, "GetPlayHistory", before=oldest["playid"]) == []
    assert ask(house, "GetPlayHistory", songid=one) == [oldest]
    assert refused(house, "GetPlayHistory", limit=0) == "badargument"


def test_the_history_of_an_artist_and_of_a_genre(house: House, listener: Listener) -> None:
    store = house.services.store
    (own,), (derived,) = songs(house, "Loud", 1), songs(house, "Sweet", 1)
    metal, pop = store.tagging.add("Metal", 1), store.tagging.add("Pop", 1)
    store.tagging.hang(Target.SONG, own, metal, approval=1, confidence=1.0)
    for songid in (own, derived):
        store.tagging.hang(Target.ALBUM, store.songs.get(songid).albumid, pop, approval=1, confidence=1.0)
    listener.hear(own, derived, own)

    def heard(**wanted: int) -> list[int]:
        return [play["song"]["id"] for play in ask(house, "GetPlayHistory", **wanted)]

    assert heard(tagid=metal) == [own, own]
    assert heard(tagid=pop) == [derived]
    assert heard(artistid=store.songs.get(own).artistid) == [own, own]
    assert heard(artistid=store.songs.get(own).artistid, tagid=pop) == []
    newest = ask(house, "GetPlayHistory", tagid=metal, limit=1)[0]
    assert heard(tagid=metal, before=newest["playid"]) == [own]


def test_statistics(house: House, listener: Listener) -> None:
    store = house.services.store
    (loud,), (sweet,), (untagged,) = (songs(house, name, 1) for name in ("Loud", "Sweet", "Untagged"))
    metal = store.tagging.add("Metal", 1)
    pop = store.tagging.add("Pop", 1)
    store.tagging.hang(Target.SONG, loud, metal, approval=1, confidence=1.0)
    store.tagging.hang(Target.ALBUM, store.songs.get(loud).albumid, pop, approval=0, confidence=1.0)
    store.tagging.hang(Target.ALBUM, store.songs.get(sweet).albumid, pop, approval=1, confidence=1.0)
    store.tagging.hang(Target.SONG, untagged, store.tagging.add("Sad", 3), approval=1, confidence=1.0)
    now = listener.now
    listener.now = now - 40 * DAY
    listener.hear(sweet)
    listener.now = now - 3 * DAY
    listener.hear(loud, untagged, loud)
    listener.now = now
    listener.hear(sweet)
    month = ask(house, "GetListeningStatistics", days=30)
    assert (month["plays"], month["seconds"]) == (4, 800)
    assert sum(day["plays"] for day in month["days"]) == 4
    assert (month["days"][-1]["plays"], month["days"][-1]["seconds"]) == (1, 200)
    assert month["days"][-1]["day"] == time.strftime("%Y-%m-%d", time.localtime(listener.now))
    today = time.localtime(listener.now)
    # Sunday is 0 here, 6 there.
    assert {"weekday": (today.tm_wday + 1) % 7, "hour": today.tm_hour, "plays": 1, "seconds": 200} in month["hours"]
    loudest, *others = month["artists"]
    assert (loudest["artist"]["name"], loudest["plays"], loudest["seconds"], len(others)) == ("Loud", 2, 400, 2)
    assert {(one["tag"]["name"], one["plays"]) for one in month["genres"]} == {("Metal", 2), ("Pop", 1)}
    assert (month["songs"][0]["song"]["id"], month["songs"][0]["plays"]) == (loud, 2)
    assert ask(house, "GetListeningStatistics", days=1)["plays"] == 1
    assert ask(house, "GetListeningStatistics", days=60)["plays"] == 5


def test_an_empty_house_has_heard_nothing(house: House) -> None:
    assert ask(house, "GetPlayHistory") == []
    assert ask(house, "GetListeningStatistics") == {
        "plays": 0, "seconds": 0, "days": [], "hours": [], "artists": [], "genres": [], "songs": [],
    }  # fmt: skip


def test_relations_are_made_and_changed_by_hand(house: House, listener: Listener) -> None:
    one, two = songs(house, "Artist")
    (answer,), to_all = packets(
        house, Method.REQUEST, "SetSongRelationship", songid=two, relatedsongid=one, weight=3
    )  # fmt: skip
    assert (answer["method"], answer["fncname"], to_all) == ("response", "GetSongRelationship", [])
    for songid, other in ((one, two), (two, one)):
        (related,) = ask(house, "GetSongRelationship", songid=songid)["songs"]
        assert (related["song"]["id"], related["weight"]) == (other, pytest.approx(3, abs=0.01))
    ask(house, "SetSongRelationship", songid=one, relatedsongid=two, weight=0.5)
    listener.hear(one, two)
    assert ask(house, "GetSongRelationship", songid=one)["songs"][0]["weight"] == pytest.approx(1.5, abs=0.01)
    assert refused(house, "SetSongRelationship", songid=one, relatedsongid=one) == "badargument"
    assert refused(house, "SetSongRelationship", songid=one, relatedsongid=two, weight=0) == "badargument"
    assert refused(house, "SetSongRelationship", songid=one, relatedsongid=404) == "notfound"


def test_songs_heard_together(house: House, listener: Listener) -> None:
    store = house.services.store
    (center,) = songs(house, "Middle", 1)
    zebra = songs(house, "zebra")
    alpha = songs(house, "Alpha")
    for other in (*zebra, *alpha):
        listener.hear(center, other)
        listener.now += DAY
    store.execute("UPDATE songs SET favorite = -1 WHERE songid = ?", (zebra[0],))
    related = ask(house, "GetSongRelationship", songid=center)
    assert related.keys() == {"songid", "song", "album", "artist", "songs"}
    assert [one["song"]["id"] for one in related["songs"]] == [*alpha, zebra[1]]
    first = related["songs"][0]
    assert first.keys() == {"song", "tags", "weight", "album", "artist"}
    assert first["tags"]["genres"] == []
    assert first["weight"] == pytest.approx(1, abs=0.01)
    (answer,), to_all = packets(house, Method.REQUEST, "CutSongRelationship", songid=center, relatedsongid=alpha[0])
    assert (answer["method"], answer["fncname"], to_all) == ("response", "GetSongRelationship", [])
    assert [one["song"]["id"] for one in answer["arguments"]["songs"]] == [alpha[1], zebra[1]]
    assert packets(house, Method.CALL, "CutSongRelationship", songid=center, relatedsongid=alpha[1]) == ([], [])
    assert [one["song"]["id"] for one in ask(house, "GetSongRelationship", songid=center)["songs"]] == [zebra[1]]
    assert refused(house, "GetSongRelationship", songid=404) == "notfound"
    assert refused(house, "CutSongRelationship", songid=404, relatedsongid=center) == "notfound"
