"""Tells everybody what happens on the turntable, and the history what was heard."""

import logging
from collections.abc import Callable

from musicdb.bus import Bus
from musicdb.errors import MusicDBError
from musicdb.ids import SongId
from musicdb.model.events import AudioStreamChanged, AudioStreamInterrupted, SongSkipped
from musicdb.model.queue import QueueEntry
from musicdb.playback.sources import SongSource

log = logging.getLogger(__name__)

Heard = Callable[[SongId, bool], None]
"""Keeps the history: a song was heard to its end, and whether Randy had chosen it."""


class BusReports:
    """Publishes on the bus. `title` is what is heard at the moment."""

    def __init__(self, bus: Bus, heard: Heard) -> None:
        self.title = ""
        self._bus = bus
        self._heard = heard

    def began(self, source: SongSource) -> None:
        """A song begins, or goes on at another place."""
        self.title = source.title
        self._bus.publish(AudioStreamChanged())

    def heard(self, entry: QueueEntry) -> None:
        """A song was heard completely."""
        try:
            self._heard(entry.songid, entry.israndom)
        except MusicDBError as error:
            log.warning("The history does not know that song %d was heard: %s", entry.songid, error.message)

    def skipped(self, entry: QueueEntry, reason: str) -> None:
        """A song cannot be played."""
        log.warning("Song %d cannot be played: %s", entry.songid, reason)
        self._bus.publish(SongSkipped(entry.entryid, entry.songid, reason))

    def interrupted(self, reason: str) -> None:
        """Nothing can be played at the moment."""
        log.warning("The music waits: %s", reason)
        self._bus.publish(AudioStreamInterrupted(reason))
