"""The sound space of the catalogue, in step with it: loaded when it is asked for, then only what has changed."""

import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from musicdb.bus import Bus
from musicdb.ids import SongId
from musicdb.model.analysis import SongsAnalyzed
from musicdb.model.events import CachesChanged
from musicdb.store.store import Store

if TYPE_CHECKING:
    from musicdb.insight.soundspace import SoundSpace

_AT_ONCE: Final = 4096


class Surroundings:
    """Who asks, asks inside of `known`. For any thread."""

    def __init__(self, store: Store, bus: Bus) -> None:
        self._store = store
        self._asking = threading.Lock()
        self._noting = threading.Lock()
        self._space: SoundSpace | None = None
        self._sounds: dict[SongId, str] = {}
        self._songs: defaultdict[int, list[SongId]] = defaultdict(list)
        self._everything = True
        self._analyzed: set[SongId] = set()
        bus.subscribe(SongsAnalyzed, self._note)
        bus.subscribe(CachesChanged, self._note_everything)

    @contextmanager
    def known(self) -> Iterator["SoundSpace"]:
        """The space as it is now, for one who asks at a time."""
        with self._asking:
            yield self._refreshed()

    def row(self, songid: SongId) -> int | None:
        """Where a song is, inside of `known`; None when nobody has heard it yet, or there is nothing to hear."""
        soundhash = self._sounds.get(songid)
        return None if soundhash is None or self._space is None else self._space.row(soundhash)

    def songs(self, row: int) -> Sequence[SongId]:
        """The songs that sound like a row, inside of `known`. None for sounds that have left the catalogue."""
        return self._songs.get(row, ())

    def _note(self, event: SongsAnalyzed) -> None:
        with self._noting:
            self._analyzed.update(event.songids)

    def _note_everything(self, _event: CachesChanged) -> None:
        with self._noting:
            self._everything = True

    def _refreshed(self) -> "SoundSpace":
        if self._space is None:
            from musicdb.insight.soundspace import SoundSpace  # noqa: PLC0415 -- loads NumPy

            self._space = SoundSpace()
        with self._noting:
            everything, analyzed = self._everything, self._analyzed
            self._everything, self._analyzed = False, set()
        try:
            if everything or analyzed:
                self._take(self._space, everything=everything, analyzed=analyzed)
        except BaseException:
            self._note_everything(CachesChanged())
            raise
        return self._space

    def _take(self, space: "SoundSpace", *, everything: bool, analyzed: set[SongId]) -> None:
        embeddings = self._store.embeddings
        sounds = embeddings.sounds(None if everything else analyzed)
        heard = {sounds[songid] for songid in analyzed & sounds.keys()}
        wanted = sorted({one for one in sounds.values() if one not in space} | heard)
        for begin in range(0, len(wanted), _AT_ONCE):
            space.put(embeddings.get(wanted[begin : begin + _AT_ONCE]))
        if everything:
            self._sounds, self._songs = {}, defaultdict(list)
        for songid, soundhash in sounds.items():
            before, row = self.row(songid), space.row(soundhash)
            self._sounds[songid] = soundhash
            if before is not None:
                self._songs[before].remove(songid)
            if row is not None:
                self._songs[row].append(songid)
