"""Which albums and videos around some paths are not what the catalogue knows. Reads no file, only looks at it."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from musicdb.config.schema import Music
from musicdb.errors import PathError
from musicdb.library.naming import VIDEO_EXTENSIONS
from musicdb.library.paths import MusicDirectory, check_component
from musicdb.library.walking import Found, Walker
from musicdb.media.kinds import split_extension
from musicdb.model.events import ContentChanged
from musicdb.store.filestamps import FileStamp
from musicdb.store.store import Store


class Freshness:
    """Compares the music directory with the catalogue, only where something happened."""

    def __init__(self, store: Store, music: MusicDirectory, config: Music) -> None:
        self._store = store
        self._music = music
        self._config = config
        self._walker = Walker(music, config)

    def look(self, paths: Iterable[str]) -> ContentChanged:
        """The albums and videos at or around these paths that are new, changed, or gone.

        :raises PathError: when the music directory cannot be read, or is empty: then nothing is gone.
        """
        self._music.require()
        if not any(self._music.root.iterdir()):
            raise PathError("The music directory is empty. Probably it is not mounted.")
        albums: set[str] = set()
        videos: set[str] = set()
        for path in paths:
            self._gather(path, albums, videos)
        return ContentChanged(
            albums=sorted(path for path in albums if self._is_other_album(path)),
            videos=sorted(path for path in videos if self._is_other_video(path)),
        )

    def _gather(self, path: str, albums: set[str], videos: set[str]) -> None:
        """The albums and videos that may be concerned when something happened at a path."""
        names = path.split("/")
        if self._is_ignored(names):
            return
        if len(names) > 2:  # noqa: PLR2004 - deeper than artist and album
            albums.add("/".join(names[:2]))
        elif len(names) == 1:
            self._gather_artist(path, albums, videos)
        elif self._store.videos.find(path) or (self._music.root / path).is_file():
            if split_extension(names[1])[1] in VIDEO_EXTENSIONS:
                videos.add(path)
        else:
            albums.add(path)

    def _gather_artist(self, path: str, albums: set[str], videos: set[str]) -> None:
        place = self._music.root / path
        if place.is_dir():
            found = Found(path, place)
            albums |= {album.path for album in self._walker.albums(found)}
            videos |= {video.path for video in self._walker.videos(found)}
        if artist := self._store.artists.find(path):
            albums |= {album.path for album in self._store.albums.of_artist(artist.id, hidden=True)}
            videos |= {video.path for video in self._store.videos.of_artist(artist.id)}

    def _is_ignored(self, names: list[str]) -> bool:
        ignored = (self._config.ignoreartists, self._config.ignorealbums, self._config.ignoresongs)
        try:
            for name, level in zip(names, ignored, strict=False):
                check_component(name)
                if name.startswith(".") or name in level:
                    return True
        except PathError:
            return True
        return False

    def _is_other_album(self, path: str) -> bool:
        directory = self._music.root / path
        songs = self._walker.songs(Found(path, directory)) if directory.is_dir() else []
        return self._stamps(songs) != self._store.songs.stamps_of_album(path)

    def _is_other_video(self, path: str) -> bool:
        place = self._music.root / path
        found = self._stamps([Found(path, place)]) if place.is_file() else {}
        known = self._store.videos.stamps(path)
        return found != known and not (found and not known and self._store.videos.find(path))

    @staticmethod
    def _stamps(files: Iterable[Found]) -> dict[str, FileStamp]:
        stamps: dict[str, FileStamp] = {}
        for file in files:
            try:
                status = file.place.stat()
            except OSError:
                continue
            stamps[str(PurePosixPath(file.path))] = FileStamp(status.st_size, int(status.st_mtime))
        return stamps
