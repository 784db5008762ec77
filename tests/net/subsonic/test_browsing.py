"""What apps see of a collection: artists, albums, songs, folders, lists, and what is hidden from them."""

from typing import Any

import msgspec
import pytest

from musicdb.errors import NotFoundError
from musicdb.model.analysis import SoundValues
from musicdb.model.listings import AlbumListing
from musicdb.net.subsonic import browsing, discovering, lists, searching, watching
from musicdb.net.subsonic.declare import Call
from musicdb.net.subsonic.envelope import Form, Style, succeeded
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.table import ENDPOINTS
from musicdb.store.tagging import MOOD, Target
from tests.api.asking import announced, ask
from tests.api.shelves import put, put_in_catalogue, song_at
from tests.household import House

FIRST, SECOND = "Ärtist/2001 - First", "Ärtist/2009 - Second"
OTHER = "Zoe/1999 - Other"


@pytest.fixture
def call(house: House) -> Call:
    """An app asks a house with three albums."""
    put(house, f"{FIRST}/1-01 One.flac", genre="Rock", isrc="DEA000000001", composer="Ann")
    put(house, f"{FIRST}/1-02 Two.flac", genre="Rock")
    put(house, f"{FIRST}/2-01 Three.flac")
    put(house, f"{SECOND}/01 Four.mp3", genre="Jazz", replaygain_track_gain="-3.5 dB")
    put(house, f"{OTHER}/01 Five.ogg")
    put_in_catalogue(house, FIRST, SECOND, OTHER)
    return Call(house.services, "ann", "test")


def plain(value: Any) -> Any:
    return msgspec.to_builtins(value)


def key(house: House, path: str) -> str:
    return f"so-{song_at(house, path).id}"


def album_key(house: House, path: str) -> str:
    album = house.services.store.albums.find(path)
    assert album
    return f"al-{album.id}"


def names(albums: Any) -> list[str]:
    return [album.name for album in albums.album]


def test_from_artists_to_a_song(house: House, call: Call) -> None:
    letters = browsing.get_artists(call).index
    assert [(one.name, [artist.name for artist in one.artist]) for one in letters] == [
        ("A", ["Ärtist"]),
        ("Z", ["Zoe"]),
    ]
    artist = browsing.get_artist(call, id=letters[0].artist[0].id)
    assert isinstance(artist.album, list)
    assert (artist.albumCount, [album.name for album in artist.album]) == (2, ["First", "Second"])
    album = browsing.get_album(call, id=artist.album[0].id)
    assert isinstance(album.song, list)
    assert (album.songCount, album.year, [song.title for song in album.song]) == (3, 2001, ["One", "Two", "Three"])
    assert [disc.disc for disc in album.discTitles] == [1, 2]
    one = plain(browsing.get_song(call, id=album.song[0].id))
    assert one == plain(album.song[0])
    expected = {
        "parent": album.id, "albumId": album.id, "artistId": artist.id, "artist": "Ärtist", "album": "First",
        "track": 1, "discNumber": 1, "year": 2001, "genre": "Rock", "genres": [{"name": "Rock"}], "suffix": "flac",
        "contentType": "audio/flac", "isDir": False, "type": "music", "mediaType": "song", "samplingRate": 44100,
        "path": f"{FIRST}/1-01 One.flac", "isrc": ["DEA000000001"], "displayComposer": "Ann", "bpm": 0, "moods": [],
        "comment": "", "musicBrainzId": "", "playCount": 0, "displayArtist": "Ärtist",
        "replayGain": {"fallbackGain": -6.0},
    }  # fmt: skip
    assert {name: one[name] for name in expected} == expected
    assert not {"starred", "played"} & one.keys()
    assert one["size"] > 0
    assert one["coverArt"].startswith(f"{album.id}_")


def test_what_was_heard_and_said_belongs_to_a_song(house: House, call: Call) -> None:
    store = house.services.store
    song, four = song_at(house, f"{FIRST}/1-01 One.flac"), song_at(house, f"{SECOND}/01 Four.mp3")
    store.analyses.set_soundhash(song.checksum, "a" * 64)
    values = SoundValues(duration=1.0, bpm=119.6, loudness=-20.0, trackgain=2.0, trackpeak=0.5)
    store.analyses.keep("a" * 64, "preset", [], values)
    mood = store.tagging.add("Calm", MOOD, posx=1, posy=1)
    store.tagging.hang(Target.SONG, song.id, mood, approval=1, confidence=1.0)
    store.playedsongs.add(song.id, 1_700_000_000, israndom=False)
    announced(house, "UpdateSongStatistic", songid=song.id, statistic="favorite", modifier="love")
    told = browsing.get_song(call, id=f"so-{song.id}")
    assert (told.bpm, told.moods, told.playCount, told.played) == (120, ["Calm"], 1, "2023-11-14T22:13:20Z")
    gain = plain(told.replayGain)
    assert gain == {"trackGain": 2.0, "trackPeak": 0.5, "albumGain": 2.0, "albumPeak": 0.5}
    assert browsing.get_song(call, id=f"so-{four.id}").replayGain.trackGain == -3.5
    assert [one.title for one in lists.get_starred(call).song] == ["One"]
    assert lists.get_starred_folders(call).song == lists.get_starred(call).song
    assert isinstance(told.starred, str)


def test_folders_are_those_of_the_disk(house: House, call: Call) -> None:
    root = browsing.get_music_directory(call, id="1")
    assert [child.title for child in root.child] == ["Ärtist", "Zoe"]
    folder = browsing.get_music_directory(call, id=root.child[0].id)
    assert [(child.title, child.isDir) for child in folder.child] == [("2001 - First", True), ("2009 - Second", True)]
    inner = browsing.get_music_directory(call, id=folder.child[1].id)
    assert (inner.name, inner.parent, [child.title for child in inner.child]) == ("2009 - Second", folder.id, ["Four"])
    (index, _) = browsing.get_indexes(call).index
    assert [one.name for one in index.artist] == ["Ärtist"]
    with pytest.raises(NotFoundError):
        browsing.get_music_directory(call, id=inner.child[0].id)


def test_lists_of_albums(house: House, call: Call) -> None:
    def listed(listing: AlbumListing, **more: Any) -> list[str]:
        return names(lists.get_album_list(call, type=listing, **more))

    assert listed(AlbumListing.NAME) == ["First", "Other", "Second"]
    assert listed(AlbumListing.NAME, size=1, offset=1) == ["Other"]
    assert listed(AlbumListing.ARTIST) == ["First", "Second", "Other"]
    assert listed(AlbumListing.YEAR, fromYear=1990, toYear=2005) == ["Other", "First"]
    assert listed(AlbumListing.YEAR, fromYear=2005, toYear=1990) == ["First", "Other"]
    assert listed(AlbumListing.GENRE, genre="Rock") == ["First"]
    assert sorted(listed(AlbumListing.RANDOM)) == ["First", "Other", "Second"]
    assert sorted(listed(AlbumListing.NEWEST)) == ["First", "Other", "Second"]
    assert [listed(one) for one in (AlbumListing.HIGHEST, AlbumListing.FREQUENT, AlbumListing.RECENT)] == [[], [], []]
    five, one = song_at(house, f"{OTHER}/01 Five.ogg"), song_at(house, f"{FIRST}/1-01 One.flac")
    for song, times in ((five, 1), (one, 2)):
        for _ in range(times):
            house.services.tracker.track(song.id, israndom=False)
    assert listed(AlbumListing.FREQUENT) == ["First", "Other"]
    assert set(listed(AlbumListing.RECENT)) == {"First", "Other"}
    announced(house, "UpdateSongStatistic", songid=five.id, statistic="likes", modifier="inc")
    assert listed(AlbumListing.HIGHEST) == ["Other"]
    house.services.store.marks.rate("album", int(album_key(house, SECOND)[3:]), 1)
    assert listed(AlbumListing.HIGHEST) == ["Second", "Other"]
    folders = lists.get_folder_list(call, type=AlbumListing.NAME, size=1).album
    assert [(one.title, one.isDir) for one in folders] == [("2001 - First", True)]
    for wrong in ({"type": AlbumListing.YEAR}, {"type": AlbumListing.GENRE}):
        with pytest.raises(Fault) as caught:
            lists.get_album_list(call, **wrong)
        assert caught.value.code is Code.MISSING


def test_genres_and_chance(house: House, call: Call) -> None:
    genres = {one.value: (one.songCount, one.albumCount) for one in browsing.get_genres(call).genre}
    # A song without a genre has those of its album.
    assert genres == {"Jazz": (1, 1), "Rock": (3, 1)}
    assert [one.title for one in lists.get_songs_by_genre(call, genre="Rock").song] == ["One", "Two", "Three"]
    assert [one.title for one in lists.get_songs_by_genre(call, genre="Rock", count=1, offset=1).song] == ["Two"]
    assert [one.title for one in lists.get_random_songs(call, genre="Jazz").song] == ["Four"]
    assert [one.title for one in lists.get_random_songs(call, fromYear=1990, toYear=2000).song] == ["Five"]
    assert len(lists.get_random_songs(call, size=3).song) == 3


def test_times_of_a_broken_clock(house: House, call: Call) -> None:
    house.services.store.execute("UPDATE albums SET added = -5 WHERE name = 'First'")
    house.services.store.execute("UPDATE albums SET added = 1e15 WHERE name = 'Other'")
    created = {one.name: one.created for one in lists.get_album_list(call, type=AlbumListing.NAME).album}
    assert (created["First"], created["Other"]) == ("1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z")


def test_search(house: House, call: Call) -> None:
    found = searching.search3(call, query="secnd")
    assert ([one.name for one in found.album], found.artist) == (["Second"], [])
    for nothing in ("", '""', "*"):
        everything = searching.search3(call, query=nothing)
        assert [len(part) for part in (everything.artist, everything.album, everything.song)] == [2, 3, 5]
    pages = [searching.search3(call, query="", songCount=2, songOffset=offset).song for offset in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert len({song.id for page in pages for song in page}) == 5
    assert searching.search3(call, query="", artistCount=0, albumCount=0, songCount=0) == searching.Found([], [], [])
    (folder,) = searching.search2(call, query="Zoe").artist
    assert folder.name == "Zoe"
    assert [one.isDir for one in searching.search2(call, query="First").album] == [True]


def test_what_is_hidden_stays_hidden(house: House, call: Call) -> None:
    store = house.services.store
    zoe = browsing.get_artists(call).index[1].artist[0].id
    five, other = key(house, f"{OTHER}/01 Five.ogg"), album_key(house, OTHER)
    ask(house, "HideAlbum", albumid=int(other[3:]), hide=True)
    disabled = song_at(house, f"{FIRST}/1-02 Two.flac")
    announced(house, "UpdateSongStatistic", songid=disabled.id, statistic="disable", modifier="yes")
    assert store.songs.get(disabled.id).disabled
    for getter, gone in (
        (browsing.get_song, five),
        (browsing.get_song, f"so-{disabled.id}"),
        (browsing.get_album, other),
        (browsing.get_artist, zoe),
        (browsing.get_music_directory, other),
        (browsing.get_music_directory, zoe),
        (discovering.get_album_info, other),
        (discovering.get_similar_songs, five),
        (discovering.get_artist_info, five),
    ):
        with pytest.raises(NotFoundError):
            getter(call, id=gone)
    assert [one.name for one in browsing.get_artists(call).index] == ["A"]
    album = browsing.get_album(call, id=album_key(house, FIRST))
    assert isinstance(album.song, list)
    assert (album.songCount, [song.title for song in album.song]) == (2, ["One", "Three"])
    everything = searching.search3(call, query="")
    assert [len(part) for part in (everything.artist, everything.album, everything.song)] == [1, 2, 3]
    assert searching.search3(call, query="Other").album == []
    assert {one.title for one in lists.get_random_songs(call).song} == {"One", "Three", "Four"}
    assert names(lists.get_album_list(call, type=AlbumListing.NAME)) == ["First", "Second"]
    assert [one.title for one in lists.get_songs_by_genre(call, genre="Rock").song] == ["One", "Three"]
    assert discovering.get_top_songs(call, artist="Zoe").song == []


def test_discoveries(house: House, call: Call) -> None:
    top = discovering.get_top_songs(call, artist="ärtist", count=2).song
    assert len(top) == 2
    artist = browsing.get_artists(call).index[0].artist[0].id
    assert discovering.get_top_songs(call, id=artist, count=2).song == top
    # Nobody has listened to anything yet.
    assert discovering.get_similar_songs(call, id=top[0].id).song == []
    assert discovering.get_artist_info_2(call, id=artist).similarArtist == []
    assert discovering.get_album_info_2(call, id=top[0].id).notes == ""
    assert watching.get_videos(call).video == []


def test_every_answer_can_be_written(house: House, call: Call) -> None:
    song, album = key(house, f"{FIRST}/1-01 One.flac"), album_key(house, FIRST)
    given = {
        "getUser": {"username": "ann"}, "getMusicDirectory": {"id": album}, "getAlbumList": {"type": "random"},
        "getAlbumList2": {"type": "newest"}, "getSongsByGenre": {"genre": "Rock"}, "search2": {"query": ""},
        "search3": {"query": "one"}, "getArtist": {"id": browsing.get_artists(call).index[0].artist[0].id},
        "getAlbum": {"id": album}, "getSong": {"id": song}, "getTopSongs": {"artist": "Zoe"},
        **{f"get{name}": {"id": song} for name in ("SimilarSongs", "SimilarSongs2", "ArtistInfo", "ArtistInfo2")},
        **{f"getAlbumInfo{name}": {"id": album} for name in ("", "2")},
    }  # fmt: skip
    without = {"getSonicSimilarTracks", "findSonicPath", "getVideoInfo", "getPlaylist"}
    reading = [one for one in ENDPOINTS.values() if one.name.startswith(("get", "search", "ping")) and not one.is_raw]
    tried = 0
    for endpoint in reading:
        arguments = {name: [value] for name, value in given.get(endpoint.name, {}).items()}
        if endpoint.name in without or (endpoint.required() - arguments.keys()):
            continue
        value = endpoint.handler(call, **endpoint.read(arguments))
        for form in (Form.XML, Form.JSON):
            body, _ = succeeded(Style(form), endpoint.answer, value)
            assert b'status="ok"' in body or b'"status":"ok"' in body
        tried += 1
    assert tried >= 35
