"""`musicdb extern` keeps a device like the collection: only what is ours, only what changed, and it goes on."""

import os
import subprocess
import sys
from pathlib import Path

import mutagen
import pytest
from PIL import Image

from tests.cli.conftest import Installation
from tests.running import ROOT
from tests.sounds import make_song


@pytest.fixture
def device(working: Installation, tmp_path: Path) -> Path:
    """A device beside a collection of two albums."""
    working.album("Ada/2001 - First?", "01 One.mp3", "02 Two.m4a", title="Old", artist="Nobody")
    working.album("Bob/2003 - Second", "01 Three.flac")
    Image.new("RGB", (900, 600), "#3060c0").save(working.music / "Ada/2001 - First?/cover.png")
    working("import", "--new")
    root = tmp_path / "device"
    root.mkdir()
    return root


def configure(device: Path, text: str) -> None:
    (device / ".mdbstate/config.ini").write_text(text)


def files(device: Path) -> set[str]:
    found = (path.relative_to(device).as_posix() for path in device.rglob("*") if path.is_file())
    return {path for path in found if not path.startswith(".mdbstate")}


def test_a_device_follows_the_collection(working: Installation, device: Path) -> None:
    assert "not initialized" in working("extern", "-u", device, code=1).stderr
    assert working.json("extern", "--init", device)["config"] == str(device / ".mdbstate/config.ini")
    assert "3 new" in working("extern", "--plan", device).stdout
    assert working.json("extern", "-u", device)["copied"] == 3
    assert files(device) == {
        "Music/Ada/2001 - First_/01 One.mp3",
        "Music/Ada/2001 - First_/02 Two.m4a",
        "Music/Bob/2003 - Second/01 Three.flac",
    }
    mp3 = mutagen.File(device / "Music/Ada/2001 - First_/01 One.mp3")
    assert (mp3["TIT2"], mp3["TPE1"], mp3["TRCK"], mp3["TDRC"]) == ("One", "Ada", "1", "2001")
    assert len(mp3.tags.getall("APIC")) == 1
    m4a = mutagen.File(device / "Music/Ada/2001 - First_/02 Two.m4a")
    assert (m4a["\xa9nam"], m4a["trkn"], len(m4a["covr"])) == (["Two"], [(2, 0)], 1)
    before = {path: (device / path).stat().st_mtime_ns for path in files(device)}
    assert working.json("extern", "-u", device)["copied"] == 0
    assert {path: (device / path).stat().st_mtime_ns for path in files(device)} == before
    # A file of somebody else stays, and so do directories that are not empty.
    (device / "Music/Bob/2003 - Second/notes.txt").write_text("mine")
    make_song(working.music / "Ada/2001 - First?/01 One.mp3", seconds=2)
    working("import", "Ada")
    working("database", "remove", "Bob")
    plan = working.json("extern", "--plan", device)
    assert (plan["changed"], plan["removed"]) == (
        ["Ada/2001 - First?/01 One.mp3"], ["Music/Bob/2003 - Second/01 Three.flac"],
    )  # fmt: skip
    result = working.json("extern", "-u", device)
    assert (result["copied"], result["removed"]) == (1, 1)
    assert "Music/Bob/2003 - Second/notes.txt" in files(device)
    assert "Music/Bob/2003 - Second/01 Three.flac" not in files(device)


def test_what_is_missing_or_was_changed_by_others_stays(working: Installation, device: Path) -> None:
    working("extern", "--init", device)
    working("extern", "-u", device)
    (working.music / "Bob/2003 - Second/01 Three.flac").rename(working.music / "away")
    other = device / "Music/Ada/2001 - First_/01 One.mp3"
    other.write_bytes(b"not ours any more")
    result = working.json("extern", "-u", device)
    assert result["missing"] == ["Bob/2003 - Second/01 Three.flac"]
    assert result["kept"] == ["Music/Ada/2001 - First_/01 One.mp3"]
    assert "Music/Bob/2003 - Second/01 Three.flac" in files(device)
    working("database", "remove", "Ada")
    assert working.json("extern", "-u", device)["removed"] == 1
    assert other.read_bytes() == b"not ours any more"


def test_everything_becomes_mp3_and_only_what_is_selected(working: Installation, device: Path) -> None:
    working("extern", "--init", device)
    configure(device, "[meta]\nversion = 3\n[constraints]\nforcemp3 = True\n[paths]\nmusicdir = /\n"
              "[selection]\nartists = bob\nalbums = Ada/2001 - First?\n[mp3tags]\nforceID3v230 = True\n")  # fmt: skip
    assert working.json("extern", "-u", device)["copied"] == 3
    song = mutagen.File(device / "Bob/2003 - Second/01 Three.mp3")
    assert (song.info.bitrate // 1000, song.tags.version, song["TALB"]) == (320, (2, 3, 0), "Second")
    configure(device, "[constraints]\ncharset = default\n[selection]\nartists = Bob\n")
    assert working.json("extern", "-u", device)["copied"] == 1
    assert files(device) == {"Music/Bob/2003 - Second/01 Three.flac"}
    configure(device, "[selection]\nartists = Nobody\n")
    assert "no artist “nobody”" in working("extern", "-u", device, code=1).stderr
    configure(device, "[selection]\nartist = Bob\n")
    assert "has a mistake" in working("extern", "-u", device, code=1).stderr
    assert files(device) == {"Music/Bob/2003 - Second/01 Three.flac"}


def test_what_musicdb_8_put_there_is_taken_over(working: Installation, device: Path) -> None:
    working("extern", "--init", device)
    for name in ("Music/Ada/2001 - First_/01 One.mp3", "Music/Cid/01 Gone.mp3"):
        (device / name).parent.mkdir(parents=True)
        (device / name).write_bytes(b"old")
    rows = ("Ada/2001 - First?/01 One.mp3", "Cid/01 Gone.mp3", "Dan/x.mp3")
    places = ("Music/Ada/2001 - First_/01 One.mp3", "Music/Cid/01 Gone.mp3", "../../../etc/passwd")
    text = "".join(f'"{row}","{place}"\n' for row, place in zip(rows, places, strict=True))
    (device / ".mdbstate/songmap.csv").write_text(text)
    result = working.json("extern", "-u", device)
    assert (result["copied"], result["removed"]) == (3, 1)
    assert len(files(device)) == 3


def test_a_full_device_keeps_what_is_whole(musicdb: Installation, tmp_path: Path) -> None:
    musicdb.album("Ada/2001 - First", "01 One.mp3", "03 Three.mp3")
    make_song(musicdb.music / "Ada/2001 - First/02 Two.wav", seconds=40)
    musicdb("import", "--new")
    device = tmp_path / "device"
    device.mkdir()
    musicdb("extern", "--init", device)
    # No file may become larger than 2 MiB: a full disk for those who cannot mount one.
    program = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))\n"
    program += "from musicdb.cli.main import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "--config", musicdb.file, "extern", "-u", device]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "is full" in done.stderr
    assert files(device) == {"Music/Ada/2001 - First/01 One.mp3"}
    assert not (device / ".mdbstate/unfinished").exists()
    assert musicdb.json("extern", "-u", device)["copied"] == 2
    assert len(files(device)) == 3
    os.truncate(device / ".mdbstate/songs.jsonl", (device / ".mdbstate/songs.jsonl").stat().st_size - 5)
    assert musicdb.json("extern", "-n", device)["removed"] == []
