"""How much sound of an MP4 file with its index at the end has arrived."""

import subprocess
from pathlib import Path

import numpy
import pytest

from musicdb.media.arriving import arrived_sound
from musicdb.media.ffmpeg import find_ffmpeg
from tests.fingerprint.instruments import play
from tests.insight.sounding import write_sound

SECONDS = 20
PICTURES = ("-f", "lavfi", "-i", f"testsrc=duration={SECONDS}:size=160x120:rate=25", "-map", "0:a", "-map", "1:v")


def with_index_in_front(path: Path) -> Path:
    """The same file as somebody wrote it who thought of those who wait."""
    target = path.with_name(f"front-{path.name}")
    command = (str(find_ffmpeg()), "-v", "error", "-i", str(path), "-map", "0", "-c", "copy", "-movflags", "+faststart")
    subprocess.run((*command, str(target)), check=True, stdin=subprocess.DEVNULL)
    return target


def seconds_in(path: Path, size: int) -> float:
    """What ffmpeg hears in the first bytes of a file."""
    cut = path.with_name(f"cut-{path.name}")
    cut.write_bytes(path.read_bytes()[:size])
    command = (str(find_ffmpeg()), "-v", "quiet", "-i", str(cut), "-vn", "-ac", "1", "-ar", "8000", "-f", "s16le", "-")
    heard = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True).stdout
    return len(heard) / 2 / 8000


@pytest.mark.parametrize(
    ("name", "options"),
    [("a.m4a", ("-b:a", "96k")), ("b.m4a", ("-c:a", "alac")), ("c.mp4", (*PICTURES, "-c:v", "mpeg4", "-shortest"))],
)
def test_it_is_what_ffmpeg_hears_of_it(tmp_path: Path, name: str, options: tuple[str, ...]) -> None:
    path = write_sound(tmp_path / name, play(SECONDS), *options)
    front = with_index_in_front(path)
    size = path.stat().st_size
    begin, front_begin = (one.read_bytes().index(b"mdat") for one in (path, front))
    for share in numpy.linspace(0.1, 0.9, 5):
        arrived = int(size * share)
        told = arrived_sound(path, arrived, size)
        heard = seconds_in(front, arrived - begin + front_begin)
        assert told is not None
        assert heard - 0.3 <= told <= heard + 0.1


def test_what_is_no_mp4_or_has_its_index_in_front_tells_itself(tmp_path: Path) -> None:
    song = write_sound(tmp_path / "a.m4a", play(SECONDS))
    for path in (with_index_in_front(song), write_sound(tmp_path / "a.mp3", play(SECONDS))):
        assert arrived_sound(path, 2000, path.stat().st_size) is None


def test_without_its_index_nothing_is_to_be_heard(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.m4a", play(SECONDS))
    size = path.stat().st_size
    content = path.read_bytes()
    path.write_bytes(content[: size // 2])
    assert arrived_sound(path, size // 2, size) == 0
    # The last byte came, those before it did not.
    path.write_bytes(content[: size // 2] + bytes(size // 2 - 1) + content[-1:])
    assert arrived_sound(path, size // 2, size) == 0


@pytest.mark.parametrize("name", [b"stco", b"stsc", b"stsz", b"mdhd"])
def test_nonsense_in_its_tables_harms_nothing(tmp_path: Path, name: bytes) -> None:
    path = write_sound(tmp_path / "a.m4a", play(SECONDS))
    content = path.read_bytes()
    place = content.index(name) + len(name)
    for nonsense in (b"\xff" * 24, bytes(24)):
        path.write_bytes(content[:place] + nonsense + content[place + len(nonsense) :])
        told = arrived_sound(path, len(content) // 2, len(content))
        assert told is not None
        assert told >= 0
