"""What is this? A clip is sent by a browser, a file is asked about by the command line, and a mix is taken apart."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import numpy
import pytest

from musicdb.config.schema import Config, Directories
from musicdb.fingerprint.chromaprint import RATE
from tests.cli.conftest import Installation
from tests.conftest import OpenHouse
from tests.fingerprint.instruments import noise, play
from tests.insight.sounding import add_songs, noisy, write_sound
from tests.running import Daemon

ALBUM = "Ada/2001 - First"


@pytest.fixture
def musicdb(tmp_path: Path, open_house: OpenHouse) -> Installation:
    installation = Installation(tmp_path)
    with open_house(Config(directories=Directories(music=installation.music, data=installation.data))) as house:
        add_songs(house, ALBUM, {f"0{number} Song.mp3": play(40, number) for number in range(1, 5)})
        house.services.finder.catch_up()
    return installation


def refusal(browser: urllib.request.OpenerDirector, url: str, body: bytes) -> str:
    """The code of the problem that a request ends with."""
    with pytest.raises(urllib.error.HTTPError) as error:
        browser.open(f"{url}identify", body)
    code: str = json.loads(error.value.read())["code"]
    return code


def test_a_clip_is_known_to_browser_and_command_line(musicdb: Installation, tmp_path: Path) -> None:
    clip = write_sound(tmp_path / "clip.ogg", noisy(play(40, 2)[10 * RATE : 25 * RATE]))
    other = write_sound(tmp_path / "other.ogg", play(15, 9))
    (found,) = musicdb.json("identify", clip)[str(clip)]
    assert (found["songs"][0]["path"], found["match"]["verdict"]) == (f"{ALBUM}/02 Song.mp3", "excerpt")
    assert abs(found["position"] - 10) < 0.3
    assert "nothing in the library" in musicdb("identify", other, code=1).stdout
    with Daemon(musicdb.music, musicdb.data) as daemon:
        assert refusal(urllib.request.build_opener(), daemon.url, clip.read_bytes()) == "notallowed"
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        browser.open(daemon.url).close()
        with browser.open(f"{daemon.url}identify", clip.read_bytes()) as answer:
            (same,) = json.loads(answer.read())
        assert same["songs"] == found["songs"]
        assert refusal(browser, daemon.url, b"") == "badargument"
        assert refusal(browser, daemon.url, b"nothing") == "invalidcontent"


def test_a_mix_is_taken_apart(musicdb: Installation, tmp_path: Path) -> None:
    mix = numpy.concatenate([play(40, 3)[5 * RATE :], noise(6), play(40, 1), play(40, 3)[: 20 * RATE]])
    file = write_sound(tmp_path / "mix.mp3", mix)
    found = musicdb.json("identify", "--tracklist", file)[str(file)]
    assert [one["songs"][0]["path"][-11:] for one in found] == ["03 Song.mp3", "01 Song.mp3", "03 Song.mp3"]
    assert [one["start"] for one in found] == pytest.approx([0, 41, 81], abs=1.5)
    assert found[0]["position"] == pytest.approx(5, abs=0.5)
    assert "0:41-1:21" in musicdb("identify", "--tracklist", file).stdout
