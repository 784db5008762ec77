"""Which files are taken, and whether they are what their names say."""

import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from musicdb.errors import FileTypeError, InvalidContentError
from musicdb.media import kinds
from musicdb.model.media import Kind
from tests.media.conftest import SONG_NAMES


@pytest.mark.parametrize(
    ("filename", "parts"),
    [
        ("a.mp3", ("a", "mp3")),
        ("a.MP3", ("a", "mp3")),
        ("a.tar.gz", ("a", "tar.gz")),
        ("a.Tar.BZ2", ("a", "tar.bz2")),
        ("a.tgz", ("a", "tgz")),
        (".tar.gz", (".tar", "gz")),
        ("a.b.flac", ("a.b", "flac")),
        ("a", ("a", "")),
        ("a.", ("a.", "")),
        (".mp3", (".mp3", "")),
        ("Mr. Big", ("Mr. Big", "")),
        ("音楽.ogg", ("音楽", "ogg")),
        ("", ("", "")),
    ],
)
def test_an_extension_is_split_off(filename: str, parts: tuple[str, str]) -> None:
    assert kinds.split_extension(filename) == parts


@pytest.mark.parametrize(
    ("filename", "kind", "mimetype"),
    [
        ("a.mp3", Kind.SONG, "audio/mpeg"),
        ("a.m4a", Kind.SONG, "audio/mp4"),
        ("a.webm", Kind.VIDEO, "video/webm"),
        ("a.JPG", Kind.IMAGE, "image/jpeg"),
        ("a.tar.xz", Kind.ARCHIVE, "application/x-xz"),
        ("a.cue", Kind.OTHER, "text/plain"),
        ("a.exe", Kind.OTHER, "application/octet-stream"),
    ],
)
def test_a_name_promises_a_kind(filename: str, kind: Kind, mimetype: str) -> None:
    assert kinds.kind_of(filename) is kind
    assert kinds.mimetype_of(filename) == mimetype


@pytest.mark.parametrize(
    ("filename", "mimetype"),
    [
        ("a.mp3", ""),
        ("a.mp3", "application/octet-stream"),
        ("a.mp3", "audio/x-mpeg; charset=binary"),
        ("a.flac", "audio/x-flac"),
        ("a.ogg", "video/ogg"),
        ("a.zip", "application/x-zip-compressed"),
        ("a.tar.gz", "application/x-compressed-tar"),
        ("a.m3u", "audio/x-mpegurl"),
        ("a.mkv", "video/x-matroska"),
        ("a.png", "IMAGE/PNG"),
    ],
)
def test_a_fitting_type_is_accepted(filename: str, mimetype: str) -> None:
    assert kinds.accepts(filename, mimetype)


@pytest.mark.parametrize(
    ("filename", "mimetype"),
    [("a.mp3", "image/png"), ("a.png", "audio/mpeg"), ("a.exe", ""), ("a", ""), ("a.html", "text/html"), ("a.svg", "")],
)
def test_a_contradicting_type_is_not_accepted(filename: str, mimetype: str) -> None:
    assert not kinds.accepts(filename, mimetype)


def test_extensions_are_told_once_and_with_their_dot() -> None:
    told = kinds.extensions()
    assert {".mp3", ".flac", ".webm", ".tar.gz", ".pdf"} <= set(told)
    assert len(told) == len(set(told))
    assert all(kinds.accepts(f"a{extension}", "") for extension in told)


@pytest.mark.parametrize("filename", [*SONG_NAMES, "alac.m4a"])
def test_songs_are_recognized(sounds: Path, filename: str) -> None:
    assert kinds.recognize(sounds / filename, filename) is Kind.SONG


def test_a_song_under_every_other_name_is_refused(sounds: Path) -> None:
    families = [{"ogg", "oga", "opus"}, {"m4a", "m4b", "aac", "mp4", "m4v"}]
    for path in map(sounds.joinpath, SONG_NAMES):
        own = kinds.split_extension(path.name)[1]
        family = next((names for names in families if own in names), {own})
        for extension in kinds.extensions():
            if extension[1:] not in family | {"aif", "aifc"} and kinds.kind_of(f"a{extension}") is not Kind.OTHER:
                with pytest.raises(InvalidContentError):
                    kinds.recognize(path, f"a{extension}")


@pytest.mark.parametrize("filename", ["h264.mp4", "vp9.webm", "h264.mkv", "silent.mp4", "live.webm"])
def test_videos_are_recognized(videos: Path, filename: str) -> None:
    assert kinds.recognize(videos / filename, filename) is Kind.VIDEO


def test_a_container_with_sound_alone_is_a_song(sounds: Path) -> None:
    assert kinds.recognize(sounds / "tone.m4a", "tone.mp4") is Kind.SONG
    assert kinds.recognize(sounds / "sound.webm", "sound.webm") is Kind.SONG


def test_a_video_named_like_a_song_is_refused(videos: Path) -> None:
    with pytest.raises(InvalidContentError, match="is a video"):
        kinds.recognize(videos / "h264.mp4", "h264.m4a")


def test_a_video_without_its_end_is_refused(videos: Path, tmp_path: Path) -> None:
    data = (videos / "h264.mp4").read_bytes()
    (tmp_path / "cut").write_bytes(data[: len(data) // 2])
    with pytest.raises(InvalidContentError, match="its end is missing"):
        kinds.recognize(tmp_path / "cut", "cut.mp4")


def test_pictures_are_recognized_under_each_others_names(tmp_path: Path) -> None:
    for name in ("JPEG", "PNG", "GIF", "WEBP"):
        Image.new("RGB", (20, 20)).save(tmp_path / "picture", name)
        assert kinds.recognize(tmp_path / "picture", "cover.jpg") is Kind.IMAGE
        with pytest.raises(InvalidContentError, match="picture"):
            kinds.recognize(tmp_path / "picture", "cover.mp3")


def test_archives_are_recognized(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "text")
    for extension, mode in (("tar", "w"), ("tar.gz", "w:gz"), ("tar.bz2", "w:bz2"), ("txz", "w:xz")):
        with tarfile.open(tmp_path / f"a.{extension}", mode) as tape:  # type: ignore[call-overload]
            tape.addfile(tarfile.TarInfo("empty"), io.BytesIO())
        assert kinds.recognize(tmp_path / f"a.{extension}", f"a.{extension}") is Kind.ARCHIVE
    assert kinds.recognize(tmp_path / "a.zip", "a.zip") is Kind.ARCHIVE
    with pytest.raises(InvalidContentError, match="ZIP"):
        kinds.recognize(tmp_path / "a.zip", "a.flac")


@pytest.mark.parametrize(
    ("filename", "data"),
    [
        ("a.log", "Tëxt\r\n".encode("utf-16")),
        ("a.nfo", "░▒▓ text".encode("cp437")),
        ("a.cue", b"TITLE x\n"),
        ("a.pdf", b"%PDF-1.4\n%\xe2\xe3\n\0"),
    ],
)
def test_what_goes_with_an_album_is_recognized(tmp_path: Path, filename: str, data: bytes) -> None:
    (tmp_path / filename).write_bytes(data)
    assert kinds.recognize(tmp_path / filename, filename) is Kind.OTHER


@pytest.mark.parametrize(
    ("filename", "data", "sentence"),
    [
        ("a.mp3", b"", "is empty"),
        ("a.mp3", b"\0" * 100_000, "damaged"),
        ("a.mp3", b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 1000, "damaged"),
        ("a.flac", b"just text", "a text"),
        ("a.txt", b"MZ\x90\0\x03\0\0", "damaged"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, filename: str, data: bytes, sentence: str) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(InvalidContentError, match=sentence):
        kinds.recognize(tmp_path / "file", filename)


def test_garbage_and_stacked_tags_in_front_of_frames_are_passed_by(sounds: Path, tmp_path: Path) -> None:
    frames = (sounds / "tone.mp3").read_bytes()
    (tmp_path / "a").write_bytes(b"ID3\x03\0\0\0\0\0\x04\0\0\0\0" + frames)
    (tmp_path / "b").write_bytes(b"\0" * 5000 + frames[frames.index(b"\xff\xfb") :])
    shutil.copy(sounds / "tone.flac", tmp_path / "c")
    (tmp_path / "c").write_bytes(b"ID3\x03\0\0\0\0\0\x04\0\0\0\0" + (tmp_path / "c").read_bytes())
    assert kinds.recognize(tmp_path / "a", "a.mp3") is Kind.SONG
    assert kinds.recognize(tmp_path / "b", "b.mp3") is Kind.SONG
    assert kinds.recognize(tmp_path / "c", "c.flac") is Kind.SONG


def test_a_type_that_is_not_in_the_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTypeError):
        kinds.recognize(tmp_path / "a", "a.exe")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidContentError, match="cannot be read"):
        kinds.recognize(tmp_path / "nowhere", "a.mp3")


def test_the_corpus_is_recognized(corpus: Path) -> None:
    found = {path.name: kinds.recognize(path, path.name) for path in corpus.rglob("*.*") if path.is_file()}
    assert set(found.values()) == {Kind.SONG, Kind.VIDEO, Kind.IMAGE, Kind.OTHER}


def test_the_table_costs_no_guests() -> None:
    program = "import sys, musicdb.media.kinds; print({'PIL', 'mutagen', 'ffmpeg', 'numpy'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


def test_no_part_of_the_room_imports_numpy() -> None:
    modules = "archives, checksums, colors, ffmpeg, pictures, tags, videos"
    program = f"import sys; from musicdb.media import {modules}; print('numpy' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
