"""Which of two files with the same music is better, and why: from what the files say and what was heard.

What weighs most is asked first. The first difference decides; all differences are told.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from musicdb.errors import ResultsError
from musicdb.ids import SongId
from musicdb.model.recordings import FileQuality
from musicdb.store.store import Store

LOSSLESS: Final = frozenset({"flac", "alac", "wav", "pcm", "aiff", "ape", "wavpack", "tta"})
_HEARD: Final = {"level", "lossless"}
_SECONDS: Final = 2.0
_HERTZ: Final = 1000.0
_CLIPPED: Final = 10
_RATIO: Final = 1.15
# How many times as many bits MP3 needs for the same (listening tests of hydrogenaud.io at 64 to 128 kbit/s).
_EFFICIENCY: Final = {"opus": 1.6, "aac": 1.25, "vorbis": 1.3, "mp3": 1.0}

Numbers = dict[str, float | str | list[float]]
Ask = Callable[[FileQuality], float | None]


class Qualities:
    """Looks files up. `directory` holds the complete results of the analysis."""

    def __init__(self, store: Store, directory: Path) -> None:
        self._store = store
        self._directory = directory

    def of(self, songid: SongId) -> FileQuality:
        """How good the file of a song is, as far as it is known.

        :raises NotFoundError: when there is no such song.
        """
        store = self._store
        song, file = store.songs.get(songid), store.songs.file(songid)
        values, soundhash = store.analyses.values(songid), store.analyses.soundhash_of_song(songid)
        numbers = self._numbers(soundhash) if soundhash else {}
        lossless = file.codec in LOSSLESS
        return FileQuality(
            codec=file.codec,
            lossless=lossless,
            bitrate=song.bitrate,
            samplerate=file.samplerate,
            channels=file.channels,
            filesize=file.filesize,
            tags=len(store.songs.metadata(songid)),
            duration=values.duration,
            cutoff=_number(numbers, "lossless.cutoff"),
            fake=(numbers["lossless.verdict"] == "lossy") if lossless and "lossless.verdict" in numbers else None,
            clipping=_number(numbers, "level.clipped"),
            truepeak=values.truepeak,
            decodeerrors=values.decodeerrors,
            truncated=values.truncated,
        )

    def _numbers(self, soundhash: str) -> Numbers:
        # NumPy and HDF5 are loaded when somebody looks at duplicates.
        from musicdb.analysis.results import Key, Results  # noqa: PLC0415
        from musicdb.insight.values import numbers_of  # noqa: PLC0415

        results, found = Results(self._directory), Numbers()
        for heard in self._store.analyses.heard_by(soundhash):
            if heard.processor in _HEARD:
                key = Key(soundhash, heard.processor, heard.version, heard.parameters)
                try:
                    found |= numbers_of(results.get(key))
                except (ResultsError, OSError):
                    continue
        return found


class _Question(msgspec.Struct, frozen=True):
    """Something a file has more or less of. `least` is the smallest difference that counts, or ratio if above 1."""

    ask: Ask
    tell: Callable[[FileQuality, FileQuality], str]
    least: float


def compare(first: FileQuality, second: FileQuality) -> tuple[int, tuple[str, ...]]:
    """Which is better (1 the first, 2 the second, 0 neither), and why, in sentences for people."""
    better, reasons = 0, []
    for winner, reason in _differences(first, second):
        better = better or winner
        reasons.append(f"{'First' if winner == 1 else 'Second'}: {reason}.")
    for name, one in (("First", first), ("Second", second)):
        if one.fake:
            reasons.append(
                f"{name}: it is {_codec(one)}, but was made of something lossy: above {_khz(one)} kHz is nothing."
            )
    return better, tuple(reasons)


def _differences(first: FileQuality, second: FileQuality) -> Iterator[tuple[int, str]]:
    for question in _QUESTIONS:
        one, other = question.ask(first), question.ask(second)
        if one is None or other is None:
            continue
        differ = (
            max(one, other) >= question.least * min(one, other)
            if question.least == _RATIO
            else abs(one - other) >= question.least
        )
        if not differ or one == other:
            continue
        pair = (first, second) if one > other else (second, first)
        yield (1 if one > other else 2), question.tell(*pair)


def _minus(flag: bool | None) -> float | None:  # noqa: FBT001 -- it is a value, not a switch
    return None if flag is None else -float(flag)


def _worth(one: FileQuality) -> float | None:
    """Bits per second of MP3 that sound as good. Of lossless files the rate tells nothing."""
    return None if one.lossless or not one.bitrate else one.bitrate * _EFFICIENCY.get(one.codec, 1.0)


def _rate(one: FileQuality) -> str:
    return f"{_codec(one)} with {one.bitrate / 1000:.0f} kbit/s"


def _codec(one: FileQuality) -> str:
    return one.codec.upper() if one.codec not in {"opus", "vorbis"} else one.codec.capitalize()


def _khz(one: FileQuality) -> str:
    return f"{(one.cutoff or 0) / 1000:.1f}"


def _length(one: FileQuality) -> float:
    return one.duration or 0.0


def _number(numbers: Numbers, name: str) -> float | None:
    value = numbers.get(name)
    return value if isinstance(value, float) else None


_QUESTIONS: Final = (
    _Question(lambda one: _minus(one.truncated), lambda *_: "the other ends early", 1),
    _Question(
        lambda one: _minus(bool(one.decodeerrors)),
        lambda _, worse: f"the other is damaged ({worse.decodeerrors} errors)",
        1,
    ),
    _Question(
        lambda one: one.lossless and not one.fake,
        lambda better, worse: f"{_codec(better)} is lossless, {_codec(worse)} is not",
        1,
    ),
    _Question(
        lambda one: one.duration,
        lambda better, worse: f"it is {_length(better) - _length(worse):.0f} s longer",
        _SECONDS,
    ),
    _Question(
        lambda one: one.cutoff,
        lambda better, worse: f"it reaches up to {_khz(better)} kHz, the other to {_khz(worse)} kHz",
        _HERTZ,
    ),
    _Question(
        lambda one: None if one.clipping is None else -one.clipping,
        lambda better, worse: f"it clips {better.clipping:.0f} times, the other {worse.clipping:.0f} times",
        _CLIPPED,
    ),
    _Question(_worth, lambda better, worse: f"{_rate(better)} against {_rate(worse)}", _RATIO),
    _Question(
        lambda one: one.channels,
        lambda better, worse: f"it has {better.channels} channels, the other {worse.channels}",
        1,
    ),
    _Question(
        lambda one: one.samplerate, lambda better, worse: f"{better.samplerate:,} Hz against {worse.samplerate:,} Hz", 1
    ),
    _Question(
        lambda one: one.tags,
        lambda better, worse: f"its tags say {better.tags} things, those of the other {worse.tags}",
        1,
    ),
)
