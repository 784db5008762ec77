"""What is known about the sound of a song, and how far the analysis of all songs has come."""

from enum import IntEnum, StrEnum

import msgspec

from musicdb.ids import SongId, VideoId

BLOCK_FLOOR = -70.0
"""In LUFS: where a distribution of loudness begins."""
BLOCK_STEP = 0.25
"""In LU. A distribution counts the blocks of 400 ms (BS.1770-4) in each step: uint32, packed by zlib."""
BLOCK_STEPS = 320


class Priority(IntEnum):
    """Who comes first: what came in just now, then what a person asked for, then everything else."""

    NEW = 0
    ASKED = 1
    BACKLOG = 2


class AnalysisState(StrEnum):
    """What is going on with a song. `unknown`: nobody listened to it yet, and nobody is about to."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class SoundValues(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was measured of a sound. What is not known is missing.

    `duration`, `cuein` and `cueout` in seconds; `bpm` in beats per minute, `tempoconfidence` and `keyconfidence` and
    `energy` from 0 to 1; `key` as in "A minor"; `loudness` in LUFS (EBU R 128), `range` in LU, `truepeak` in dBTP;
    `trackgain` and `albumgain` in dB (ReplayGain 2), peaks with full scale as 1. `decodeerrors` counts complaints of
    the decoder, and `truncated` tells that the file ends early.
    """

    duration: float | None = None
    bpm: float | None = None
    tempoconfidence: float | None = None
    key: str | None = None
    keyconfidence: float | None = None
    loudness: float | None = None
    range: float | None = None
    truepeak: float | None = None
    trackgain: float | None = None
    trackpeak: float | None = None
    albumgain: float | None = None
    albumpeak: float | None = None
    energy: float | None = None
    cuein: float | None = None
    cueout: float | None = None
    decodeerrors: int | None = None
    truncated: bool | None = None


class SoundFeatures(msgspec.Struct, frozen=True):
    """What is kept of a sound besides its values, little-endian; None: not known.

    `embedding` is float32, `fingerprint` uint32; `blocks` is the distribution of loudness.
    """

    embedding: bytes | None = None
    fingerprint: bytes | None = None
    blocks: bytes | None = None


class HeardBy(msgspec.Struct, frozen=True, order=True):
    """A processor in one version, with its parameters as JSON in canonical form: what need not be done again."""

    processor: str
    version: str
    parameters: str


class SongAnalysis(msgspec.Struct, frozen=True):
    """How far a song is, what was measured, and why it failed if it did. `progress` from 0 to 1 while it runs.

    All that was told about its sound is kept under the `soundhash`, which songs that sound the same have in common.
    """

    songid: SongId
    state: AnalysisState
    values: SoundValues
    soundhash: str | None = None
    progress: float | None = None
    reason: str | None = None


class SoundMap(msgspec.Struct, frozen=True):
    """Some values of many songs, to be drawn: one entry of each list for each song. Units are those of SoundValues."""

    songids: list[SongId]
    bpm: list[float | None]
    loudness: list[float | None]
    energy: list[float | None]
    key: list[str | None]


class AnalysisFailure(msgspec.Struct, frozen=True):
    """A song that could not be analyzed. `failed` in unix seconds, `attempts` counts how often it was tried."""

    songid: SongId
    path: str
    reason: str
    attempts: int
    failed: int


class RunningAnalysis(msgspec.Struct, frozen=True):
    """A song that is being listened to. `progress` from 0 to 1."""

    songid: SongId
    path: str
    progress: float


class AnalysisProgress(msgspec.Struct, frozen=True):
    """How far the analysis is. It is `paused` by a person, or `held` by circumstances, which `reason` tells.

    `waiting` and `failed` count songs; `done` those since there was something to do; `running` are those in hand.
    """

    paused: bool
    held: bool
    reason: str | None
    waiting: int
    done: int
    failed: int
    running: list[RunningAnalysis]


class SongsAnalyzed(msgspec.Struct, frozen=True):
    """Songs that were analyzed just now."""

    songids: list[SongId]


class VideosAnalyzed(msgspec.Struct, frozen=True):
    """Videos whose sound was heard just now."""

    videoids: list[VideoId]


class AnalysisFailed(msgspec.Struct, frozen=True):
    """A song that could not be analyzed, and why."""

    songid: SongId
    reason: str


class AnalysisVersion(msgspec.Struct, frozen=True):
    """The digest of the default preset when it was described last: what is heard by that is done."""

    digest: str = ""


class AnalysisSwitch(msgspec.Struct, frozen=True):
    """Whether somebody paused the analysis. Survives a restart."""

    ispaused: bool = False


class Waveform(msgspec.Struct, frozen=True):
    """The lowest and the highest sample for each pixel, from -127 to 127. Times in seconds."""

    songid: SongId
    start: float
    stop: float
    duration: float
    minimum: list[int]
    maximum: list[int]
