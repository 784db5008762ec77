"""Gives a song a file from outside of the music directory: it keeps id, plays, tags, playlists and its album.

Its old file goes to the removed files. It is a change that can be undone.
"""

from pathlib import Path

from musicdb.errors import CollisionError
from musicdb.ids import ChangeId, SongId
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.steps import Discard, Place, Replace, Step, Succeed
from musicdb.media.checksums import checksum
from musicdb.media.kinds import split_extension
from musicdb.model.records import Song
from musicdb.store.store import Store


class Exchanger:
    """Exchanges files of songs."""

    def __init__(self, store: Store, music: MusicDirectory, planner: Planner, importer: Importer) -> None:
        self._store = store
        self._music = music
        self._planner = planner
        self._importer = importer

    def check(self, songid: SongId) -> None:
        """Raises NotFoundError when there is no such song."""
        self._store.songs.get(songid)

    def exchange(self, songid: SongId, source: Path, digest: str) -> ChangeId | None:
        """Gives a song the file `source`, whose SHA-256 is `digest`; None when it has that already, as after a crash.

        :raises NotFoundError: when there is no such song.
        :raises CollisionError: when another file has the name it would get.
        """
        song = self._store.songs.get(songid)
        if song.checksum == digest and not self._music.is_gone(song.path):
            return None
        path = f"{split_extension(song.path)[0]}.{split_extension(source.name)[1]}"
        if path != song.path and self._music.has(path):
            raise CollisionError(
                f"There is another file at “{path}”. Name the upload yourself, or remove that one first."
            )
        changeid = self._planner.perform(f"Replace “{song.path}” by an upload", self._steps(song, source, digest, path))
        self._importer.import_song(path)
        return changeid

    def _steps(self, song: Song, source: Path, digest: str, path: str) -> list[Step]:
        size, gone = source.stat().st_size, self._music.is_gone(song.path)
        place = self._music.resolve(song.path)
        if path == song.path and not gone:
            before, beforesize = checksum(place), place.stat().st_size
            return [Replace(str(source.absolute()), path, before, beforesize, digest, size)]
        steps: list[Step] = [] if gone else [Discard(song.path, checksum(place), place.stat().st_size)]
        steps.append(Place(str(source.absolute()), path, digest, size))
        return [*steps, Succeed(song.path, path, song.checksum, digest)]
