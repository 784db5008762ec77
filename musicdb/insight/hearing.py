"""Inside of a worker: hears a file once, for all processors and for the fingerprint, within the limits it has."""

import contextlib
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import msgspec
import numpy

from musicdb.analysis.listening import Listening
from musicdb.analysis.listening import Request as AnalysisRequest
from musicdb.analysis.processors.decoding import DecoderFacts
from musicdb.analysis.processors.decoding import results as decoding_results
from musicdb.analysis.result import AudioMetadata, Result
from musicdb.analysis.results import Results
from musicdb.analysis.table import load
from musicdb.errors import InvalidContentError, MusicDBError
from musicdb.insight.describing import describe
from musicdb.insight.messages import (
    Answer,
    AskModels,
    Command,
    Describe,
    Failed,
    Hash,
    Hashed,
    Listen,
    Outcome,
    Progress,
    Say,
    Study,
    Written,
)
from musicdb.insight.spool import remove_left, spool
from musicdb.insight.values import features_of, numbers_of, values_of
from musicdb.media.checksums import checksum
from musicdb.media.listening import LISTENING_RATE, DecodedSound, DecodingFacts
from musicdb.media.soundhash import sound_hash

_GRACE: Final = 60
"""Seconds of computing each song has in any case."""
_LONGEST: Final = 24 * 3600
"""A file that sounds longer than this, in seconds, is no song but a trap."""
_STEP: Final = 2.0
_CHUNK: Final = LISTENING_RATE


class TooLongError(Exception):
    """The limit of computing time is used up."""


class Ear:
    """Obeys commands. `pace` is how many seconds it may compute for each minute of sound; 0: as long as it takes."""

    def __init__(self, ffmpeg: Path, pace: float, tell: Callable[[Answer], None]) -> None:
        self._ffmpeg = ffmpeg
        self._pace = pace
        self._tell = tell
        self._limit = resource.RLIM_INFINITY
        remove_left()

    def obey(self, command: Command) -> Answer:
        """Does what is asked for. Whatever goes wrong is an answer, too."""
        try:
            return self._obey(command)
        except MusicDBError as error:
            return Failed(error.message)
        except MemoryError:
            return Failed("It takes more memory than the configuration allows ([analysis] memory).")
        except TooLongError:
            return Failed("It takes more time than the configuration allows ([analysis] pace).")
        except Exception as error:  # noqa: BLE001 -- processors of others may fail in any way
            return Failed(f"It cannot be analyzed: {type(error).__name__}: {error}")
        finally:
            self._allow(None)

    @staticmethod
    def take_too_long(*_: Any) -> NoReturn:
        """Called by the kernel, by a signal."""
        raise TooLongError

    def _obey(self, command: Command) -> Answer:
        match command:
            case Describe(preset):
                return describe(preset)
            case Hash(path, wanted):
                found = sound_hash(Path(path), self._ffmpeg).rpartition("=")[2].lower()
                return Hashed(found, checksum(Path(path)) if wanted else "")
            case Listen():
                return self._listen(command)
            case AskModels() | Study() | Say():
                return _taught(command)

    def _listen(self, command: Listen) -> Outcome:
        begun = _computed()
        self._allow(0.0)
        path = Path(command.path)
        if not path.is_file():
            raise InvalidContentError(f"There is no file “{path}”.")
        decoded = DecodedSound(
            path, self._ffmpeg, start=command.start, duration=command.duration, mono=command.fingerprint
        )
        with spool() as room:
            listening, items = self._hear(command, decoded, room)
            results = listening.tell()
            if decoded.facts is None:
                raise InvalidContentError(f"“{path.name}” was not decoded to its end.")
            results += _condition(command, decoded.facts, results)
            if command.keepat is not None:
                Results(Path(command.keepat)).put(results)
            return _outcome(results, decoded.facts, listening.failures, items, _computed() - begun)

    def _hear(self, command: Listen, decoded: DecodedSound, room: Path) -> tuple[Listening, bytes | None]:
        from musicdb.fingerprint.chromaprint import Fingerprinter  # noqa: PLC0415

        listening: Listening | None = None
        fingerprinter = Fingerprinter() if command.fingerprint else None
        waiting, mono = bytearray(), bytearray()
        heard, told = 0, time.monotonic()
        for piece in decoded:
            waiting += piece.sound
            mono += piece.mono
            if listening is None and decoded.channels:
                listening = self._begin(command, decoded.channels, room)
            size = 4 * max(1, decoded.channels)
            if listening is not None and len(waiting) >= _CHUNK * size:
                heard += len(waiting) // size
                listening.hear(_sound(waiting, decoded.channels))
                waiting = bytearray()
                self._allow(heard / LISTENING_RATE)
            if fingerprinter is not None and len(mono) >= _CHUNK:
                fingerprinter.hear(numpy.frombuffer(mono, numpy.int16))
                mono = bytearray()
            if time.monotonic() - told > _STEP:
                told = time.monotonic()
                self._tell(Progress(_part(heard / LISTENING_RATE, decoded.announced)))
        if listening is None:
            raise InvalidContentError(f"There is no sound in “{Path(command.path).name}”.")
        listening.hear(_sound(waiting, decoded.channels))
        if fingerprinter is None:
            return listening, None
        fingerprinter.hear(numpy.frombuffer(mono, numpy.int16))
        return listening, fingerprinter.tell().astype("<u4").tobytes()

    @staticmethod
    def _begin(command: Listen, channels: int, room: Path) -> Listening:
        audio = AudioMetadata(
            samplerate=LISTENING_RATE,
            channels=channels,
            uri=f"file:{command.path}",
            hash=command.soundhash,
            start=command.start,
            is_segment=bool(command.start or command.duration),
        )
        requests = [AnalysisRequest(one.processor, one.parameters) for one in command.requests]
        return Listening(requests, audio, spool=room)

    def _allow(self, heard: float | None) -> None:
        """Moves the limit of computing time, by the seconds of sound that were heard; None: no limit."""
        if heard is not None and heard > _LONGEST:
            raise InvalidContentError("It sounds longer than a day; that is no song.")
        limit = resource.RLIM_INFINITY
        if heard is not None and self._pace:
            limit = int(_computed() + _GRACE + 1) if not heard else self._limit + int(heard / 60 * self._pace)
        if not heard:
            self._limit = limit
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _taught(command: AskModels | Study | Say) -> Answer:
    from musicdb.insight import teaching  # noqa: PLC0415 -- most workers only hear

    match command:
        case AskModels():
            return teaching.known_models()
        case Study(source, target):
            teaching.study(Path(source), Path(target))
        case Say(source, target):
            teaching.say(Path(source), Path(target))
    return Written()


def _sound(data: bytearray, channels: int) -> Any:
    return numpy.frombuffer(data, "<f4").reshape(-1, channels)


def _part(heard: float, announced: float | None) -> float:
    return min(1.0, heard / announced) if announced else 0.0


def _computed() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize()


def _condition(command: Listen, facts: DecodingFacts, results: Sequence[Result]) -> list[Result]:
    """How well a file is, when all of it was heard."""
    if command.start or command.duration or not results:
        return []
    known = DecoderFacts(decoded=facts.duration, stated=facts.announced, complaints=facts.complaints)
    return decoding_results(known, results[0].audio, results[0].date)


def _outcome(
    results: Any, facts: DecodingFacts, failures: dict[str, str], fingerprint: bytes | None, seconds: float
) -> Outcome:
    # What the listener sees is what processors say with their defaults, whatever else is tried.
    plugins = load().plugins
    usual = [
        one for one in results if one.processor not in plugins or one.parameters == plugins[one.processor].defaults
    ]
    values = values_of(usual)
    values = msgspec.structs.replace(
        values, duration=facts.duration, decodeerrors=facts.complaints, truncated=facts.truncated
    )
    return Outcome(
        values=values,
        numbers=numbers_of(results),
        failures=failures,
        messages=list(facts.messages),
        features=msgspec.structs.replace(features_of(usual), fingerprint=fingerprint),
        memory=_memory(),
        seconds=seconds,
    )
