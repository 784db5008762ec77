"""Compares the music directory with the catalogue: what is new, what is gone, what could be imported."""

import logging

import msgspec

from musicdb.config.schema import Music
from musicdb.errors import InvalidContentError, NotFoundError
from musicdb.library.difference import FilesystemScan, compare
from musicdb.library.naming import analyse_path, parse_album, parse_video
from musicdb.library.paths import MusicDirectory
from musicdb.library.walking import Found, Walker
from musicdb.media.kinds import split_extension
from musicdb.media.tags import read_tags
from musicdb.model.media import FileTags
from musicdb.store.store import Store

log = logging.getLogger(__name__)


class NewAlbum(msgspec.Struct, frozen=True):
    """An album directory that is not in the catalogue. `release` is None when the name does not follow the scheme."""

    path: str
    artistname: str
    albumname: str
    release: int | None


class NewVideo(msgspec.Struct, frozen=True):
    """A video file that is not in the catalogue. `release` is None when the name does not follow the scheme."""

    path: str
    artistname: str
    videoname: str
    release: int | None
    extension: str


class NewContent(msgspec.Struct, frozen=True):
    """What could be imported."""

    albums: list[NewAlbum]
    videos: list[NewVideo]


class FileMeta(msgspec.Struct, frozen=True):
    """What the tags of a song say. Missing text is empty, missing numbers are 0."""

    songname: str
    albumname: str
    artistname: str
    releaseyear: int
    origin: str
    cdnumber: int
    songnumber: int
    haslyrics: bool
    hasartwork: bool


class PathMeta(msgspec.Struct, frozen=True):
    """What the path of a song says."""

    songname: str
    albumname: str
    artistname: str
    releaseyear: int
    cdnumber: int
    songnumber: int


class AlbumSongFile(msgspec.Struct, frozen=True):
    """A song file that is not in the catalogue. `fromfile` is None when its path does not follow the scheme."""

    path: str
    frommeta: FileMeta
    fromfile: PathMeta | None


class Scanner:
    """Reads the music directory and the catalogue and changes neither."""

    def __init__(self, store: Store, music: MusicDirectory, config: Music) -> None:
        self._store = store
        self._music = music
        self._config = config

    def find_new_content(self) -> NewContent:
        """Albums that hold at least one song, and videos, that are not in the catalogue.

        :raises PathError: when the music directory cannot be read.
        """
        walker = Walker(self._music, self._config)
        with self._store.read():
            known = {album.path for album in self._store.albums.all(hidden=True)}
            known |= {video.path for video in self._store.videos.all()}
        albums: list[NewAlbum] = []
        videos: list[NewVideo] = []
        for artist in walker.artists():
            new = [album for album in walker.albums(artist) if album.path not in known]
            albums += [_new_album(artist, album) for album in new if walker.songs(album)]
            videos += [_new_video(artist, video) for video in walker.videos(artist) if video.path not in known]
        return NewContent(albums, videos)

    def find_album_song_files(self, albumpath: str) -> list[AlbumSongFile]:
        """The songs of an album directory that are not in the catalogue; none when it is no directory.

        :raises PathError: when the path leads out of the music directory.
        """
        try:
            place = self._music.existing(albumpath)
        except NotFoundError:
            return []
        if not place.is_dir():
            return []
        files = Walker(self._music, self._config).songs(Found(self._music.relative(place), place))
        return [_album_song_file(file) for file in files if self._store.songs.find(file.path) is None]

    def scan_filesystem(self) -> FilesystemScan:
        """The whole difference between music directory and catalogue. Reads every new file once, for its checksum.

        :raises PathError: when the music directory cannot be read, or is empty though the catalogue is not.
        """
        return compare(self._store, self._music, self._config)


def _new_album(artist: Found, album: Found) -> NewAlbum:
    name = parse_album(album.place.name)
    return NewAlbum(
        path=album.path,
        artistname=artist.place.name,
        albumname=name.name if name else album.place.name,
        release=name.release if name else None,
    )


def _new_video(artist: Found, video: Found) -> NewVideo:
    stem, extension = split_extension(video.place.name)
    name = parse_video(video.place.name)
    return NewVideo(
        path=video.path,
        artistname=artist.place.name,
        videoname=name.name if name else stem,
        release=name.release if name else None,
        extension=extension,
    )


def _album_song_file(file: Found) -> AlbumSongFile:
    try:
        tags = read_tags(file.place)
    except InvalidContentError as error:
        log.warning("%s: %s", file.path, error.message)
        tags = FileTags()
    return AlbumSongFile(file.path, _from_tags(tags), _from_path(file.path))


def _from_tags(tags: FileTags) -> FileMeta:
    return FileMeta(
        songname=tags.title,
        albumname=tags.album,
        artistname=next(iter(tags.albumartists or tags.artists), ""),
        releaseyear=tags.release,
        origin=tags.origin,
        cdnumber=tags.disc,
        songnumber=tags.track,
        haslyrics=bool(tags.lyrics),
        hasartwork=tags.haspicture,
    )


def _from_path(path: str) -> PathMeta | None:
    said = analyse_path(path)
    if said is None or said.song is None:
        return None
    return PathMeta(
        songname=said.song,
        albumname=said.album or "",
        artistname=said.artist,
        releaseyear=said.release or 0,
        cdnumber=said.cdnumber or 1,
        songnumber=said.songnumber or 0,
    )
