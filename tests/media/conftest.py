"""What the tests of the room share: a short sound in every format, and videos, made once by ffmpeg."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pytest

Copy = Callable[[str], Path]

SONG_NAMES = (
    "tone.mp3",
    "tone.m4a",
    "tone.aac",
    "tone.flac",
    "tone.ogg",
    "tone.opus",
    "tone.oga",
    "tone.wav",
    "tone.aiff",
    "tone.wma",
    "tone.wv",
)
_TAGS = (
    ("title", "Ein Tön 音"),
    ("artist", "Søster"),
    ("album", "Größe"),
    ("date", "2001-02-03"),
    ("genre", "Rock"),
    ("track", "3/12"),
    ("disc", "1/2"),
)


@pytest.fixture(scope="session")
def ffmpeg() -> Path:
    """The ffmpeg of the package imageio-ffmpeg."""
    return Path(imageio_ffmpeg.get_ffmpeg_exe())


@pytest.fixture(scope="session")
def sounds(ffmpeg: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of tones of a second; `alac.m4a` and `sound.webm` are among them."""
    directory = tmp_path_factory.mktemp("sounds")
    tags = [argument for name, text in _TAGS for argument in ("-metadata", f"{name}={text}")]
    outputs: list[str] = []
    for name in SONG_NAMES:
        outputs += [*tags, *(["-write_id3v2", "1"] if name.endswith("aiff") else []), str(directory / name)]
    outputs += [*tags, "-c:a", "alac", str(directory / "alac.m4a"), *tags, "-c:a", "libopus"]
    _run(ffmpeg, ["-f", "lavfi", "-i", "sine=duration=1", *outputs, str(directory / "sound.webm")])
    return directory


@pytest.fixture(scope="session")
def videos(ffmpeg: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of videos of two seconds. `wide.mp4` has oblong pixels, `tall.mp4` is turned, `live.webm` endless."""
    directory = tmp_path_factory.mktemp("videos")
    inputs = ["-f", "lavfi", "-i", "testsrc=duration=2:size=160x120:rate=10", "-f", "lavfi", "-i", "sine=duration=2"]
    outputs: list[str] = []
    for name in ("h264.mp4", "vp9.webm", "h264.mkv"):
        outputs += ["-metadata", "title=Tïtle", "-metadata", "artist=A", str(directory / name)]
    outputs += ["-map", "0:v", str(directory / "silent.mp4")]
    outputs += ["-map", "0:v", "-vf", "setsar=4/3", "-pix_fmt", "yuv420p", str(directory / "wide.mp4")]
    _run(ffmpeg, [*inputs, *outputs, "-map", "0:v", "-live", "1", str(directory / "live.webm")])
    turned = ["-display_rotation", "90", "-i", str(directory / "wide.mp4"), "-c", "copy", str(directory / "tall.mp4")]
    _run(ffmpeg, turned)
    return directory


def _run(ffmpeg: Path, arguments: list[str]) -> None:
    subprocess.run([str(ffmpeg), "-v", "error", "-nostdin", "-y", *arguments], check=True)


@pytest.fixture
def copy(sounds: Path, tmp_path: Path) -> Copy:
    """A copy of one of the sounds, to write tags into."""
    return lambda name: Path(shutil.copy(sounds / name, tmp_path))
