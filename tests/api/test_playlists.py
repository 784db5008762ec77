"""Playlists as a client sees them."""

from pathlib import Path
from typing import Any

import pytest

from musicdb.ids import SongId
from musicdb.model.events import PlaylistChanged
from tests.api.asking import announced, ask, refused
from tests.household import House
from tests.playback.shelf import add_album, details


@pytest.fixture
def songids(house: House) -> list[int]:
    album = add_album(house.services.store, "Artist", "Album", songs=4)
    return [song.id for song in house.services.store.songs.of_album(album.id)]


@pytest.fixture
def playlistid(house: House, songids: list[int]) -> int:
    playlist = ask(house, "CreatePlaylist", name=" Mine ")
    ask(house, "AddToPlaylist", playlistid=playlist["id"], songids=songids)
    return int(playlist["id"])


def entries(house: House, playlistid: int) -> list[Any]:
    return list(ask(house, "GetPlaylist", playlistid=playlistid)["entries"])


def order(house: House, playlistid: int) -> list[int]:
    return [entry["song"]["id"] for entry in entries(house, playlistid)]


def test_songs_are_put_in_order(house: House, songids: list[int], playlistid: int) -> None:
    one, two, three, four = songids
    first, second, _, _ = (entry["entryid"] for entry in entries(house, playlistid))
    ask(house, "MoveInPlaylist", playlistid=playlistid, entryids=[first], position="last")
    assert order(house, playlistid) == [two, three, four, one]
    ask(house, "MoveInPlaylist", playlistid=playlistid, entryids=[first, second], position="first")
    assert order(house, playlistid) == [one, two, three, four]
    ask(house, "AddToPlaylist", playlistid=playlistid, songids=[four], position=first)
    assert order(house, playlistid) == [one, four, two, three, four]
    ask(house, "RemoveFromPlaylist", playlistid=playlistid, entryids=[first, 123456])
    assert order(house, playlistid) == [four, two, three, four]
    ask(house, "AddToPlaylist", playlistid=playlistid, songids=[one], position=first)
    assert order(house, playlistid)[-1] == one
    view = ask(house, "GetPlaylist", playlistid=playlistid, limit=2, offset=1)
    assert ([entry["song"]["id"] for entry in view["entries"]], view["total"]) == ([two, three], 5)
    assert (view["playlist"]["name"], view["playlist"]["songs"], view["playlist"]["playtime"]) == ("Mine", 5, 1000)


def test_a_playlist_can_be_removed_and_brought_back(house: House, playlistid: int) -> None:
    ask(house, "UpdatePlaylist", playlistid=playlistid, name="Yours", comment="for you")
    (listed,) = ask(house, "GetPlaylists")
    assert (listed["name"], listed["comment"]) == ("Yours", "for you")
    assert refused(house, "DeletePlaylist", playlistid=playlistid, forever=True) == "badargument"
    ask(house, "DeletePlaylist", playlistid=playlistid)
    assert ask(house, "GetPlaylists") == []
    assert ask(house, "GetPlaylists", removed=True)[0]["id"] == playlistid
    ask(house, "RestorePlaylist", playlistid=playlistid)
    assert len(entries(house, playlistid)) == 4
    ask(house, "DeletePlaylist", playlistid=playlistid)
    ask(house, "DeletePlaylist", playlistid=playlistid, forever=True)
    assert refused(house, "GetPlaylist", playlistid=playlistid) == "notfound"


def test_a_song_that_leaves_the_catalogue_comes_back(house: House, songids: list[int], playlistid: int) -> None:
    store = house.services.store
    song = store.songs.get(SongId(songids[1]))
    album = store.albums.get(song.albumid)
    store.songs.remove(song.id)
    assert ask(house, "GetPlaylist", playlistid=playlistid)["waiting"] == [song.path]
    assert order(house, playlistid) == [songids[0], *songids[2:]]
    again = store.songs.add_or_update(album, [details("Artist/2004 - Album/New.mp3", 2, checksum=song.checksum)])
    assert order(house, playlistid) == [songids[0], *again.values(), *songids[2:]]
    store.albums.remove(album.id)
    assert entries(house, playlistid) == []
    add_album(store, "Artist", "Album", songs=4)
    assert len(entries(house, playlistid)) == 4


def test_every_change_is_told(house: House, songids: list[int], playlistid: int) -> None:
    events: list[PlaylistChanged] = []
    house.services.bus.subscribe(PlaylistChanged, events.append)
    ask(house, "AddToPlaylist", playlistid=playlistid, songids=songids)
    ask(house, "UpdatePlaylist", playlistid=playlistid, name="Other")
    ask(house, "DeletePlaylist", playlistid=playlistid)
    assert [event.playlistid for event in events] == [playlistid] * 3


def test_a_playlist_is_queued(house: House, songids: list[int], playlistid: int) -> None:
    announced(house, "UpdateSongStatistic", songid=songids[1], statistic="disable", modifier="yes")
    ask(house, "AddPlaylistToQueue", playlistid=playlistid, position="last")
    queued = [entry["song"]["id"] for entry in ask(house, "GetSongQueue")]
    assert queued == [songids[0], *songids[2:]]


def test_files_go_out_and_come_in(house: House, playlistid: int) -> None:
    exported = ask(house, "ExportPlaylist", playlistid=playlistid)
    assert exported["filename"] == "Mine.m3u8"
    lines = exported["content"].splitlines()
    assert lines[:3] == ["#EXTM3U", "#EXTENC:UTF-8", "#PLAYLIST:Mine"]
    assert lines[3].startswith("#EXTINF:200,Artist - ")
    assert lines[4] == "Artist/2004 - Album/1-1 Song.mp3"
    absolute = ask(house, "ExportPlaylist", playlistid=playlistid, paths="absolute")["content"]
    for content in (exported["content"], absolute, absolute + "gone/away.mp3\n"):
        imported = ask(house, "ImportPlaylist", content=content)
        assert imported["playlist"]["name"] == "Mine"
        assert imported["found"] == 4
        assert order(house, imported["playlist"]["id"]) == order(house, playlistid)
    assert imported["missing"] == [{"line": 12, "text": "gone/away.mp3"}]


def test_a_file_in_the_music_directory_comes_in(house: House, songids: list[int]) -> None:
    directory = Path(house.config.directories.music) / "Artist"
    directory.mkdir()
    (directory / "Bäst.m3u").write_bytes("2004 - Album/1-1 Song.mp3\nÄ.mp3\n".encode("cp1252"))
    imported = ask(house, "ImportPlaylist", path="Artist/Bäst.m3u")
    assert (imported["playlist"]["name"], imported["found"]) == ("Bäst", 1)
    assert imported["missing"] == [{"line": 2, "text": "Ä.mp3"}]


@pytest.mark.parametrize(
    ("function", "arguments", "code"),
    [
        ("CreatePlaylist", {"name": "  "}, "badargument"),
        ("GetPlaylist", {"playlistid": 404}, "notfound"),
        ("AddToPlaylist", {"playlistid": 1, "songids": [404]}, "notfound"),
        ("AddToPlaylist", {"playlistid": 1, "albumids": [404]}, "notfound"),
        ("AddToPlaylist", {"playlistid": 1}, "badargument"),
        ("AddToPlaylist", {"playlistid": 1, "songids": [1], "position": "middle"}, "badargument"),
        ("AddToPlaylist", {"playlistid": 1, "songids": [1], "position": "9" * 40}, "badargument"),
        ("MoveInPlaylist", {"playlistid": 1, "entryids": [1], "position": 1}, "badargument"),
        ("ImportPlaylist", {}, "badargument"),
        ("ImportPlaylist", {"content": "#EXTM3U"}, "invalidcontent"),
        ("ImportPlaylist", {"content": "nothing.mp3"}, "notfound"),
        ("ImportPlaylist", {"path": "../secret.m3u"}, "badpath"),
        ("UpdatePlaylist", {"playlistid": 1, "rules": {"rule": {"match": "all"}}}, "badargument"),
    ],
)
def test_mistakes(house: House, playlistid: int, function: str, arguments: dict[str, Any], code: str) -> None:
    assert refused(house, function, **arguments) == code
    assert len(entries(house, playlistid)) == 4


def test_a_name_is_one_line_also_in_a_playlist_file(house: House) -> None:
    playlist = ask(house, "CreatePlaylist", name="Mine\r\n../../etc/passwd\n#EXTM3U\x1b[31m")
    assert playlist["name"] == "Mine ../../etc/passwd #EXTM3U [31m"
    assert "\n../" not in ask(house, "ExportPlaylist", playlistid=playlist["id"])["content"]
    assert refused(house, "CreatePlaylist", name=" \n ") == "badargument"
