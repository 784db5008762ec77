"""Endpoints by which apps tell what people love, how they rate it, and what they have heard. All screens see it."""

import time
from typing import Annotated, Final

from msgspec import Meta

from musicdb.api.songs import get_song
from musicdb.api.videos import get_video
from musicdb.errors import NotFoundError
from musicdb.ids import AlbumId, ArtistId, SongId, VideoId
from musicdb.model.events import Announcement
from musicdb.model.phones import MarksChanged, PhonePlay
from musicdb.model.statistics import Statistic
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.ids import Kind, album_of, artist_of, song_of, split
from musicdb.net.subsonic.values import Milliseconds
from musicdb.services import Services

annotating: Final = Group("annotating")

Rating = Annotated[int, Meta(ge=0, le=5)]
Keys = list[str]
_MILLI: Final = 1000
_MOST_TOLD: Final = 20
"""Of how many songs at once it is told that they were heard; an app that was away for long tells of thousands."""
_LOVED: Final = 1
_HEARD: Final = 240
"""In seconds: so much of a song, or half of it, is a play."""


@annotating.endpoint("star")
def star(call: Call, *, id: Keys, albumId: Keys, artistId: Keys) -> None:
    """Songs and videos are loved, albums and artists are starred."""
    _star(call, id, albumId, artistId, starred=int(time.time()))


@annotating.endpoint("unstar")
def unstar(call: Call, *, id: Keys, albumId: Keys, artistId: Keys) -> None:
    """Takes that back."""
    _star(call, id, albumId, artistId, starred=0)


@annotating.endpoint("setRating")
def set_rating(call: Call, *, id: str, rating: Rating) -> None:
    """Rates a song, an album or an artist; 0 takes that back. A rating is no like."""
    store = call.services.store
    kind, number = split(id)
    with store.write():
        if kind is Kind.SONG:
            store.songs.get(SongId(number))
            store.marks.rate("song", number, rating)
        elif kind is Kind.ALBUM:
            store.albums.get(AlbumId(number))
            store.marks.rate("album", number, rating)
        elif kind is Kind.ARTIST:
            store.artists.get(ArtistId(number))
            store.marks.rate("artist", number, rating)
        else:
            raise NotFoundError("Only songs, albums and artists have ratings.")
    ids = {one: [number] if kind is one else [] for one in (Kind.SONG, Kind.ALBUM, Kind.ARTIST)}
    call.services.bus.publish(MarksChanged(ids[Kind.SONG], ids[Kind.ALBUM], ids[Kind.ARTIST]))  # type: ignore[arg-type]


@annotating.endpoint("scrobble")
def scrobble(call: Call, *, id: Keys, time: list[Milliseconds], submission: bool = True) -> None:
    """Songs were heard, each at its time; without `submission`, the first of them is being heard."""
    if not id:
        raise Fault(Code.MISSING, "The parameter “id” is missing.")
    songids = [song_of(key) for key in id]
    services = call.services
    if not submission:
        _begin(call, songids[0], 0, isplaying=True)
        return
    times = [moment // _MILLI for moment in time] + [None] * len(songids)
    heard = [songid for songid, when in zip(songids, times, strict=False) if services.tracker.scrobble(songid, when)]
    for songid in heard[:_MOST_TOLD]:
        _announce(services, songid)


@annotating.endpoint("reportPlayback")
def report_playback(
    call: Call,
    *,
    mediaId: str,
    positionMs: Milliseconds,
    state: str,
    ignoreScrobble: bool = False,
) -> None:
    """What an app plays, and where it is. Half of a song, or four minutes, are a play, unless the app tells itself."""
    if state not in {"starting", "playing", "paused", "stopped"}:
        raise Fault(Code.GENERIC, "The parameter “state” is starting, playing, paused or stopped.")
    if split(mediaId)[0] is not Kind.SONG:
        return
    songid, seconds = song_of(mediaId), positionMs // _MILLI
    song = call.services.store.songs.get(songid)
    if state != "stopped":
        _begin(call, songid, seconds, isplaying=state != "paused")
        return
    before = call.services.phoneplays.end(_device(call), call.client)
    if not ignoreScrobble and seconds >= min(_HEARD, song.playtime / 2):
        began = before.started if before and before.songid == songid else int(time.time()) - seconds
        if call.services.tracker.scrobble(songid, began):
            _announce(call.services, songid)


def _begin(call: Call, songid: SongId, seconds: int, *, isplaying: bool) -> None:
    song = call.services.store.songs.get(songid)
    started = int(time.time()) - seconds
    play = PhonePlay(_device(call), call.client, call.user, songid, started, isplaying)
    call.services.phoneplays.begin(play, seconds, max(0, song.playtime - seconds))


def _device(call: Call) -> str:
    return call.device.name if call.device else ""


def _star(call: Call, keys: Keys, albums: Keys, artists: Keys, *, starred: int) -> None:
    if not (keys or albums or artists):
        raise Fault(Code.MISSING, "The parameter “id”, “albumId” or “artistId” is missing.")
    marked = [split(key) for key in keys]
    marked += [(Kind.ALBUM, album_of(key)) for key in albums] + [(Kind.ARTIST, artist_of(key)) for key in artists]
    services = call.services
    with services.store.write():
        for kind, number in marked:
            _star_one(services, kind, number, starred)
    ids = {kind: [number for found, number in marked if found is kind] for kind in Kind}
    services.bus.publish(
        MarksChanged(
            list(map(SongId, ids[Kind.SONG])),
            list(map(AlbumId, ids[Kind.ALBUM])),
            list(map(ArtistId, ids[Kind.ARTIST])),
        )
    )
    for number in ids[Kind.SONG]:
        _announce(services, SongId(number))
    for number in ids[Kind.VIDEO]:
        found = get_video(services, videoid=VideoId(number))
        services.bus.publish(Announcement(fncname="GetVideo", fncsig=None, result=found))


def _star_one(services: Services, kind: Kind, number: int, starred: int) -> None:
    store = services.store
    if kind is Kind.SONG:
        # What somebody hates stays so when an app only takes a star back that was not there.
        if starred or store.songs.get(SongId(number)).favorite == _LOVED:
            store.statistics.set_of_song(SongId(number), Statistic.FAVORITE, _LOVED if starred else 0)
        store.marks.star("song", number, starred)
    elif kind is Kind.VIDEO:
        if starred or store.videos.get(VideoId(number)).favorite == _LOVED:
            store.statistics.set_of_video(VideoId(number), Statistic.FAVORITE, _LOVED if starred else 0)
    elif kind is Kind.ALBUM:
        store.albums.get(AlbumId(number))
        store.marks.star("album", number, starred)
    elif kind is Kind.ARTIST:
        store.artists.get(ArtistId(number))
        store.marks.star("artist", number, starred)
    else:
        raise NotFoundError("A playlist has no star.")


def _announce(services: Services, songid: SongId) -> None:
    found = get_song(services, songid=songid)
    services.bus.publish(Announcement(fncname="GetSong", fncsig=None, result=found))
