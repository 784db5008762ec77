"""pyacoustid and beets, as they are, ask a running server instead of AcoustID, and tell it what they know."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import acoustid
import pytest

from musicdb.config.schema import Config
from musicdb.net.acoustidkeys import household_key
from tests.conftest import OpenHouse
from tests.fingerprint.instruments import play
from tests.insight.sounding import add_tagged_song, noisy, write_sound
from tests.running import PATIENCE, Daemon

MBID = "11111111-1111-4111-8111-111111111111"
SUBMITTED_MBID = "22222222-2222-4222-8222-222222222222"
RELEASE = "33333333-3333-4333-8333-333333333333"
ARTIST = "55555555-5555-4555-8555-555555555555"
TAGS = {
    "title": "The One",
    "artist": "Somebody",
    "album": "First",
    "musicbrainz_trackid": MBID,
    "musicbrainz_albumid": RELEASE,
    "musicbrainz_artistid": ARTIST,
}
# fpcalc 1.5 fails, as far as its exit code tells, when a file ends before the 120 seconds it is asked for.
ONE, TWO = play(124, 51), play(124, 52)
# beets has no option for the server. It shall ask fpcalc, since not everybody has the other programs it may use.
BEET = """
import json, sys, acoustid
acoustid.set_base_url(sys.argv[1])
acoustid.have_chromaprint = False
from beets.ui import main
try:
    main(sys.argv[2:])
except SystemExit as end:
    assert not end.code, end.code
from beetsplug import chroma
print(json.dumps([list(chroma._matches.values()), list(chroma._acoustids.values())]))
"""
BEETS = """
directory: {0}/library
library: {0}/library.db
plugins: chroma
import: {{copy: no, write: no}}
acoustid: {{apikey: {1}}}
"""


@pytest.fixture
def server(config: Config, open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    """A running server that has two songs, and pyacoustid that asks it."""
    if not shutil.which("fpcalc"):
        pytest.skip("fpcalc is not installed (Debian: libchromaprint-tools)")
    with open_house(config) as house:
        add_tagged_song(house, "Somebody/2001 - First/01 The One.flac", ONE, **TAGS)
        add_tagged_song(house, "Somebody/2001 - First/02 Two.flac", TWO)
        house.services.finder.catch_up()
    data = config.directories.data
    (data / "musicdb.ini").write_text("[analysis]\nautomatic = no\n[acoustid]\nserve = yes\n")
    monkeypatch.setattr(acoustid, "API_BASE_URL", acoustid.API_BASE_URL)
    monkeypatch.setattr(acoustid, "REQUEST_INTERVAL", 0)
    with Daemon(config.directories.music, data) as daemon:
        acoustid.set_base_url(f"{daemon.url}v2")
        yield daemon


def status_of(number: int, key: str) -> Any:
    """What became of a submission."""
    deadline = time.monotonic() + PATIENCE
    while True:
        (status,) = acoustid.get_submission_status(key, number)["submissions"]
        if status["status"] != "pending":
            return status
        assert time.monotonic() < deadline


def test_pyacoustid_looks_up_and_submits(server: Daemon, tmp_path: Path) -> None:
    key = household_key(server.data / "config")
    one = write_sound(tmp_path / "one.flac", noisy(ONE))
    two = write_sound(tmp_path / "two.flac", noisy(TWO))
    ((score, recordingid, title, artist),) = acoustid.match(key, str(one), force_fpcalc=True)
    assert (recordingid, title, artist) == (MBID, "The One", "Somebody")
    assert score > 0.8
    assert list(acoustid.match(key, str(two), force_fpcalc=True)) == []
    duration, fingerprint = acoustid.fingerprint_file(str(two), force_fpcalc=True)
    sent = {
        "duration": duration,
        "fingerprint": fingerprint,
        "mbid": SUBMITTED_MBID,
        "bitrate": 96,
        "fileformat": "Ogg",
    }
    refused = {"duration": duration, "fingerprint": fingerprint}
    first, second = acoustid.submit(key, key, [sent, refused])["submissions"]
    assert (first["status"], second["index"]) == ("pending", "1")
    assert status_of(first["id"], key)["status"] == "imported"
    assert status_of(second["id"], key)["reason"].startswith("It tells neither")
    ((_, recordingid, title, _),) = acoustid.match(key, str(two), force_fpcalc=True)
    assert (recordingid, title) == (SUBMITTED_MBID, "Two")
    with pytest.raises(acoustid.WebServiceError) as caught:
        acoustid.submit(key, key, {"duration": 0, "fingerprint": fingerprint})
    assert "error 8" in caught.value.message


def test_beets_recognizes_and_submits(server: Daemon, tmp_path: Path) -> None:
    key = household_key(server.data / "config")
    named = ("-metadata", "title=Two", "-metadata", "artist=Somebody", "-metadata", "album=First")
    write_sound(tmp_path / "import" / "01 one.flac", noisy(ONE), "-metadata", "title=x")
    write_sound(tmp_path / "import" / "02 two.flac", noisy(TWO), *named)
    (tmp_path / "config.yaml").write_text(BEETS.format(tmp_path, key))
    environment = {**os.environ, "BEETSDIR": str(tmp_path), "HOME": str(tmp_path)}

    def beet(*arguments: str) -> str:
        command = [sys.executable, "-c", BEET, f"{server.url}v2/", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    output = beet("import", "-q", "--quiet-fallback=asis", str(tmp_path / "import"))
    matches, tracks = json.loads(output.splitlines()[-1])
    assert matches == [[[MBID], [RELEASE]]]
    assert len(tracks) == 2
    beet("submit", "title:Two")
    assert status_of(1, key) == {"id": 1, "status": "imported", "result": {"id": tracks[1]}}
