"""Recognizes at an import what was in the catalogue before, by the checksums of the files.

It was moved by hand, then its entry points to nothing; or it had been taken out, then it was kept. In both cases it
comes back with its id, tags, statistics and history.
"""

from collections.abc import Sequence

from musicdb.ids import SongId
from musicdb.library.bookkeeping import Bookkeeping
from musicdb.library.paths import MusicDirectory
from musicdb.library.steps import Relocate
from musicdb.model.records import Album, Artist, Song
from musicdb.store.keptrecords import Table
from musicdb.store.songs import SongDetails
from musicdb.store.store import Store


class Returning:
    """To be used inside of the transaction of the import, before it adds what is new."""

    def __init__(self, store: Store, music: MusicDirectory) -> None:
        self._store = store
        self._music = music
        self._bookkeeping = Bookkeeping(store)

    def artist(self, path: str) -> Artist:
        """The artist at a path: the known one, the one that was there once, or a new one."""
        return self._bookkeeping.artist(path)

    def album(self, path: str, songs: Sequence[SongDetails]) -> None:
        """Tells an album that its directory has this path now, when its songs are found here and not there any more."""
        if self._store.albums.find(path) is not None:
            return
        albumids = {song.albumid for song in map(self._moved, songs) if song}
        former = [self._store.albums.get(albumid) for albumid in albumids]
        if len(former) == 1 and self._music.is_gone(former[0].path):
            self._bookkeeping.follow([Relocate(former[0].path, path)])
            return
        key = self._store.keptrecords.with_path(Table.ALBUMS, path)
        if key is not None:
            artist = self.artist(path.rpartition("/")[0])
            self._store.keptrecords.restore(Table.ALBUMS, key, artistid=artist.id)

    def songs(self, album: Album, songs: Sequence[SongDetails]) -> None:
        """Tells songs of whatever album that they are at these paths now, or brings them back."""
        paths: list[tuple[SongId, str]] = []
        for song in songs:
            if self._store.songs.find(song.path) is not None:
                continue
            taken = {songid for songid, _ in paths}
            former = self._moved(song, taken)
            if former is not None:
                paths.append((former.id, song.path))
                continue
            key = self._store.keptrecords.with_checksum(Table.SONGS, song.checksum)
            if key is not None:
                kept = self._store.keptrecords
                kept.restore(Table.SONGS, key, path=song.path, albumid=album.id, artistid=album.artistid)
        left = {self._store.songs.get(songid).albumid for songid, _ in paths} - {album.id}
        self._store.songs.move_to_album(album, paths)
        for albumid in left:
            self._store.tags.derive_for_album(albumid)
            self._store.albums.update_counts(albumid)

    def video(self, path: str, checksum: str) -> None:
        """Tells a video that it is at this path now, or brings it back."""
        if self._store.videos.find(path) is not None:
            return
        former = [video for video in self._store.videos.with_checksum(checksum) if self._music.is_gone(video.path)]
        if former:
            self._store.videos.move(former[0].id, path)
            return
        key = self._store.keptrecords.with_checksum(Table.VIDEOS, checksum)
        if key is not None:
            artist = self.artist(path.rpartition("/")[0])
            self._store.keptrecords.restore(Table.VIDEOS, key, path=path, artistid=artist.id)

    def _moved(self, song: SongDetails, taken: set[SongId] | None = None) -> Song | None:
        """The song with the same content whose file is not where it was."""
        for former in self._store.songs.with_checksum(song.checksum):
            if former.id not in (taken or ()) and self._music.is_gone(former.path):
                return former
        return None
