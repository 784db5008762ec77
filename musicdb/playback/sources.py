"""From the id of a song to its file, its title and its loudness: all the player has to know about a song."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from musicdb.errors import MusicDBError, MusicUnavailableError
from musicdb.ids import AlbumId, SongId
from musicdb.media.gapless import SoundLength, sound_length
from musicdb.model.analysis import SoundValues
from musicdb.playback.loudness import Loudness, heard, loudness, preferred
from musicdb.store.store import Store

Locate = Callable[[str], Path]
"""The place of a song, by its path in the catalogue. Raises MusicDBError when there is none."""


class SongSource(msgspec.Struct, frozen=True):
    """A song that can be played. `title` is "Artist - Name", `playtime` in seconds as far as known.

    `length` says exactly how much of the file is the song, where ffmpeg may not know. `cues` are the seconds at which
    the first sound begins and the last one ends, where that was measured.
    """

    songid: SongId
    albumid: AlbumId
    path: Path
    title: str
    playtime: float
    loudness: Loudness
    length: SoundLength | None = None
    cues: tuple[float, float] | None = None


class Sources:
    """Finds songs. `directory` is where the music lies; `measured`: what was measured counts more than tags."""

    def __init__(self, store: Store, directory: Path, locate: Locate, *, measured: bool = False) -> None:
        self._store = store
        self._measured = measured
        self._directory = directory
        self._locate = locate

    def find(self, songid: SongId) -> SongSource:
        """A song.

        :raises MusicUnavailableError: when no song can be played at the moment.
        :raises NotFoundError: when this one is not in the catalogue, or its file is gone.
        """
        with self._store.read():
            song = self._store.songs.get(songid)
            artist = self._store.artists.get(song.artistid)
            tags = loudness(self._store.songs.metadata(songid))
            values = self._store.analyses.values(songid)
        try:
            path = self._locate(song.path)
        except MusicDBError:
            self._require_music()
            raise
        title = f"{artist.name} - {song.name}"
        length = sound_length(path)
        measured = heard(values)
        known = preferred(measured, tags) if self._measured else preferred(tags, measured)
        return SongSource(
            songid, song.albumid, path, title, float(song.playtime), known, length=length, cues=_cues(values)
        )

    def _require_music(self) -> None:
        # Where a disk is not mounted, there is an empty directory.
        try:
            mounted = any(self._directory.iterdir())
        except OSError as error:
            raise MusicUnavailableError(
                f"The music directory {self._directory} cannot be read ({error.strerror}). The music waits for it."
            ) from error
        if not mounted:
            raise MusicUnavailableError(
                f"The music directory {self._directory} is empty; maybe a disk is not mounted. The music waits for it."
            )


def _cues(values: SoundValues) -> tuple[float, float] | None:
    if values.cuein is None or values.cueout is None or values.decodeerrors or values.truncated:
        return None
    return (values.cuein, values.cueout) if values.cuein < values.cueout else None
