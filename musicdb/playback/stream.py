"""The audio stream, put together: the player, its listeners, and an Icecast server if there is one."""

from pathlib import Path

import msgspec

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.ids import SongId
from musicdb.model.stream import StreamFormat
from musicdb.playback.encoding import codings
from musicdb.playback.icecast import IcecastSource
from musicdb.playback.listeners import Audience
from musicdb.playback.player import Player, Workshop
from musicdb.playback.queue import SongQueue
from musicdb.playback.sources import Locate, Sources
from musicdb.playback.streamkey import StreamKey
from musicdb.playback.tracker import Tracker
from musicdb.store.store import Store


class AudioStream(msgspec.Struct, frozen=True):
    """The parts of the stream. `icecast` is None when the configuration has no Icecast server."""

    player: Player
    songs: Sources
    audience: Audience
    icecast: IcecastSource | None
    key: StreamKey

    def start(self) -> None:
        """Begins to work. Nothing is decoded or encoded before somebody listens."""
        self.player.start()
        if self.icecast:
            self.icecast.start()

    def stop(self) -> None:
        """Ends the stream. The song and its position are kept."""
        if self.icecast:
            self.icecast.stop()
        self.player.stop()


def make_stream(
    config: Config, ffmpeg: Path, bus: Bus, store: Store, queue: SongQueue, tracker: Tracker, locate: Locate
) -> AudioStream:
    """Puts the stream together. `locate` tells where the file of a song is."""
    formats = codings(config.stream.mp3bitrate * 1000, config.stream.opusbitrate * 1000)

    def heard(songid: SongId, israndom: bool) -> None:  # noqa: FBT001
        tracker.track(songid, israndom=israndom)

    measured = config.stream.loudness == "measured"
    songs = Sources(store, config.directories.music, locate, measured=measured)
    player = Player(
        Workshop(
            ffmpeg=ffmpeg,
            bus=bus,
            queue=queue,
            songs=songs,
            heard=heard,
            settings=store.settings,
            formats=formats,
        )
    )
    audience = Audience(bus, formats, player.set_listeners)
    icecast = None
    if config.Icecast.enabled:
        icecast = IcecastSource(config.Icecast, audience, formats[StreamFormat.MP3].bitrate)
    return AudioStream(player, songs, audience, icecast, StreamKey(config.directories.config))
