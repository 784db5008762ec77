"""One song on its way through the player: decoded, brought to the rate of the stream, made as loud as it shall be."""

from collections import deque
from collections.abc import Callable
from typing import Protocol

import numpy

from musicdb.model.queue import QueueEntry
from musicdb.playback.mixing import amplify
from musicdb.playback.pcm import RATE
from musicdb.playback.resampling import Resampler, Sound, silence
from musicdb.playback.sources import SongSource

_MARGIN = 0.1
"""Seconds of silence that stay: what is measured in steps of 10 ms must not cost the begin of a sound."""


class Decodes(Protocol):
    """The face of a decoder that a track uses."""

    rate: int | None
    failure: str | None

    @property
    def descriptor(self) -> int:
        """What to wait for."""

    @property
    def broken(self) -> bool:
        """After the end: whether nothing came out."""

    def receive(self) -> Sound | None:
        """What was decoded since the last time; None at the end."""

    def close(self) -> None:
        """Ends the decoding."""


OpenDecoder = Callable[[SongSource, float], Decodes]


class Track:
    """A song that is played from `start` seconds on. It may go on with the resampler of the song before."""

    def __init__(self, entry: QueueEntry, source: SongSource, decoder: Decodes, start: float = 0.0) -> None:
        self.entry = entry
        self.source = source
        self.ended = False
        self._decoder = decoder
        self._resampler: Resampler | None = None
        self._begun = False
        self._pieces: deque[Sound] = deque()
        self.buffered = 0
        """How many samples are ready."""
        self.taken = 0
        """How many samples were taken."""
        self._start = start
        self._begin, self._end = 0.0, source.playtime
        self._left_out = 0
        self._factor: float | None = None

    @property
    def position(self) -> float:
        """How much of the song was played, in seconds."""
        return self._start + self.taken / RATE

    @property
    def descriptor(self) -> int:
        """What to wait for when there is not enough."""
        return self._decoder.descriptor

    @property
    def failure(self) -> str | None:
        """After the end: why nothing can be heard of this song."""
        return self._decoder.failure if self.ended and self._decoder.broken else None

    @property
    def complete(self) -> bool:
        """After the end: whether the song was really heard, not only its end, nor only what a broken file has left."""
        return self.taken >= (self._end - self._begin) * RATE / 2

    @property
    def fell_short(self) -> bool:
        """After the end: whether much is missing that should have come."""
        return self.position < 0.9 * self._end - 5.0

    def fill(self, wanted: int) -> bool:
        """Makes so many samples ready, as far as they are decoded. Whether anything came."""
        before = self.buffered
        while self.buffered < wanted and not self.ended:
            sound = self._decoder.receive()
            if sound is None:
                self.ended = True
            elif len(sound):
                self._keep(self._resample(sound))
            else:
                break
        return self.ended or self.buffered > before

    def take(self, frames: int, factor: float) -> Sound:
        """So many of the samples that are ready, multiplied. A new factor is reached without a jump."""
        pieces = []
        missing = frames
        while missing:
            piece = self._pieces.popleft()
            if len(piece) > missing:
                self._pieces.appendleft(piece[missing:])
                piece = piece[:missing]
            pieces.append(piece)
            missing -= len(piece)
        self.buffered -= frames
        self.taken += frames
        sound = numpy.concatenate(pieces) if pieces else silence(0)
        before = factor if self._factor is None else self._factor
        self._factor = factor
        return amplify(sound, before, factor)

    def follow(self, resampler: Resampler | None) -> None:
        """Goes on where the song before ended. To be called before anything else."""
        self._resampler = resampler

    def hand_over(self) -> Resampler | None:
        """What the next song goes on with."""
        resampler, self._resampler = self._resampler, None
        return resampler

    def begin_with_sound(self) -> None:
        """Leaves out what is silent at the beginning. To be called before anything else."""
        if self.source.cues and not self._start:
            self._start = self._begin = max(0.0, self.source.cues[0] - _MARGIN)
            self._left_out = round(self._start * RATE)

    def is_silent_from_here(self) -> bool:
        """Whether nothing but silence follows what is ready, or is a part of it."""
        return not self.ended and self._silent > 0

    def end_with_sound(self) -> None:
        """Leaves out what is silent at the end."""
        silent = min(self._silent, self.buffered)
        self.buffered -= silent
        while silent:
            piece = self._pieces.pop()
            if len(piece) > silent:
                self._pieces.append(piece[:-silent])
            silent -= min(silent, len(piece))
        self.ended, self._end = True, self.position + self.buffered / RATE

    def finish(self) -> None:
        """Makes the last samples ready, because nothing goes on with them."""
        resampler = self.hand_over()
        if resampler is not None:
            self._keep(resampler.flush())

    def close(self) -> None:
        """Ends the decoding."""
        self._decoder.close()

    @property
    def _silent(self) -> int:
        """How much of what was decoded by now is behind the last sound, in samples."""
        if self.source.cues is None:
            return 0
        return round((self.position - self.source.cues[1] - _MARGIN) * RATE) + self.buffered

    def _resample(self, sound: Sound) -> Sound:
        rate = self._decoder.rate or RATE
        if not self._begun:
            self._begun = True
            if self._resampler is None or self._resampler.rate != rate:
                self.finish()
                self._resampler = Resampler(rate)
        return sound if self._resampler is None else self._resampler.process(sound)

    def _keep(self, sound: Sound) -> None:
        if self._left_out:
            left_out = min(self._left_out, len(sound))
            sound, self._left_out = sound[left_out:], self._left_out - left_out
        if len(sound):
            self._pieces.append(sound)
            self.buffered += len(sound)
