"""What a file sounds like, as a checksum: of the compressed sound alone, without tags and pictures."""

from pathlib import Path

from musicdb.errors import InvalidContentError
from musicdb.media.ffmpeg import run

_SECONDS = 300.0


def sound_hash(path: Path, ffmpeg: Path) -> str:
    """The SHA-256 of all packets of all sound streams, in order. Nothing is decoded, so it is fast.

    :raises InvalidContentError: when there is no sound in the file.
    """
    source = ("-v", "error", "-nostdin", "-i", f"file:{path}")
    target = ("-map", "0:a", "-c", "copy", "-f", "hash", "-hash", "sha256", "-")
    done = run((str(ffmpeg), *source, *target), _SECONDS)
    if done.code != 0 or not done.output.startswith(b"SHA256="):
        raise InvalidContentError(f"“{path.name}” cannot be read by ffmpeg: {done.errors.strip()[:200]}")
    return done.output.decode("ascii").strip()
