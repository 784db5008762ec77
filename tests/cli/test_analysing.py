"""`musicdb analyse` for files by themselves."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from musicdb.config.schema import Config, Directories
from musicdb.insight.definitions import Header
from musicdb.model.experiments import PresetContent
from tests.cli.conftest import Installation
from tests.household import House
from tests.running import Daemon
from tests.sounds import make_song

PATIENCE = 60.0


def test_files_are_heard_by_themselves(musicdb: Installation, tmp_path: Path) -> None:
    good = make_song(tmp_path / "elsewhere" / "one.flac", seconds=2.0)
    bad = tmp_path / "elsewhere" / "two.mp3"
    bad.write_bytes(b"nothing")
    lines = musicdb("analyse", good, bad, "--json", "--preset", "level,key,tempo", code=1).stdout.splitlines()
    one, two = map(json.loads, lines)
    assert (one["path"], one["duration"], one["decoding.errors"]) == (str(good), 2.0, 0)
    assert one["level.peak"] < -15.0
    # A single tone has no beat. What is guessed tells how sure it is.
    assert (one["tempo.bpm"], one["tempo.confidence"]) == (None, 0.0)
    assert 0.0 <= one["key.confidence"] <= 1.0
    assert one["key.alternatives"][0].split()[1] in {"major", "minor"}
    assert "no sound" in two["error"]
    assert "one.flac" in musicdb("analyse", good.parent, "--preset", "level", code=1).stdout
    assert not (musicdb.data / "music.db").exists()
    assert "no preset" in musicdb("analyse", good, "--preset", "nonsense", code=1).stderr


def test_songs_of_the_collection_are_heard(working: Installation) -> None:
    working.album("Ada/2001 - First", "01 One.mp3", "02 Two.mp3")
    working("import", "--new")
    one = working.json("analyse", "Ada/2001 - First/01 One.mp3", "--watch", "--preset", "level")
    assert [(song["state"], song["values"]["decodeerrors"]) for song in one["songs"]] == [("done", 0)]
    assert one["failed"] == []
    assert working.json("analyse", "--watch", "--preset", "level") == {"failed": []}
    assert len(working.json("analyse", "Ada", "--watch", "--preset", "level")["songs"]) == 2


def test_who_watches_is_told_why_nothing_moves(musicdb: Installation) -> None:
    musicdb.album("Ada/2001 - First", "01 One.mp3")
    musicdb("import", "--new")
    with Daemon(musicdb.music, musicdb.data):
        assert musicdb.json("analyse", "--pause")["paused"]
        assert "paused" in musicdb("analyse", "--preset", "level").stdout
        options = ("--config", str(musicdb.file), "analyse", "Ada", "--watch", "--preset", "level")
        command = [sys.executable, "-m", "musicdb", *options]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as watch:
            killer = threading.Timer(PATIENCE, watch.kill)
            killer.start()
            assert watch.stderr is not None
            assert "paused" in watch.stderr.readline()
            assert "waiting" in musicdb("analyse", "--resume").stdout
            assert (watch.wait(), watch.stderr.read()) == (0, "")
            killer.cancel()
        musicdb("analyse", "--pause")
    # Who is alone has nobody to wait for.
    assert musicdb.json("analyse", "Ada", "--preset", "level,waveform")["songs"][0]["state"] == "done"


def test_a_preset_somebody_made_is_heard_by_its_name(musicdb: Installation) -> None:
    musicdb.album("Ada/2001 - First", "01 One.mp3")
    musicdb("import", "--new")
    config = Config(directories=Directories(music=musicdb.music, data=musicdb.data))
    with House(config) as house:
        content = PresetContent("level", {"full_scale": 0.5})
        house.services.experiments.save_preset(None, Header("Half full"), content)
    assert musicdb.json("analyse", "--preset", "Half full") == {"failed": []}
    with House(config) as house:
        store = house.services.store
        (sound,) = store.heardsounds.sounds()
        (heard,) = store.heardsounds.of_sound(sound)
        assert (heard.processor, '"full_scale":0.5' in heard.parameters) == ("level", True)
