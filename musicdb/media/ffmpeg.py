"""Finds a usable ffmpeg, and runs it: the configured one, else that of the system if new enough, else the bundled one.

The bundled one comes with the package imageio-ffmpeg, so that music can be handled on a machine without any ffmpeg.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import imageio_ffmpeg
import msgspec

from musicdb.errors import ToolError

OLDEST_VERSION = (5, 0)
"""The oldest ffmpeg MusicDB was tried with."""

_VERSION = re.compile(rb"^ffmpeg version n?(\d+)(?:\.(\d+))?", re.MULTILINE)
# Development versions have no number, but their libavutil has: 57 belongs to ffmpeg 5.0, and so on.
_LIBRARY = re.compile(rb"^libavutil\s+(\d+)\.", re.MULTILINE)
_LIBRARY_DISTANCE = 52
_ANSWER_SECONDS = 20.0


class Finished(msgspec.Struct, frozen=True):
    """What a process left behind. `errors` is what it wrote to its standard error."""

    code: int
    output: bytes
    errors: str


def find_ffmpeg(configured: str = "") -> Path:
    """The ffmpeg to use. `configured` is a path or the name of a command; empty leaves the choice to MusicDB.

    ToolError, telling what to do, when there is none, or when the configured one cannot be used.
    """
    if configured:
        found = shutil.which(Path(configured).expanduser())
        if found is None:
            raise ToolError(f"There is no program “{configured}”. Correct the path of ffmpeg in the configuration.")
        version = ffmpeg_version(Path(found))
        if version < OLDEST_VERSION:
            raise ToolError(f"“{configured}” is ffmpeg {_dotted(version)}; MusicDB needs {_dotted(OLDEST_VERSION)}.")
        return Path(found)
    for candidate in _candidates():
        try:
            if ffmpeg_version(candidate) >= OLDEST_VERSION:
                return candidate
        except ToolError:
            continue
    raise ToolError(
        f"No ffmpeg of version {_dotted(OLDEST_VERSION)} or newer was found. "
        "Install ffmpeg, or the Python package imageio-ffmpeg, or name an ffmpeg in the configuration."
    )


def ffmpeg_version(path: Path) -> tuple[int, int]:
    """Major and minor version. ToolError when the program does not answer as ffmpeg does."""
    answer = run((str(path), "-version"), _ANSWER_SECONDS).output
    number, library = _VERSION.search(answer), _LIBRARY.search(answer)
    if number is not None:
        return int(number[1]), int(number[2] or 0)
    if library is not None:
        return int(library[1]) - _LIBRARY_DISTANCE, 0
    raise ToolError(f"“{path}” is not ffmpeg.")


def run(arguments: Sequence[str], seconds: float) -> Finished:
    """Runs a program to its end, without input. ToolError when it cannot be started or takes longer than allowed."""
    try:
        done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"“{Path(arguments[0]).name}” took longer than {seconds:.0f} seconds and was ended.") from error
    except (OSError, ValueError) as error:
        raise ToolError(f"“{arguments[0]}” cannot be run: {error}.") from error
    return Finished(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def _candidates() -> Iterator[Path]:
    system = shutil.which("ffmpeg")
    if system is not None:
        yield Path(system)
    try:
        yield Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        return


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
