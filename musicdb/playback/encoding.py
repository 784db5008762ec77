"""Encodes the stream: one ffmpeg child for each format somebody listens to. One that dies is started again.

The children are fed in real time and write at once what they have; nothing here waits.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from musicdb.model.stream import StreamFormat
from musicdb.playback.children import Child
from musicdb.playback.framing import Cut, Cutter, FlacCutter, Mp3Cutter, OggCutter
from musicdb.playback.pcm import CHANNELS, RATE, SAMPLE_BYTES

log = logging.getLogger(__name__)

_MOST_WAITING = 8 * RATE * SAMPLE_BYTES
_FAR_BEHIND = RATE // 2
_LONGEST_PAUSE = 60.0
_STEADY = 60.0

# The bit reservoir would make frames depend on those before, which a listener who comes later does not have.
_MP3 = ("-c:a", "libmp3lame", "-reservoir", "0", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3")
_OPUS = ("-c:a", "libopus", "-application", "audio", "-frame_duration", "20", "-page_duration", "100000", "-f", "ogg")
# The pages are taken away again; with one for each frame nothing waits for another frame.
_FLAC = ("-c:a", "flac", "-sample_fmt", "s16", "-page_duration", "1", "-f", "ogg")


class Coding(msgspec.Struct, frozen=True):
    """How a format is made, and what it is called. `bitrate` in bit/s; 0 when it depends on the music.

    With `chained`, a stream may begin anew inside of a stream: the header is sent again.
    """

    arguments: tuple[str, ...]
    cutter: Callable[[], Cutter]
    contenttype: str
    bitrate: int = 0
    chained: bool = False


def codings(mp3bitrate: int, opusbitrate: int) -> Mapping[StreamFormat, Coding]:
    """All formats. Bit rates in bit/s."""
    mp3 = (*_MP3, "-b:a", str(mp3bitrate))
    opus = (*_OPUS, "-b:a", str(opusbitrate))
    return {
        StreamFormat.MP3: Coding(mp3, Mp3Cutter, "audio/mpeg", mp3bitrate),
        StreamFormat.OPUS: Coding(opus, OggCutter, "audio/ogg; codecs=opus", opusbitrate, chained=True),
        StreamFormat.FLAC: Coding(_FLAC, FlacCutter, "audio/flac"),
    }


class Encoder:
    """One child."""

    def __init__(self, ffmpeg: Path, coding: Coding) -> None:
        source = ["-probesize", "32", "-analyzeduration", "0", "-f", "f32le", "-ar", str(RATE), "-ac", str(CHANNELS)]
        options = ["-map_metadata", "-1", "-flush_packets", "1"]
        self._child = Child(
            [str(ffmpeg), "-v", "error", "-nostdin", *source, "-i", "pipe:0", *coding.arguments, *options, "pipe:1"],
            feeding=True,
        )
        self._cutter = coding.cutter()
        self._waiting: deque[memoryview] = deque()
        self._waiting_bytes = 0
        self._owing = 0

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._child.pid

    @property
    def wants_to_read(self) -> int | None:
        """The descriptor to wait for while the child is far behind, as in the beginning."""
        return self._child.output if self._owing > _FAR_BEHIND else None

    @property
    def wants_to_write(self) -> int | None:
        """The descriptor to wait for when the child does not take everything at once."""
        return self._child.input if self._waiting else None

    def feed(self, sound: bytes) -> None:
        """Takes sound: 32-bit floating point numbers, interleaved."""
        self._waiting.append(memoryview(sound))
        self._waiting_bytes += len(sound)
        self._owing += len(sound) // SAMPLE_BYTES

    def exchange(self) -> Cut:
        """Writes what waits and reads what there is.

        :raises ChildProcessError: when the child is gone or hangs.
        """
        try:
            self._write()
        except BrokenPipeError as error:
            raise ChildProcessError(self._child.failure()) from error
        if self._waiting_bytes > _MOST_WAITING:
            raise ChildProcessError("it takes nothing any more")
        data = self._child.read()
        if data == b"":
            raise ChildProcessError(self._child.failure())
        cut = self._cutter.cut(data or b"")
        self._owing -= cut.samples
        return cut

    def close(self) -> None:
        """Ends the child."""
        self._child.close()

    def _write(self) -> None:
        while self._waiting:
            piece = self._waiting[0]
            written = self._child.write(piece)
            self._waiting_bytes -= written
            if written < len(piece):
                self._waiting[0] = piece[written:]
                return
            self._waiting.popleft()


class _Place(msgspec.Struct):
    """A format somebody listens to. `encoder` is None while it waits until `retry` to be started again."""

    encoder: Encoder | None = None
    started: float = 0.0
    retry: float = 0.0
    failures: int = 0


class Encoders:
    """All children. `told` gets what is whole; `clock` tells seconds that only grow."""

    def __init__(
        self,
        ffmpeg: Path,
        formats: Mapping[StreamFormat, Coding],
        told: Callable[[StreamFormat, Cut], None],
        clock: Callable[[], float],
    ) -> None:
        self._ffmpeg = ffmpeg
        self._codings = formats
        self._told = told
        self._clock = clock
        self._places: dict[StreamFormat, _Place] = {}

    @property
    def pids(self) -> dict[StreamFormat, int]:
        """The processes that run."""
        return {name: place.encoder.pid for name, place in self._places.items() if place.encoder}

    @property
    def descriptors(self) -> tuple[list[int], list[int]]:
        """What to wait for before the next `exchange`: to read, and to write."""
        encoders = [place.encoder for place in self._places.values() if place.encoder]
        reading, writing = [one.wants_to_read for one in encoders], [one.wants_to_write for one in encoders]
        return [one for one in reading if one is not None], [one for one in writing if one is not None]

    def choose(self, formats: Iterable[StreamFormat], history: Iterable[bytes]) -> None:
        """Runs exactly these. One that begins gets the last seconds first, so that its listeners have them at once."""
        wanted = set(formats)
        for name in self._places.keys() - wanted:
            self._stop(self._places.pop(name))
        for name in wanted - self._places.keys():
            place = self._places[name] = _Place()
            encoder = self._start(name, place)
            if encoder is not None:
                for sound in history:
                    encoder.feed(sound)

    def feed(self, sound: bytes) -> None:
        """Gives sound to all."""
        for name, place in self._places.items():
            if place.encoder is None and self._clock() >= place.retry:
                self._start(name, place)
            if place.encoder is not None:
                place.encoder.feed(sound)

    def exchange(self) -> None:
        """Tells what is whole by now, and starts again what died."""
        for name, place in self._places.items():
            if place.encoder is None:
                continue
            try:
                cut = place.encoder.exchange()
            except ChildProcessError as error:
                self._bury(name, place, str(error))
                continue
            if cut.head is not None or cut.body:
                self._told(name, cut)

    def _start(self, name: StreamFormat, place: _Place) -> Encoder | None:
        place.started = self._clock()
        try:
            place.encoder = Encoder(self._ffmpeg, self._codings[name])
        except OSError as error:
            self._bury(name, place, str(error))
        return place.encoder

    def _bury(self, name: StreamFormat, place: _Place, reason: str) -> None:
        now = self._clock()
        place.failures = 0 if now - place.started > _STEADY else place.failures
        pause = min(2.0 ** (place.failures - 1), _LONGEST_PAUSE) if place.failures else 0.0
        log.error("The encoder of the %s stream failed: %s. It starts again in %.0f s.", name, reason, pause)
        place.failures += 1
        place.retry = now + pause
        self._stop(place)

    @staticmethod
    def _stop(place: _Place) -> None:
        if place.encoder is not None:
            place.encoder.close()
            place.encoder = None
