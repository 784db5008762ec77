"""Songs that sound alike, as clients ask for them."""

from musicdb.config.schema import Config
from tests.api.asking import announced, ask, refused
from tests.conftest import OpenHouse
from tests.household import House
from tests.insight.styles import fill
from tests.playback.choosing import without_lists


def test_clients_get_songs_paths_and_radio(house: House) -> None:
    songs = fill(house.services.store, 4)
    seed, other = songs["pad"][0], songs["beat"][0]
    found = ask(house, "GetSimilarSongs", songid=seed, limit=3)
    assert len(found) == 3
    assert found[0].keys() == {"song", "album", "artist", "similarity", "reasons"}
    path = ask(house, "GetSongPath", startsongid=seed, endsongid=other, length=5)
    assert (path[0]["song"]["id"], path[-1]["song"]["id"]) == (seed, other)
    assert seed not in ask(house, "GetRadio", songid=seed, limit=5)
    assert refused(house, "GetRadio") == "badargument"
    assert refused(house, "GetSimilarSongs", songid=99) == "notfound"
    assert refused(house, "GetSongPath", startsongid=seed, endsongid=other, length=1) == "badargument"


def test_the_radio_fills_the_queue_until_it_is_stopped(open_house: OpenHouse, config: Config) -> None:
    with open_house(config) as house:
        # Where there are so few songs, another artist would soon be better than the same style.
        without_lists(house.services.store)
        songs = fill(house.services.store, 12)
        ask(house, "AddSongToQueue", songid=songs["noise"][0], position="last")
        assert announced(house, "StartRadio", songid=songs["pad"][0]) == (
            "GetRadioStation", {"songid": songs["pad"][0], "albumid": None, "tagid": None},
        )  # fmt: skip
        first, second = ask(house, "GetSongQueue")
        assert first["song"]["id"] == songs["noise"][0]
        assert second["song"]["id"] in songs["pad"]
        explained = ask(house, "GetChoiceExplanation", entryid=second["entryid"])
        assert explained["choice"]["constraints"] == ["Radio"]
    with open_house(config) as house:
        heard = []
        for _ in range(4):
            entry = house.services.queue.next_song()
            assert entry is not None
            heard.append(entry.songid)
        assert set(heard) <= set(songs["pad"])
        assert len(set(heard)) == 4
        # A station that is gone does not stop the music.
        house.services.store.execute("DELETE FROM songs WHERE songid = ?", (songs["pad"][0],))
        assert house.services.queue.next_song() is not None
        assert house.services.queue.next_song() is not None
        assert refused(house, "StartRadio", songid=songs["pad"][0]) == "notfound"
        assert refused(house, "StartRadio") == "badargument"
        _, station = announced(house, "StopRadio")
        assert set(station.values()) == {None}
        (_, after) = ask(house, "GetSongQueue")
        choice = ask(house, "GetChoiceExplanation", entryid=after["entryid"])["choice"]
        assert "Radio" not in choice["constraints"]
