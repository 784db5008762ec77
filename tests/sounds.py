"""Sounds made on the spot: short, small, and tagged."""

import subprocess
from pathlib import Path

import imageio_ffmpeg


def make_song(path: Path, *, seconds: float = 1.0, **tags: str) -> Path:
    """Writes a sine wave with tags to `path`, in the format its extension asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = [part for name, value in tags.items() for part in ("-metadata", f"{name}={value}")]
    frequency = 200 + sum(path.name.encode()) % 800
    sine = f"sine=frequency={frequency}:duration={seconds}"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "lavfi", "-i", sine, *metadata, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path
