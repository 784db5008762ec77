"""Endpoints about playlists. Those that follow rules can only be read. What an app removes can be brought back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import msgspec
from msgspec import UNSET, UnsetType

from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import PlaylistId, SongId
from musicdb.model.events import PlaylistChanged
from musicdb.model.playlists import MOST_SONGS, Playlist
from musicdb.net.subsonic import shaping
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.ids import Kind, key_of, playlist_of, song_of
from musicdb.net.subsonic.records import Child

playlists: Final = Group("playlists")


class PlaylistRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A playlist; with `entry`, its songs. All belong to everybody at home, so that an app takes them for its own."""

    id: str
    name: str
    comment: str
    owner: str
    public: bool = True
    songCount: int
    duration: int
    created: str
    changed: str
    coverArt: str
    readonly: bool
    entry: list[Child] | UnsetType = UNSET


class PlaylistRecords(msgspec.Struct, frozen=True):
    """All playlists."""

    playlist: list[PlaylistRecord]


@playlists.endpoint("getPlaylists", answer="playlists")
def get_playlists(call: Call) -> PlaylistRecords:
    """All playlists, by name."""
    found = call.services.playlists.all()
    return PlaylistRecords([_record(call, one, *call.services.playlists.extent(one)) for one in found])


@playlists.endpoint("getPlaylist", answer="playlist")
def get_playlist(call: Call, *, id: str) -> PlaylistRecord:
    """A playlist with its songs. One that follows rules is worked out anew each time."""
    playlistid = playlist_of(id)
    songids = call.services.playlists.songs(playlistid)
    store = call.services.store
    with store.read():
        playlist = _get(call, playlistid)
        entries = shaping.children(store, songids)
    record = _record(call, playlist, len(entries), sum(entry.duration or 0 for entry in entries))
    return msgspec.structs.replace(record, entry=entries)


@playlists.endpoint("createPlaylist", answer="playlist")
def create_playlist(
    call: Call, *, playlistId: str = "", name: str = "", songId: list[str] | None = None
) -> PlaylistRecord:
    """Makes a playlist of songs; or, with `playlistId`, puts these songs into one instead of its own."""
    songids = _songs(songId or ())
    house = call.services.playlists
    if playlistId:
        playlistid = playlist_of(playlistId)
        with _changing(call, playlistid):
            _replace(call, playlistid, songids)
            if name:
                house.update(playlistid, name, None, None)
    elif name:
        _check(call, songids)
        playlistid = house.create(name, songids=songids).id
    else:
        raise Fault(Code.MISSING, "The parameter “name” is missing, or “playlistId”.")
    return get_playlist(call, id=key_of(Kind.PLAYLIST, playlistid))


@playlists.endpoint("updatePlaylist")
def update_playlist(
    call: Call,
    *,
    playlistId: str,
    name: str | None = None,
    comment: str | None = None,
    songIdToAdd: list[str] | None = None,
    songIndexToRemove: list[int] | None = None,
) -> None:
    """Changes name, comment and songs of a playlist. Songs go by their place, as it is before others are added."""
    playlistid, songids = playlist_of(playlistId), _songs(songIdToAdd or ())
    house = call.services.playlists
    with _changing(call, playlistid):
        if songIndexToRemove:
            shown = _shown(call, playlistid)
            house.take_out(playlistid, [shown[index] for index in set(songIndexToRemove) if 0 <= index < len(shown)])
        if songids:
            house.add(playlistid, songids)
        if name or comment is not None:
            house.update(playlistid, name or None, comment, None)


@playlists.endpoint("deletePlaylist")
def delete_playlist(call: Call, *, id: str) -> None:
    """Removes a playlist. It can be brought back in the WebUI."""
    playlistid = playlist_of(id)
    _get(call, playlistid)
    call.services.playlists.remove(playlistid)


@contextmanager
def _changing(call: Call, playlistid: PlaylistId) -> Iterator[None]:
    """All changes inside are kept, or none. Who hears of one before all are kept hears of them once more afterwards."""
    with call.services.store.write():
        _get(call, playlistid)
        yield
    call.services.bus.publish(PlaylistChanged(playlistid))


def _get(call: Call, playlistid: PlaylistId) -> Playlist:
    playlist = call.services.store.playlists.get(playlistid)
    if playlist.removed is not None:
        raise NotFoundError(f"The playlist {playlist.name} was removed.")
    return playlist


def _songs(keys: Sequence[str]) -> list[SongId]:
    if len(keys) > MOST_SONGS:
        raise BadArgumentError(f"At most {MOST_SONGS} songs can be put into a playlist at once.")
    return [song_of(key) for key in keys]


def _check(call: Call, songids: Sequence[SongId]) -> None:
    known = call.services.store.placedsongs.get(set(songids))
    for missing in (songid for songid in songids if songid not in known):
        raise NotFoundError(f"There is no song with the id {missing}.")


def _replace(call: Call, playlistid: PlaylistId, songids: Sequence[SongId]) -> None:
    """Other songs instead of those an app can see. What it cannot see stays at the end."""
    call.services.playlists.take_out(playlistid, _shown(call, playlistid))
    call.services.playlists.add(playlistid, songids, position="first")


def _shown(call: Call, playlistid: PlaylistId) -> list[int]:
    """The entries of a playlist as an app counts them."""
    entries = call.services.store.playlists.entries(playlistid)
    shown = call.services.store.listings.shown({songid for _, songid in entries})
    return [entryid for entryid, songid in entries if songid in shown]


def _record(call: Call, playlist: Playlist, songs: int, seconds: int) -> PlaylistRecord:
    return PlaylistRecord(
        id=key_of(Kind.PLAYLIST, playlist.id),
        name=playlist.name,
        comment=playlist.comment,
        owner=call.user,
        songCount=songs,
        duration=seconds,
        created=shaping.moment(playlist.created),
        changed=shaping.moment(playlist.updated),
        coverArt=key_of(Kind.PLAYLIST, playlist.id),
        readonly=playlist.rules is not None,
    )
