"""Endpoints by which apps go on where they, or another phone of the same user, left off: queues and bookmarks."""

import time
from typing import Annotated, Final

import msgspec
from msgspec import UNSET, Meta, UnsetType

from musicdb.ids import SongId
from musicdb.model.phones import KeptQueue
from musicdb.net.subsonic import shaping
from musicdb.net.subsonic.browsing import shown_song
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.ids import song_of
from musicdb.net.subsonic.records import Child
from musicdb.net.subsonic.values import Milliseconds

keeping: Final = Group("keeping")

MOST: Final = 10_000
"""How many songs a queue may have."""
Comment = Annotated[str, Meta(max_length=2000)]
Index = Annotated[int, Meta(ge=0, le=MOST)]


class PlayQueue(msgspec.Struct, frozen=True):
    """What a user was hearing. `position` in milliseconds, `current` is the id of a song."""

    username: str
    changed: str
    changedBy: str
    entry: list[Child]
    current: str | UnsetType = UNSET
    position: int = 0


class PlayQueueByIndex(msgspec.Struct, frozen=True):
    """The same, with the number of the song: one may be in it twice."""

    username: str
    changed: str
    changedBy: str
    entry: list[Child]
    currentIndex: int | UnsetType = UNSET
    position: int = 0


class Bookmark(msgspec.Struct, frozen=True):
    """A place in a song. `position` in milliseconds."""

    position: int
    username: str
    comment: str
    created: str
    changed: str
    entry: Child


class Bookmarks(msgspec.Struct, frozen=True):
    """All bookmarks of a user."""

    bookmark: list[Bookmark]


@keeping.endpoint("savePlayQueue")
def save_play_queue(call: Call, *, id: list[str], current: str = "", position: Milliseconds = 0) -> None:
    """Keeps what the user is hearing; nothing, without songs."""
    songids = [song_of(key) for key in id]
    if current and songids and song_of(current) not in songids:
        raise Fault(Code.GENERIC, "The parameter “current” is not one of the songs.")
    _save(call, songids, songids.index(song_of(current)) if current and songids else 0, position)


@keeping.endpoint("savePlayQueueByIndex")
def save_play_queue_by_index(
    call: Call, *, id: list[str], currentIndex: Index | None = None, position: Milliseconds = 0
) -> None:
    """The same, with the number of the song; 0 is the first."""
    songids = [song_of(key) for key in id]
    if songids and (currentIndex is None or currentIndex >= len(songids)):
        raise Fault(Code.MISSING, "The parameter “currentIndex” is missing, or there are not so many songs.")
    _save(call, songids, currentIndex or 0, position)


@keeping.endpoint("getPlayQueue", answer="playQueue")
def get_play_queue(call: Call) -> PlayQueue:
    """What the user was hearing last."""
    queue, entries, current = _queue(call)
    key = entries[current].id if entries else UNSET
    return PlayQueue(call.user, shaping.moment(queue.changed // 1000), queue.changedby, entries, key, queue.position)


@keeping.endpoint("getPlayQueueByIndex", answer="playQueueByIndex")
def get_play_queue_by_index(call: Call) -> PlayQueueByIndex:
    """The same, with the number of the song."""
    queue, entries, current = _queue(call)
    return PlayQueueByIndex(
        call.user, shaping.moment(queue.changed // 1000), queue.changedby, entries,
        current if entries else UNSET, queue.position,
    )  # fmt: skip


@keeping.endpoint("getBookmarks", answer="bookmarks")
def get_bookmarks(call: Call) -> Bookmarks:
    """The places a user has kept, the newest first."""
    store = call.services.store
    with store.read():
        kept = store.keptplaces.bookmarks(call.user)
        songs = {song.id: song for song in shaping.children(store, [one.songid for one in kept])}
    return Bookmarks(
        [
            Bookmark(
                one.position, call.user, one.comment, shaping.moment(one.created), shaping.moment(one.changed), song
            )
            for one in kept
            if (song := songs.get(f"so-{one.songid}"))
        ]
    )


@keeping.endpoint("createBookmark")
def create_bookmark(call: Call, *, id: str, position: Milliseconds, comment: Comment = "") -> None:
    """Keeps a place in a song instead of the one before."""
    store = call.services.store
    with store.write():
        shown_song(store, song_of(id))
        store.keptplaces.keep_bookmark(call.user, song_of(id), position, comment, int(time.time()))


@keeping.endpoint("deleteBookmark")
def delete_bookmark(call: Call, *, id: str) -> None:
    """Forgets a place in a song; that there is none is no mistake."""
    call.services.store.keptplaces.forget_bookmark(call.user, song_of(id))


def _save(call: Call, songids: list[SongId], current: int, position: int) -> None:
    if len(songids) > MOST:
        raise Fault(Code.GENERIC, f"A queue has at most {MOST} songs.")
    queue = KeptQueue(songids, current, position, int(time.time() * 1000), call.client)
    call.services.store.keptplaces.keep_queue(call.user, queue)


def _queue(call: Call) -> tuple[KeptQueue, list[Child], int]:
    """The queue, its songs that are still there, and which of them is the current one."""
    store = call.services.store
    with store.read():
        queue = store.keptplaces.queue(call.user)
        if queue is None:
            return KeptQueue([], 0, 0, int(time.time() * 1000), ""), [], 0
        songs = {song.id: song for song in shaping.children(store, list(dict.fromkeys(queue.songids)))}
    kept = [(number, songs[key]) for number, songid in enumerate(queue.songids) if (key := f"so-{songid}") in songs]
    before = sum(number < queue.current for number, _ in kept)
    entries = [song for _, song in kept]
    if all(number != queue.current for number, _ in kept):
        queue = msgspec.structs.replace(queue, position=0)
    return queue, entries, min(before, max(0, len(entries) - 1))
