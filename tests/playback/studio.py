"""An engine whose time goes on when a test says so, with real children and listeners that keep what they hear."""

import select
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy

from musicdb.bus import Bus
from musicdb.model.stream import StreamFormat
from musicdb.playback.encoding import Encoders, codings
from musicdb.playback.engine import Engine
from musicdb.playback.listeners import Audience, Encoded
from musicdb.playback.resampling import Sound
from tests.playback.sounding import FFMPEG, PATIENCE, Desk

FORMATS = codings(320_000, 160_000)
MP3, OPUS, FLAC = StreamFormat
TICK = 0.1


class Ear:
    """A listener that keeps everything."""

    def __init__(self) -> None:
        self.data = b""
        self.titles: list[str] = []

    def hear(self, data: bytes, title: str) -> None:
        self.data += data
        if title not in self.titles[-1:]:
            self.titles.append(title)


class Studio:
    """An engine and its audience."""

    def __init__(self, ffmpeg: Path = FFMPEG) -> None:
        self.desk = Desk()
        self.clock = self.desk.clock
        self.bus = Bus()
        self.samples = dict.fromkeys(StreamFormat, 0)
        self.encoders = Encoders(
            ffmpeg, FORMATS, lambda name, cut: self.bus.publish(Encoded(name, cut, "")), self.clock
        )
        self.strains: list[float] = []
        self.engine = Engine(self.desk.turntable, self.encoders, self.clock, lambda: self.strains.append(self.clock()))
        self.bus.subscribe(Encoded, self._count)
        self.audience = Audience(self.bus, FORMATS, self.engine.serve)

    def _count(self, encoded: Encoded) -> None:
        self.samples[encoded.format] += encoded.cut.samples

    def listen(self, name: StreamFormat) -> Ear:
        ear = Ear()
        self.audience.join(name, ear)
        return ear

    def step(self, *, playing: bool = True) -> None:
        """Does what is due, waiting for decoders, but not for the time."""
        self.engine.step(playing=playing)
        while self.desk.turntable.waiting_for[0] in self.engine.descriptors[0]:
            self.wait_for_decoder()
            self.engine.step(playing=playing)

    def wait_for_decoder(self) -> None:
        """Waits until the decoder has something to say."""
        decoder, _ = self.desk.turntable.waiting_for
        assert select.select([decoder], [], [], PATIENCE)[0]

    def run(self, seconds: float, *, playing: bool = True) -> None:
        """Lets time go on, tick by tick."""
        for _ in range(round(seconds / TICK)):
            self.clock.now += TICK
            self.step(playing=playing)

    def settle(self, name: StreamFormat, samples: int) -> None:
        """Waits until so much was encoded."""
        self.until(lambda: self.samples[name] >= samples)

    def until(self, condition: Callable[[], bool]) -> None:
        """Waits for the encoders until something is so."""
        while not condition():
            encoders = [place.encoder for place in self.encoders._places.values() if place.encoder]
            outputs = [encoder._child.output for encoder in encoders]
            assert select.select(outputs, [], [], PATIENCE)[0]
            self.encoders.exchange()


def decode(data: bytes) -> Sound:
    """What a player would play."""
    command = [str(FFMPEG), "-v", "error", "-i", "pipe:0", "-f", "f32le", "-ac", "2", "-ar", "48000", "pipe:1"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return numpy.frombuffer(done.stdout, numpy.float32).reshape(-1, 2)
