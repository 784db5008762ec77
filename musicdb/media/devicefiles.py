"""Makes files for players: MP3 out of anything, and tags that say what the catalogue says. Only ever in copies."""

import subprocess
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import mutagen
from mutagen import id3, mp4
from PIL import Image

from musicdb.errors import InvalidContentError, PictureError, ToolError

_BITRATE = "320k"
_MICROSECONDS = 1e6
_QUALITY = 88

Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1. What it raises ends the work."""


class Wording(msgspec.Struct, frozen=True):
    """What a file shall say about itself. A release of 0 is unknown."""

    title: str
    artist: str
    album: str
    release: int
    track: int
    disc: int


def make_mp3(ffmpeg: Path, source: Path, target: Path, playtime: float, progress: Progress) -> None:
    """Makes an MP3 file of 320 kbit/s of the sound of another file. `playtime` in seconds.

    :raises InvalidContentError: when the source cannot be decoded.
    """
    command = [
        str(ffmpeg), "-nostdin", "-v", "error", "-y", "-i", str(source), "-map", "0:a:0", "-map_metadata", "-1",
        "-c:a", "libmp3lame", "-b:a", _BITRATE, "-f", "mp3", "-progress", "pipe:1", str(target),
    ]  # fmt: skip
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, text=True
            )
        except OSError as error:
            raise ToolError(f"“{ffmpeg}” cannot be run: {error}.") from error
        with process:
            try:
                _follow(process, playtime, progress)
            except BaseException:
                process.kill()
                raise
        if process.returncode != 0:
            complaints.seek(0)
            words = complaints.read().decode("utf-8", "replace").strip().splitlines()
            raise InvalidContentError(f"“{source.name}” cannot be made an MP3: {words[-1] if words else 'no reason'}")


def _follow(process: Any, playtime: float, progress: Progress) -> None:
    # Two lines a second: ffmpeg tells, nobody asks.
    for line in process.stdout:
        name, _, value = line.strip().partition("=")
        if name == "out_time_us" and value.isdecimal():
            progress(min(1.0, int(value) / _MICROSECONDS / max(playtime, 1.0)))


def tag_mp3(path: Path, wording: Wording, picture: bytes | None, *, old_version: bool) -> None:
    """Writes ID3v2.4, or with `old_version` 2.3, and a JPEG as the front cover. Other frames stay.

    :raises InvalidContentError: when the file cannot be written.
    """
    make: Any = id3
    try:
        try:
            tags = make.ID3(path)
        except id3.ID3NoHeaderError:
            tags = make.ID3()
        texts = {
            "TIT2": wording.title, "TPE1": wording.artist, "TPE2": wording.artist, "TALB": wording.album,
            "TRCK": str(wording.track), "TPOS": str(wording.disc),
        }  # fmt: skip
        texts |= {"TDRC": str(wording.release)} if wording.release else {}
        for name, text in texts.items():
            tags.setall(name, [make.Frames[name](encoding=3, text=text)])
        tags.delall("APIC")
        if picture:
            tags.add(make.APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=picture))
        if old_version:
            tags.update_to_v23()
        tags.save(path, v2_version=3 if old_version else 4, v1=2)
    except (mutagen.MutagenError, ValueError) as error:
        raise InvalidContentError(f"The tags of “{path.name}” cannot be written: {error}") from error


def tag_m4a(path: Path, wording: Wording, picture: bytes | None) -> None:
    """Writes the tags of an MP4 file, with a JPEG as cover. Other tags stay.

    :raises InvalidContentError: when the file cannot be written.
    """
    make: Any = mp4
    try:
        file = make.MP4(path)
        if file.tags is None:
            file.add_tags()
        file["\xa9nam"], file["\xa9ART"], file["aART"] = [wording.title], [wording.artist], [wording.artist]
        file["\xa9alb"], file["trkn"], file["disk"] = [wording.album], [(wording.track, 0)], [(wording.disc, 0)]
        if wording.release:
            file["\xa9day"] = [str(wording.release)]
        file.pop("covr", None)
        if picture:
            file["covr"] = [make.MP4Cover(picture, make.MP4Cover.FORMAT_JPEG)]
        file.save()
    except (mutagen.MutagenError, ValueError) as error:
        raise InvalidContentError(f"The tags of “{path.name}” cannot be written: {error}") from error


def small_picture(path: Path, size: tuple[int, int] | None) -> bytes:
    """A JPEG as it is, or so small that it fits into width and height in pixels.

    :raises PictureError: when it is none.
    """
    try:
        content = path.read_bytes()
        with Image.open(BytesIO(content)) as picture:
            if size is None or (picture.width <= size[0] and picture.height <= size[1]):
                return content
            # Old players know baseline JPEG only.
            small = picture.convert("RGB")
            small.thumbnail(size, Image.Resampling.LANCZOS)
            buffer = BytesIO()
            small.save(buffer, "JPEG", quality=_QUALITY, progressive=False)
            return buffer.getvalue()
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise PictureError(f"The picture {path.name} cannot be used: {error}") from error
