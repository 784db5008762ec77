"""Decodes a file once for everybody who analyzes it: as it is at 44.1 kHz, and as fingerprints want it.

One ffmpeg has two outputs, each a pipe; both are read as they come, so that neither can stop the other. What ffmpeg
complains about is kept as facts about the file.
"""

import contextlib
import fcntl
import os
import re
import select
import struct
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import msgspec

from musicdb.errors import InvalidContentError, ToolError
from musicdb.media.fingerprintsound import FINGERPRINT_FILTER, FINGERPRINT_FORMAT

LISTENING_RATE: Final = 44_100
"""In Hz."""

_PIPE = 1024 * 1024
_RESAMPLING = f"aresample={LISTENING_RATE}:filter_size=64:phase_shift=10:cutoff=0.97"
_SAMPLE = 4
_MONO_SAMPLE = 2
_FIRST_WORDS = 64 * 1024
_MOST_MESSAGES = 10
_LONGEST_MESSAGE = 200
_COMPLAINT = re.compile(r"^(?:\[[^\]]* @ [^\]]*\] )?\[(?:error|fatal|panic)\] (.*)$")
_DURATION = re.compile(r"\[info\] +Duration: (\d+):(\d+):(\d+\.\d+)")
_GUESSED = "Estimating duration from bitrate"
# What is missing is at least this much, in seconds, and this part of the whole: headers round, encoders pad.
_MISSING_SECONDS, _MISSING_PART = 1.0, 0.01


class DecodedPiece(msgspec.Struct, frozen=True):
    """The next samples, of either kind; one of both may be empty.

    `sound`: float32, interleaved, at 44.1 kHz, as many channels as the file has. `mono`: 16 bits, at 11,025 Hz.
    """

    sound: bytes
    mono: bytes


class DecodingFacts(msgspec.Struct, frozen=True):
    """What decoding told about a file: how many complaints there were, and the most frequent of them.

    `announced` is how long it should be, in seconds, if that is known; `truncated`: it ends earlier.
    """

    duration: float
    complaints: int
    messages: tuple[str, ...]
    announced: float | None
    truncated: bool


class DecodedSound:
    """The sound of a file, or of a stretch of it; `start` and `duration` in seconds. It is read once.

    `channels` and `announced`, how long it should be in seconds if that is known, are there from the first piece of
    sound on, `facts` after the last one. With `mono`, the second kind comes, too.
    """

    def __init__(
        self, path: Path, ffmpeg: Path, *, start: float = 0.0, duration: float | None = None, mono: bool = True
    ) -> None:
        self._path = path
        self._ffmpeg = ffmpeg
        self._stretch = [*(("-ss", f"{start:.6f}") if start else ()), *(("-t", f"{duration:.6f}") if duration else ())]
        self._mono = mono
        self._samples = 0
        self.channels = 0
        self.announced: float | None = None
        self.facts: DecodingFacts | None = None

    def __iter__(self) -> Iterator[DecodedPiece]:
        """Decodes.

        :raises InvalidContentError: when there is no sound in the file.
        :raises ToolError: when ffmpeg cannot be started.
        """
        reading, writing = os.pipe()
        with tempfile.TemporaryFile() as words, contextlib.closing(os.fdopen(reading, "rb", 0)) as second:
            try:
                process = self._start(words, writing)
            finally:
                os.close(writing)
            with process:
                try:
                    yield from self._read(process, second, words)
                finally:
                    process.kill()
            self.facts = self._facts(words)
        if not self._samples:
            reason = self.facts.messages[0] if self.facts.messages else "It is empty."
            raise InvalidContentError(f"There is no sound in “{self._path.name}”: {reason}")

    def _start(self, words: IO[bytes], writing: int) -> "subprocess.Popen[bytes]":
        general = ["-loglevel", "level+info", "-hide_banner", "-nostats", "-nostdin", "-threads", "1"]
        # A file that is a playlist in truth must not make ffmpeg open what it names.
        source = [*self._stretch, "-protocol_whitelist", "file", "-i", f"file:{self._path}"]
        target = ["-map", "0:a:0", "-map_metadata", "-1", "-af", _RESAMPLING, "-c:a", "pcm_f32le", "-bitexact"]
        command = [str(self._ffmpeg), *general, *source, *target, "-f", "wav", "pipe:1"]
        if self._mono:
            command += ["-map", "0:a:0", "-af", FINGERPRINT_FILTER, "-f", FINGERPRINT_FORMAT, f"pipe:{writing}"]
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=words, bufsize=0, pass_fds=[writing]
            )
        except (OSError, ValueError) as error:
            raise ToolError(f"“{self._ffmpeg}” cannot be run: {error}.") from error
        return process

    def _read(self, process: "subprocess.Popen[bytes]", second: IO[bytes], words: IO[bytes]) -> Iterator[DecodedPiece]:
        first = process.stdout
        if first is None:
            return
        poll, rests = select.poll(), {first.fileno(): b"", second.fileno(): b""}
        for descriptor in rests:
            # An unprivileged user who has many wide pipes already gets narrow ones; that is slower, not wrong.
            with contextlib.suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE)
            poll.register(descriptor, select.POLLIN)
        while rests:
            for descriptor, _ in poll.poll():
                data = os.read(descriptor, _PIPE)
                if not data:
                    poll.unregister(descriptor)
                    del rests[descriptor]
                    continue
                data = rests[descriptor] + data
                if descriptor == first.fileno():
                    whole, rests[descriptor] = self._sound(data, words)
                    piece = DecodedPiece(whole, b"")
                else:
                    even = len(data) - len(data) % _MONO_SAMPLE
                    piece, rests[descriptor] = DecodedPiece(b"", data[:even]), data[even:]
                if piece.sound or piece.mono:
                    yield piece

    def _sound(self, data: bytes, words: IO[bytes]) -> tuple[bytes, bytes]:
        """Whole samples of all channels, and the rest."""
        if not self.channels:
            channels, data = _without_header(data)
            if not channels:
                return b"", data
            self.channels = channels
            self.announced = self._announcement(words)
        whole = len(data) - len(data) % (_SAMPLE * self.channels)
        self._samples += whole // (_SAMPLE * self.channels)
        return data[:whole], data[whole:]

    def _announcement(self, words: IO[bytes]) -> float | None:
        """What the header says. Not by seek and read: the child writes where this file stands."""
        text = os.pread(words.fileno(), _FIRST_WORDS, 0).decode("utf-8", "replace")
        found = _DURATION.search(text)
        if found is None or _GUESSED in text or self._stretch:
            return None
        return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])

    def _facts(self, words: IO[bytes]) -> DecodingFacts:
        duration, announced = self._samples / LISTENING_RATE, self.announced
        complaints: Counter[str] = Counter()
        words.seek(0)
        # Line by line: a broken file can make ffmpeg talk without end.
        for line in words:
            text = line.decode("utf-8", "replace").rstrip()
            if found := _COMPLAINT.match(text):
                complaints[found[1][:_LONGEST_MESSAGE]] += 1
                while len(complaints) > _MOST_MESSAGES * _MOST_MESSAGES:
                    complaints["Other complaints"] += complaints.pop(min(complaints, key=complaints.__getitem__))
        missing = 0.0 if announced is None else announced - duration
        return DecodingFacts(
            duration=duration,
            complaints=complaints.total(),
            messages=tuple(message for message, _ in complaints.most_common(_MOST_MESSAGES)),
            announced=announced,
            truncated=missing > max(_MISSING_SECONDS, _MISSING_PART * (announced or 0.0)),
        )


def _without_header(data: bytes) -> tuple[int, bytes]:
    """How many channels a WAV file has, and what follows its header; 0 while that is not complete."""
    position = 12
    channels = 0
    while position + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        position += 8
        if name == b"data":
            return channels, data[position:]
        if name == b"fmt " and position + 4 <= len(data):
            channels = struct.unpack_from("<H", data, position + 2)[0]
        position += size + size % 2
    return 0, data
