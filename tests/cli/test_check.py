"""`musicdb check` finds what is wrong, and mends what it can."""

import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

from PIL import Image

from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.model.analysis import HeardBy, SoundValues
from musicdb.store.store import Store
from tests.cli.conftest import Installation
from tests.running import Daemon


def verdicts(musicdb: Installation, *options: str, code: int = 0) -> dict[str, str]:
    found: dict[str, str] = {}
    for finding in musicdb.json("check", *options, code=code):
        found[finding["what"]] = max(found.get(finding["what"], ""), finding["verdict"])
    return found


def test_a_fresh_installation_is_made_ready(musicdb: Installation) -> None:
    assert verdicts(musicdb)["data directory"] == "worth a look"
    assert verdicts(musicdb, "--fix")["data directory"] == "mended"
    after = verdicts(musicdb)
    assert after["data directory"] == after["ffmpeg"] == after["port"] == after["acceleration"] == "fine"
    assert "✓" in musicdb("check").stdout


def test_a_running_server_is_no_fault(musicdb: Installation) -> None:
    with Daemon(musicdb.music, musicdb.data) as daemon:
        assert verdicts(musicdb)["database"] == "fine"
        assert f"answers at {daemon.url}" in musicdb("check").stdout


def test_missing_artwork_is_made_again(musicdb: Installation) -> None:
    musicdb.album("Ada/2001 - First", "01 One.mp3")
    Image.new("RGB", (300, 300), "#3060c0").save(musicdb.music / "Ada/2001 - First/cover.png")
    musicdb("import", "--new")
    (picture,) = (musicdb.data / "webdata/artwork/500x500").glob("*.jpg")
    picture.unlink()
    assert verdicts(musicdb)["artwork"] == "worth a look"
    verdicts(musicdb, "--fix")
    assert picture.exists()
    assert verdicts(musicdb)["artwork"] == "fine"


def test_a_damaged_database_and_broken_references_are_told(musicdb: Installation) -> None:
    musicdb.json("stats")
    database = musicdb.data / "music.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO lyrics (songid, lyrics) VALUES (5, 'x')")
        connection.commit()
    assert "refers to something in songs" in musicdb("check", code=1).stdout
    database.write_bytes(b"nonsense" * 1000)
    for companion in musicdb.data.glob("music.db-*"):
        companion.unlink()
    assert verdicts(musicdb, code=1)["database"] == "wrong"


def test_results_that_are_gone_and_damaged_indexes_are_told(musicdb: Installation) -> None:
    musicdb.json("stats")
    heard = [HeardBy("level", "1", "{}")]
    with closing(Store(musicdb.data / "music.db")) as store:
        store.analyses.keep("abcdef0123", "digest", heard, SoundValues())
        assert verdicts(musicdb)["analysis"] == "worth a look"
        assert verdicts(musicdb, "--fix")["analysis"] == "mended"
        assert not store.analyses.is_analyzed("abcdef0123", "digest")
    assert verdicts(musicdb)["analysis"] == "fine"
    for directory in (musicdb.data / "fingerprints", musicdb.data / "fpindex/main"):
        FingerprintIndex(directory).close()
    assert verdicts(musicdb)["fingerprints"] == "fine"
    for path in (musicdb.data / "fingerprints").iterdir():
        path.write_bytes(b"nonsense")
    assert verdicts(musicdb)["fingerprints"] == "worth a look"
    for path in (musicdb.data / "fpindex/main").iterdir():
        path.write_bytes(b"nonsense")
    assert verdicts(musicdb, code=1)["fingerprints"] == "wrong"


def test_leftovers_and_open_secrets_are_mended(musicdb: Installation) -> None:
    verdicts(musicdb, "--fix")
    leftover = musicdb.data / "tasks" / "x.json.tmp"
    leftover.write_bytes(b"")
    os.utime(leftover, (0, 0))
    secret = musicdb.data / "config" / "wsapikey.txt"
    secret.write_text("key")
    secret.chmod(0o644)
    assert verdicts(musicdb, code=1)["leftover files"] == "worth a look"
    verdicts(musicdb, "--fix")
    assert not leftover.exists()
    assert secret.stat().st_mode & 0o777 == 0o600


def test_a_port_in_use_and_a_missing_disk_are_told(musicdb: Installation) -> None:
    verdicts(musicdb, "--fix")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        text = musicdb.file.read_text()
        musicdb.file.write_text(text.replace("port = 0", f"port = {other.getsockname()[1]}"))
        musicdb.music.rmdir()
        found = verdicts(musicdb, code=1)
    assert (found["port"], found["music directory"]) == ("wrong", "wrong")


def test_a_certificate_is_made_and_looked_at(musicdb: Installation) -> None:
    made = musicdb.json("certificate", "--name", "musik.example.org", "--name", "192.168.1.20")
    assert {"localhost", "127.0.0.1", "musik.example.org", "192.168.1.20"} <= set(made["names"])
    assert Path(made["key"]).stat().st_mode & 0o777 == 0o600
    assert f"cert = {made['cert']}" in musicdb("certificate").stdout
    musicdb.file.write_text(f"{musicdb.file.read_text()}cert = {made['cert']}\nkey = {made['key']}\n")
    assert verdicts(musicdb, "--fix")["certificate"] == "fine"
    assert "To use it" not in musicdb("certificate").stdout
    assert "neither the name of a machine" in musicdb("certificate", "--name", "..", code=1).stderr
    musicdb.data.joinpath("config/websocket.cert").write_text("none")
    assert verdicts(musicdb, code=1)["certificate"] == "wrong"
