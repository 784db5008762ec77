"""A client written for MusicDB 8.2 works as it is: all pairs of function and signature it used, one after the other."""

import hashlib
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from musicdb.api.table import FUNCTIONS
from tests.journeys import shapes
from tests.journeys.eighth import EighthClient, Packet, eighth_client, misfit
from tests.journeys.recording import SESSION, START, Row
from tests.library.conftest import make_video
from tests.running import ROOT, Daemon
from tests.sounds import make_song

SONGS = (
    "Ada/2001 - First/01 One.mp3", "Ada/2001 - First/02 Two.mp3",
    "Bob/2003 - Second/1-01 Three.mp3", "Bob/2003 - Second/2-01 Four.mp3",
)  # fmt: skip


class Stage:
    """Two windows of MusicDB 8.2 at one server: one acts, the other one watches."""

    def __init__(self, daemon: Daemon, actor: EighthClient, witness: EighthClient) -> None:
        self.daemon = daemon
        self.actor = actor
        self.witness = witness
        self._known: dict[str, Any] = {}

    def ask(self, fncname: str, **arguments: Any) -> Any:
        """Asks as the actor, outside of the recording."""
        self.actor.send("request", fncname, "Ask", arguments)
        answer = self.actor.until(lambda packet: packet["fncsig"] == "Ask")
        self.actor.seen.remove(answer)
        return answer["arguments"]

    def facts(self) -> dict[str, Any]:
        """What the rows are about: the latest that was seen of each, because albums may be hidden or removed."""
        found = self._known
        artists = self.ask("GetArtistsWithAlbums")
        for artist in artists:
            for entry in artist["albums"]:
                for song in (one["song"] for cd in self.ask("GetSortedAlbumCDs", albumid=entry["album"]["id"])
                             for one in cd):  # fmt: skip
                    found[{"One": "songid", "Three": "relatedsongid"}.get(song["name"], "")] = song["id"]
                if artist["artist"]["name"] == "Ada":
                    found |= {"albumid": entry["album"]["id"], "artistid": artist["artist"]["id"]}
        tables = self.ask("GetTables", tables=["tags"])
        names = {"Metal": "genreid", "Heavy Metal": "genreid", "Industrial": "subgenreid", "Happy": "moodid"}
        found |= {names[tag["name"]]: tag["id"] for tag in tables["tags"] if tag["name"] in names}
        for artist in self.ask("GetFilteredArtistsWithVideos"):
            found |= {"videoid": artist["videos"][0]["video"]["id"]}
        found |= self._queues()
        found |= {"webui": self.ask("LoadWebUIConfiguration"), "randy": self.ask("LoadRandyConfiguration")}
        return found

    def _queues(self) -> dict[str, str]:
        songs = [entry["entryid"] for entry in self.ask("GetSongQueue")]
        videos = [entry["entryid"] for entry in self.ask("GetVideoQueue")]
        found = dict(zip(("entryid", "secondid", "thirdid"), songs, strict=False))
        found |= dict(zip(("videoentry", "secondvideo"), videos, strict=False))
        return found | ({"lastvideo": videos[-1]} if videos else {})

    def prepare(self) -> None:
        """What was there before the session: imported albums and a video, tags, and two finished uploads."""
        for path in ("Ada/2001 - First", "Bob/2003 - Second"):
            self._import("album", path)
        self._import("video", "Ada/2002 - Clip.mp4")
        for function, arguments in (
            ("AddGenre", {"name": "Metal"}),
            ("AddSubgenre", {"name": "Industrial", "parentname": "Metal"}),
            ("AddMoodFlag", {"name": "Happy", "icon": "☺", "color": "#ffcc00", "posx": 0, "posy": 0}),
        ):
            self.actor.send("call", function, None, arguments)
        for name in ("uploadid", "otherid"):
            self._known[name] = self._upload(self.daemon.music.parent / f"{name}.mp3")

    def _import(self, kind: str, path: str) -> None:
        taskid = self.ask("InitiateMusicImport", contenttype=kind, contentpath=path)
        self.actor.until(lambda packet: _state(packet, taskid) in ("importcomplete", "remove"))

    def _upload(self, path: Path) -> str:
        """Uploads in hexadecimal chunks of what is asked for. The request for the first one comes with its response."""
        content = make_song(path).read_bytes()
        taskid = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        self.actor.send(
            "request", "InitiateUpload", "UploadingContent",
            {"taskid": taskid, "mimetype": "audio/mpeg", "contenttype": "albumfile", "filesize": len(content),
             "checksum": taskid, "filename": path.name}, {"contenttype": "albumfile"},
        )  # fmt: skip
        news = self.actor.until(lambda packet: packet["fncsig"] == "ChunkRequest" and _is_about(packet, taskid))
        assert misfit(news["arguments"], shapes.CHUNK_REQUEST) is None
        chunk = content[news["arguments"]["offset"] :][: news["arguments"]["chunksize"]]
        self.actor.send("call", "UploadChunk", None, {"taskid": taskid, "chunkdata": chunk.hex()})
        ready = self.actor.until(lambda packet: _state(packet, taskid) == "readyforintegration")
        assert misfit(ready["arguments"], shapes.TASK_NEWS) is None
        return taskid

    def play(self, row: Row, facts: dict[str, Any]) -> None:
        """Sends a row, and looks at what both windows get."""
        for client in (self.actor, self.witness):
            client.forget()
        passed = {"row": [row.fncname, 1]}
        self.actor.send(row.method, row.fncname, row.fncsig, row.arguments(facts), passed)
        name = row.announces or row.answers_as or row.fncname
        to_all = bool(row.announces) or row.method == "broadcast"
        expected = {"method": "broadcast" if to_all else "response", "fncname": name, "fncsig": row.fncsig}
        heard_by = (self.actor, self.witness) if to_all else (self.actor,) if row.method == "request" else ()
        for client in heard_by:
            answer = client.until(lambda packet: packet["pass"] == passed)
            assert {key: answer[key] for key in expected} == expected
            assert misfit(answer["arguments"], row.result, row.fncname) is None
        for client in (self.actor, self.witness):
            client.catch_up()
            for channel, event in row.tells:
                client.until(lambda packet, news=(channel, event): _name(packet) == news)  # type: ignore[misc]
            answers = [packet for packet in client.seen if packet["pass"] == passed]
            assert len(answers) == (client in heard_by)


def _name(packet: Packet) -> tuple[str, str]:
    return packet["fncname"], packet["fncsig"]


def _is_about(packet: Packet, taskid: str) -> bool:
    return packet["fncname"] == "MusicDB:Task" and packet["arguments"]["taskid"] == taskid


def _state(packet: Packet, taskid: str) -> str | None:
    return str(packet["arguments"]["state"]) if _is_about(packet, taskid) else None


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    music = tmp_path_factory.mktemp("eighth") / "music"
    for path in (*SONGS, "Cid/2010 - Newer/1 Five.mp3"):
        make_song(music / path)
    make_video(music / "Ada/2002 - Clip.mp4")
    with ExitStack() as opened:
        daemon = opened.enter_context(Daemon(music, music.parent / "data"))
        stage = Stage(daemon, *(opened.enter_context(eighth_client(daemon)) for _ in range(2)))
        stage.prepare()
        yield stage


@pytest.mark.parametrize("row", SESSION, ids=lambda row: f"{row.fncname}-{row.fncsig}")
def test_each_pair_is_answered_as_by_musicdb_8(stage: Stage, row: Row) -> None:
    stage.play(row, stage.facts())


def test_nothing_that_fails_leaves_the_client_waiting(stage: Stage) -> None:
    for fncname, arguments in (("GetAlbum", {"albumid": 999}), ("IntegrateUpload", {}), ("GetSong", {})):
        assert stage.ask(fncname, **arguments) is None


def test_what_a_listener_hears_is_told(stage: Stage) -> None:
    status = ("MusicDB:AudioStream", "onStatusChanged")
    for songid in (stage.ask("GetTables", tables=["songs"])["songs"][0]["id"],) * 3:
        stage.ask("AddSongToQueue", songid=songid, position="last")
    stage.ask("SetAudioStreamState", state="play")
    stage.witness.forget()
    request = urllib.request.Request(stage.daemon.url + "stream.mp3", headers={"X-API-Key": stage.daemon.key})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20):  # noqa: S310
        stage.witness.until(lambda packet: _name(packet) == status)
        assert stage.ask("GetAudioStreamState")["isconnected"]
        stage.witness.until(lambda packet: _name(packet)[1] == "onTimeChanged" and packet["arguments"] > 0)
        stage.witness.forget()
        stage.actor.send("call", "PlayNextSong", None)
        stage.witness.until(lambda packet: _name(packet) == ("MusicDB:SongQueue", "onSongChanged"))
        stage.witness.until(lambda packet: _name(packet) == status)


def test_the_time_is_told_each_second(stage: Stage) -> None:
    packet = stage.witness.until(lambda packet: _name(packet) == ("MusicDB:AudioStream", "onTimeChanged"))
    assert misfit(packet["arguments"], (float, int)) is None


def test_the_recording_misses_no_function_of_musicdb_8() -> None:
    eighth = {row.fncname for row in SESSION} | {"InitiateUpload", "UploadChunk"}
    assert eighth <= FUNCTIONS.keys()
    assert len(eighth) == 94


def test_the_same_over_tls_with_the_own_certificate(tmp_path: Path) -> None:
    data, music = tmp_path / "data", tmp_path / "music"
    make_song(music / SONGS[0])
    data.mkdir()
    file = data / "musicdb.ini"
    file.write_text(f"[directories]\nmusic = {music}\ndata = {data}\n")
    command = [sys.executable, "-m", "musicdb", "--config", str(file), "certificate", "--name", "music.example.org"]
    output = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    file.write_text(file.read_text() + output[output.index("[websocket]") :])
    # Names are checked: this is what browsers refuse without a subjectAltName.
    context = ssl.create_default_context(cafile=str(data / "config" / "websocket.cert"))
    with (
        Daemon(music, data) as daemon,
        eighth_client(daemon, context) as actor,
        eighth_client(daemon, context) as other,
    ):
        assert daemon.url.startswith("https://127.0.0.1:")
        stage = Stage(daemon, actor, other)
        stage._import("album", "Ada/2001 - First")
        for row in START:
            stage.play(row, stage.facts())
