"""One sound is heard once, by all processors that were asked for. This is the door of the room.

    listening = Listening([Request("level"), Request("loudness")], AudioMetadata(samplerate=44_100, channels=2))
    for block in decoded:  # float32 (n, channels), any lengths
        listening.hear(block)
    results = listening.tell()

The memory it takes does not depend on the length of the sound. Processes that listen shall be started with
OPENBLAS_NUM_THREADS=1: more threads only wait for each other, and take ten times as long on a busy machine.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy

from musicdb.analysis.arrays import Sound
from musicdb.analysis.processor import Block, Plugin, Processor
from musicdb.analysis.result import AudioMetadata, Result
from musicdb.analysis.sharing import Sharing
from musicdb.analysis.table import Table, load
from musicdb.analysis.telling import put_together
from musicdb.errors import BadArgumentError

logger = logging.getLogger(__name__)

_BLOCK_SECONDS = 4
_LOUDEST = 64.0
"""Samples beyond are cut off: no music is 36 dB above full scale, and its square must stay a number."""


class Request(msgspec.Struct, frozen=True):
    """A processor, and those of its parameters that differ from its defaults."""

    processor: str
    parameters: Mapping[str, Any] = {}


class Listening:
    """Hears one sound from begin to end, at the rate and with the channels `audio` tells.

    NotFoundError for an unknown processor, BadArgumentError for parameters that cannot be. What fails on the way is in
    `failures`, by the id of the processor, with its reason; the others go on. `spool` is a directory for long results.
    """

    def __init__(
        self,
        requests: Sequence[Request],
        audio: AudioMetadata,
        *,
        table: Table | None = None,
        spool: Path | None = None,
    ) -> None:
        if audio.samplerate <= 0 or audio.channels <= 0:
            raise BadArgumentError("A sound has a sample rate and channels.")
        table = load() if table is None else table
        self.failures: dict[str, str] = {}
        self._audio = audio
        self._sharing = Sharing(audio, spool)
        self._processors: list[tuple[Processor[Any], dict[str, Any]]] = []
        for request in requests:
            self._add(table.find(request.processor), request.parameters)
        self._length = _BLOCK_SECONDS * audio.samplerate
        self._waiting: list[Sound] = []
        self._kept = 0
        self._heard = 0

    def hear(self, sound: Sound) -> None:
        """Takes the next samples, (n, channels). What is not finite is taken for silence."""
        if sound.ndim != 2 or sound.shape[1] != self._audio.channels:  # noqa: PLR2004 -- rows and columns
            raise BadArgumentError(f"Blocks of this sound have {self._audio.channels} columns, one for each channel.")
        self._waiting.append(numpy.array(sound, numpy.float32))
        self._kept += len(sound)
        # One block is always kept back, so that the last one is known as such, and is a long one.
        if self._kept >= 2 * self._length:
            joined = numpy.concatenate(self._waiting)
            while len(joined) >= 2 * self._length:
                self._share(joined[: self._length], last=False)
                joined = joined[self._length :]
            self._waiting, self._kept = [joined], len(joined)

    def tell(self) -> list[Result]:
        """The results of all processors, in the order in which they were asked for. Afterwards nothing is heard."""
        joined = numpy.concatenate([numpy.empty((0, self._audio.channels), numpy.float32), *self._waiting])
        self._waiting.clear()
        if len(joined) > self._length:
            self._share(joined[: self._length], last=False)
            joined = joined[self._length :]
        self._share(joined, last=True)
        audio = msgspec.structs.replace(self._audio, duration=self._heard / self._audio.samplerate)
        date = datetime.now(UTC).isoformat(timespec="seconds")
        results: list[Result] = []
        for made, canonical in self._processors:
            reason = self._sharing.failures.get(id(made))
            try:
                results += [] if reason else put_together(made, canonical, audio, date)
            except Exception as error:
                logger.exception("The processor %s fails.", made.plugin.id)
                reason = str(error) or type(error).__name__
            if reason:
                self.failures[made.plugin.id] = reason
        return results

    def _add(self, plugin: Plugin, parameters: Mapping[str, Any]) -> None:
        read, canonical = plugin.read(parameters), plugin.canonical(parameters)
        try:
            made = self._sharing.want(plugin.kind, read)
        except Exception as error:
            logger.exception("The processor %s cannot begin.", plugin.id)
            self.failures[plugin.id] = str(error) or type(error).__name__
            return
        if all(made is not other for other, _ in self._processors):
            self._processors.append((made, canonical))

    def _share(self, sound: Sound, *, last: bool) -> None:
        if not numpy.isfinite(sound.sum(dtype=numpy.float64)) or (len(sound) and numpy.abs(sound).max() > _LOUDEST):
            sound = numpy.clip(numpy.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0), -_LOUDEST, _LOUDEST)
        self._sharing.hear(Block(sound, self._heard, last))
        self._heard += len(sound)
