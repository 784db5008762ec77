"""What the player needs of the rest of the house."""

from collections.abc import Sequence
from typing import Protocol

from musicdb.ids import SongId
from musicdb.model.queue import QueueEntry
from musicdb.playback.sources import SongSource


class Queue(Protocol):
    """The song queue."""

    def current(self) -> QueueEntry | None:
        """What is to be played."""

    def upcoming(self, count: int) -> Sequence[QueueEntry]:
        """What is to be played next."""

    def next_song(self, finished: str | None = None) -> QueueEntry | None:
        """Goes on to the next entry, if the finished one is still the current one."""

    def position(self, entryid: str) -> float:
        """How much of an entry was played, in seconds."""

    def set_position(self, entryid: str, seconds: float) -> None:
        """Keeps how much of an entry was played."""


class FindsSongs(Protocol):
    """Where songs come from."""

    def find(self, songid: SongId) -> SongSource:
        """A song. Raises MusicUnavailableError when all of them are away, another MusicDBError when this one is."""


class Reports(Protocol):
    """Who wants to know what happens on the turntable."""

    def began(self, source: SongSource) -> None:
        """A song begins, or goes on at another place."""

    def heard(self, entry: QueueEntry) -> None:
        """A song was heard completely."""

    def skipped(self, entry: QueueEntry, reason: str) -> None:
        """A song cannot be played."""

    def interrupted(self, reason: str) -> None:
        """Nothing can be played at the moment; it will be tried again."""
