"""Endpoints about what is heard at the moment: by phones, and by everybody together."""

from typing import Final

import msgspec

from musicdb.model.apppasswords import USER_NAME
from musicdb.net.subsonic import shaping
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.records import Child

playing: Final = Group("playing")

_MINUTE: Final = 60
_STREAM: Final = "MusicDB"


class NowPlayingEntry(Child, frozen=True, kw_only=True):
    """A song that is being heard. `positionMs` is where, in milliseconds."""

    username: str
    minutesAgo: int
    playerId: int
    playerName: str
    state: str
    positionMs: int
    playbackRate: float = 1.0


class NowPlaying(msgspec.Struct, frozen=True):
    """All that is being heard."""

    entry: list[NowPlayingEntry]


@playing.endpoint("getNowPlaying", answer="nowPlaying")
def get_now_playing(call: Call) -> NowPlaying:
    """What phones play, and what the stream of the household does while somebody listens."""
    services = call.services
    told = services.phoneplays.all()
    state, entry = services.stream.player.state(), services.queue.current()
    is_streaming = entry is not None and state.isconnected and state.isplaying
    songids = [play.songid for play, _, _ in told] + ([entry.songid] if entry is not None and is_streaming else [])
    with services.store.read():
        songs = {song.id: song for song in shaping.children(services.store, songids)}
    found: list[NowPlayingEntry] = []
    for number, (play, position, silence) in enumerate(told, start=1):
        song = songs.get(f"so-{play.songid}")
        if song is not None:
            how = "playing" if play.isplaying else "paused"
            found.append(_entry(song, play.username, silence, number, play.client or play.device, how, position))
    if entry is not None and is_streaming and (song := songs.get(f"so-{entry.songid}")):
        seconds = int(state.seconds)
        found.append(_entry(song, USER_NAME, seconds, 0, _STREAM, "playing", seconds))
    return NowPlaying(found)


def _entry(
    song: Child, username: str, seconds: int, number: int, player: str, state: str, position: int
) -> NowPlayingEntry:
    fields = {name: getattr(song, name) for name in song.__struct_fields__}
    return NowPlayingEntry(
        **fields, username=username, minutesAgo=seconds // _MINUTE, playerId=number, playerName=player, state=state,
        positionMs=position * 1000,
    )  # fmt: skip
