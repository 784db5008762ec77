"""Renames and moves what lies in the music directory, and mends entries of the catalogue. Everything can be undone.

All paths come from clients and are checked. Ids, tags, statistics and history stay what they are.
"""

from musicdb.errors import BadNameError, NotFoundError, PathError
from musicdb.ids import AlbumId, ArtistId, ChangeId, SongId, VideoId
from musicdb.library.naming import parse_album, parse_song, parse_video
from musicdb.library.paths import MusicDirectory, check_component
from musicdb.library.plan import Planner
from musicdb.library.steps import Enter, Forget, MakeDirectory, Move, Relocate, Step
from musicdb.media.kinds import split_extension
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store

_ALBUM_DEPTH = 2


class Renamer:
    """Names of files and directories, and the paths of entries."""

    def __init__(self, store: Store, music: MusicDirectory, planner: Planner) -> None:
        self._store = store
        self._music = music
        self._planner = planner

    def rename_file(self, oldpath: str, newpath: str) -> ChangeId:
        """Gives a song, video or any other file another name in its directory.

        :raises BadNameError: when it is in the catalogue, and the new name is none for a song or video.
        :raises CollisionError: when there is already something of this name.
        """
        old, name = self._existing(oldpath, directory=False), self._sibling(oldpath, newpath)
        song, video = self._store.songs.find(old), self._store.videos.find(old)
        if (song and parse_song(name) is None) or (video and parse_video(name) is None):
            example = "01 Song.mp3" if song else "2001 - Video.mp4"
            raise BadNameError(f"“{name}” is no name the catalogue understands. Write it like “{example}”.")
        if (song or video) and split_extension(name)[1] != split_extension(old)[1]:
            raise BadNameError(f"“{name}” has another ending than “{old}”, but the file stays what it is.")
        return self._rename(old, name)

    def rename_album(self, oldpath: str, newpath: str) -> ChangeId:
        """Gives the directory of an album another name.

        :raises BadNameError: when it is in the catalogue, and the new name is not `YYYY - Album`.
        :raises CollisionError: when there is already something of this name.
        """
        old, name = self._existing(oldpath, directory=True), self._sibling(oldpath, newpath)
        _require_depth(old, _ALBUM_DEPTH, "an album")
        if self._store.albums.find(old) and parse_album(name) is None:
            raise BadNameError(f"“{name}” is not named like an album. Write it like “2001 - Name”.")
        return self._rename(old, name)

    def rename_artist(self, oldpath: str, newpath: str) -> ChangeId:
        """Gives the directory of an artist another name.

        :raises CollisionError: when there is already something of this name.
        """
        old, name = self._existing(oldpath, directory=True), self._sibling(oldpath, newpath)
        _require_depth(old, 1, "an artist")
        return self._rename(old, name)

    def change_artist(self, oldalbumpath: str, newartistdirectory: str) -> ChangeId:
        """Moves the directory of an album to another artist, who is added when unknown.

        Also brings the catalogue up to date when a person has moved the directory already.
        """
        check_component(newartistdirectory)
        _require_depth(newartistdirectory, 1, "an artist")
        try:
            old = self._existing(oldalbumpath, directory=True)
        except NotFoundError:
            return self._follow_moved_album(oldalbumpath, newartistdirectory)
        _require_depth(old, _ALBUM_DEPTH, "an album")
        artist = self._directory(newartistdirectory)
        new = f"{artist}/{old.rpartition('/')[2]}"
        steps: list[Step] = [] if self._music.resolve(artist).is_dir() else [MakeDirectory(artist)]
        if self._store.artists.find(artist) is None:
            steps.append(Enter(Table.ARTISTS, artist))
        self._music.require_free(new, old)
        return self._planner.perform(f"Move “{old}” to “{artist}”", [*steps, Move(old, new)])

    def update_entry(self, table: Table, key: int, newpath: str) -> str:
        """Tells an entry that its file or directory has been renamed by hand. Returns the path as it is on disk.

        :raises CollisionError: when another entry has this path.
        """
        old = self._path_of(table, key)
        new = self._existing(newpath, directory=table in (Table.ARTISTS, Table.ALBUMS))
        depth = {Table.ARTISTS: 1, Table.ALBUMS: 2, Table.SONGS: 3, Table.VIDEOS: 2}[table]
        _require_depth(new, depth, "an entry of this kind")
        if new != old:
            self._planner.perform(f"“{old}” is “{new}” now", [Relocate(old, new)])
        return new

    def remove_entry(self, table: Table, key: int) -> ChangeId:
        """Takes an entry out of the catalogue, with everything that belongs to it. Files are not touched."""
        path = self._path_of(table, key)
        return self._planner.perform(f"Remove the entry “{path}”", self._forget(table, key, path))

    def _forget(self, table: Table, key: int, path: str) -> list[Step]:
        """The inner ones first. So they come back last, when what contains them is there."""
        inner: list[Step] = []
        if table is Table.ARTISTS:
            for album in self._store.albums.of_artist(ArtistId(key), hidden=True):
                inner += self._forget(Table.ALBUMS, album.id, album.path)
            videos = self._store.videos.of_artist(ArtistId(key))
            inner += [Forget(Table.VIDEOS, video.id, video.path) for video in videos]
        elif table is Table.ALBUMS:
            songs = self._store.songs.of_album(AlbumId(key))
            inner += [Forget(Table.SONGS, song.id, song.path) for song in songs]
        return [*inner, Forget(table, key, path)]

    def _follow_moved_album(self, oldalbumpath: str, newartistdirectory: str) -> ChangeId:
        album = self._store.albums.find(oldalbumpath)
        if album is None:
            raise NotFoundError(f"There is no album “{oldalbumpath}”.")
        new = self._existing(f"{newartistdirectory}/{album.path.rpartition('/')[2]}", directory=True)
        return self._planner.perform(f"“{album.path}” is “{new}” now", [Relocate(album.path, new)])

    def _rename(self, old: str, name: str) -> ChangeId:
        parent = old.rpartition("/")[0]
        new = f"{parent}/{name}" if parent else name
        self._music.require_free(new, old)
        return self._planner.perform(f"Rename “{old}” to “{name}”", [Move(old, new)])

    def _directory(self, name: str) -> str:
        try:
            return self._music.relative(self._music.existing(name))
        except NotFoundError:
            return name

    def _existing(self, path: str, *, directory: bool) -> str:
        place = self._music.existing(path)
        if place.is_dir() is not directory:
            raise NotFoundError(f"“{path}” is {'no' if directory else 'a'} directory.")
        return self._music.relative(place)

    @staticmethod
    def _sibling(oldpath: str, newpath: str) -> str:
        """The last name of the new path, of which only this may differ."""
        parent, _, name = newpath.rpartition("/")
        if parent != oldpath.rpartition("/")[0]:
            raise PathError(f"“{newpath}” is in another directory than “{oldpath}”. Only the last name may change.")
        check_component(name)
        if name.startswith("."):
            raise BadNameError(f"“{name}” would be hidden. Choose a name without a dot at the beginning.")
        return name

    def _path_of(self, table: Table, key: int) -> str:
        match table:
            case Table.ARTISTS:
                return self._store.artists.get(ArtistId(key)).path
            case Table.ALBUMS:
                return self._store.albums.get(AlbumId(key)).path
            case Table.SONGS:
                return self._store.songs.get(SongId(key)).path
            case Table.VIDEOS:
                return self._store.videos.get(VideoId(key)).path


def _require_depth(path: str, depth: int, what: str) -> None:
    if path.count("/") + 1 != depth:
        raise PathError(f"“{path}” is not the path of {what}.")
