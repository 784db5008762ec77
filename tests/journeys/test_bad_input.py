"""Files that are damaged, misnamed or traps: the sender is told, nothing else is touched, and the house lives on."""

import hashlib
import io
import tarfile
import zipfile
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from tests.journeys.senders import FINE, UNPACKED, Sender
from tests.running import Daemon
from tests.sounds import make_song

MIB = 1 << 20
SONGS = ("mp3", "flac", "m4a", "ogg", "opus", "wav", "aiff", "wma", "wv")
# One of each kind, and one nobody takes.
OTHER_NAMES = ("mp3", "flac", "ogg", "m4a", "jpg", "mp4", "zip", "tar.gz", "txt", "exe")
NOT_TAKEN = ("invalidcontent", "filetypenotaccepted")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A song in each format."""
    directory = tmp_path_factory.mktemp("samples")
    tags = {"title": "One", "artist": "Ada", "album": "First", "date": "2001", "track": "1"}
    return {extension: make_song(directory / f"sample.{extension}", **tags).read_bytes() for extension in SONGS}


def damage(content: bytes) -> dict[str, bytes]:
    """A file after accidents of many kinds, none of which leaves nothing."""
    middle = len(content) // 2
    ends = (1, 10, 100, 1000, middle, len(content) - 1)
    return {
        **{f"cut at {end}": content[:end] for end in ends if 0 < end < len(content)},
        "without its head": content[middle:],
        "with a hole": content[: middle // 2] + bytes(middle) + content[middle // 2 + middle :],
        "with noise in its head": hashlib.sha256(content).digest() * 32 + content[1024:],
        "with something behind": content + b"\xff" * 5000,
        "only zeros": bytes(min(len(content), MIB)),
    }


def take_in(sender: Sender) -> list[str]:
    """Brings all that is fine into the catalogue, each file under a name of its own. Returns the paths of the songs."""
    client = sender.client
    tasks = client.request("GetCurrentTasks")
    for task in (*tasks["albumfiles"], *tasks["videos"]):
        if task["state"] != FINE:
            assert sender.ask("RemoveUpload", taskid=task["id"]) is None
    proposal = client.request("GetIntegrationProposal", groupid=sender.groupid)
    files = [file["taskid"] for album in proposal["albums"] for file in album["files"]]
    songs = [{"taskid": taskid, "name": taskid, "number": number} for number, taskid in enumerate(files, 1)]
    names = {"artistname": "Ada", "release": 2001}
    albums = [{**names, "albumname": sender.groupid, "files": songs}] if songs else []
    videos = [{**names, "taskid": video["taskid"], "name": video["taskid"]} for video in proposal["videos"]]
    if albums or videos:
        assert sender.ask("IntegrateUploads", groupid=sender.groupid, albums=albums, videos=videos) is None
    client.until_idle()
    return [song["path"] for song in songs_of(sender)]


def songs_of(sender: Sender) -> list[dict[str, str]]:
    """The songs of the album of this group."""
    artists = sender.client.request("GetArtistsWithAlbums")
    albums = [entry["album"] for artist in artists for entry in artist["albums"]]
    views = [sender.client.request("GetAlbum", albumid=a["id"]) for a in albums if a["name"] == sender.groupid]
    return [entry["song"] for view in views for disc in view["cds"] for entry in disc]


def assert_kept(daemon: Daemon, sender: Sender, paths: list[str]) -> None:
    """What is in the catalogue can be fetched, and is what was sent."""
    for path in paths:
        request = Request(f"{daemon.url}music/{quote(path)}", headers={"X-API-Key": daemon.key})  # noqa: S310
        with urlopen(request, timeout=20) as answer:  # noqa: S310
            content = answer.read()
        assert (daemon.music / path).read_bytes() == content
        assert hashlib.sha1(content).hexdigest() in sender.sent  # noqa: S324


@pytest.mark.parametrize("extension", SONGS)
def test_damaged_songs_are_refused_or_kept_as_they_are(
    fortress: Daemon, sender: Sender, samples: dict[str, bytes], extension: str
) -> None:
    assert sender.send(samples[extension], "whole", f"whole.{extension}") == FINE
    for number, (accident, content) in enumerate(damage(samples[extension]).items()):
        outcome = sender.send(content, f"t{number}", f"{accident}.{extension}")
        assert outcome in (FINE, *NOT_TAKEN), accident
    assert sender.send(bytes(1000), "zeros", f"zeros.{extension}") in NOT_TAKEN
    paths = take_in(sender)
    assert f"Ada/2001 - {sender.groupid}/" in paths[0]
    assert_kept(fortress, sender, paths)


@pytest.mark.parametrize("extension", SONGS)
def test_a_song_under_another_extension_is_recognized(
    sender: Sender, samples: dict[str, bytes], extension: str
) -> None:
    for other in set(OTHER_NAMES) - {extension}:
        outcome = sender.send(samples[extension], f"as-{other}", f"01 One.{other}")
        # Both names stand for the same container.
        same = {extension, other} in ({"ogg", "opus"}, {"m4a", "mp4"})
        assert outcome == FINE if same else outcome in NOT_TAKEN, other


def test_damaged_and_misnamed_files_of_the_corpus(fortress: Daemon, sender: Sender, corpus: Path) -> None:
    files = [path for path in sorted(corpus.rglob("*.*")) if path.suffix not in (".md", ".json")]
    for at, path in enumerate(files):
        content, name = path.read_bytes(), path.name
        contenttype = "video" if path.suffix == ".mp4" else "albumfile"
        assert sender.send(content, f"{at}-whole", name, contenttype=contenttype) == FINE, name
        accidents = [content[: len(content) // 3], content[:-1], content[5000:]]
        for number, damaged in enumerate(accidents):
            outcome = sender.send(damaged, f"{at}-{number}", name, contenttype=contenttype)
            assert outcome in (FINE, *NOT_TAKEN), (name, number)
        assert sender.send(content, f"{at}-zip", f"{path.stem}.zip") in NOT_TAKEN
        assert sender.ask("InitiateUpload", **sender.arguments_of(b"", f"{at}-empty", name)) == "invalidcontent"
    assert_kept(fortress, sender, take_in(sender))


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive, whatever the names in it are."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def taped(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """A TAR archive, whatever its members are."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for member, content in members:
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


@pytest.mark.parametrize("name", ["../../out.mp3", "a/../../../out.mp3", "/out.mp3", "C:\\out.mp3", "..\\..\\out.mp3"])
def test_an_archive_cannot_be_left(sender: Sender, samples: dict[str, bytes], name: str) -> None:
    assert sender.send(zipped({"01 One.mp3": samples["mp3"], name: samples["mp3"]}), "zip", "trap.zip") in NOT_TAKEN


def test_links_in_an_archive_lead_nowhere(fortress: Daemon, sender: Sender, samples: dict[str, bytes]) -> None:
    secret = fortress.data / "config" / "wsapikey.txt"
    links = []
    for name, kind in (("02 Two.mp3", tarfile.SYMTYPE), ("03 Three.mp3", tarfile.LNKTYPE), ("up", tarfile.SYMTYPE)):
        link = tarfile.TarInfo(name)
        link.type, link.linkname = kind, "../.." if name == "up" else str(secret)
        links.append((link, b""))
    song, behind = tarfile.TarInfo("01 One.mp3"), tarfile.TarInfo("up/out.mp3")
    content = taped((song, samples["mp3"]), *links, (behind, samples["mp3"]))
    assert sender.send(content, "tape", "trap.tar.gz") in (UNPACKED, *NOT_TAKEN)
    sender.sent.add(hashlib.sha1(samples["mp3"]).hexdigest())  # noqa: S324
    wait_for_unpacked(sender)
    assert_kept(fortress, sender, take_in(sender))


def wait_for_unpacked(sender: Sender) -> None:
    """Waits until all files of an archive were looked at."""
    while any(
        task["state"] in ("uploadcomplete", "preprocessing")
        for task in sender.client.request("GetCurrentTasks")["albumfiles"]
    ):
        pass


def test_archives_that_are_too_much_are_refused(sender: Sender) -> None:
    assert sender.send(zipped({"01 One.wav": bytes(60 * MIB)}), "bomb", "bomb.zip") in NOT_TAKEN
    assert sender.send(zipped({f"{number}.txt": b"x" for number in range(500)}), "many", "many.zip") in NOT_TAKEN
    tape = taped((tarfile.TarInfo("01 One.wav"), bytes(60 * MIB)))
    assert sender.send(tape, "tape", "bomb.tar.gz") in NOT_TAKEN
    assert sender.send(zipped({}), "empty", "empty.zip") in NOT_TAKEN
    assert sender.send(zipped({"a.exe": b"MZ"}), "none", "none.zip") in NOT_TAKEN
    damaged = zipped({"01 One.txt": b"some text " * 5000})
    assert sender.send(damaged[:-30], "cut", "cut.zip") in NOT_TAKEN


def test_archives_inside_of_archives_stay_packed(sender: Sender, samples: dict[str, bytes]) -> None:
    inner = zipped({"01 One.mp3": samples["mp3"]})
    for _ in range(50):
        inner = zipped({"inner.zip": inner})
    assert sender.send(inner, "nested", "nested.zip") == UNPACKED
    wait_for_unpacked(sender)
    (left,) = sender.client.request("GetCurrentTasks")["albumfiles"]
    assert left["state"] == "invalidcontent"
