"""A stretch of a song as a file of its own, without loss."""

from pathlib import Path

from musicdb.errors import InvalidContentError
from musicdb.media.ffmpeg import run

_SECONDS = 120.0


def flac_excerpt(source: Path, target: Path, ffmpeg: Path, start: float, duration: float) -> None:
    """Writes `duration` seconds from `start` on as FLAC, exact to the sample. Blocks.

    :raises InvalidContentError: when there is no sound to be had.
    :raises ToolError: when ffmpeg takes too long.
    """
    taken = ("-ss", f"{start:.6f}", "-i", f"file:{source}", "-t", f"{duration:.6f}", "-map", "0:a:0", "-vn", "-sn")
    written = ("-map_metadata", "-1", "-c:a", "flac", "-compression_level", "3", "-f", "flac", f"file:{target}")
    done = run((str(ffmpeg), "-v", "error", "-nostdin", "-y", *taken, *written), _SECONDS)
    if done.code != 0:
        raise InvalidContentError(f"“{source.name}” cannot be read by ffmpeg: {done.errors.strip()[:200]}")
