"""Songs that sound alike, as apps ask for them."""

import pytest

from musicdb.errors import BadArgumentError, NotAnalyzedError, NotFoundError
from musicdb.net.subsonic import discovering
from musicdb.net.subsonic.declare import Call
from tests.api.asking import announced
from tests.household import House
from tests.insight.styles import fill


def test_what_sounds_alike(house: House) -> None:
    store = house.services.store
    songs = fill(store, 4)
    call = Call(house.services, "ann", "test")
    pads = [f"so-{songid}" for songid in songs["pad"]]
    beat = f"so-{songs['beat'][0]}"
    found = discovering.get_sonic_similar_tracks(call, id=pads[0], count=3)
    assert (len(found), found[0].entry.id in pads) == (3, True)
    assert [one.similarity for one in found] == sorted((one.similarity for one in found), reverse=True)
    assert discovering.get_sonic_similar_tracks(call, id=pads[0], count=0) == []
    path = discovering.find_sonic_path(call, startSongId=pads[0], endSongId=beat, count=5)
    assert (path[0].entry.id, path[-1].entry.id, path[0].similarity) == (pads[0], beat, 1.0)
    near = [song.id for song in discovering.get_similar_songs_2(call, id=pads[0], count=3).song]
    assert pads[0] not in near
    assert set(near) & set(pads)
    assert discovering.get_similar_songs(call, id=pads[0], count=3).song
    song = store.songs.get(songs["pad"][0])
    artist, album = f"ar-{song.artistid}", f"al-{song.albumid}"
    for key in (artist, album, pads[0]):
        similar = [one.id for one in discovering.get_artist_info_2(call, id=key, count=2).similarArtist]
        assert (len(similar) <= 2, artist in similar) == (True, False)
        assert discovering.get_similar_songs(call, id=key).song
    assert discovering.get_artist_info(call, id=artist, count=10**20) == discovering.get_artist_info(
        call, id=artist, count=500
    )

    # A disabled song is neither asked for nor found.
    announced(house, "UpdateSongStatistic", songid=int(near[0][3:]), statistic="disable", modifier="yes")
    assert near[0] not in {one.entry.id for one in discovering.get_sonic_similar_tracks(call, id=pads[0], count=20)}
    with pytest.raises(NotFoundError):
        discovering.get_sonic_similar_tracks(call, id=near[0])
    with pytest.raises(NotFoundError):
        discovering.find_sonic_path(call, startSongId=pads[0], endSongId=near[0])
    with pytest.raises(BadArgumentError):
        discovering.find_sonic_path(call, startSongId=pads[0], endSongId=pads[0])
    for getter in (discovering.get_similar_songs, discovering.get_artist_info, discovering.get_album_info):
        with pytest.raises(NotFoundError):
            getter(call, id="pl-1")


def test_nobody_has_listened_yet(house: House) -> None:
    songs = fill(house.services.store, 1)
    house.services.store.execute("DELETE FROM soundfeatures")
    call = Call(house.services, "ann", "test")
    key = f"so-{songs['pad'][0]}"
    assert discovering.get_similar_songs(call, id=key).song == []
    with pytest.raises(NotAnalyzedError):
        discovering.get_sonic_similar_tracks(call, id=key)
