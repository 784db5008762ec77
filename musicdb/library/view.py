"""What the catalogue and the music directory know, the way a proposal asks for it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from musicdb.errors import InvalidContentError, NotFoundError, PathError
from musicdb.library.naming import AlbumName, fold, parse_album, parse_song
from musicdb.library.paths import MusicDirectory, check_component
from musicdb.media.checksums import checksum
from musicdb.media.kinds import kind_of
from musicdb.media.tags import read_tags
from musicdb.model.media import FileTags, Kind
from musicdb.model.proposals import FileDetails
from musicdb.store.store import Store

_REMEMBERED = 10_000


class CatalogueView:
    """A `LibraryView` of the music as it is now. May be used by several threads."""

    def __init__(self, store: Store, music: MusicDirectory) -> None:
        self._store = store
        self._music = music
        # The same files are asked for with each letter a person types. They are hashed only once.
        self._details: dict[tuple[str, int, int], FileDetails] = {}

    def artists(self) -> Mapping[str, str]:
        """The directory names of all artists, on disk or in the catalogue, by folded name."""
        on_disk = {fold(name): name for name in self._names("") if not name.startswith(".")}
        return on_disk | {fold(artist.path): artist.path for artist in self._store.artists.all()}

    def albums(self, artistname: str, albumname: str) -> Sequence[AlbumName]:
        """The albums of this name, in whatever spelling, that lie in the directory of this artist, by year."""
        wanted = fold(albumname)
        albums = map(parse_album, self._names(artistname))
        alike = [album for album in albums if album and fold(album.name) == wanted]
        return sorted(alike, key=lambda album: (album.release, album.name))

    def directory(self, path: str) -> str | None:
        """The path of a directory as it is written on disk, or None."""
        try:
            found = self._music.existing(path)
            return self._music.relative(found) if found.is_dir() else None
        except (NotFoundError, PathError):
            return None

    def discs(self, path: str) -> int:
        """The highest disc among the names of the songs in this directory; 0 without songs."""
        return max((song.cd for song in map(parse_song, self._names(path)) if song), default=0)

    def file(self, path: str) -> FileDetails | None:
        """What is at this path. What is no file, or damaged, has a size at most."""
        try:
            found = self._music.existing(path)
        except (NotFoundError, PathError):
            return None
        if not found.is_file():
            return FileDetails(path=path, filesize=0)
        status = found.stat()
        key = (path, status.st_size, status.st_mtime_ns)
        if key not in self._details:
            if len(self._details) >= _REMEMBERED:
                self._details.clear()
            self._details[key] = _details(path, found, status.st_size)
        return self._details.get(key)

    def _names(self, path: str) -> list[str]:
        """The names in a directory that can be sent to clients."""
        try:
            directory = self._music.existing(path) if path else self._music.root
            return [entry.name for entry in directory.iterdir() if _can_be_sent(entry.name)]
        except (NotFoundError, PathError, OSError):
            return []


def _details(path: str, file: Path, filesize: int) -> FileDetails:
    tags = FileTags()
    if kind_of(file.name) in (Kind.SONG, Kind.VIDEO):
        try:
            tags = read_tags(file)
        except InvalidContentError:
            return FileDetails(path=path, filesize=filesize, checksum=checksum(file))
    return FileDetails(
        path=path,
        filesize=filesize,
        codec=tags.codec,
        bitrate=tags.bitrate,
        playtime=round(tags.playtime),
        checksum=checksum(file),
    )


def _can_be_sent(name: str) -> bool:
    try:
        check_component(name)
    except PathError:
        return False
    return True
