"""Functions about the audio stream."""

from typing import Annotated, Literal

import msgspec

from musicdb.api.declare import Subject
from musicdb.ids import SongId
from musicdb.model.stream import (
    AudioStreamState,
    Crossfade,
    Normalization,
    SongSound,
    StreamAddress,
    StreamAddresses,
    StreamSound,
)
from musicdb.playback.loudness import factor
from musicdb.services import Services

stream = Subject("stream", "What everybody hears together.")


@stream.function("GetAudioStreamState")
@stream.function("GetStreamState")
def get_audio_stream_state(services: Services) -> AudioStreamState:
    """What is heard: the current song, whether it plays, and who listens, by format. Times in seconds.

    `isconnected` while anybody can hear it. While nobody can, the song stands still. `listeners` counts an Icecast
    server as one. With an empty queue there is no song, album or artist.
    """
    player, store = services.stream.player, services.store
    state = player.state()
    entry = services.queue.current()
    general = AudioStreamState(
        isconnected=state.isconnected,
        isplaying=state.isplaying,
        hasqueue=entry is not None,
        currenttime=state.seconds,
        listeners={str(name): count for name, count in player.listeners.items()},
    )
    if entry is None:
        return general
    with store.read():
        song = store.songs.get(entry.songid)
        return msgspec.structs.replace(
            general,
            entryid=entry.entryid,
            song=song,
            album=store.albums.get(song.albumid),
            artist=store.artists.get(song.artistid),
            songtags=store.tags.of_song(song.id),
            albumtags=store.tags.of_album(song.albumid),
        )


@stream.function("SetAudioStreamState")
@stream.function("SetStreamState")
def set_audio_stream_state(services: Services, *, state: Literal["play", "pause", "playpause"]) -> None:
    """Plays or pauses, for everybody. Paused, listeners hear silence and stay connected."""
    if state == "playpause":
        services.stream.player.play_or_pause()
    else:
        services.stream.player.play(isplaying=state == "play")


@stream.function("PlayNextSong")
def play_next_song(services: Services) -> None:
    """Goes on to the next song. The current one does not count as heard."""
    services.stream.player.skip()


@stream.function("SongEnded")
def song_ended(services: Services, *, entryid: str | int) -> None:
    """A browser that plays the queue by itself has played an entry to its end: it was heard, and the next one comes.

    Only the current entry can end, so that two browsers take the queue on by one song only. While the stream plays for
    anybody, it goes on by itself, and a browser takes nothing away from its listeners.
    """
    entry, state = services.queue.current(), services.stream.player.state()
    if entry is None or entry.entryid != str(entryid) or (state.isconnected and state.isplaying):
        return
    services.tracker.track(entry.songid, israndom=entry.israndom)
    services.queue.next_song(entry.entryid)


@stream.function("SeekInSong")
def seek_in_song(services: Services, *, seconds: Annotated[float, msgspec.Meta(ge=0)]) -> None:
    """Goes to another place of the current song. Behind its end, the next song begins."""
    services.stream.player.seek(seconds)


@stream.function("GetStreamSettings")
def get_stream_settings(services: Services) -> StreamSound:
    """How the stream sounds: loudness normalization by ReplayGain, and the length of the crossfade in seconds."""
    return services.stream.player.sound


@stream.function("SetStreamSettings", announces=get_stream_settings)
def set_stream_settings(
    services: Services, *, normalization: Normalization | None = None, crossfade: Crossfade | None = None
) -> None:
    """Changes how the stream sounds, at once. What is left out stays as it is. Crossfade: 0 to 12 seconds."""
    sound = services.stream.player.sound
    services.stream.player.set_sound(
        StreamSound(
            sound.normalization if normalization is None else normalization,
            sound.crossfade if crossfade is None else crossfade,
        )
    )


@stream.function("GetSongSound")
def get_song_sound(services: Services, *, songid: SongId) -> SongSound:
    """For browsers that play by themselves: how loud a song shall be, and how much of its file is the song."""
    source = services.stream.songs.find(songid)
    loudness = factor(source.loudness, services.stream.player.sound.normalization)
    if source.length is None:
        return SongSound(songid, loudness)
    return SongSound(songid, loudness, source.length.samples, source.length.rate)


@stream.function("GetStreamAddresses")
def get_stream_addresses(services: Services) -> StreamAddresses:
    """Where the stream can be heard: paths on this server with the key radios need, and the address at Icecast."""
    key = services.stream.key.read().decode()
    streams = tuple(
        StreamAddress(name, f"/stream.{name}?key={key}", coding.contenttype, coding.bitrate)
        for name, coding in services.stream.player.formats.items()
    )
    return StreamAddresses(streams, services.stream.icecast.address if services.stream.icecast else None)
