"""Songs with known samples, and small fakes of the faces the player has to the rest of the house."""

import select
import subprocess
from collections.abc import Sequence
from pathlib import Path

import imageio_ffmpeg
import numpy

from musicdb.errors import MusicDBError, NotFoundError
from musicdb.ids import AlbumId, SongId
from musicdb.media.gapless import sound_length
from musicdb.model.queue import QueueEntry
from musicdb.model.stream import StreamSound
from musicdb.playback.decoding import Decoder
from musicdb.playback.loudness import Loudness
from musicdb.playback.resampling import Sound, silence
from musicdb.playback.sources import SongSource
from musicdb.playback.track import Decodes
from musicdb.playback.turntable import Turntable

FFMPEG = Path(imageio_ffmpeg.get_ffmpeg_exe())
PATIENCE = 20.0


def sine(frames: int, rate: int = 48_000, frequency: float = 440.0, first: int = 0) -> Sound:
    """A sine, exact in 16 bits, the same in both channels. `first` says with which sample it begins."""
    wave = 0.5 * numpy.sin(2 * numpy.pi * frequency * numpy.arange(first, first + frames) / rate)
    exact = (numpy.round(wave * 32768) / 32768).astype(numpy.float32)
    return numpy.repeat(exact[:, None], 2, axis=1)


def write_sound(path: Path, sound: Sound, rate: int, *options: str) -> Path:
    """Encodes sound by the extension of the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    source = ["-f", "f32le", "-ar", str(rate), "-ac", str(sound.shape[1]), "-i", "pipe:0"]
    command = [str(FFMPEG), "-v", "error", "-y", *source, *options, str(path)]
    subprocess.run(command, input=sound.astype("<f4").tobytes(), check=True)
    return path


def decibels(error: Sound, of: Sound) -> float:
    """How much weaker the error is than the sound, in dB."""
    power = float(numpy.mean(numpy.square(error, dtype=numpy.float64)))
    return 10 * float(numpy.log10(max(power, 1e-20) / numpy.mean(numpy.square(of, dtype=numpy.float64))))


class Clock:
    """Time goes on when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Line:
    """The face of the queue: entries with the ids of their songs, the current one first."""

    def __init__(self, *songids: int) -> None:
        self.entries = [QueueEntry(f"e{number}", SongId(songid), False) for number, songid in enumerate(songids)]  # noqa: FBT003
        self.positions: dict[str, float] = {}

    def current(self) -> QueueEntry | None:
        return next(iter(self.entries), None)

    def upcoming(self, count: int) -> Sequence[QueueEntry]:
        return self.entries[1 : count + 1]

    def next_song(self, finished: str | None = None) -> QueueEntry | None:
        if self.entries and finished in {None, self.entries[0].entryid}:
            del self.entries[0]
        return self.current()

    def position(self, entryid: str) -> float:
        return self.positions.get(entryid, 0.0)

    def set_position(self, entryid: str, seconds: float) -> None:
        self.positions[entryid] = seconds


class Songs:
    """The face of the sources: files by the id of their song. `away` is raised instead of an answer."""

    def __init__(self) -> None:
        self.known: dict[int, SongSource] = {}
        self.away: MusicDBError | None = None

    def add(self, path: Path, playtime: float = 0.0, album: int = 0, loudness: Loudness | None = None) -> int:
        songid = len(self.known) + 1
        self.known[songid] = SongSource(
            songid=SongId(songid),
            albumid=AlbumId(album or songid),
            path=path,
            title=path.stem,
            playtime=playtime,
            loudness=loudness or Loudness(),
            length=sound_length(path),
        )
        return songid

    def find(self, songid: SongId) -> SongSource:
        if self.away is not None:
            raise self.away
        if songid not in self.known:
            raise NotFoundError("There is no such song.")
        return self.known[songid]


class Notes:
    """The face of the reports: what was told, in its order."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def began(self, source: SongSource) -> None:
        self.told.append(("began", source.title))

    def heard(self, entry: QueueEntry) -> None:
        self.told.append(("heard", entry.entryid))

    def skipped(self, entry: QueueEntry, reason: str) -> None:
        self.told.append(("skipped", f"{entry.songid}: {reason}"))

    def interrupted(self, reason: str) -> None:
        self.told.append(("interrupted", reason))

    def words(self) -> list[str]:
        return [word for word, _ in self.told]


class Desk:
    """A turntable with everything it is connected to."""

    def __init__(self, sound: StreamSound | None = None) -> None:
        self.clock = Clock()
        self.songs = Songs()
        self.queue = Line()
        self.notes = Notes()
        self.opened: list[Path] = []
        self.turntable = Turntable(self.queue, self.songs, self._open, self.notes, self.clock, sound or StreamSound())

    def line_up(self, *songids: int) -> None:
        self.queue.entries = Line(*songids).entries

    def play(self, *paths: Path) -> None:
        self.line_up(*(self.songs.add(path) for path in paths))

    def _open(self, source: SongSource, start: float) -> Decodes:
        self.opened.append(source.path)
        return Decoder(FFMPEG, source.path, start, source.length)

    def pull(self, frames: int) -> Sound | None:
        """So many samples, waiting for the decoder; None when there is none to wait for."""
        while True:
            sound = self.turntable.pull(frames)
            if sound is not None:
                return sound
            descriptor, _ = self.turntable.waiting_for
            if descriptor is None:
                return None
            assert select.select([descriptor], [], [], PATIENCE)[0]

    def pull_all(self, piece: int = 4800) -> Sound:
        """Everything up to the end of the queue, but for an incomplete last piece."""
        pieces = [silence(0)]
        while (sound := self.pull(piece)) is not None:
            pieces.append(sound)
        return numpy.concatenate(pieces)
