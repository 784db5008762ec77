"""Endpoints for the one queue and the one stream of the household, which apps know as a jukebox and a radio station."""

import random
from typing import Annotated, Final

import msgspec
from msgspec import Meta, UnsetType

from musicdb.ids import SongId
from musicdb.net.subsonic import shaping
from musicdb.net.subsonic.declare import Call, Group, Titled
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.ids import song_of
from musicdb.net.subsonic.records import Child
from musicdb.net.subsonic.values import Seconds

jukebox: Final = Group("jukebox")

_SHOWN: Final = 500
Place = Annotated[int, Meta(ge=0, le=2**31)]


class JukeboxState(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the stream does. `position` in seconds. The queue begins with the current song. `entry`: all songs."""

    currentIndex: int
    playing: bool
    gain: float
    position: int
    entry: list[Child] | UnsetType = msgspec.UNSET


class Station(msgspec.Struct, frozen=True):
    """A radio station."""

    id: str
    name: str
    streamUrl: str
    homePageUrl: str


class Stations(msgspec.Struct, frozen=True):
    """All radio stations: the stream of the household."""

    internetRadioStation: list[Station]


@jukebox.endpoint("getInternetRadioStations", answer="internetRadioStations")
def get_stations(call: Call) -> Stations:
    """What everybody in the house hears together, as a radio station. Its address holds the key of the stream."""
    key = call.services.stream.key.read().decode()
    return Stations([Station("1", "MusicDB", f"{call.origin}/stream.mp3?key={key}", f"{call.origin}/")])


@jukebox.endpoint("jukeboxControl", answer="jukeboxStatus")
def control_jukebox(
    call: Call, *, action: str, id: list[str], index: Place | None = None, offset: Seconds = 0.0
) -> Titled:
    """Controls the shared queue and the stream. All screens see it. How loud it is, each listener decides alone."""
    songids = [song_of(key) for key in id]
    if action == "skip":
        _skip(call, index or 0, offset)
    elif action == "remove":
        call.services.queue.remove(_entry_at(call, index))
    elif action in {"set", "add"}:
        _add(call, songids, instead=action == "set")
    elif action in {"start", "stop"}:
        call.services.stream.player.play(isplaying=action == "start")
    elif action == "clear":
        call.services.queue.clear()
    elif action == "shuffle":
        _shuffle(call)
    elif action not in {"get", "status", "setGain"}:
        raise Fault(Code.GENERIC, "This action is not known.")
    if action == "get":
        return Titled("jukeboxPlaylist", _state(call, shows_songs=True))
    return Titled("jukeboxStatus", _state(call, shows_songs=False))


def _state(call: Call, *, shows_songs: bool) -> JukeboxState:
    services = call.services
    state = services.stream.player.state()
    entry: list[Child] | UnsetType = msgspec.UNSET
    if shows_songs:
        entries = services.queue.entries()[:_SHOWN]
        with services.store.read():
            songs = {song.id: song for song in shaping.children(services.store, [one.songid for one in entries])}
        entry = [songs[key] for one in entries if (key := f"so-{one.songid}") in songs]
    return JukeboxState(currentIndex=0, playing=state.isplaying, gain=1.0, position=int(state.seconds), entry=entry)


def _skip(call: Call, index: int, offset: float) -> None:
    services = call.services
    entries = services.queue.entries()
    if index >= len(entries):
        raise Fault(Code.NOT_FOUND, "There are not so many songs in the queue.")
    if index:
        for one in entries[1:index]:
            services.queue.remove(one.entryid)
        services.stream.player.skip()
    elif services.queue.current() is not None:
        services.stream.player.seek(offset)


def _entry_at(call: Call, index: int | None) -> str:
    entries = call.services.queue.entries()
    if index is None or index >= len(entries):
        raise Fault(Code.NOT_FOUND, "There are not so many songs in the queue.")
    return entries[index].entryid


def _add(call: Call, songids: list[SongId], *, instead: bool) -> None:
    queue = call.services.queue
    if instead:
        before = queue.entries()
        queue.add_songs(songids, "last")
        for one in before[1:] if songids else ():
            queue.remove(one.entryid)
        if before and songids:
            call.services.stream.player.skip()
    else:
        queue.add_songs(songids, "last")


def _shuffle(call: Call) -> None:
    queue = call.services.queue
    entries = queue.entries()[1:]
    random.shuffle(entries)
    after = queue.current()
    for one in entries:
        if after is not None:
            queue.move(one.entryid, after.entryid)
        after = one
