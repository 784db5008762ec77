"""Songs that sound alike, as clients ask for them."""

from tests.api.asking import ask, refused
from tests.household import House
from tests.insight.styles import fill


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
