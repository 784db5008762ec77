"""What is known about the sound of a song is shown, exported and drawn."""

import io
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from musicdb.analysis.exports.table import imported
from musicdb.analysis.results import Results
from musicdb.config.schema import Config, Directories
from tests.analysis.hearing import joined, listen, silent, sine
from tests.analysis.making import HASH
from tests.cli.conftest import Installation
from tests.household import House

SONG = "Artist/2000 - Album/01 One.flac"


@pytest.fixture
def heard(musicdb: Installation) -> Installation:
    """A song, and the results of a sound as if it were that of the song."""
    musicdb.album("Artist/2000 - Album", "01 One.flac", "02 Two.flac")
    musicdb("import", "Artist/2000 - Album")
    told = listen(joined([sine(300, 2.0), silent(1.0)]), "waveform", "level", "spectrogram", "pitch", "chords")
    kept = []
    for result in told.values():
        audio = msgspec.structs.replace(result.audio, hash=HASH)
        kept.append(msgspec.structs.replace(result, audio=audio))
    config = Config(directories=Directories(music=musicdb.music, data=musicdb.data))
    Results(config.directories.analysis).put(kept)
    with House(config) as house:
        store = house.services.store
        song = store.songs.find(SONG)
        assert song is not None
        store.analyses.set_soundhash(song.checksum, HASH)
    return musicdb


def test_results_are_listed_and_shown(heard: Installation) -> None:
    listed = {row["id"]: row for row in heard.json("results", "list", SONG)}
    assert float(listed["level.peak"]["value"]) == pytest.approx(0, abs=0.01)
    assert listed["level.peak"]["unit"] == "dBFS"
    assert listed["chords.names"]["rows"] >= 1
    # In a pipe, a row is a line.
    line = next(one for one in heard("results", "list", SONG).stdout.splitlines() if "waveform.medium" in one)
    assert "Peaks of 4096 samples" in line
    rows = heard.json("results", "show", SONG, "pitch.frequency")
    assert rows[10]["value"] == "300 Hz"
    assert rows[10]["confidence"] > 0.99
    assert "300 Hz" in heard("results", "show", SONG, "pitch.frequency").stdout


def test_results_are_exported(heard: Installation, tmp_path: Path) -> None:
    heard("results", "export", SONG, "pitch.frequency", "level.rms", "--format", "numpy", "-o", tmp_path / "some.npz")
    found = imported("numpy", io.BytesIO((tmp_path / "some.npz").read_bytes()))
    assert [result.id for result in found] == ["pitch.frequency", "level.rms"]
    assert 'TIER_ID="chords.names"' in heard("results", "export", SONG, "--format", "elan").stdout
    assert "no format “midi”" in heard("results", "export", SONG, "--format", "midi", code=1).stderr
    assert "cannot be told as ELAN" in heard("results", "export", SONG, "level.rms", "--format", "elan", code=1).stderr


def test_results_are_drawn(heard: Installation, tmp_path: Path) -> None:
    drawing = tmp_path / "drawing.png"
    size = ("--width", "200", "--height", "50", "-o", drawing)
    for what in (["pitch.frequency"], ["--over", "waveform_simple"], ["chords.names", "--over", "spectrogram_log"]):
        heard("results", "plot", SONG, *what, "--start", "0.5", *size)
        with Image.open(drawing) as picture:
            assert (picture.format, picture.mode, picture.size) == ("PNG", "RGBA", (200, 50))
            assert len(picture.getcolors(100_000) or ()) > 1
    assert "no color" in heard("results", "plot", SONG, "pitch.frequency", "--background", "x", *size, code=1).stderr
    assert "nothing to draw" in heard("results", "plot", SONG, "level.rms", *size, code=1).stderr
    heard("results", "plot", SONG, *size, code=2)


def test_what_is_not_there_is_told(heard: Installation) -> None:
    assert "Analyze it first" in heard("results", "list", "Artist/2000 - Album/02 Two.flac", code=1).stderr
    assert "is no song" in heard("results", "list", "Artist", code=1).stderr
    assert "There are: waveform.fine" in heard("results", "show", SONG, "tempo.bpm", code=1).stderr


def test_plugins_are_listed(musicdb: Installation) -> None:
    listed = {(row["kind"], row["name"]): row for row in musicdb.json("results", "plugins")}
    assert listed["processor", "pitch"]["version"] == "1.0"
    assert listed["grapher", "events"]["description"] == "Events"
    assert "spectrogram_log" in musicdb("results", "plugins").stdout
