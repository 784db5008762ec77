"""The song queue: what is played now and what comes next, the same for everybody, kept on disk at every change.

The first entry is the current one. Reading never changes anything. Each change is one transaction, so that the queue of
a server that was killed is the one before the change or the one after it. Events are published after the change.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

import msgspec

from musicdb.bus import Bus
from musicdb.errors import NotFoundError
from musicdb.ids import AlbumId, SongId
from musicdb.model.events import SongChanged, SongQueueChanged
from musicdb.model.queue import Choice, Position, QueueEntry
from musicdb.playback.places import move_entry, place_behind, require_entry
from musicdb.playback.randy import Randy
from musicdb.store.store import Store

log = logging.getLogger(__name__)

# The current song, and one more for whoever prepares the next song while the current one is played.
_ENOUGH = 2
_NAME = "song queue"


class SongQueue:
    """The queue of songs. Safe to use from any thread, but never inside a transaction of the caller."""

    def __init__(self, store: Store, bus: Bus, randy: Randy) -> None:
        self._store = store
        self._bus = bus
        self._randy = randy
        self._queue = store.queuedsongs

    def entries(self) -> list[QueueEntry]:
        """All entries, the current one first."""
        return self._queue.all()

    def current(self) -> QueueEntry | None:
        """The current entry; None when the queue is empty."""
        return next(iter(self._queue.first(1)), None)

    def upcoming(self, count: int) -> list[QueueEntry]:
        """The next `count` entries behind the current one."""
        return self._queue.first(count + 1)[1:]

    def position(self, entryid: str) -> float:
        """How much of an entry was played when it was told last, in seconds."""
        return self._queue.seconds_of(entryid)

    def set_position(self, entryid: str, seconds: float) -> None:
        """Keeps how much of an entry was played, in seconds. An entry that is gone is no mistake."""
        self._queue.set_seconds(entryid, max(0.0, seconds))

    def explain(self, entryid: str) -> tuple[SongId, Choice | None]:
        """The song of an entry, and why Randy chose it; None when a person chose it.

        :raises NotFoundError: when the entry is not in the queue.
        """
        found = self._queue.choice_of(entryid)
        if found is None:
            raise NotFoundError(f"There is no entry {entryid} in the {_NAME} any more.")
        songid, choice = found
        return songid, None if choice is None else msgspec.json.decode(choice, type=Choice)

    def add(self, songid: SongId, position: Position = "last", *, israndom: bool = False) -> QueueEntry:
        """Adds a song.

        :raises NotFoundError: when there is no such song.
        :raises BadArgumentError: when the position is none.
        """
        with self._changing():
            self._store.songs.get(songid)
            return self._insert([songid], position, israndom=israndom)[0]

    def add_album(self, albumid: AlbumId, position: Position, cd: int | None = None) -> list[QueueEntry]:
        """Adds the songs of an album, or of its CD with this index (0 is the first), without disabled and hated ones.

        :raises NotFoundError: when there is no such album.
        :raises BadArgumentError: when the position is none.
        """
        with self._changing():
            self._store.albums.get(albumid)
            songs = [
                song.id
                for song in self._store.songs.of_album(albumid)
                if not song.disabled and song.favorite >= 0 and (cd is None or max(song.cd, 1) - 1 == cd)
            ]
            return self._insert(songs, position)

    def add_songs(self, songids: Sequence[SongId], position: Position) -> list[QueueEntry]:
        """Adds songs in their order, without disabled and hated ones and those that are not in the catalogue.

        :raises BadArgumentError: when the position is none.
        """
        with self._changing():
            known = self._store.placedsongs.get(set(songids))
            wanted = [
                songid
                for songid in songids
                if (placed := known.get(songid)) and not placed.song.disabled and placed.song.favorite >= 0
            ]
            return self._insert(wanted, position)

    def add_random(self, position: Position, albumid: AlbumId | None = None) -> QueueEntry | None:
        """Adds a song Randy chooses, from the whole collection or from one album. None when he finds none.

        :raises BadArgumentError: when the position is none.
        """
        with self._changing():
            return self._insert_random(position, albumid)

    def move(self, entryid: str, afterid: str) -> None:
        """Puts an entry behind another one. When that one is gone by now, it comes directly behind the current one.

        :raises NotFoundError: when the entry is not in the queue.
        :raises BadArgumentError: when the entry is the current one, which stays where it is.
        """
        with self._changing():
            move_entry(self._queue, entryid, afterid, _NAME)

    def remove(self, entryid: str) -> None:
        """Takes an entry out. If it is the current one, the next one becomes current.

        :raises NotFoundError: when the entry is not in the queue.
        """
        with self._changing():
            require_entry(self._queue, entryid, _NAME)
            self._queue.remove(entryid)
            self._top_up()

    def next_song(self, finished: str | None = None) -> QueueEntry | None:
        """Drops the current entry, adds random songs where fewer than two entries are left, and gives the new current.

        With `finished` only that entry is dropped, and only if it is the current one: so a song that ends while a
        person removes it does not take the next one along. An empty queue is filled; None when Randy finds nothing.
        """
        with self._changing() as head:
            if head is not None and finished in {None, head}:
                self._queue.remove(head)
            self._top_up()
            return self.current()

    def clear(self) -> None:
        """Takes out all entries behind the current one. Randy adds the next song."""
        with self._changing():
            self._queue.remove_behind(place_behind(self._queue, "next"))
            self._top_up()

    def choose_anew(self) -> None:
        """Takes out what Randy chose behind the current entry, and lets him choose again."""
        with self._changing():
            for entry in self._queue.all()[1:]:
                if entry.israndom:
                    self._queue.remove(entry.entryid)
            self._top_up()

    @contextmanager
    def _changing(self) -> Iterator[str | None]:
        """One change of the queue. Gives the id of the entry that was current before, even if its song is gone."""
        with self._store.write():
            before = self._queue.head()
            self._drop_entries_without_song()
            yield before
            after = self._queue.head()
        self._bus.publish(SongQueueChanged())
        if before != after:
            self._bus.publish(SongChanged())

    def _drop_entries_without_song(self) -> None:
        for entry in self._queue.without_song():
            log.warning("Song %d is not in the catalogue any more; its entry left the song queue.", entry.songid)
            self._queue.remove(entry.entryid)

    def _top_up(self) -> None:
        for _ in range(_ENOUGH - len(self._queue.first(_ENOUGH))):
            if self._insert_random("last", None) is None:
                return

    def _insert_random(self, position: Position, albumid: AlbumId | None) -> QueueEntry | None:
        choice = self._randy.choose(albumid)
        if choice is None:
            return None
        return self._insert([choice.songid], position, israndom=True, choice=choice)[0]

    def _insert(
        self, songids: Sequence[SongId], position: Position, *, israndom: bool = False, choice: Choice | None = None
    ) -> list[QueueEntry]:
        entries = [QueueEntry(str(uuid4().int), songid, israndom) for songid in songids]
        reason = None if choice is None else msgspec.json.encode(choice).decode()
        self._queue.insert(entries, place_behind(self._queue, position), reason)
        self._randy.remember(songids)
        return entries
