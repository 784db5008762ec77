"""What the streams of a video are, and single frames of it. ffmpeg looks; ffprobe is not needed."""

import re
from pathlib import Path
from typing import Any

import ffmpeg as commands

from musicdb.errors import InvalidContentError
from musicdb.media.ffmpeg import Finished, run
from musicdb.media.signatures import Content, content_of
from musicdb.model.media import VideoFacts

_SECONDS = 60.0
# Larger frames than 8192 × 8192 are not of this world, but of somebody who wants to see the memory filled.
_MOST_PIXELS = 8192 * 8192
_WIDEST_FRAME = 2000
# ffmpeg is told what to expect, so that no file talks it into reading playlists or opening other files.
_CONTAINERS = {Content.MP4: "mp4", Content.MATROSKA: "matroska"}

_CODEC = re.compile(rb"^#codec_id 0: (\S+)$", re.MULTILINE)
_DIMENSIONS = re.compile(rb"^#dimensions 0: (\d+)x(\d+)$", re.MULTILINE)
_ASPECT = re.compile(rb"^#sar 0: (\d+)/(\d+)$", re.MULTILINE)
_DURATION = re.compile(r"^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)", re.MULTILINE)
_ROTATION = re.compile(r"^\s+(?:displaymatrix|Display Matrix): rotation of (-?\d+)", re.MULTILINE)
_PROGRESS = re.compile(rb"^out_time_us=(\d+)$", re.MULTILINE)
_QUARTER_TURN, _HALF_TURN = 90, 180


def read_video(path: Path, ffmpeg: Path) -> VideoFacts:
    """Codec (as `h264`, `vp9`, `av1`), size as it is seen, and playtime of the first video stream that moves.

    The width is corrected by the sample aspect ratio, turned videos are turned. InvalidContentError when the file is no
    video, ToolError when ffmpeg cannot do its work.
    """
    container = _container(path)
    done = _run(_input(path, container), ffmpeg, map="0:V:0", codec="copy", format="framecrc", **{"frames:v": 1})
    codec, dimensions = _CODEC.search(done.output), _DIMENSIONS.search(done.output)
    if done.code or codec is None or dimensions is None:
        raise InvalidContentError(f"“{path.name}” holds no moving pictures that can be read.")
    width, height = int(dimensions[1]), int(dimensions[2])
    aspect = _ASPECT.search(done.output)
    if aspect is not None and int(aspect[1]) and int(aspect[2]):
        width = round(width * int(aspect[1]) / int(aspect[2]))
    rotation = _ROTATION.search(done.errors)
    if rotation is not None and int(rotation[1]) % _HALF_TURN == _QUARTER_TURN:
        width, height = height, width
    return VideoFacts(codec[1].decode("ascii"), width, height, _playtime(done, path, container, ffmpeg))


def grab_frame(path: Path, seconds: float, ffmpeg: Path) -> bytes:
    """The frame that is seen at this time, as a PNG picture at most 2000 pixels wide; the first one beyond the end.

    InvalidContentError when the file is no video or damaged, ToolError when ffmpeg cannot do its work.
    """
    container = _container(path)
    for place in (max(0.0, seconds), 0.0):
        source = _input(path, container, ss=f"{place:.3f}", max_pixels=_MOST_PIXELS)["V:0"]
        picture = source.filter("scale", "iw*sar", "ih").filter("scale", f"min({_WIDEST_FRAME},iw)", -1)
        done = _run(picture, ffmpeg, format="image2pipe", vcodec="png", **{"frames:v": 1})
        if done.output:
            return done.output
    raise InvalidContentError(f"“{path.name}” holds no moving pictures that can be read.")


def _container(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = content_of(stream)
    except OSError as error:
        raise InvalidContentError(f"“{path.name}” cannot be read: {error.strerror or error}.") from error
    if content not in _CONTAINERS:
        raise InvalidContentError(f"“{path.name}” is no MP4, WebM or Matroska video.")
    return _CONTAINERS[content]


def _input(path: Path, container: str, **options: Any) -> Any:
    return commands.input(f"file:{path.absolute()}", format=container, protocol_whitelist="file", **options)


def _run(source: Any, program: Path, **options: Any) -> Finished:
    output = commands.output(source, "pipe:", **options).global_args("-hide_banner", "-nostdin")
    return run(output.compile(cmd=str(program)), _SECONDS)


def _playtime(done: Finished, path: Path, container: str, program: Path) -> float:
    """In seconds. Files that were written live do not tell it: their packets are counted, which reads all of them."""
    duration = _DURATION.search(done.errors)
    if duration is not None:
        return int(duration[1]) * 3600 + int(duration[2]) * 60 + float(duration[3])
    source = _input(path, container)
    counted = run(
        commands.output(source, "-", map="0:V:0", codec="copy", format="null", progress="pipe:1")
        .global_args("-hide_banner", "-nostdin")
        .compile(cmd=str(program)),
        _SECONDS,
    )
    last = _PROGRESS.findall(counted.output)
    return int(last[-1]) / 1e6 if last else 0.0
