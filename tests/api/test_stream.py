"""The audio stream as a client controls it."""

import msgspec
import pytest

from musicdb.config.schema import Config
from musicdb.config.secrets import Secret
from musicdb.config.stream import IcecastServer
from musicdb.ids import SongId
from musicdb.model.events import AudioStreamChanged
from musicdb.model.stream import Normalization, StreamFormat, StreamSound
from musicdb.wire.packets import Method
from tests.api.asking import announced, ask, packets, refused
from tests.conftest import OpenHouse
from tests.household import House
from tests.playback.shelf import add_album
from tests.playback.sounding import sine, write_sound
from tests.playback.studio import Ear


@pytest.fixture
def songids(house: House) -> list[int]:
    """Two queued songs of 200 seconds, whose files are there but no songs."""
    store, music = house.services.store, house.config.directories.music
    album = add_album(store, "Artist", "Album", songs=2)
    songs = store.songs.of_album(album.id)
    for song in songs:
        (music / song.path).parent.mkdir(parents=True, exist_ok=True)
        (music / song.path).touch()
        ask(house, "AddSongToQueue", songid=song.id, position="last")
    return [song.id for song in songs]


def state(house: House) -> tuple[bool, bool]:
    answer = ask(house, "GetAudioStreamState")
    return answer["isconnected"], answer["isplaying"]


def test_without_a_queue_there_is_little_to_tell(house: House) -> None:
    expected = {"isconnected": False, "isplaying": False, "hasqueue": False, "currenttime": 0.0, "listeners": {}}
    assert ask(house, "GetAudioStreamState") == expected
    assert ask(house, "GetStreamState") == expected
    assert ask(house, "GetSongQueue") == []


def test_the_state_tells_the_current_song(house: House, songids: list[int]) -> None:
    answer = ask(house, "GetAudioStreamState")
    assert (answer["hasqueue"], answer["song"]["id"]) == (True, songids[0])
    assert (answer["album"]["name"], answer["artist"]["name"]) == ("Album", "Artist")
    assert (answer["songtags"]["songid"], answer["albumtags"]["albumid"]) == (songids[0], answer["album"]["id"])
    assert answer["entryid"] == ask(house, "GetSongQueue")[0]["entryid"]


@pytest.mark.parametrize("name", ["SetAudioStreamState", "SetStreamState"])
def test_play_and_pause(house: House, name: str) -> None:
    told: list[AudioStreamChanged] = []
    house.services.bus.subscribe(AudioStreamChanged, told.append)
    assert ask(house, name, state="play") is None
    assert state(house) == (False, True)
    ask(house, name, state="play")
    ask(house, name, state="playpause")
    assert state(house) == (False, False)
    ask(house, name, state="playpause")
    ask(house, name, state="pause")
    assert state(house) == (False, False)
    assert len(told) == 4
    assert refused(house, name, state="louder") == "badargument"
    assert ask(house, "GetMDBState")["audiostream"] == {"isconnected": False, "isplaying": False, "currentsong": None}


def test_seeking_and_the_next_song(house: House, songids: list[int]) -> None:
    ask(house, "SeekInSong", seconds=12.5)
    ask(house, "SeekInSong", seconds=30)
    assert ask(house, "GetAudioStreamState")["currenttime"] == 30.0
    ask(house, "PlayNextSong")
    answer = ask(house, "GetAudioStreamState")
    assert (answer["song"]["id"], answer["currenttime"]) == (songids[1], 0.0)
    assert refused(house, "SeekInSong", seconds=-1) == "badargument"


def test_a_browser_has_played_a_song_by_itself(house: House, songids: list[int]) -> None:
    entryid = ask(house, "GetAudioStreamState")["entryid"]
    ask(house, "SongEnded", entryid="4711")
    assert ask(house, "GetAudioStreamState")["song"]["id"] == songids[0]
    ask(house, "SongEnded", entryid=entryid)
    ask(house, "SongEnded", entryid=entryid)
    assert ask(house, "GetAudioStreamState")["song"]["id"] == songids[1]
    assert [entry["song"]["id"] for entry in ask(house, "GetPlayHistory")] == [songids[0]]


def test_a_browser_takes_nothing_away_from_listeners(house: House, songids: list[int]) -> None:
    for song in house.services.store.songs.all():
        write_sound(house.config.directories.music / song.path, sine(20 * 48_000), 48_000)
    ear = Ear()
    house.services.stream.audience.join(StreamFormat.MP3, ear)
    ask(house, "SetAudioStreamState", state="play")
    ask(house, "SongEnded", entryid=ask(house, "GetAudioStreamState")["entryid"])
    assert state(house) == (True, True)
    assert ask(house, "GetSongQueue")[0]["song"]["id"] == songids[0]
    assert ask(house, "GetPlayHistory") == []


def test_there_is_nothing_to_seek_in(house: House) -> None:
    assert refused(house, "SeekInSong", seconds=1) == "notfound"


def test_settings_are_announced_and_kept(config: Config, open_house: OpenHouse) -> None:
    house = open_house(config)
    assert ask(house, "GetStreamSettings") == {"normalization": "off", "crossfade": 0.0}
    expected = {"normalization": "album", "crossfade": 0.0}
    assert announced(house, "SetStreamSettings", normalization="album") == ("GetStreamSettings", expected)
    expected = {"normalization": "album", "crossfade": 2.5}
    assert announced(house, "SetStreamSettings", crossfade=2.5) == ("GetStreamSettings", expected)
    for wrong in ({"crossfade": 13}, {"crossfade": -1}, {"normalization": "loud"}):
        assert refused(house, "SetStreamSettings", **wrong) == "badargument"
    house.close()
    again = open_house(config)
    assert again.services.stream.player.sound == StreamSound(Normalization.ALBUM, 2.5)


def test_a_browser_knows_how_loud_a_song_is_and_where_it_ends(house: House, songids: list[int]) -> None:
    first, second = (house.services.store.songs.get(SongId(songid)) for songid in songids)
    music = house.config.directories.music
    write_sound(music / first.path, sine(48_000), 48_000)
    assert ask(house, "GetSongSound", songid=first.id) == {
        "songid": first.id, "factor": 1.0, "samples": None, "rate": None,
    }  # fmt: skip
    announced(house, "SetStreamSettings", normalization="track")
    assert ask(house, "GetSongSound", songid=first.id)["factor"] == pytest.approx(10 ** (-6 / 20))
    assert refused(house, "GetSongSound", songid=4711) == "notfound"
    (music / second.path).unlink()
    assert refused(house, "GetSongSound", songid=second.id) == "notfound"


def test_addresses_have_the_key_of_the_stream(house: House) -> None:
    answer = ask(house, "GetStreamAddresses")
    key = (house.config.directories.config / "streamkey.txt").read_text().strip()
    assert len(key) == 32
    assert answer["icecast"] is None
    assert [(one["path"], one["contenttype"], one["bitrate"]) for one in answer["streams"]] == [
        (f"/stream.mp3?key={key}", "audio/mpeg", 320_000),
        (f"/stream.opus?key={key}", "audio/ogg; codecs=opus", 160_000),
        (f"/stream.flac?key={key}", "audio/flac", 0),
    ]


def test_icecast_has_an_address_of_its_own(config: Config, open_house: OpenHouse) -> None:
    server = IcecastServer(enabled=True, host="radio.example.org", password=Secret("x"), mountname="/home")
    stream = open_house(msgspec.structs.replace(config, Icecast=server)).services.stream
    assert stream.icecast is not None
    assert stream.icecast.address == "http://radio.example.org:8000/home"


def test_asking_changes_nothing(house: House, songids: list[int]) -> None:
    before = ask(house, "GetSongQueue")
    for name in ("GetAudioStreamState", "GetStreamState", "GetStreamSettings", "GetStreamAddresses", "GetMDBState"):
        _, to_all = packets(house, Method.REQUEST, name)
        assert to_all == []
    assert ask(house, "GetSongQueue") == before
