"""What was told about sounds, for people and programs: as numbers, as pictures, as files; and the sound itself.

Everything is bounded: how many numbers one answer holds, how large a picture is, how long an excerpt.
"""

import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from musicdb.errors import BadArgumentError, NotAnalyzedError, NotFoundError
from musicdb.ids import ResultId, SongId
from musicdb.media.drawings import png
from musicdb.media.excerpts import flac_excerpt
from musicdb.model.observations import ResultPart, Vector
from musicdb.store.heardsounds import HeardSound
from musicdb.store.store import Store

if TYPE_CHECKING:
    from musicdb.analysis.result import Result
    from musicdb.analysis.results import Key, Results

MOST_NUMBERS = 200_000
"""So many numbers one answer holds at most."""
LONGEST_EXCERPT = 1800.0
"""In seconds."""


class Drawing(msgspec.Struct, frozen=True):
    """What is to be seen: the time from `start` to `stop` (seconds; None: to the end), and the size in pixels."""

    start: float
    stop: float | None
    width: int
    height: int
    colors: dict[str, str]


class Observations:
    """Reads the shelf of results. `locate` finds the file of a song. For any thread; loads NumPy when it is used."""

    def __init__(self, store: Store, directory: Path, ffmpeg: Path, locate: Callable[[str], Path]) -> None:
        self._store = store
        self._directory = directory
        self._ffmpeg = ffmpeg
        self._locate = locate

    def parts(self, heard: HeardSound) -> list[ResultPart]:
        """What a processor told: each result without its numbers.

        :raises NotAnalyzedError: when what was kept is gone.
        """
        return [
            ResultPart(
                one.id, one.name, one.unit, one.description, one.data_mode, one.time_mode, list(one.data.shape)
            )
            for one in self._read(heard)
        ]  # fmt: skip

    def vector(self, heard: HeardSound, name: str, start: float, stop: float | None) -> Vector:
        """The numbers of a result in a stretch of time (seconds), as many as fit into one answer.

        :raises NotFoundError: when there is no such result.
        :raises NotAnalyzedError: when what was kept is gone.
        """
        key = self._key(heard)
        head = self._shelf.rows(key, name, 0, 1)
        if head is None:
            raise self._missing(heard, name)
        columns = max(1, head.data[:1].size)
        first, after = 0, None
        if head.frame is not None:
            step = head.frame.stepsize / head.frame.samplerate
            first = max(0, int((start - head.audio.start) / step))
            after = first + max(1, MOST_NUMBERS // columns)
        result = self._shelf.rows(key, name, first, after if after is not None else 2**31)
        return _vector(result or head, start, stop, max(1, MOST_NUMBERS // columns))

    def picture(self, heard: HeardSound, name: str, drawing: Drawing) -> bytes:
        """A result as PNG: a curve, an image, events or segments, whatever fits.

        :raises NotFoundError: when there is no such result.
        :raises BadArgumentError: when it cannot be drawn, or not like this.
        """
        from musicdb.analysis.graphers.table import Layer, fitting  # noqa: PLC0415 -- loads NumPy

        found = next((one for one in self._read(heard) if one.id == name), None)
        if found is None:
            raise self._missing(heard, name)
        grapher = fitting(found)
        if grapher is None:
            raise BadArgumentError(f"“{name}” is one value for the whole song; there is nothing to draw.")
        return self._drawn([Layer(grapher, (found,))], drawing)

    def visual(self, songid: SongId, grapher: str, drawing: Drawing) -> bytes:
        """A song as PNG, by a grapher.

        :raises NotFoundError: when there is no such song or grapher.
        :raises NotAnalyzedError: when nobody has heard what it needs.
        :raises BadArgumentError: when the time or the size cannot be.
        """
        from musicdb.analysis.graphers.table import Layer, load  # noqa: PLC0415 -- loads NumPy

        known = load().known.get(grapher)
        if known is None:
            raise NotFoundError(f"There is no grapher “{grapher}”. There are: {', '.join(load().known)}.")
        if not known.needs:
            raise BadArgumentError(f"The grapher “{grapher}” draws a single result; ask for the image of that.")
        heard = self.of_song(songid)
        results: list[Result] = []
        for processor in known.needs:
            one = next((one for one in heard if one.processor == processor), None)
            if one is None:
                raise NotAnalyzedError(f"The grapher “{grapher}” needs the processor {processor}; let it listen first.")
            results += self._read(one)
        return self._drawn([Layer(grapher, tuple(results))], drawing)

    def export(self, heard: HeardSound, names: Sequence[str], name: str, file: IO[bytes]) -> None:
        """Writes results, or all that fit, in a format.

        :raises NotFoundError: when there is no such result.
        :raises ResultsError: when there is no such format, or it cannot tell one of them.
        """
        from musicdb.analysis.exports.table import FORMATS, export  # noqa: PLC0415 -- loads NumPy

        known = self._read(heard)
        missing = set(names) - {one.id for one in known}
        if missing:
            raise self._missing(heard, min(missing))
        chosen = [one for one in known if one.id in names] if names else known
        if not names and name in FORMATS:
            chosen = [one for one in known if FORMATS[name].takes(one)]
            chosen = chosen if FORMATS[name].several else chosen[:1]
        export(chosen, name, file)

    def excerpt(self, songid: SongId, start: float, stop: float | None) -> Path:
        """A stretch of a song as FLAC, in a temporary file that belongs to whoever asks. Blocks for ffmpeg.

        :raises NotFoundError: when there is no such song, or its file is gone.
        :raises BadArgumentError: when there is no such stretch.
        """
        song = self._store.songs.get(songid)
        length = self._store.analyses.values(songid).duration or float(song.playtime + 1)
        end = length if stop is None else min(stop, length)
        if not 0 <= start < end or end - start > LONGEST_EXCERPT:
            raise BadArgumentError(
                f"From {start:g} to {end:g} seconds is no stretch of “{song.name}” of at most {LONGEST_EXCERPT:g} s."
            )
        source = self._locate(song.path)
        with tempfile.NamedTemporaryFile(prefix="musicdb-excerpt-", suffix=".flac", delete=False) as file:
            target = Path(file.name)
        try:
            flac_excerpt(source, target, self._ffmpeg, start, end - start)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return target

    def of_song(self, songid: SongId) -> list[HeardSound]:
        """What was told about a song.

        :raises NotFoundError: when there is no such song.
        """
        self._store.songs.get(songid)
        soundhash = self._store.analyses.soundhash_of_song(songid)
        return [] if soundhash is None else self._store.heardsounds.of_sound(soundhash)

    def of(self, resultid: ResultId) -> HeardSound:
        """A result. Raises NotFoundError."""
        return self._store.heardsounds.get(resultid)

    def _read(self, heard: HeardSound) -> "list[Result]":
        found = self._shelf.get(self._key(heard))
        if not found:
            # The next time it is heard by everybody.
            self._store.analyses.forget(heard.soundhash)
            raise NotAnalyzedError("What was kept is gone. Let the song be analyzed again.")
        return found

    @staticmethod
    def _key(heard: HeardSound) -> "Key":
        from musicdb.analysis.results import Key  # noqa: PLC0415 -- loads NumPy

        return Key(heard.soundhash, heard.processor, heard.version, heard.parameters)

    def _missing(self, heard: HeardSound, name: str) -> NotFoundError:
        there = ", ".join(one.id for one in self._read(heard))
        return NotFoundError(f"There is no result “{name}”. There are: {there}.")

    @staticmethod
    def _drawn(layers: Sequence[Any], drawing: Drawing) -> bytes:
        from musicdb.analysis.graphers.canvas import Theme, View  # noqa: PLC0415 -- loads NumPy
        from musicdb.analysis.graphers.table import draw  # noqa: PLC0415 -- loads NumPy

        audio = layers[0].results[0].audio
        stop = drawing.stop if drawing.stop is not None else audio.start + audio.duration
        view = View(width=drawing.width, height=drawing.height, start=drawing.start, stop=stop)
        picture = draw(layers, view, Theme(**drawing.colors))  # type: ignore[arg-type]
        return png(picture.tobytes(), view.width, view.height)

    @cached_property
    def _shelf(self) -> "Results":
        from musicdb.analysis.results import Results  # noqa: PLC0415 -- loads NumPy

        return Results(self._directory)


def _vector(result: "Result", start: float, stop: float | None, most: int) -> Vector:
    times, durations = result.times(), result.durations()
    chosen = times + durations >= start
    if stop is not None:
        chosen &= times <= stop
    places = chosen.nonzero()[0] if len(times) == len(result.data) else range(len(result.data))
    part = places[:most]
    end = result.audio.start + result.audio.duration
    covered = float(times[part[-1]] + durations[part[-1]]) if len(part) < len(places) else end
    if result.frame is not None and len(part) == most:
        covered = float(times[part[-1]]) + result.frame.stepsize / result.frame.samplerate
    confidence = result.confidence
    return Vector(
        id=result.id,
        name=result.name,
        unit=result.unit,
        datamode=result.data_mode,
        timemode=result.time_mode,
        times=times[part].tolist(),
        durations=durations[part].tolist(),
        values=result.data[part].tolist(),
        confidence=None if confidence is None or len(confidence) != len(result.data) else confidence[part].tolist(),
        axis=None if result.y_value is None else result.y_value.tolist(),
        labels=None if result.labels is None else {str(key): name for key, name in result.labels.label.items()},
        covered=min(covered, end) if stop is None else min(covered, stop, end),
    )
