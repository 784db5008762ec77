"""Decodes songs: one ffmpeg child for each, that works ahead as far as its pipe is wide and then waits.

The sound comes at its own sample rate, with what encoders add at both ends already taken off by ffmpeg. It is wrapped
as AU, the shortest header that tells rate and channels: what the catalogue says may be wrong (HE-AAC), and mono must
not go through ffmpeg's own upmix, which makes it 3 dB weaker.
"""

import struct
from pathlib import Path

import numpy

from musicdb.media.gapless import SoundLength
from musicdb.playback.children import Child
from musicdb.playback.pcm import CHANNELS, RATE
from musicdb.playback.resampling import Sound, can_resample, silence

_HEADER = struct.Struct(">4s5I")
_DOWNMIX = "aresample=out_chlayout=stereo:rematrix_maxval=1"
_SOXR = f"aresample={RATE}:resampler=soxr:precision=28"
_SWR = f"aresample={RATE}:filter_size=64:phase_shift=10:cutoff=0.95"


class Decoder:
    """A song that is being decoded, from `start` seconds on, up to its `length` if that is told. Nothing here waits."""

    def __init__(self, ffmpeg: Path, path: Path, start: float = 0.0, length: SoundLength | None = None) -> None:
        self._ffmpeg = ffmpeg
        self._path = path
        self._start = start
        self._length = length
        self._filters: list[str] = []
        self._fallbacks: list[list[str]] = []
        self._rest = b""
        self._channels = 0
        self._frames = 0
        self._left: int | None = None
        self._child = self._spawn()
        self.rate: int | None = None
        """In Hz; None as long as it is not known."""
        self.failure: str | None = None
        """After the end: why nothing could be decoded, or why no more."""

    @property
    def descriptor(self) -> int:
        """What to wait for when nothing is there yet."""
        return self._child.output

    @property
    def broken(self) -> bool:
        """After the end: whether not one sample came out."""
        return self._frames == 0 and (self._start == 0 or self.failure is not None)

    def receive(self) -> Sound | None:
        """What was decoded since the last time; empty when there is nothing yet, None at the end."""
        data = self._child.read()
        if data is None:
            return silence(0)
        if data == b"":
            return self._end()
        data = self._rest + data
        if self.rate is None:
            body = self._read_header(data)
            if body is None:
                return silence(0)
            data = body
        whole = len(data) - len(data) % (4 * self._channels)
        self._rest = data[whole:]
        sound = numpy.frombuffer(data, ">f4", whole // 4).astype(numpy.float32).reshape(-1, self._channels)
        sound = sound[: self._left]
        self._frames += len(sound)
        if self._left is not None:
            self._left -= len(sound)
        return sound if self._channels == CHANNELS else numpy.repeat(sound, CHANNELS, axis=1)

    def close(self) -> None:
        """Ends the child."""
        self._child.close()

    def _spawn(self) -> Child:
        seek = ["-ss", f"{self._start:.6f}"] if self._start > 0 else []
        filters = ["-af", ",".join(self._filters)] if self._filters else []
        # A file that is a playlist in truth must not make ffmpeg open what it names.
        source = ["-protocol_whitelist", "file", "-i", f"file:{self._path}"]
        output = ["-map", "0:a:0", "-map_metadata", "-1", "-c:a", "pcm_f32be", "-f", "au", "-flush_packets", "1"]
        return Child([str(self._ffmpeg), "-v", "error", "-nostdin", *seek, *source, *filters, *output, "pipe:1"])

    def _read_header(self, data: bytes) -> bytes | None:
        """The sound behind the header; None when it is not complete, or when another child decodes it better."""
        self._rest = data
        if len(data) < _HEADER.size:
            return None
        _magic, offset, _size, _encoding, rate, channels = _HEADER.unpack_from(data)
        if len(data) < offset:
            return None
        if not can_resample(rate):
            self._decode_again([*self._filters, _SOXR], [*self._filters, _SWR])
            return None
        if channels > CHANNELS:
            self._decode_again([*self._filters, _DOWNMIX])
            return None
        self.rate, self._channels = rate, channels
        if self._length is not None and self._length.rate == rate:
            self._left = max(0, self._length.samples - round(self._start * rate))
        return data[offset:]

    def _decode_again(self, filters: list[str], *fallbacks: list[str]) -> None:
        self._child.close()
        self._filters, self._fallbacks = filters, [*fallbacks]
        self._rest = b""
        self._child = self._spawn()

    def _end(self) -> Sound | None:
        self.failure = self._child.failure()
        if self.rate is None and self._fallbacks:
            self._decode_again(self._fallbacks[0], *self._fallbacks[1:])
            return silence(0)
        if self.broken and self.failure is None:
            self.failure = "there is no sound in it"
        return None
