"""Decodes a file to the sound fingerprints are made of: mono, 16 bits, 11,025 Hz.

The filter is that of fpcalc, so that the fingerprints are those the world has: another resampler changes one item in
three hundred. Whoever decodes for several purposes at once gives ffmpeg the same filter.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from musicdb.errors import InvalidContentError, ToolError

FINGERPRINT_RATE: Final = 11_025
"""In Hz."""

FINGERPRINT_FILTER: Final = (
    f"aresample={FINGERPRINT_RATE}:filter_size=16:phase_shift=8:linear_interp=1:cutoff=0.8,"
    "aformat=sample_fmts=s16:channel_layouts=mono"
)
"""For the option -af of ffmpeg."""

FINGERPRINT_FORMAT: Final = "s16le"
"""For the option -f of ffmpeg: samples of 16 bits, little endian, without a header."""

_BLOCK = 256 * 1024
_LAST_WORDS = 64 * 1024
_DURATION = re.compile(r"^ *Duration: (\d+):(\d+):(\d+\.\d+)", re.MULTILINE)
_FAREWELL = ("Conversion failed!", "Error while ")


class FingerprintSound:
    """The sound of a file, block by block, each of whole samples. It may be left at any time; it is read once.

    :param strict: end at the first damage, as fpcalc does; else go on behind it.
    """

    def __init__(self, path: Path, ffmpeg: Path, *, strict: bool = False) -> None:
        self._path = path
        endings = ("-xerror",) if strict else ()
        # A file that is a playlist in truth must not make ffmpeg open what it names.
        source = ("-protocol_whitelist", "file", "-i", f"file:{path}")
        target = ("-map", "0:a:0", "-af", FINGERPRINT_FILTER, "-f", FINGERPRINT_FORMAT, "pipe:1")
        self._command = (str(ffmpeg), "-hide_banner", "-nostats", "-nostdin", *endings, *source, *target)
        self.playtime = 0.0
        """What the header says, in seconds; 0 when it says nothing. Known from the first block on."""
        self.damage: str | None = None
        """After the end, if strict: what ended the sound too early."""

    def __iter__(self) -> Iterator[bytes]:
        """Decodes.

        :raises InvalidContentError: when there is no sound in the file.
        :raises ToolError: when ffmpeg cannot be started.
        """
        with tempfile.TemporaryFile() as words, self._start(words) as process:
            try:
                yield from self._read(process, words)
            finally:
                process.kill()

    def _start(self, words: IO[bytes]) -> "subprocess.Popen[bytes]":
        try:
            return subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=words, bufsize=_BLOCK
            )
        except (OSError, ValueError) as error:
            raise ToolError(f"“{self._command[0]}” cannot be run: {error}.") from error

    def _read(self, process: "subprocess.Popen[bytes]", words: IO[bytes]) -> Iterator[bytes]:
        output = process.stdout
        block = output.read(_BLOCK) if output else b""
        self.playtime = _playtime(words)
        is_empty = not block
        while output and block:
            yield block
            block = output.read(_BLOCK)
        if process.wait() != 0:
            self.damage = _reason(words)
        if is_empty:
            raise InvalidContentError(f"There is no sound in “{self._path.name}”. {self.damage or ''}".strip())


def _playtime(words: IO[bytes]) -> float:
    # Not by seek and read: the child writes where this file stands.
    found = _DURATION.search(os.pread(words.fileno(), _LAST_WORDS, 0).decode("utf-8", "replace"))
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3]) if found else 0.0


def _reason(words: IO[bytes]) -> str:
    size = os.fstat(words.fileno()).st_size
    end = os.pread(words.fileno(), _LAST_WORDS, max(0, size - _LAST_WORDS))
    lines = end.decode("utf-8", "replace").strip().splitlines()
    return next((line for line in reversed(lines) if not line.startswith(_FAREWELL)), "ffmpeg failed.")
