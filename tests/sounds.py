"""Sounds made on the spot, short, small, and tagged; and where real music is."""

import os
import subprocess
from pathlib import Path

import imageio_ffmpeg

CORPUS = Path(os.environ.get("MUSICDB_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
"""The directory of real music. It may be missing."""


def make_song(path: Path, *, seconds: float = 1.0, **tags: str) -> Path:
    """Writes a sine wave with tags to `path`, in the format its extension asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = [part for name, value in tags.items() for part in ("-metadata", f"{name}={value}")]
    frequency = 200 + sum(path.name.encode()) % 800
    sine = f"sine=frequency={frequency}:duration={seconds}"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "lavfi", "-i", sine, *metadata, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path
