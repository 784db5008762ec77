"""Makes songs smaller for listeners far away: one ffmpeg child for each, that waits while nobody takes what it makes.

Which format comes out is decided here, too: the file stays what it is when it is small enough already and of the format
that is wanted. What ffmpeg makes goes into a pipe, so no header can tell the length afterwards.
"""

import contextlib
import os
import threading
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Final

import msgspec

from musicdb.playback.children import Child

_STEREO = "channel_layouts=stereo|mono"
_KILO: Final = 1000
_NICE: Final = 5
_SPARE: Final = 2
"""Seconds. Lengths in the catalogue are rounded, and encoders add a little."""


class Target(msgspec.Struct, frozen=True):
    """A format that can be made. Bit rates in kbit/s: those there are, and the usual one; none when it has no loss."""

    suffix: str
    contenttype: str
    arguments: tuple[str, ...]
    rates: tuple[int, ...] = ()
    usual: int = 0
    is_constant: bool = False


_MP3 = Target(
    "mp3", "audio/mpeg",
    ("-af", f"aformat=sample_rates=48000|44100|32000:{_STEREO}", "-c:a", "libmp3lame", "-write_xing", "0",
     "-id3v2_version", "0", "-f", "mp3"),
    (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320), 192, is_constant=True,
)  # fmt: skip
_OPUS = Target(
    "opus", "audio/ogg", ("-af", f"aformat={_STEREO}", "-c:a", "libopus", "-f", "ogg"),
    (16, 24, 32, 48, 64, 80, 96, 112, 128, 160, 192, 256, 320), 128,
)  # fmt: skip
_AAC = Target(
    "aac", "audio/aac", ("-af", f"aformat=sample_rates=48000|44100|32000:{_STEREO}", "-c:a", "aac", "-f", "adts"),
    (32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320), 192,
)  # fmt: skip
_FLAC = Target("flac", "audio/flac", ("-c:a", "flac", "-f", "flac"))

TARGETS: Final[Mapping[str, Target]] = {
    "mp3": _MP3, "opus": _OPUS, "ogg": _OPUS, "oga": _OPUS, "aac": _AAC, "m4a": _AAC, "mp4": _AAC, "flac": _FLAC,
}  # fmt: skip
"""What is made for the word an app says. For a word that is not here, MP3."""
ORIGINAL: Final = "raw"
"""The word for the file as it is."""


class Wish(msgspec.Struct, frozen=True):
    """What an app wants: a format or nothing, at most so many kbit/s (0: any), from a time on (seconds)."""

    format: str = ""
    maxbitrate: int = 0
    start: float = 0.0


class Source(msgspec.Struct, frozen=True):
    """The song there is. `bitrate` in kbit/s, 0 when it is not known; `playtime` in seconds."""

    path: Path
    bitrate: int
    playtime: int

    @property
    def suffix(self) -> str:
        """Its extension."""
        return PurePath(self.path).suffix[1:].lower()


class Transcode(msgspec.Struct, frozen=True):
    """What is made of a song. `bitrate` in kbit/s, 0 without loss; `start` in seconds."""

    source: Source
    target: Target
    bitrate: int
    start: float

    @property
    def size(self) -> int | None:
        """A number of bytes it never exceeds, and hardly misses; None when that depends on the music."""
        if not self.target.is_constant:
            return None
        return int(max(0.0, self.source.playtime - self.start) + _SPARE) * self.bitrate * _KILO // 8

    def command(self, ffmpeg: Path) -> list[str]:
        """How to make it, to the standard output."""
        seek = ["-ss", f"{self.start:.3f}"] if self.start > 0 else []
        # A file that is a playlist in truth must not make ffmpeg open what it names.
        source = ["-protocol_whitelist", "file", "-i", f"file:{self.source.path}"]
        rate = ["-b:a", f"{self.bitrate}k"] if self.bitrate else []
        output = ["-map", "0:a:0", "-map_metadata", "-1", "-threads", "1", *self.target.arguments, *rate]
        return [str(ffmpeg), "-v", "error", "-nostdin", *seek, *source, *output, "-flush_packets", "1", "pipe:1"]


def decide(source: Source, wish: Wish) -> Transcode | None:
    """What to make of a song; None: it is sent as it is."""
    own = TARGETS.get(source.suffix)
    fits = not wish.maxbitrate or 0 < source.bitrate <= wish.maxbitrate
    name = wish.format.lower()
    if name == ORIGINAL:
        return None
    target = TARGETS.get(name, _MP3) if name else own or _MP3
    if wish.start <= 0 and fits and (not name or target is own):
        return None
    if not name and not fits and not target.rates:
        target = _MP3
    return Transcode(source, target, _rate(source, target, wish, own), max(0.0, wish.start))


def _rate(source: Source, target: Target, wish: Wish, own: Target | None) -> int:
    """The highest rate within what is allowed. A song with loss gets no more than it has; that would help nobody."""
    if not target.rates:
        return 0
    allowed = wish.maxbitrate or (target.rates[-1] if own is target else target.usual)
    has_loss = own is not None and own.rates
    if has_loss and source.bitrate and not wish.maxbitrate:
        allowed = min(allowed, next((rate for rate in target.rates if rate >= source.bitrate), target.rates[-1]))
    return max((rate for rate in target.rates if rate <= allowed), default=target.rates[0])


class Transcoder:
    """Starts the children, and knows which of them live. For any thread."""

    def __init__(self, ffmpeg: Path) -> None:
        self._ffmpeg = ffmpeg
        self._lock = threading.Lock()
        self._children: set[Child] = set()

    @property
    def pids(self) -> list[int]:
        """The processes that run."""
        with self._lock:
            return [child.pid for child in self._children]

    def begin(self, transcode: Transcode) -> Child:
        """Starts to make something. Blocks for the moment a process needs to start."""
        child = Child(transcode.command(self._ffmpeg))
        # What everybody hears together must not wait for a phone that could have it all in a few seconds.
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, child.pid, _NICE)
        with self._lock:
            self._children.add(child)
        return child

    def end(self, child: Child) -> None:
        """Ends a child, whether it is done or not. Blocks for the moment a process needs to end."""
        with self._lock:
            known = child in self._children
            self._children.discard(child)
        if known:
            child.close()

    def stop(self) -> None:
        """Ends all children."""
        with self._lock:
            children = list(self._children)
        for child in children:
            self.end(child)
