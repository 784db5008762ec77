"""Videos, and the ffmpeg that looks into them."""

import stat
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from musicdb.errors import InvalidContentError, ToolError
from musicdb.media.ffmpeg import OLDEST_VERSION, ffmpeg_version, find_ffmpeg, run
from musicdb.media.videos import grab_frame, read_video


def program(path: Path, output: str) -> Path:
    """A program that says this."""
    path.write_text(f"#!/bin/sh\ncat <<'END'\n{output}\nEND\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    ("name", "codec", "size"),
    [
        ("h264.mp4", "h264", (160, 120)),
        ("vp9.webm", "vp9", (160, 120)),
        ("h264.mkv", "h264", (160, 120)),
        ("silent.mp4", "h264", (160, 120)),
        ("wide.mp4", "h264", (213, 120)),
        ("tall.mp4", "h264", (120, 213)),
        ("live.webm", "vp9", (160, 120)),
    ],
)
def test_the_facts_of_a_video(videos: Path, ffmpeg: Path, name: str, codec: str, size: tuple[int, int]) -> None:
    facts = read_video(videos / name, ffmpeg)
    assert (facts.codec, (facts.width, facts.height)) == (codec, size)
    assert facts.playtime == pytest.approx(2.0, abs=0.15)


@pytest.mark.parametrize(
    ("name", "size"), [("h264.mp4", (160, 120)), ("wide.mp4", (213, 120)), ("tall.mp4", (90, 160))]
)
def test_a_frame_is_a_picture(videos: Path, ffmpeg: Path, name: str, size: tuple[int, int]) -> None:
    assert Image.open(BytesIO(grab_frame(videos / name, 1.0, ffmpeg))).size == size


def test_frames_differ_and_the_first_comes_where_there_is_none(videos: Path, ffmpeg: Path) -> None:
    first, later, beyond = (grab_frame(videos / "h264.mp4", second, ffmpeg) for second in (-1.0, 1.5, 100.0))
    assert first == beyond != later


def test_a_file_that_is_no_video_is_refused(sounds: Path, tmp_path: Path, ffmpeg: Path) -> None:
    (tmp_path / "list.mp4").write_text("#EXTM3U\nfile:///etc/passwd\n")
    for path in (sounds / "tone.m4a", sounds / "tone.mp3", tmp_path / "list.mp4", tmp_path / "nowhere.mp4"):
        with pytest.raises(InvalidContentError):
            read_video(path, ffmpeg)
        with pytest.raises(InvalidContentError):
            grab_frame(path, 0.0, ffmpeg)


def test_a_damaged_video_is_refused(videos: Path, tmp_path: Path, ffmpeg: Path) -> None:
    data = (videos / "h264.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(data[: len(data) // 2])
    with pytest.raises(InvalidContentError):
        read_video(tmp_path / "cut.mp4", ffmpeg)


def test_a_path_is_a_path_and_no_option(
    videos: Path, tmp_path: Path, ffmpeg: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "-i concat:a|b %03d.mp4"
    path.write_bytes((videos / "h264.mp4").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert read_video(Path(path.name), ffmpeg).codec == "h264"


def test_the_video_of_the_corpus(corpus: Path, ffmpeg: Path) -> None:
    facts = read_video(next(corpus.rglob("*.mp4")), ffmpeg)
    assert facts.playtime == pytest.approx(30, abs=0.1)
    assert facts.width > facts.height > 100


def test_ffmpeg_is_found(ffmpeg: Path) -> None:
    found = find_ffmpeg()
    assert ffmpeg_version(found) >= OLDEST_VERSION
    assert find_ffmpeg(str(ffmpeg)) == ffmpeg


def test_an_old_ffmpeg_of_the_system_is_passed_by(
    tmp_path: Path, ffmpeg: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    new = program(tmp_path / "ffmpeg", "ffmpeg version 5.1.9-0+deb12u1 Copyright (c)")
    assert find_ffmpeg() == new
    program(tmp_path / "ffmpeg", "ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright (c)")
    assert find_ffmpeg() == ffmpeg
    program(tmp_path / "ffmpeg", "something else")
    assert find_ffmpeg() == ffmpeg


@pytest.mark.parametrize(
    ("output", "version"),
    [
        ("ffmpeg version 7.1 Copyright", (7, 1)),
        ("ffmpeg version n9.0.2-17-g2a571b6068-20260930 Copyright", (9, 0)),
        ("ffmpeg version N-109469-g62da0b4a74 Copyright\nlibavutil      57. 44.100 / 57. 44.100", (5, 0)),
        ("ffmpeg version 2023-01-01-git Copyright\n", (2023, 0)),
    ],
)
def test_versions_are_read(tmp_path: Path, output: str, version: tuple[int, int]) -> None:
    assert ffmpeg_version(program(tmp_path / "ffmpeg", output)) == version


def test_a_wrong_configuration_is_told(tmp_path: Path) -> None:
    old = program(tmp_path / "old", "ffmpeg version 4.4 Copyright")
    other = program(tmp_path / "other", "hello")
    for configured, sentence in ((old, r"needs 5\.0"), (other, "is not ffmpeg"), (tmp_path / "no", "no program")):
        with pytest.raises(ToolError, match=sentence):
            find_ffmpeg(str(configured))


def test_a_program_that_does_not_end_is_ended(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="took longer"):
        run(("/bin/sh", "-c", "while :; do :; done"), 0.05)
    with pytest.raises(ToolError, match="cannot be run"):
        run((str(tmp_path / "nothing"),), 1)
