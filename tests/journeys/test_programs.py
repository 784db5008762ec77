"""Programs use the HTTP API of a real daemon: they upload, let processors listen, look at results, and write notes."""

import hashlib
import io
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from musicdb.analysis.exports.table import FORMATS, imported
from musicdb.config.schema import Config, Directories
from musicdb.media.ffmpeg import find_ffmpeg
from musicdb.net.rest.table import ROUTES
from tests.household import House
from tests.journeys.programs import Program
from tests.running import ROOT, Daemon
from tests.sounds import make_song

ALBUM = "Artist/2001 - Album"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """A daemon with an album of two songs."""
    place = tmp_path_factory.mktemp("programs")
    music, data = place / "music", place / "data"
    make_song(music / ALBUM / "01 One.flac", seconds=4.0)
    make_song(music / ALBUM / "02 Two.flac", seconds=3.0)
    with House(Config(directories=Directories(music=music, data=data))) as house:
        house.services.importer.import_album(ALBUM)
    options = "automatic = no\nworkers = 1\nmaxload = 0\nonbattery = yes\n"
    (data / "musicdb.ini").write_text(f"[analysis]\n{options}")
    with Daemon(music, data) as running:
        yield running


@pytest.fixture
def program(daemon: Daemon) -> Program:
    return Program(daemon)


@pytest.fixture(scope="module")
def run(daemon: Daemon) -> dict[str, Any]:
    """A run over a selection that has ended, with what it was made of."""
    program = Program(daemon)
    with daemon.client() as client:
        items = program.get("/items")["items"]
        members = [{"kind": "album", "id": items[0]["albumid"]}, {"kind": "song", "id": items[0]["id"]}]
        selection = program.make("/selections", name="Album", members=members)
        assert selection["members"] == [
            {"kind": "album", "id": items[0]["albumid"], "rules": None},
            {"kind": "song", "id": items[0]["id"], "rules": None},
        ]
        presets = {one["processor"]: one["id"] for one in program.get("/presets")["items"]}
        names = ("waveform", "level", "pitch", "chords", "spectrogram")
        experience = program.make("/experiences", name="Some", presets=[presets[name] for name in names])
        begun = program.make("/runs", definitionid=experience["id"], selectionid=selection["id"])
        assert (begun["total"], begun["state"]) == (2, "pending")
        client.until(lambda packet: packet["fncsig"] == "onRunChanged" and packet["arguments"]["run"]["done"] == 2)
    ended: dict[str, Any] = program.get(f"/runs/{begun['id']}")
    return ended


def result_of(program: Program, processor: str, item: int = 0) -> str:
    itemid = program.get("/items")["items"][item]["id"]
    (found,) = program.get("/results", itemid=itemid, processor=processor)["items"]
    assert itemid in found["itemids"]
    return str(found["id"])


def test_what_is_printed_is_what_is_served(program: Program) -> None:
    served = program.ask("GET", "/openapi.json", headers={})
    assert served.body == (ROOT / "share/openapi.json").read_bytes()
    described = served.json
    told = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    assert told == {(route.method, re.sub(r"<(\w+)>", r"{\1}", route.path)) for route in ROUTES}
    references = set(re.findall(r'"#/components/(\w+)/(\w+)"', served.body.decode()))
    assert references
    assert all(name in described["components"][kind] for kind, name in references)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_route_answers_and_refuses_strangers(program: Program, route: Any) -> None:
    path = re.sub(r"<\w+>", NOBODY, route.path)
    reply = program.ask(route.method, path)
    if reply.status >= 400:
        assert reply.problem[0] in {400, 404}, reply
    else:
        assert reply.status in {200, 201}
    if route.public:
        return
    assert program.ask(route.method, path, headers={}).problem == (401, "notallowed")
    wrong = program.ask(route.method, path, headers={"Authorization": "Bearer wrong"})
    assert wrong.problem == (401, "notallowed")
    assert wrong.headers["www-authenticate"] == "Bearer"
    assert program.ask(route.method, path, headers={"Authorization": "Basic d3Jvbmc="}).status == 401
    strange = {**program.headers, "Origin": "http://evil.example"}
    if route.method not in {"GET", "HEAD"}:
        assert program.ask(route.method, path, headers=strange).problem == (403, "wrongorigin")


def test_sessions_are_admitted_but_not_from_other_pages(program: Program, daemon: Daemon) -> None:
    cookie = program.ask("GET", "/?page", headers={}).headers["set-cookie"].partition(";")[0]
    assert program.ask("GET", "/items", headers={"Cookie": cookie}).status == 200
    body = {"name": "By a page", "processor": "level"}
    assert program.ask("POST", "/presets", body, {"Cookie": cookie}).problem == (403, "wrongorigin")
    origin = daemon.url.rstrip("/")
    made = program.ask("POST", "/presets", body, {"Cookie": cookie, "Origin": origin})
    assert made.status == 201
    key = program.headers["Authorization"].removeprefix("Bearer ")
    assert program.ask("DELETE", f"/presets/{made.json['id']}", headers={"X-API-Key": key}).status == 204


@pytest.mark.parametrize(
    ("method", "path", "body", "problem"),
    [
        ("GET", "/nothing", None, (404, "notfound")),
        ("PATCH", "/items", None, (405, "wrongmethod")),
        ("GET", "/items?limit=0", None, (400, "badargument")),
        ("GET", "/items?limit=1&limit=2", None, (400, "badargument")),
        ("GET", "/items?color=red", None, (400, "badargument")),
        ("GET", "/items?cursor=nonsense", None, (400, "badargument")),
        ("GET", "/items?cursor=MTAwMDAwMDAwMDAwMDAwMDAwMDAw", None, (400, "badargument")),
        ("GET", "/results?cursor=MQ", None, (400, "badargument")),
        ("GET", f"/items/{NOBODY}/waveform?start=nan", None, (400, "badargument")),
        ("GET", f"/items/{NOBODY}/waveform?stop=inf", None, (400, "badargument")),
        ("GET", "/items?albumid=%ff", None, (400, "badargument")),
        ("GET", "/items/1", None, (404, "notfound")),
        ("GET", f"/items/{NOBODY}", None, (404, "notfound")),
        ("POST", "/presets", {"name": "", "processor": "level"}, (400, "badargument")),
        ("POST", "/presets", {"name": "x", "processor": "none"}, (404, "notfound")),
        ("POST", "/presets", {"name": "x", "processor": "level", "parameters": {"x": 1}}, (400, "badargument")),
        ("POST", "/presets", b"{}", (400, "badargument")),
        ("POST", "/runs", {"definitionid": NOBODY, "new": True}, (404, "notfound")),
        ("POST", "/selections", {"name": "x", "members": [{"kind": "rules"}]}, (400, "badargument")),
        ("POST", "/uploads", {"filename": "../x", "filesize": 1, "checksum": "0" * 40}, (400, "badfilename")),
        ("GET", f"/uploads/{NOBODY}", None, (404, "unknowntask")),
        ("GET", f"/results/{NOBODY}", None, (404, "notfound")),
    ],
)
def test_mistakes_are_problems(program: Program, method: str, path: str, body: Any, problem: tuple[int, str]) -> None:
    address, _, query = path.partition("?")
    reply = program.ask(method, f"/api/v1{address}" + (f"?{query}" if query else ""), body)
    assert reply.problem == problem
    kind = program.get(f"/problems/{problem[1]}")
    assert (kind["status"], kind["code"]) == problem


def test_lists_come_in_pages(program: Program) -> None:
    (one, _) = program.get("/items")["items"]
    assert len(program.get("/items", albumid=one["albumid"], artistid=one["artistid"])["items"]) == 2
    assert program.ask("GET", "/items", albumid=one["artistid"]).problem == (404, "notfound")
    first = program.get("/items", limit=1)
    second = program.get("/items", limit=1, cursor=first["next"])
    assert [one["title"] for one in (*first["items"], *second["items"])] == ["One", "Two"]
    assert second["next"] is None
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = program.get("/processors", limit=7, **cursor)
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert len(seen) == len(set(seen)) > 7
    level = program.get("/processors/level")
    assert level["defaults"]["clipped_samples"] == 3
    assert level["schema"]["$defs"]["LevelParameters"]["properties"]["full_scale"]["default"] == 0.9999


def test_a_run_tells_how_far_it_is_and_what_came_out(program: Program, run: dict[str, Any]) -> None:
    assert (run["state"], run["done"], run["failed"]) == ("done", 2, 0)
    done = program.get(f"/runs/{run['id']}/items", state="done", limit=1)
    assert done["next"]
    item = program.get(f"/items/{done['items'][0]['itemid']}")
    assert (item["state"], item["duration"]) == ("done", pytest.approx(4.0, abs=0.01))
    assert program.get(f"/selections/{run['selectionid']}/items")["items"][0]["title"] == "One"
    again = program.make("/runs", definitionid=run["definitionid"], new=True)
    assert (again["total"], again["state"]) == (0, "done")
    assert [one["id"] for one in program.get("/runs")["items"]] == [again["id"], run["id"]]
    assert program.ask("DELETE", f"/experiences/{run['definitionid']}").status == 204
    assert program.ask("DELETE", f"/runs/{again['id']}").status == 204
    assert program.ask("POST", f"/runs/{again['id']}/cancel").problem == (404, "notfound")


def test_results_are_numbers_pictures_and_sound(program: Program, run: dict[str, Any]) -> None:
    pitch = result_of(program, "pitch")
    assert "pitch.frequency" in {one["id"] for one in program.get(f"/results/{pitch}")["parts"]}
    vector = program.get(f"/results/{pitch}/vector", name="pitch.frequency", start=1, stop=2)
    assert (vector["unit"], vector["timemode"]) == ("Hz", "framewise")
    assert len(vector["times"]) == len(vector["values"]) == len(vector["confidence"])
    assert vector["times"][0] <= 1.01
    assert vector["times"][-1] <= 2.0
    level = program.get(f"/results/{result_of(program, 'level')}/vector", name="level.peak")
    assert len(level["values"]) == 1
    image = program.ask("GET", f"/results/{pitch}/image", name="pitch.frequency", width=300, height=50)
    assert Image.open(io.BytesIO(image.body)).size == (300, 50)
    chords = result_of(program, "chords")
    sound = program.ask("GET", f"/results/{chords}/audio", name="chords.names")
    assert (sound.status, sound.headers["content-type"], sound.body[:4]) == (200, "audio/flac", b"fLaC")
    for name, kind in FORMATS.items():
        query = {} if kind.several else {"name": "chords.names"}
        file = program.ask("GET", f"/results/{chords}/download/{name}", **query)
        assert (file.status, file.headers["content-type"]) == (200, kind.media_type), file
        assert file.headers["content-disposition"].endswith(kind.extension)
        if kind.read:
            assert "chords.names" in [one.id for one in imported(name, io.BytesIO(file.body))]
    assert program.ask("GET", f"/results/{chords}/download/midi").problem == (404, "notfound")
    assert program.ask("GET", f"/results/{chords}/vector", name="chords.none").problem == (404, "notfound")
    assert program.get("/results", processor="level", limit=1)["next"]


def test_songs_are_drawn_and_cut(program: Program, run: dict[str, Any], tmp_path: Path) -> None:
    itemid = program.get("/items")["items"][0]["id"]
    outline = program.get(f"/items/{itemid}/waveform", start=1, stop=2, pixels=50)
    assert (outline["start"], outline["stop"], len(outline["minimum"])) == (1, 2, 50)
    assert program.ask("GET", f"/items/{itemid}/waveform", start=50).problem == (400, "badargument")
    for grapher in ("waveform_simple", "spectrogram_lin"):
        picture = program.ask("GET", f"/items/{itemid}/visual", grapher=grapher, width=200, height=40, start=1, stop=3)
        assert Image.open(io.BytesIO(picture.body)).size == (200, 40)
    assert program.ask("GET", f"/items/{itemid}/visual", grapher="waveform_centroid").problem == (409, "notanalyzed")
    assert program.ask("GET", f"/items/{itemid}/visual", grapher="curve").problem == (400, "badargument")
    assert program.ask("GET", f"/items/{itemid}/visual", width=9999).problem == (400, "badargument")
    cut = program.ask("GET", f"/items/{itemid}/audio", start=1.5, stop=2.0)
    (tmp_path / "cut.flac").write_bytes(cut.body)
    command = (str(find_ffmpeg()), "-v", "error", "-i", str(tmp_path / "cut.flac"), "-f", "s16le", "-ac", "1", "-")
    samples = subprocess.run(command, check=True, capture_output=True).stdout
    assert len(samples) == 2 * 22_050
    part = program.ask("GET", f"/files/{itemid}/content", headers={**program.headers, "Range": "bytes=0-3"})
    assert (part.status, part.body) == (206, b"fLaC")
    file = program.get(f"/files/{itemid}")
    assert (file["file"], file["predictions"]) == (f"{ALBUM}/01 One.flac", [])
    assert program.ask("HEAD", f"/items/{itemid}").body == b""


def test_notes_about_a_sound_are_made_changed_and_removed(program: Program, run: dict[str, Any]) -> None:
    itemid = program.get("/items")["items"][0]["id"]
    track = program.make("/tracks", itemid=itemid, name="Form", overlapping=False)
    verse = program.make(
        f"/tracks/{track['id']}/annotations", start=1, stop=2, title="Verse", results=[result_of(program, "level")]
    )
    clash = {"start": 1.5, "stop": 3, "title": "Chorus"}
    assert program.ask("POST", f"/tracks/{track['id']}/annotations", clash).problem == (400, "badargument")
    late = {**clash, "start": 2, "results": [NOBODY]}
    assert program.ask("POST", f"/tracks/{track['id']}/annotations", late).problem == (404, "notfound")
    moved = program.ask("PUT", f"/annotations/{verse['id']}", {"start": 0, "stop": 1, "title": "Intro"}).json
    assert (moved["title"], moved["created"], moved["results"]) == ("Intro", verse["created"], [])
    program.make(f"/tracks/{track['id']}/annotations", **clash)
    assert program.get("/tracks", itemid=itemid)["items"][0]["annotations"] == 2
    listed = program.get(f"/tracks/{track['id']}/annotations")["items"]
    assert [one["title"] for one in listed] == ["Intro", "Chorus"]
    renamed = program.ask("PUT", f"/tracks/{track['id']}", {"name": "Parts", "color": "#112233"}).json
    assert (renamed["name"], renamed["color"], renamed["overlapping"]) == ("Parts", "#112233", True)
    assert program.ask("DELETE", f"/annotations/{verse['id']}").status == 204
    assert program.ask("DELETE", f"/tracks/{track['id']}").status == 204
    assert program.ask("GET", f"/tracks/{track['id']}").problem == (404, "notfound")


def test_a_file_comes_in_through_the_tasks(program: Program, daemon: Daemon, tmp_path: Path) -> None:
    content = make_song(tmp_path / "01 New.flac", seconds=2.0, artist="Other", album="New", title="New").read_bytes()
    checksum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    with daemon.client() as client:
        upload = program.make("/uploads", filename="01 New.flac", filesize=len(content), checksum=checksum)
        half = len(content) // 2
        for offset, chunk in ((half, content[half:]), (0, content[:half])):
            reply = program.ask("PUT", f"/uploads/{upload['id']}", chunk, offset=offset)
            assert reply.status == 202, reply
        client.until(
            lambda packet: (
                packet["fncname"] == "MusicDB:Task"
                and packet["arguments"]["taskid"] == upload["id"]
                and packet["arguments"]["state"] == "readyforintegration"
            )
        )
    told = program.get(f"/uploads/{upload['id']}")
    assert (told["state"], told["offset"]) == ("readyforintegration", len(content))
    assert program.ask("PUT", f"/uploads/{upload['id']}", b"x", offset=0).problem == (409, "wrongstate")
    assert program.ask("DELETE", f"/uploads/{upload['id']}").status == 204
    assert json.dumps(told["annotations"])


def test_a_dump_goes_out_and_comes_in(program: Program, run: dict[str, Any]) -> None:
    content = program.ask("GET", "/dump")
    assert (content.status, content.headers["content-type"]) == (200, "application/zip")
    load = program.make("/loads", size=len(content.body))
    half = len(content.body) // 2
    assert program.ask("PUT", f"/loads/{load['id']}", content.body[:half], offset=0).json["received"] == half
    assert program.ask("PUT", f"/loads/{load['id']}", content.body[:half], offset=0).problem == (409, "badchunk")
    report = program.ask("PUT", f"/loads/{load['id']}", content.body[half:], offset=half).json["report"]
    assert (report["sounds"], report["matched"], report["left"]) == (2, 2, [])
    assert report["results"]["taken"] == 0 < report["results"]["known"]
    bad = program.make("/loads", size=7)
    assert program.ask("PUT", f"/loads/{bad['id']}", b"nothing", offset=0).problem == (400, "baddump")
