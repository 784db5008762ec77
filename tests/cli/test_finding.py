"""Commands that find music, and give videos their pictures."""

import shutil

from tests.cli.conftest import Installation
from tests.library.conftest import make_video


def test_music_is_found_by_its_name(working: Installation) -> None:
    working.album("Rammstein/2005 - Rosenrot", "01 Benzin.mp3", "02 Mann gegen Mann.mp3")
    working("import", "--new")
    found = working.json("search", "rosenrt")
    assert [hit["album"]["name"] for hit in found["albums"]] == ["Rosenrot"]
    assert working("search", "-t", "song", "-f", "path", "benzin").stdout == "Rammstein/2005 - Rosenrot/01 Benzin.mp3\n"
    assert working("search", "-t", "artist", "-f", "id", "ramstein").stdout.strip().isdecimal()
    assert "Rosenrot" in working("search", "rosenrot", "--limit", "1").stdout
    nothing = working("search", "zzzzzz", code=1)
    assert "nothing is called like" in nothing.stderr
    assert nothing.stdout == ""
    assert not any(working.json("search", "zzzzzz", code=1).values())


def test_videos_get_frames(working: Installation) -> None:
    working.album("Ada/2001 - First", "01 One.mp3")
    make_video(working.music / "Ada/2002 - Clip.mp4")
    working("import", "--new")
    assert working.json("videoframes") == {"tasks": 0, "failures": []}
    frames = working.data / "webdata/artwork/videos"
    assert list(frames.glob("*/frame-01.jpg"))
    shutil.rmtree(frames)
    assert "1 videos were looked at." in working("videoframes", "--video", "Ada").stdout
    assert list(frames.glob("*/frame-01.jpg"))
    assert list(frames.glob("*/preview.webp"))
    assert working.json("videoframes", "-u")["tasks"] == 1
    assert "is not in the catalogue" in working("videoframes", "--video", "Nobody", code=1).stderr
