"""Names, annotations and choices nobody should send; and names one would not expect, but which are fine."""

import unicodedata
from typing import Any

import pytest

from tests.conftest import MakeSong
from tests.journeys.senders import FINE, Sender
from tests.running import Daemon

NAMES = {
    "emoji": "🎸 Rock 👩‍🎤🏳️‍🌈",
    "decomposed": unicodedata.normalize("NFD", "Ágætis byrjun Ünïcödé"),
    "japanese": "千と千尋の神隠し サウンドトラック",
    "arabic": "أم كلثوم إنت عمري",
    "hebrew with an override": "שיר\u202egnp.exe",
    "slashes": "AC/DC: 11/22/33",
    "markup": """It's "so" `what` <b>&amp;</b>""",
    "shell": "$(reboot); rm -rf ~ | cat * ?",
    "dots": "And Justice for All...",
    "percent": "100%2e%2e%2fMusic %s %n",
    "device": "CON",
    "dash": "-rf",
}


@pytest.fixture
def content(song: MakeSong) -> bytes:
    """A song that says nothing about itself."""
    return song("x.mp3").read_bytes()


def integrate(sender: Sender, **names: Any) -> str | None:
    """Decides about the one file `t`; returns the code of the error, if there is one."""
    files = [{"taskid": "t", "name": "A", "number": 1}]
    album = {"artistname": "Ada", "albumname": sender.groupid, "release": 2001, "files": files, **names}
    return sender.ask("IntegrateUploads", groupid=sender.groupid, albums=[album])


def paths_of_albums(sender: Sender) -> list[str]:
    artists = sender.client.request("GetArtistsWithAlbums")
    return [entry["album"]["path"] for artist in artists for entry in artist["albums"]]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_in_all_scripts_are_kept(fortress: Daemon, sender: Sender, content: bytes, name: str) -> None:
    assert sender.send(content, "t", f"{name.replace('/', '_')}.mp3") == FINE
    files = [{"taskid": "t", "name": name, "number": 7}]
    assert integrate(sender, artistname=name, albumname=name, files=files) is None
    sender.client.until_idle()
    kept = unicodedata.normalize("NFC", name).replace("/", "∕")
    assert (fortress.music / kept / f"2001 - {kept}" / f"07 {kept}.mp3").read_bytes() == content
    assert f"{kept}/2001 - {kept}" in paths_of_albums(sender)


@pytest.mark.parametrize("name", ["Ä" * 300, "👩‍🎤" * 100, "x" * 300], ids=["umlauts", "emoji", "letters"])
def test_names_too_long_for_the_disk_are_shortened(fortress: Daemon, sender: Sender, content: bytes, name: str) -> None:
    assert sender.send(content, "t", f"{name}.mp3") == FINE
    files = [{"taskid": "t", "name": name, "number": 7}]
    assert integrate(sender, artistname=name, albumname=name, files=files) is None
    sender.client.until_idle()
    (path,) = (path for path in paths_of_albums(sender) if path.startswith(name[:10]))
    (file,) = (fortress.music / path).iterdir()
    assert file.name.startswith(f"07 {name[:20]}")
    assert file.read_bytes() == content


@pytest.mark.parametrize("name", ["../out.mp3", "a/b.mp3", "a\\b.mp3", "a\0b.mp3", "a\nb.mp3", "", ".", ".."])
def test_file_names_that_are_none_are_refused(sender: Sender, content: bytes, name: str) -> None:
    assert sender.ask("InitiateUpload", **sender.arguments_of(content, "t", name)) == "badfilename"


def test_text_that_is_none_is_refused(sender: Sender, content: bytes) -> None:
    assert sender.ask("InitiateUpload", **sender.arguments_of(content, "t", "\ud800.mp3")) == "badpacket"


@pytest.mark.parametrize("taskid", ["../t", "a/b", "", "t" * 129, "é", "a b", ".", "..", "-", None, 5, ["t"]])
def test_task_ids_that_are_no_file_names_are_refused(sender: Sender, content: bytes, taskid: Any) -> None:
    assert sender.ask("InitiateUpload", **sender.arguments_of(content, taskid, "a.mp3")) == "badargument"


OFFERS: list[tuple[dict[str, Any], str]] = [
    ({"filesize": 0}, "invalidcontent"),
    ({"filesize": -1}, "invalidcontent"),
    ({"filesize": 1 << 70}, "toolarge"),
    ({"filesize": 1.5}, "badargument"),
    ({"filesize": None}, "badargument"),
    ({"checksum": "x"}, "badchecksum"),
    ({"checksum": "A" * 41}, "badchecksum"),
    ({"checksum": None}, "badargument"),
    ({"contenttype": "album"}, "badcontenttype"),
    ({"contenttype": 7}, "badargument"),
    ({"mimetype": "text/html"}, "filetypenotaccepted"),
    ({"mimetype": ["audio/mpeg"]}, "badargument"),
    ({"encoding": "base64"}, "badargument"),
    ({"annotations": "none"}, "badargument"),
    ({"annotations": [1]}, "badargument"),
    ({"filename": 5}, "badargument"),
    ({"filename": None}, "badargument"),
]


@pytest.mark.parametrize(("changes", "code"), OFFERS)
def test_offers_that_make_no_sense_are_refused(
    sender: Sender, content: bytes, changes: dict[str, Any], code: str
) -> None:
    assert sender.ask("InitiateUpload", **{**sender.arguments_of(content, "t", "a.mp3"), **changes}) == code


ANNOTATIONS: list[dict[str, Any]] = [
    *({"groupsize": size} for size in ("many", -1, None, {}, 1e308)),
    *({"relativepath": path} for path in ("../../../etc/passwd", 7, "/" * 5000, "a\0b", ["a"], "")),
    *({"kind": kind} for kind in ("emperor", 1, [])),
    *({"decision": {"t": decision}} for decision in ({"albumfilepath": "../../out.mp3"}, {"state": 1}, 7, None)),
    {"autopilot": "yes"},
    {"failure": 1},
    {"archive": {}},
    {"importafter": 1},
    {"encoding": "none"},
    {"deep": [[[[[{}]]]]]},
    {"x" * 5000: "y" * 50_000},
]


@pytest.mark.parametrize("annotations", ANNOTATIONS, ids=lambda annotations: str(annotations)[:40])
@pytest.mark.parametrize("autopilot", [False, True])
def test_strange_annotations_do_no_harm(
    sender: Sender,
    content: bytes,
    annotations: dict[str, Any],
    autopilot: bool,  # noqa: FBT001
) -> None:
    usual = {"autopilot": autopilot, "groupsize": 1}
    assert sender.send(content, "t", "01 A.mp3", annotations={**usual, **annotations}) == FINE
    assert sender.ask("GetIntegrationProposal", groupid=sender.groupid) is None
    assert sender.ask("AnnotateUpload", taskid="t", **annotations) is None
    assert sender.ask("GetIntegrationProposal", groupid=sender.groupid) is None


@pytest.mark.parametrize(
    "groupid", [7, None, "", "../../g", "g" * 5000, {"a": 1}, ["g"]], ids=lambda id_: str(id_)[:20]
)
def test_strange_groups_do_no_harm(sender: Sender, content: bytes, groupid: Any) -> None:
    annotations = {"groupid": groupid, "autopilot": True, "groupsize": 1}
    assert sender.send(content, "t", "01 A.mp3", annotations=annotations) == FINE
    code = None if isinstance(groupid, str) else "badargument"
    assert sender.ask("GetIntegrationProposal", groupid=groupid) == code
    assert sender.ask("RemoveUploads", groupid=groupid) == code
    sender.ask("RemoveUpload", taskid="t")


def files(**file: Any) -> dict[str, Any]:
    """A choice about one file."""
    return {"files": [{"taskid": "t", "name": "A", **file}]}


CHOICES: list[tuple[dict[str, Any], str]] = [
    *(({"artistname": name}, "badname") for name in ("", ".", "..", "a\0b", "a\nb")),
    *(({"albumname": name}, "badname") for name in ("", "  ")),
    *(({"release": release}, "badname") for release in (-5, 10**12)),
    *((files(cd=cd), "badname") for cd in (-1, 10**9)),
    *((files(number=number), "badname") for number in (-1, 10**9)),
    *((files(name=name), "badname") for name in ("", "\0", " ")),
    ({"albumname": 7}, "badargument"),
    ({"files": None}, "badargument"),
    ({"files": []}, "wrongstate"),
    (files(taskid="nobody"), "unknowntask"),
    (files(taskid="../t"), "unknowntask"),
    ({"files": [*files()["files"], *files(name="B")["files"]]}, "badargument"),
]


@pytest.mark.parametrize(("choice", "code"), CHOICES)
def test_choices_that_make_no_sense_move_nothing(
    fortress: Daemon, sender: Sender, content: bytes, choice: dict[str, Any], code: str
) -> None:
    assert sender.send(content, "t", "01 A.mp3") == FINE
    before = set(fortress.music.rglob("*"))
    assert integrate(sender, **choice) == code
    assert set(fortress.music.rglob("*")) == before


@pytest.mark.parametrize("path", ["../out.mp3", "/out.mp3", "a/../../out.mp3", "Ada/2001 - X/\0.mp3", "", ".", "a//b"])
def test_paths_of_clients_stay_inside(fortress: Daemon, sender: Sender, content: bytes, path: str) -> None:
    assert sender.send(content, "t", "01 A.mp3") == FINE
    before = set(fortress.music.rglob("*"))
    for function, arguments in (
        ("InitiateContentIntegration", {"taskid": "t", "musicpath": path}),
        ("InitiateMusicImport", {"contenttype": "album", "contentpath": path}),
        ("FindAlbumSongFiles", {"albumpath": path}),
    ):
        assert sender.ask(function, **arguments), function
    assert set(fortress.music.rglob("*")) == before
