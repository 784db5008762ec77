"""Playlists: put together by hand or following rules, read from files and written as files.

Each change is one transaction; who listens is told afterwards. A playlist that follows rules is worked out anew
whenever its songs are asked for.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from musicdb.bus import Bus
from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import AlbumId, PlaylistId, SongId
from musicdb.library.hints import clean
from musicdb.model.events import PlaylistChanged
from musicdb.model.playlists import (
    DEEPEST_RULE,
    MOST_RULES,
    AllRules,
    AnyRule,
    NoRule,
    Playlist,
    PlaylistEntry,
    PlaylistView,
    Rule,
    SmartPreview,
    SmartRules,
)
from musicdb.store.smartrules import parts_of
from musicdb.store.store import Store

_LONGEST_NAME = 200
_MOMENT = 600
"""For how many seconds the extent of a playlist with rules is kept at most: “in the last days” goes by the clock."""


class Playlists:
    """All playlists. `clock` gives unix seconds. Safe to use from any thread, never inside a reading transaction."""

    def __init__(self, store: Store, bus: Bus, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._bus = bus
        self._clock = clock
        self._extents: dict[PlaylistId, tuple[tuple[SmartRules, int, int], tuple[int, int]]] = {}

    def all(self, *, removed: bool = False) -> list[Playlist]:
        """The playlists by name; or those that were removed."""
        return self._store.playlists.all(removed=removed)

    def view(self, playlistid: PlaylistId, limit: int, offset: int = 0) -> PlaylistView:
        """A playlist with `limit` of its songs, from the one with the number `offset` on (0 is the first).

        :raises NotFoundError: when there is no such playlist.
        """
        with self._reading():
            playlist = self._store.playlists.get(playlistid)
            entries = self._entries(playlist)
            shown = self._placed(entries[offset : offset + limit])
            return PlaylistView(playlist, shown, len(entries), self._store.playlists.waiting(playlistid))

    def songs(self, playlistid: PlaylistId) -> list[SongId]:
        """The songs of a playlist in their order.

        :raises NotFoundError: when there is no such playlist.
        """
        with self._reading():
            return [songid for _, songid in self._entries(self._store.playlists.get(playlistid))]

    def extent(self, playlist: Playlist) -> tuple[int, int]:
        """How many songs a playlist has, and how many seconds they last; of rules, those that are not disabled."""
        if playlist.rules is None:
            return playlist.songs or 0, playlist.playtime or 0
        state = (playlist.rules, self._store.writes, self._now() // _MOMENT)
        kept = self._extents.get(playlist.id)
        if kept is None or kept[0] != state:
            with self._reading():
                kept = self._extents[playlist.id] = (state, self._store.playlists.extent_of_rules(playlist.rules))
        return kept[1]

    def songs_of_rules(self, rules: SmartRules) -> list[SongId]:
        """The songs rules lead to at the moment.

        :raises BadArgumentError: when there are too many rules.
        """
        _check(rules)
        with self._reading():
            return self._store.playlists.songs_of_rules(rules)

    def preview(self, rules: SmartRules, limit: int) -> SmartPreview:
        """What rules lead to, with `limit` of the songs.

        :raises BadArgumentError: when there are too many rules.
        """
        _check(rules)
        with self._reading():
            songids = self._store.playlists.songs_of_rules(rules)[:limit]
            return SmartPreview(
                self._store.playlists.count_of_rules(rules), self._placed([(None, songid) for songid in songids])
            )

    def create(
        self, name: str, comment: str = "", rules: SmartRules | None = None, songids: Sequence[SongId] = ()
    ) -> Playlist:
        """Makes a playlist; with rules one that follows them, else one of these songs.

        :raises BadArgumentError: when the name or the rules cannot be used.
        """
        _check(rules)
        with self._store.write():
            playlistid = self._store.playlists.add(_checked(name), comment, rules, self._now())
            self._store.playlists.insert(playlistid, songids, 0)
            playlist = self._store.playlists.get(playlistid)
        self._bus.publish(PlaylistChanged(playlistid))
        return playlist

    def update(self, playlistid: PlaylistId, name: str | None, comment: str | None, rules: SmartRules | None) -> None:
        """Changes what is said about a playlist; None leaves things as they are.

        :raises NotFoundError: when there is no such playlist.
        :raises BadArgumentError: when name or rules cannot be used, or the playlist was put together by hand.
        """
        _check(rules)
        with self._changing(playlistid) as playlist:
            if rules is not None and playlist.rules is None:
                raise BadArgumentError("This playlist was put together by hand; make a new one for the rules.")
            self._store.playlists.change(
                playlistid,
                playlist.name if name is None else _checked(name),
                playlist.comment if comment is None else comment,
                rules or playlist.rules,
            )

    def remove(self, playlistid: PlaylistId, *, forever: bool = False) -> None:
        """Removes a playlist, so that `restore` can bring it back; or for good, if it was removed before.

        :raises NotFoundError: when there is no such playlist.
        :raises BadArgumentError: when it is to go for good, but was not removed.
        """
        with self._store.write():
            playlist = self._store.playlists.get(playlistid)
            if forever and playlist.removed is None:
                raise BadArgumentError("Only a playlist that was removed before can be removed for good.")
            if forever:
                self._store.playlists.forget(playlistid)
            elif playlist.removed is None:
                self._store.playlists.set_removed(playlistid, self._now())
        self._bus.publish(PlaylistChanged(playlistid))

    def restore(self, playlistid: PlaylistId) -> None:
        """Brings a removed playlist back.

        :raises NotFoundError: when there is no such playlist any more.
        """
        with self._store.write():
            self._store.playlists.get(playlistid)
            self._store.playlists.set_removed(playlistid, None)
        self._bus.publish(PlaylistChanged(playlistid))

    def add(
        self,
        playlistid: PlaylistId,
        songids: Sequence[SongId] = (),
        albumids: Sequence[AlbumId] = (),
        position: str = "last",
    ) -> None:
        """Adds songs, then the songs of albums: `first`, `last`, or behind the entry with an id.

        :raises NotFoundError: when there is no such playlist, song or album.
        :raises BadArgumentError: when the position is none, or the playlist follows rules.
        """
        with self._changing_songs(playlistid):
            known = self._store.placedsongs.get(set(songids))
            for missing in (songid for songid in songids if songid not in known):
                raise NotFoundError(f"There is no song with the id {missing}.")
            added = list(songids)
            for albumid in albumids:
                self._store.albums.get(albumid)
                added += [song.id for song in self._store.songs.of_album(albumid)]
            self._store.playlists.insert(playlistid, added, self._position(playlistid, position))

    def move(self, playlistid: PlaylistId, entryids: Sequence[int], position: str) -> None:
        """Puts entries, in this order, `first`, `last`, or behind another entry. Those that are gone are left out.

        :raises NotFoundError: when there is no such playlist.
        :raises BadArgumentError: when the position is none, or the playlist follows rules.
        """
        with self._changing_songs(playlistid):
            if position in map(str, entryids):
                raise BadArgumentError("Entries cannot be put behind themselves.")
            self._store.playlists.move(playlistid, entryids, self._position(playlistid, position))

    def take_out(self, playlistid: PlaylistId, entryids: Sequence[int]) -> None:
        """Takes entries out. Those that are gone already are no mistake.

        :raises NotFoundError: when there is no such playlist.
        :raises BadArgumentError: when the playlist follows rules.
        """
        with self._changing_songs(playlistid):
            self._store.playlists.remove(playlistid, entryids)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        self._store.foldednames.complete()
        with self._store.read():
            yield

    @contextmanager
    def _changing(self, playlistid: PlaylistId) -> Iterator[Playlist]:
        with self._store.write():
            playlist = self._store.playlists.get(playlistid)
            yield playlist
            self._store.playlists.touch(playlistid, self._now())
        self._bus.publish(PlaylistChanged(playlistid))

    @contextmanager
    def _changing_songs(self, playlistid: PlaylistId) -> Iterator[None]:
        with self._changing(playlistid) as playlist:
            if playlist.rules is not None:
                raise BadArgumentError("The songs of this playlist follow rules; change the rules.")
            yield

    def _entries(self, playlist: Playlist) -> Sequence[tuple[int | None, SongId]]:
        if playlist.rules is None:
            return self._store.playlists.entries(playlist.id)
        return [(None, songid) for songid in self._store.playlists.songs_of_rules(playlist.rules)]

    def _placed(self, entries: Sequence[tuple[int | None, SongId]]) -> list[PlaylistEntry]:
        found = self._store.placedsongs.get({songid for _, songid in entries})
        return [
            PlaylistEntry(entryid, placed.song, placed.album, placed.artist)
            for entryid, songid in entries
            if (placed := found.get(songid))
        ]

    def _position(self, playlistid: PlaylistId, position: str) -> int:
        """The number behind which a position lies. Behind an entry that is gone is at the end."""
        if position == "first":
            return 0
        if position != "last":
            if not position.isdecimal():
                raise BadArgumentError(f"{position!r} is no position; use first, last, or the id of an entry.")
            found = self._store.playlists.position_of(playlistid, int(position))
            if found is not None:
                return found
        return self._store.playlists.last_position(playlistid)

    def _now(self) -> int:
        return int(self._clock())


def _checked(name: str) -> str:
    # In a playlist file each line means something, so a name is one line.
    stripped = clean(name)
    if not stripped or len(stripped) > _LONGEST_NAME:
        raise BadArgumentError(f"A playlist needs a name of at most {_LONGEST_NAME} characters.")
    return stripped


def check_rule(rule: Rule) -> None:
    """Refuses what would be too much work.

    :raises BadArgumentError: when there are too many rules.
    """
    if _depth(rule) > DEEPEST_RULE or sum(1 for _ in parts_of(rule)) > MOST_RULES:
        raise BadArgumentError(f"At most {MOST_RULES} rules are possible, at most {DEEPEST_RULE} inside of each other.")


def _check(rules: SmartRules | None) -> None:
    if rules is not None:
        check_rule(rules.rule)


def _depth(rule: Rule) -> int:
    inner = rule.rules if isinstance(rule, AllRules | AnyRule | NoRule) else ()
    return 1 + max(map(_depth, inner), default=0)
