"""The running server notices what is put into the music directory, and all clients hear of renamed music."""

from pathlib import Path

from tests.running import Daemon
from tests.sounds import make_song

ALBUM = "Ada/2001 - First"


def test_clients_hear_of_new_music_and_of_new_names(tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    with Daemon(music, tmp_path / "data") as daemon, daemon.client() as client:
        client.request("GetArtists")
        make_song(music / ALBUM / "01 One.mp3", seconds=0.2)
        told = client.until(lambda packet: packet["fncname"] == "MusicDB:Files")
        assert (told["method"], told["fncsig"]) == ("notification", "onContentChanged")
        assert told["arguments"] == {"albums": [ALBUM], "videos": []}
        assert client.request("GetArtists") == []
        client.request("InitiateMusicImport", contenttype="album", contentpath=ALBUM)
        client.until_idle()
        client.received.clear()
        assert client.request("RenameAlbumDirectory", oldpath=ALBUM, newpath="Ada/2002 - Second") is True
        (artist,) = client.request("GetArtists")
        ((album,),) = [client.request("GetAlbums", artistid=artist["id"], applyfilter=False)]
        assert album["album"]["path"] == "Ada/2002 - Second"
        assert any(packet["fncname"] == "sys:refresh" for packet in client.received)
        client.request("UndoChange", changeid=client.request("GetChanges", limit=1)[0]["id"])
    assert (music / ALBUM / "01 One.mp3").is_file()
