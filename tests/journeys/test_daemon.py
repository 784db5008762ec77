"""The real daemon over real sockets: an album goes in, is named, appears for everybody, and can be heard."""

import json
import resource
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image

from musicdb.ids import TaskId
from musicdb.wire.chunks import encode_chunk
from tests.conftest import MakeSong
from tests.running import Client, Daemon

MIB = 1 << 20


@pytest.fixture
def daemon(tmp_path: Path) -> Any:
    with Daemon(tmp_path / "music", tmp_path / "data") as running:
        yield running


def fetch(daemon: Daemon, path: str, **headers: str) -> Any:
    request = urllib.request.Request(daemon.url + quote(path), headers={"X-API-Key": daemon.key, **headers})  # noqa: S310
    return urllib.request.urlopen(request, timeout=20)  # noqa: S310


def confirm(client: Client, groupid: str) -> None:
    proposal = client.request("GetIntegrationProposal", groupid=groupid)
    client.request("IntegrateUploads", groupid=groupid, albums=proposal["albums"], videos=proposal["videos"])


def test_an_album_goes_in_and_is_heard(daemon: Daemon, song: MakeSong, tmp_path: Path) -> None:
    paths = [
        song(f"0{n} Nº {n}.mp3", title=f"Nº {n}", artist="Ødå", album="Fírst", date="2001", track=str(n))
        for n in (1, 2)
    ]
    cover = tmp_path / "cover.png"
    Image.new("RGB", (600, 600), "#3060c0").save(cover)
    with daemon.client() as client, daemon.client("ws") as witness:
        for number, path in enumerate([*paths, cover]):
            client.upload(path.read_bytes(), f"t{number}", path.name, groupid="g", relativepath=f"Drop/{path.name}")
            client.until_state(f"t{number}", "readyforintegration")
        confirm(client, "g")
        client.until(lambda packet: packet["fncname"] == "sys:refresh")
        witness.until(lambda packet: packet["fncname"] == "sys:refresh")
        ((artist,),) = [client.request("GetArtistsWithAlbums")]
        album = client.request("GetAlbum", albumid=artist["albums"][0]["album"]["id"])
    assert (album["artist"]["name"], album["album"]["name"], album["album"]["release"]) == ("Ødå", "Fírst", 2001)
    assert [entry["song"]["name"] for entry in album["cds"][0]] == ["Nº 1", "Nº 2"]
    first = album["cds"][0][0]["song"]["path"]
    assert first == "Ødå/2001 - Fírst/01 Nº 1.mp3"
    assert fetch(daemon, f"music/{first}").read() == paths[0].read_bytes()
    assert fetch(daemon, f"music/{first}", Range="bytes=10-19").read() == paths[0].read_bytes()[10:20]
    assert album["album"]["artworkpath"] != "default.jpg"
    assert fetch(daemon, f"artwork/500x500/{album['album']['artworkpath']}").headers["Content-Type"] == "image/jpeg"
    assert (daemon.music / "Ødå/2001 - Fírst/cover.png").exists()
    told = [packet for packet in witness.received if packet["fncsig"] == "StateUpdate"]
    assert told
    assert all("tasklist" in packet["arguments"] for packet in told)


def test_a_client_of_musicdb_8_uploads_and_imports(daemon: Daemon, song: MakeSong) -> None:
    path = song("01 Benzin.mp3", title="Benzin")
    with daemon.client("") as client:
        client.upload(path.read_bytes(), "a" * 40, path.name, encoding="hex")
        client.until_state("a" * 40, "readyforintegration")
        client.send("call", "AnnotateUpload", taskid="a" * 40, selectorid="s")
        assert client.request("CreateArtistEntry", name="Rammstein")["path"] == "Rammstein"
        musicpath = "Rammstein/2005 - Rosenrot/01 Benzin.mp3"
        assert client.request("InitiateContentIntegration", taskid="a" * 40, musicpath=musicpath) == "a" * 40
        client.until_state("a" * 40, "readyforimport")
        files = client.request("FindAlbumSongFiles", albumpath="Rammstein/2005 - Rosenrot")
        assert files[0]["fromfile"]["songname"] == "Benzin"
        assert client.request("FindNewContent")["albums"][0]["albumname"] == "Rosenrot"
        imported = client.request("InitiateMusicImport", contenttype="album", contentpath="Rammstein/2005 - Rosenrot")
        client.until_state(imported, "importcomplete")
        assert client.request("GetArtistsWithAlbums")[0]["albums"][0]["album"]["numofsongs"] == 1


def stored(daemon: Daemon) -> int:
    offset: int = json.loads((daemon.data / "tasks" / "t.json").read_bytes())["offset"]
    return offset


def test_an_upload_survives_kill_9_in_the_middle_of_its_chunks(tmp_path: Path, song: MakeSong) -> None:
    path = song("01 Long.wav", seconds=150)
    content = path.read_bytes()
    daemon = Daemon(tmp_path / "music", tmp_path / "data")
    with daemon.client() as client:
        client.upload_part(content, "t", path.name, 5 * MIB, groupid="g")
        while not stored(daemon):
            client.request("Bounce")
    daemon.kill()
    offset = stored(daemon)
    assert 0 < offset <= 5 * MIB
    with Daemon(daemon.music, daemon.data) as restarted, restarted.client() as client:
        client.socket.send(encode_chunk(TaskId("t"), 0, b""))
        first = client.until(lambda packet: packet["fncsig"] == "ChunkRequest")["arguments"]
        assert first["offset"] == offset
        client.received.clear()
        client.socket.send(encode_chunk(TaskId("t"), 0, b""))
        client.answer_requests(content, "t")
        client.until_state("t", "readyforintegration")


def test_more_may_come_than_the_system_begins_with(daemon: Daemon) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    begun, _ = resource.prlimit(daemon.process.pid, resource.RLIMIT_NOFILE)
    assert begun >= min(most, 65_536)


def test_the_daemon_stops_when_it_is_told(tmp_path: Path) -> None:
    daemon = Daemon(tmp_path / "music", tmp_path / "data")
    with daemon.client() as client:
        client.request("GetServerInfo")
        assert daemon.stop() == 0


def test_autopilot_takes_an_album_in_without_a_person(daemon: Daemon, song: MakeSong) -> None:
    paths = [
        song(f"0{n} X.mp3", title=f"Song {n}", artist="Ada", album="First", date="2001", track=str(n)) for n in (1, 2)
    ]
    with daemon.client() as client:
        for number, path in enumerate(paths):
            relativepath = f"First/{path.name}"
            client.upload(
                path.read_bytes(), f"t{number}", path.name,
                groupid="g", relativepath=relativepath, groupsize=2, autopilot=True,
            )  # fmt: skip
        client.until(lambda packet: packet["fncname"] == "sys:refresh")
        (album,) = client.request("GetArtistsWithAlbums")[0]["albums"]
    assert (album["album"]["path"], album["album"]["numofsongs"]) == ("Ada/2001 - First", 2)
