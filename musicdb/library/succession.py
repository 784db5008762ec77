"""A file that is gone, and one with the same recording that has come: the song stays what it is, and has the new file.

So history survives when somebody replaces MP3 by FLAC by hand. It is done only when there is no doubt which song it
was: exactly one song of a recording has lost its file, and exactly one is new. It is a change that can be undone.
"""

import logging

from musicdb.bus import Bus
from musicdb.errors import MusicDBError
from musicdb.ids import SongId
from musicdb.library.duplicating import Decider
from musicdb.library.paths import MusicDirectory
from musicdb.model.events import CachesChanged
from musicdb.model.records import Song
from musicdb.store.store import Store

log = logging.getLogger(__name__)


class Succession:
    """Looks at recordings of several songs, after songs were compared."""

    def __init__(self, store: Store, bus: Bus, music: MusicDirectory, decider: Decider) -> None:
        self._store = store
        self._bus = bus
        self._music = music
        self._decider = decider

    def follow(self) -> None:
        """Gives songs whose files are gone the new ones. What does not work is told in the log, and left."""
        followed = False
        for songids in self._store.recordings.shared():
            songs = [self._store.songs.get(songid) for songid in songids]
            gone = [song for song in songs if self._music.is_gone(song.path)]
            new = [song for song in songs if song not in gone and self._is_new(song)]
            if len(gone) != 1 or len(new) != 1:
                continue
            try:
                self._decider.replace(gone[0], new[0], stay=True)
                followed = True
            except MusicDBError as error:
                log.warning("“%s” cannot take the place of “%s”: %s", new[0].path, gone[0].path, error.message)
        if followed:
            self._bus.publish(CachesChanged())

    def _is_new(self, song: Song) -> bool:
        """Whether nobody has heard or said anything about a song."""
        untouched = not (song.likes or song.dislikes or song.favorite or song.lastplayed)
        return untouched and not self._store.playedsongs.history(1, songid=SongId(song.id))
