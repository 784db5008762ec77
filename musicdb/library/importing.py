"""Takes what lies in the music directory into the catalogue: artists, albums with their songs, videos.

Files are read first, which may take long; then everything is written in one transaction. The names on disk are right,
tags may be wrong. Importing again brings the catalogue up to date, and ids stay what they are.
"""

import contextlib
import logging
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from musicdb.config.schema import Music
from musicdb.errors import BadNameError, CollisionError, InvalidContentError, MusicDBError, NotFoundError
from musicdb.ids import SongId
from musicdb.library.lyrics import take_lyrics
from musicdb.library.naming import AlbumName, artist_directory, parse_album, parse_video
from musicdb.library.paths import MusicDirectory
from musicdb.library.returning import Returning
from musicdb.library.songreading import ReadSong, read_song
from musicdb.library.walking import Found, Walker
from musicdb.media.checksums import checksum
from musicdb.media.videos import read_video
from musicdb.model.records import Album, Artist, Song, Video
from musicdb.store.filestamps import FileStamp
from musicdb.store.store import Store
from musicdb.store.videos import VideoDetails

log = logging.getLogger(__name__)

DIRECTORY_MODE = 0o775
FILE_MODE = 0o664


class AlbumImport(msgspec.Struct, frozen=True):
    """An imported album, and a sentence about each song of it that could not be read."""

    album: Album
    unreadable: tuple[str, ...]


class _AlbumContent(msgspec.Struct, frozen=True):
    """What was found in the directory of an album."""

    directory: Found
    name: AlbumName
    songs: tuple[ReadSong, ...]
    unreadable: tuple[str, ...]


class Importer:
    """Imports what clients name by its path inside the music directory. `ffmpeg` reads videos."""

    def __init__(self, store: Store, music: MusicDirectory, config: Music, ffmpeg: Path) -> None:
        self._store = store
        self._music = music
        self._walker = Walker(music, config)
        self._ffmpeg = ffmpeg
        self._returning = Returning(store, music)

    def create_artist(self, name: str) -> Artist:
        """Makes the directory and the row of an artist, as far as they are missing.

        :raises BadNameError: when the name cannot be the name of a directory.
        :raises CollisionError: when there is a file of this name.
        """
        directory = self._existing_or_new(artist_directory(name))
        try:
            directory.mkdir(exist_ok=True)
        except FileExistsError as error:
            raise CollisionError(f"There is a file “{directory.name}” where the artist would be.") from error
        _fix_mode(directory, DIRECTORY_MODE)
        return self._store.artists.add(directory.name, self._music.relative(directory))

    def import_album(self, albumpath: str) -> AlbumImport:
        """Imports the album in a directory, or brings it up to date. Its artist is added when unknown.

        :raises BadNameError: when the path is not `Artist/YYYY - Album`.
        :raises NotFoundError: when there is no such directory.
        :raises InvalidContentError: when not one song in it can be read.
        """
        content = self._read_album(albumpath)
        with self._store.write():
            album = self._write_album(content)
        return AlbumImport(album, content.unreadable)

    def import_song(self, path: str) -> Song:
        """Imports one song of an album of the catalogue, or brings it up to date.

        :raises NotFoundError: when there is no such file, or its album is not in the catalogue.
        :raises InvalidContentError: when it cannot be read.
        """
        place = self._music.existing(path)
        if not place.is_file():
            raise NotFoundError(f"There is no song “{path}”.")
        song = read_song(Found(self._music.relative(place), place))
        _fix_mode(place, FILE_MODE)
        with self._store.write():
            album = self._store.albums.find(self._music.relative(place.parent))
            if album is None:
                raise NotFoundError(f"The album of “{path}” is not in the catalogue. Import the album first.")
            return self._store.songs.get(self._write_songs(album, (song,))[song.details.path])

    def import_video(self, path: str) -> Video:
        """Imports a video file, or brings it up to date. Its artist is added when unknown.

        :raises BadNameError: when the path is not `Artist/YYYY - Video.ext`.
        :raises NotFoundError: when there is no such file.
        :raises InvalidContentError: when it is not a video.
        """
        place = self._music.existing(path)
        name = parse_video(place.name)
        if name is None or place.parent.parent != self._music.root:
            raise BadNameError(f"“{path}” is not named like a video: Artist/2001 - Name.mp4. Rename it first.")
        if not place.is_file():
            raise NotFoundError(f"There is no video “{path}”.")
        facts = read_video(place, self._ffmpeg)
        digest, status = checksum(place), place.stat()
        _fix_mode(place.parent, DIRECTORY_MODE)
        _fix_mode(place, FILE_MODE)
        with self._store.write():
            self._returning.video(self._music.relative(place), digest)
            details = VideoDetails(
                artistid=self._artist_of(place).id,
                name=name.name,
                path=self._music.relative(place),
                release=name.release,
                origin="internet",
                added=int(status.st_mtime),
                playtime=round(facts.playtime),
                codec=facts.codec,
                xresolution=facts.width,
                yresolution=facts.height,
                checksum=digest,
            )
            return self._store.videos.add_or_update(details, FileStamp(status.st_size, int(status.st_mtime)))

    def _existing_or_new(self, path: str) -> Path:
        try:
            return self._music.existing(path)
        except NotFoundError:
            return self._music.resolve(path)

    def _artist_of(self, place: Path) -> Artist:
        return self._returning.artist(self._music.relative(place.parent))

    def _read_album(self, albumpath: str) -> _AlbumContent:
        place = self._music.existing(albumpath)
        name = parse_album(place.name)
        if name is None or place.parent.parent != self._music.root:
            raise BadNameError(f"“{albumpath}” is not named like an album: Artist/2001 - Name. Rename it first.")
        if not place.is_dir():
            raise NotFoundError(f"There is no album directory “{albumpath}”.")
        directory = Found(self._music.relative(place), place)
        files = self._walker.songs(directory)
        songs: list[ReadSong] = []
        unreadable: list[str] = []
        for file in files:
            try:
                songs.append(read_song(file))
            except MusicDBError as error:
                log.warning("%s is not imported: %s", file.path, error.message)
                unreadable.append(error.message)
        if not songs:
            raise InvalidContentError(_nothing_to_import(albumpath, unreadable))
        self._fix_modes(directory)
        return _AlbumContent(directory, name, tuple(songs), tuple(unreadable))

    def _write_album(self, content: _AlbumContent) -> Album:
        place = content.directory.place
        if not place.is_dir():
            raise NotFoundError(f"“{content.directory.path}” was renamed while it was read. Import it again.")
        self._returning.album(content.directory.path, [song.details for song in content.songs])
        album = self._store.albums.add_or_update(
            artistid=self._artist_of(place).id,
            name=content.name.name,
            path=content.directory.path,
            release=content.name.release,
            origin=content.songs[0].tags.origin,
            added=int(place.stat().st_mtime),
        )
        self._write_songs(album, content.songs)
        return self._store.albums.get(album.id)

    def _write_songs(self, album: Album, songs: Sequence[ReadSong]) -> dict[str, SongId]:
        self._returning.songs(album, [song.details for song in songs])
        genres_before = {
            songid: metadata.get("genres", ())
            for songid, metadata in self._store.songs.metadata_of_album(album.id).items()
        }
        songids = self._store.songs.add_or_update(album, [song.details for song in songs])
        tags = {songids[song.details.path]: song.tags for song in songs}
        take_lyrics(self._store, {songids[song.details.path]: song.lyrics for song in songs})
        self._take_genres(genres_before, {songid: tag.genres for songid, tag in tags.items()})
        self._store.tags.derive_for_album(album.id)
        self._store.albums.update_counts(album.id)
        return songids

    def _take_genres(self, before: Mapping[SongId, tuple[str, ...]], now: Mapping[SongId, tuple[str, ...]]) -> None:
        """Suggests only what is new in a file: a genre a person has taken off must not come back with each import."""
        self._store.tags.withdraw_genres({key: _without(before.get(key, ()), names) for key, names in now.items()})
        self._store.tags.suggest_genres({key: _without(names, before.get(key, ())) for key, names in now.items()})

    def _fix_modes(self, directory: Found) -> None:
        _fix_mode(directory.place.parent, DIRECTORY_MODE)
        _fix_mode(directory.place, DIRECTORY_MODE)
        for file in self._walker.files(directory):
            if not file.place.is_symlink():
                _fix_mode(file.place, FILE_MODE)


def _without(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


def _nothing_to_import(albumpath: str, unreadable: list[str]) -> str:
    if unreadable:
        return f"No song in “{albumpath}” can be read. {' '.join(unreadable[:3])}"
    return f"There is no song in “{albumpath}”. Songs must lie in the directory itself, not in one below it."


def _fix_mode(place: Path, mode: int) -> None:
    """Lets the household's group write. Files of somebody else stay as they are."""
    with contextlib.suppress(OSError):
        if stat.S_IMODE(place.stat().st_mode) != mode:
            place.chmod(mode)
