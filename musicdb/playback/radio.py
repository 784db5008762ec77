"""The radio: Randy with a station. While one is on, he chooses songs that go with a song, an album or a tag.

He obeys his constraints and leaves alone what was queued lately, as far as there is something else. When the station
has nothing to say, he chooses as ever, so that the music goes on. A station survives a restart.
"""

import logging
import random
import time
from collections.abc import Callable, Collection, Sequence
from typing import Final

from musicdb.errors import MusicDBError
from musicdb.ids import AlbumId, SongId
from musicdb.model.queue import Choice, RadioStation
from musicdb.playback.blacklists import BlackLists, enough_for
from musicdb.playback.randy import Randy
from musicdb.store.candidates import Candidate
from musicdb.store.store import Store

log = logging.getLogger(__name__)

Tune = Callable[[RadioStation, int, Collection[SongId]], Sequence[SongId]]
"""Finds so many songs for a station, without some, the most fitting first."""

_HEARD: Final = 60
_PROPOSED: Final = 40
_DRAWN: Final = 5
"""One of so many is drawn, so that a station is not the same every evening; the first has the best chance."""
_HOUR: Final = 3600


class Radio(Randy):
    """Chooses. `tune` finds songs for a station."""

    def __init__(
        self,
        store: Store,
        tune: Tune,
        generator: random.Random | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(store, generator, clock)
        self._tune = tune

    def choose(self, albumid: AlbumId | None = None) -> Choice | None:
        """A song of the station, if one is on and no album is asked for; else as Randy does."""
        station = self._store.settings.load(RadioStation)
        choice = self._tuned(station) if albumid is None and station.is_on else None
        return choice or super().choose(albumid)

    def _tuned(self, station: RadioStation) -> Choice | None:
        with self._store.read():
            configuration = self._configuration()
            lists = configuration.blacklists
            since = int(self._clock()) - lists.max_age * _HOUR
            recent = self._store.recentsongs.newest(since, max(_HEARD, enough_for(lists)))
            queued = self._store.queuedsongs.songids()
            try:
                proposed = self._tune(station, _PROPOSED, {*queued, *(song.songid for song in recent[:_HEARD])})
            except MusicDBError as error:
                log.warning("The radio has no song, Randy chooses: %s", error.message)
                return None
            albums = sorted({one.album.id for one in self._store.placedsongs.get(proposed).values()})
            allowed = self._store.candidates.of_albums(albums, configuration.constraints, any_length=False)
            by_id = {song.songid: song for song in allowed}
            blacklists = BlackLists(lists, recent, queued)
        songs = [by_id[songid] for songid in proposed if songid in by_id]
        # The order of the station stays, but what Randy leaves alone comes last.
        songs.sort(key=lambda song: len(blacklists.broken_rules(song)))
        return self._drawn(songs, blacklists) if songs else None

    def _drawn(self, songs: Sequence[Candidate], blacklists: BlackLists) -> Choice:
        fewest = len(blacklists.broken_rules(songs[0]))
        best = [song for song in songs if len(blacklists.broken_rules(song)) == fewest][:_DRAWN]
        weights = [1 / (1 + place) for place in range(len(best))]
        (place,) = self._random.choices(range(len(best)), weights)
        return Choice(
            songid=best[place].songid,
            weight=round(weights[place], 3),
            factors={"radio": round(weights[place], 3)},
            constraints=("Radio",),
            relaxed=tuple(blacklists.broken_rules(best[place])),
            candidates=len(best),
            albums=len({song.albumid for song in songs}),
        )
