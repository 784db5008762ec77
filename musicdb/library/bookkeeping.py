"""Brings the catalogue in line with the steps of a change, when it is done and when it is undone.

To be called in the transaction that writes down the state of the change: so files and catalogue agree after a crash.
"""

import contextlib
import time
from collections.abc import Sequence

from musicdb.errors import NotFoundError
from musicdb.ids import AlbumId
from musicdb.library.deciding import SaidAboutSongs
from musicdb.library.dressing import dress
from musicdb.library.naming import parse_album, parse_song, parse_video
from musicdb.library.steps import (
    Dress,
    Enter,
    Forget,
    Inherit,
    MakeDirectory,
    Move,
    Place,
    Relocate,
    Replace,
    Step,
    Succeed,
)
from musicdb.media.kinds import split_extension
from musicdb.model.records import Album, Artist, Song, Video
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store


class Bookkeeping:
    """Lets records follow their files. What a path says about a record is taken from the new path."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._said = SaidAboutSongs(store)

    def follow(self, steps: Sequence[Step]) -> None:
        """Brings the catalogue in line with steps that were done.

        :raises CollisionError: when the catalogue has other records at the new paths.
        """
        if all(isinstance(step, MakeDirectory | Place) for step in steps):
            return
        touched = self._albums_touched(steps)
        for step in steps:
            match step:
                case Move() | Relocate():
                    self._relocate(step.old, step.new)
                case Enter():
                    self.enter(step)
                case Forget():
                    self._store.keptrecords.keep(step.table, step.key)
                case Replace():
                    self._store.relocations.set_checksum(step.target, step.after)
                case Succeed():
                    self._relocate(step.old, step.new)
                    self._store.relocations.set_checksum(step.new, step.after)
                case Dress():
                    dress(self._store, step)
                case _:
                    self._said.follow(step)
        self._count(touched | self._albums_touched(steps))

    def unfollow(self, steps: Sequence[Step]) -> None:
        """Brings the catalogue in line with steps that were undone."""
        touched = self._albums_touched(steps)
        for step in reversed(steps):
            match step:
                case Move() | Relocate():
                    self._relocate(step.new, step.old)
                case Enter():
                    self._forget_empty(step.path)
                case Forget():
                    self._restore(step)
                case Replace():
                    self._store.relocations.set_checksum(step.target, step.before)
                case Place():
                    self._forget_file(step.target)
                case Succeed():
                    self._relocate(step.new, step.old)
                    self._store.relocations.set_checksum(step.old, step.before)
                case Dress():
                    dress(self._store, step, back=True)
                case _:
                    self._said.unfollow(step)
        self._count(touched | self._albums_touched(steps))

    def artist(self, path: str) -> Artist:
        """The artist at a path: the known one, the one that was there once, or a new one."""
        found = self._store.artists.find(path)
        if found is None:
            self.enter(Enter(Table.ARTISTS, path))
            found = self._store.artists.find(path)
        if found is None:
            raise NotFoundError(f'There is no artist "{path}".')
        return found

    def enter(self, step: Enter) -> None:
        """Adds an artist or album, or brings it back when it was there once. A known one is fine."""
        name, parent = _name(step.path), _parent(step.path)
        if step.table is Table.ARTISTS:
            if self._store.artists.find(step.path) is None and not self._restore_path(Table.ARTISTS, step.path):
                self._store.artists.add(name, step.path)
            return
        if self._store.albums.find(step.path) is not None:
            return
        artist = self.artist(parent)
        if self._restore_path(Table.ALBUMS, step.path, artistid=artist.id):
            return
        said = parse_album(name)
        album = self._store.albums.add_or_update(
            artistid=artist.id,
            name=said.name if said else name,
            path=step.path,
            release=said.release if said else 0,
            origin="internet",
            added=int(time.time()),
        )
        if step.like:
            self._store.relocations.dress_album(album.id, AlbumId(step.like))

    def _restore_path(self, table: Table, path: str, **changed: int) -> bool:
        key = self._store.keptrecords.with_path(table, path)
        return key is not None and self._store.keptrecords.restore(table, key, **changed)

    def _restore(self, step: Forget) -> None:
        """Brings a record back to where it was; what contains it may be another record now."""
        kept, parent = self._store.keptrecords, _parent(step.path)
        match step.table:
            case Table.ARTISTS:
                kept.restore(step.table, step.key)
            case Table.ALBUMS | Table.VIDEOS:
                kept.restore(step.table, step.key, artistid=self.artist(parent).id)
            case Table.SONGS:
                album = self._store.albums.find(parent)
                if album is not None:
                    kept.restore(step.table, step.key, albumid=album.id, artistid=album.artistid)

    def _relocate(self, old: str, new: str) -> None:
        self._store.relocations.move(old, new)
        renamed = _name(old) != _name(new)
        if artist := self._store.artists.find(new):
            if renamed:
                self._store.relocations.name_artist(artist.id, _name(new))
        elif album := self._store.albums.find(new):
            self._place_album(album)
        elif song := self._store.songs.find(new):
            self._place_song(song, renamed=renamed)
        elif video := self._store.videos.find(new):
            self._place_video(video)

    def _place_album(self, album: Album) -> None:
        said = parse_album(_name(album.path))
        name, release = (said.name, said.release) if said else (album.name, album.release)
        artist = self.artist(_parent(album.path))
        self._store.relocations.place_album(album.id, artist.id, name, release)

    def _place_song(self, song: Song, *, renamed: bool) -> None:
        album = self._store.albums.find(_parent(song.path))
        if album is None:
            raise NotFoundError(f'The album "{_parent(song.path)}" is not in the catalogue. Import it first.')
        name, number, cd = song.name, song.number, song.cd
        said = parse_song(_name(song.path))
        if said:
            name, number, cd = said.name, said.number, said.cd
        elif renamed:
            name = split_extension(_name(song.path))[0]
        self._store.relocations.place_song(song.id, album, name, number, cd)

    def _place_video(self, video: Video) -> None:
        said = parse_video(_name(video.path))
        name, release = (said.name, said.release) if said else (video.name, video.release)
        artist = self.artist(_parent(video.path))
        self._store.relocations.place_video(video.id, artist.id, name, release)

    def _forget_file(self, path: str) -> None:
        """Takes a song or video out whose file has gone; its album and artist, too, when nothing else is left."""
        if song := self._store.songs.find(path):
            self._store.keptrecords.keep(Table.SONGS, song.id)
            self._forget_empty(_parent(path))
            self._forget_empty(_parent(_parent(path)))
        elif video := self._store.videos.find(path):
            self._store.keptrecords.keep(Table.VIDEOS, video.id)
            self._forget_empty(_parent(path))

    def _forget_empty(self, path: str) -> None:
        """Takes out the album or artist at a path, if nothing belongs to it."""
        if (album := self._store.albums.find(path)) and not self._store.songs.of_album(album.id):
            self._store.keptrecords.keep(Table.ALBUMS, album.id)
        elif artist := self._store.artists.find(path):
            albums = self._store.albums.of_artist(artist.id, hidden=True)
            if not albums and not self._store.videos.of_artist(artist.id):
                self._store.keptrecords.keep(Table.ARTISTS, artist.id)

    def _albums_touched(self, steps: Sequence[Step]) -> set[AlbumId]:
        """The albums that win or lose songs."""
        paths: set[str] = set()
        for step in steps:
            match step:
                case Move() | Relocate() | Succeed():
                    paths |= {_parent(step.old), _parent(step.new)}
                case Place():
                    paths.add(_parent(step.target))
                case Forget(table=Table.SONGS) | Inherit():
                    paths.add(_parent(step.path))
        return {album.id for album in map(self._store.albums.find, paths) if album}

    def _count(self, albumids: set[AlbumId]) -> None:
        for albumid in albumids:
            # Some of them have left the catalogue meanwhile.
            with contextlib.suppress(NotFoundError):
                self._store.albums.update_counts(albumid)
                self._store.tags.derive_for_album(albumid)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
