"""Commands that work with the catalogue do the same alone and beside a running server."""

import subprocess
from pathlib import Path

from PIL import Image

from musicdb.config.datalock import DataLock
from tests.cli.conftest import Installation
from tests.running import Daemon


def test_albums_come_in_and_are_counted(working: Installation) -> None:
    working.album("Ada/2001 - First", "01 One.mp3", "02 Two.mp3")
    working.album("Ada/2003 - Second", "01 Three.mp3")
    assert working.json("import", "Ada/2001 - First")["imported"] == ["Ada/2001 - First"]
    assert working.json("import", "--new")["imported"] == ["Ada/2003 - Second"]
    assert working.json("import", working.music / "Ada")["imported"] == ["Ada/2001 - First", "Ada/2003 - Second"]
    numbers = working.json("stats")
    assert (numbers["artists"], numbers["albums"], numbers["songs"], numbers["playtime"]) == (1, 2, 3, 3)
    assert numbers["decades"] == [{"name": "2000s", "number": 2}]
    assert "2000s" in working("stats").stdout


def test_an_import_that_fails_is_a_sentence_and_leaves_no_task(working: Installation) -> None:
    broken = working.music / "Ada" / "2001 - Broken" / "01 One.mp3"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"nothing")
    failed = working.json("import", "Ada/2001 - Broken", code=1)["failed"]
    assert "can be read" in failed["Ada/2001 - Broken"]
    assert not any(working.json("tasks", "list").values())
    assert "no “Nobody”" in working("import", "Nobody", code=1).stderr.replace('"Nobody"', "“Nobody”")


def test_tags_are_made_changed_and_removed(working: Installation) -> None:
    working("tags", "-c", "genre", "-n", "Metal")
    working("tags", "-c", "subgenre", "-n", "Industrial", "--set-parent", "Metal")
    (subgenre,) = working.json("tags", "-m", "subgenre", "-n", "industrial", "--set-name", "Industrial Metal")
    assert subgenre["name"] == "Industrial Metal"
    (mood,) = working.json("tags", "-c", "mood", "-n", "Happy", "--set-icon", "☺", "--set-color", "#ffcc00")
    assert (mood["icon"], mood["color"], mood["posx"]) == ("☺", "#ffcc00", 0)
    assert "Metal" in working("tags", "-l", "subgenre").stdout
    assert working.json("tags", "-d", "genre", "-n", "Metal")[0]["name"] == "Other"
    assert working.json("tags", "-l", "subgenre") == []
    assert "There is no genre 'Metal'." in working("tags", "-d", "genre", "-n", "Metal", code=1).stderr
    assert "exactly one" in working("tags", code=2).stderr
    assert "no color" in working("tags", "-m", "mood", "-n", "Happy", "--set-color", "red", code=2).stderr


def test_an_album_gets_a_picture(working: Installation, tmp_path: Path) -> None:
    working.album("Ada/2001 - First", "01 One.mp3")
    working("import", "--new")
    assert working.json("artwork")["tasks"] == 1
    picture = tmp_path / "cover.png"
    Image.new("RGB", (300, 300), "#3060c0").save(picture)
    working("artwork", "--album", "Ada/2001 - First", "--artwork", picture)
    assert working.json("artwork") == {"tasks": 0, "failures": []}
    assert working.json("artwork", "-u")["tasks"] == 1
    assert list((working.data / "webdata" / "artwork" / "150x150").glob("*.jpg"))


def test_the_catalogue_is_checked_and_forgets(working: Installation) -> None:
    working.album("Ada/2001 - First", "01 One.mp3", "02 Two.mp3")
    working("import", "--new")
    assert "All is well." in working("database", "check").stdout
    (working.music / "Ada/2001 - First/02 Two.mp3").unlink()
    (found,) = working.json("database", "check", "Ada", code=1)
    assert found["path"] == "Ada/2001 - First/02 Two.mp3"
    removed = working.json("database", "remove", "Ada/2001 - First/02 Two.mp3")
    assert [entry["kind"] for entry in removed] == ["song"]
    working("database", "remove", "Ada")
    assert working.json("stats")["artists"] == 0
    assert (working.music / "Ada/2001 - First/01 One.mp3").exists()
    assert "is not in the catalogue" in working("database", "remove", "Ada", code=1).stderr


def test_metadata_of_a_file(musicdb: Installation, tmp_path: Path) -> None:
    musicdb.album("Ada/2001 - First", "01 One.mp3", title="Öne", artist="Ada", comment="Mine")
    file = musicdb.music / "Ada/2001 - First/01 One.mp3"
    assert musicdb.json("metadata", file)["title"] == "Öne"
    told = musicdb("metadata", file).stdout
    assert "Öne" in told
    assert "('" not in told
    assert "no picture" in musicdb("metadata", file, "--cover", tmp_path / "c.jpg", code=1).stderr


def test_a_place_that_cannot_be_written_is_a_sentence(working: Installation, tmp_path: Path) -> None:
    working.album("Ada/2001 - First", "01 One.mp3")
    working("import", "--new")
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    for command in (("backup", blocked / "backup"), ("results", "dump", blocked / "dump.zip")):
        told = working(*command, code=1).stderr
        assert str(blocked) in told
        assert "Not a directory" in told
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_what_makes_no_sense_is_told_before_anything_is_done(musicdb: Installation) -> None:
    assert "no color" in musicdb("tags", "--create", "mood", "--name", "Happy", "--set-color", "red", code=2).stderr
    assert "neither the name of a machine" in musicdb("certificate", "--name", "bad name", code=1).stderr
    assert "cannot be read" in musicdb("results", "load", musicdb.file, code=1).stderr
    unknown = musicdb("identify", musicdb.file, code=1)
    assert "no sound" in unknown.stderr
    assert unknown.stdout == ""


def test_two_commands_do_not_work_at_once(musicdb: Installation) -> None:
    with DataLock(musicdb.data):
        assert "works in" in musicdb("stats", code=1).stderr


def test_a_server_that_is_gone_is_told(musicdb: Installation) -> None:
    with DataLock(musicdb.data) as lock:
        (musicdb.data / "config").mkdir()
        (musicdb.data / "config" / "wsapikey.txt").write_text("key")
        lock.tell("http://127.0.0.1:1/")
        assert "cannot be reached at http://127.0.0.1:1/" in musicdb("stats", code=1).stderr


def test_a_server_that_speaks_tls_is_reached_by_its_own_certificate(musicdb: Installation, tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=elsewhere.example.org"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    text = musicdb.file.read_text()
    musicdb.file.write_text(f"{text}cert = {certificate}\nkey = {key}\n")
    musicdb.data.mkdir()
    (musicdb.data / "musicdb.ini").write_text(f"[websocket]\ncert = {certificate}\nkey = {key}\n")
    with Daemon(musicdb.music, musicdb.data) as daemon:
        assert daemon.url.startswith("https://")
        assert musicdb.json("stats")["songs"] == 0
        assert musicdb("tasks", "list").stdout.startswith("0 tasks")
        assert "There is no task 'x'" in musicdb("tasks", "remove", "x", code=1).stderr
