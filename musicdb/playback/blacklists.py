"""What Randy leaves alone because it was queued lately: songs, albums, artists."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from musicdb.ids import SongId
from musicdb.model.settings import RandyBlackLists
from musicdb.store.candidates import Candidate
from musicdb.store.recentsongs import RecentSong

Item = TypeVar("Item")


class Rule(StrEnum):
    """The rules that are given up when no song meets them all, in the order in which they are given up."""

    ARTIST = "ArtistBlackList"
    ALBUM = "AlbumBlackList"
    SONG = "SongBlackList"
    QUEUE = "Queue"


def enough_for(lengths: RandyBlackLists) -> int:
    """How many songs that were queued last are enough to fill the lists. Of an album often all songs are queued."""
    return lengths.song_list_length + 30 * (lengths.album_list_length + lengths.artist_list_length)


class BlackLists:
    """The songs, albums and artists that were queued last.

    `recent` is what was queued within the maximum age, the newest first; `queued` what is in the queue now.
    """

    def __init__(self, lengths: RandyBlackLists, recent: Sequence[RecentSong], queued: Collection[SongId]) -> None:
        self._queued = frozenset(queued)
        self._songs = _newest((song.songid for song in recent), lengths.song_list_length)
        self._albums = _newest((song.albumid for song in recent), lengths.album_list_length)
        self._artists = _newest((song.artistid for song in recent), lengths.artist_list_length)
        switches = (
            (lengths.song_list_length, Rule.SONG),
            (lengths.album_list_length, Rule.ALBUM),
            (lengths.artist_list_length, Rule.ARTIST),
        )
        self._off = frozenset(rule for length, rule in switches if not length)

    def rules(self) -> tuple[Rule, ...]:
        """The rules that are in force: those of lists that are switched on."""
        return tuple(rule for rule in Rule if rule not in self._off)

    def broken_rules(self, song: Candidate) -> tuple[Rule, ...]:
        """The rules a song does not meet."""
        broken = (
            (song.artistid in self._artists, Rule.ARTIST),
            (song.albumid in self._albums, Rule.ALBUM),
            (song.songid in self._songs, Rule.SONG),
            (song.songid in self._queued, Rule.QUEUE),
        )
        return tuple(rule for is_broken, rule in broken if is_broken)


def _newest(items: Iterable[Item], count: int) -> frozenset[Item]:
    """The first `count` different items."""
    return frozenset(islice(dict.fromkeys(items), count))
