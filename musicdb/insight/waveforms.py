"""Outlines of songs, from the peaks that were kept when they were heard: reads only what is drawn."""

import threading
from collections import OrderedDict
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from musicdb.analysis.peaks import FULL_SCALE, LEVELS, PROCESSOR, Peaks, drawn, peaks, signposts
from musicdb.analysis.places import path_of
from musicdb.errors import BadArgumentError, NotAnalyzedError
from musicdb.ids import SongId
from musicdb.media.listening import LISTENING_RATE
from musicdb.model.analysis import HeardBy, Waveform
from musicdb.store.store import Store

if TYPE_CHECKING:
    from musicdb.analysis.results import Results

_SCALE = 127
_MOST_DRAWN: Final = 64
"""How many outlines are remembered: all clients draw the songs that play now, mostly in the same sizes."""

_Drawn = tuple[list[int], list[int]]


class Waveforms:
    """Reads the shelf of results: by its signposts, and else by HDF5, which takes half a second to load."""

    def __init__(self, store: Store, directory: Path) -> None:
        self._store = store
        self._directory = directory
        self._results: Results | None = None
        self._drawn: OrderedDict[tuple[object, ...], _Drawn] = OrderedDict()
        self._lock = threading.Lock()

    def draw(self, songid: SongId, start: float, stop: float | None, pixels: int) -> Waveform:
        """The outline of a stretch; without `stop`, to the end.

        :raises NotFoundError: when there is no such song.
        :raises NotAnalyzedError: when nobody has heard it yet, or what was kept is gone.
        :raises BadArgumentError: when there is no such stretch in it.
        """
        with self._store.read():
            name = self._store.songs.get(songid).name
            soundhash = self._store.analyses.soundhash_of_song(songid)
            known = sorted(self._store.analyses.heard_by(soundhash)) if soundhash else []
            duration = self._store.analyses.values(songid).duration
        heard = next((one for one in known if one.processor == PROCESSOR), None)
        if soundhash is None or heard is None or duration is None:
            raise NotAnalyzedError(f"Nobody has listened to “{name}” yet. Analyze it first.")
        end = duration if stop is None else min(stop, duration)
        if start >= end:
            raise BadArgumentError(f"The stretch from {start:g} to {end:g} seconds is not in “{name}”.")
        low, high = self._remembered(soundhash, heard, (start, end), pixels)
        if not low:
            raise NotAnalyzedError(f"What was kept about “{name}” is gone. Analyze it again.")
        return Waveform(songid, start, end, duration, low, high)

    def _remembered(self, soundhash: str, heard: HeardBy, stretch: tuple[float, float], pixels: int) -> _Drawn:
        key = (soundhash, heard, stretch, pixels)
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        drawn = self._read(soundhash, heard, stretch, pixels)
        with self._lock:
            if drawn[0]:
                self._drawn[key] = drawn
            if len(self._drawn) > _MOST_DRAWN:
                self._drawn.popitem(last=False)
        return drawn

    def _read(self, soundhash: str, heard: HeardBy, stretch: tuple[float, float], pixels: int) -> _Drawn:
        start, stop = stretch
        fitting = {name: step / LISTENING_RATE for name, step in LEVELS.items()}
        enough = [name for name, step in fitting.items() if (stop - start) / step >= pixels]
        level = max(enough, key=fitting.__getitem__) if enough else min(fitting, key=fitting.__getitem__)
        places = [(start + (stop - start) * pixel / pixels) / fitting[level] for pixel in range(pixels + 1)]
        first, after = int(places[0]), ceil(places[-1])
        read = self._posted(soundhash, heard, level, (first, after)) or self._kept(
            soundhash, heard, level, (first, after)
        )
        if read is None:
            # The next time it is heard by everybody.
            self._store.analyses.forget(soundhash)
            return [], []
        count = len(read[0])
        low, high = drawn(read, [*(min(int(place) - first, count - 1) for place in places[:-1]), count])
        return [round(one / FULL_SCALE * _SCALE) for one in low], [round(one / FULL_SCALE * _SCALE) for one in high]

    def _posted(self, soundhash: str, heard: HeardBy, level: str, rows: tuple[int, int]) -> Peaks | None:
        path = path_of(self._directory, soundhash)
        try:
            posts = signposts(path, heard.version)
            levels = [] if posts is None else [one for one in posts.levels if one.step == LEVELS[level]]
            return peaks(path, levels[0], *rows) if levels else None
        except OSError:
            # HDF5 says what is wrong with the file.
            return None

    def _kept(self, soundhash: str, heard: HeardBy, level: str, rows: tuple[int, int]) -> Peaks | None:
        from musicdb.analysis.results import Key  # noqa: PLC0415

        key = Key(soundhash, heard.processor, heard.version, heard.parameters)
        result = self._shelf().rows(key, level, *rows)
        if result is None or not len(result.data):
            return None
        return result.data[:, 0].tolist(), result.data[:, 1].tolist()

    def _shelf(self) -> "Results":
        if self._results is None:
            from musicdb.analysis.results import Results  # noqa: PLC0415

            self._results = Results(self._directory)
        return self._results
