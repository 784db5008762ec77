"""Merges, splits and renames artists and albums: first as a plan a person can read, then exactly that, or nothing."""

import msgspec

from musicdb.errors import BadArgumentError, CollisionError, NotFoundError, PlanOutdatedError
from musicdb.ids import AlbumId, ArtistId, ChangeId
from musicdb.library.drafts import Draft
from musicdb.library.naming import album_directory, artist_directory
from musicdb.library.newnames import draft_rename
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.steps import Enter, Forget
from musicdb.model.changes import ChangeKind, PlannedChange, Wish
from musicdb.model.records import Album, Artist
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store


class _Sketch(msgspec.Struct, frozen=True):
    """A plan with the steps the journal understands."""

    planned: PlannedChange
    draft: Draft


class Reshaper:
    """Plans changes to the order of the music, and does them."""

    def __init__(self, store: Store, music: MusicDirectory, planner: Planner) -> None:
        self._store = store
        self._music = music
        self._planner = planner

    def plan(self, wish: Wish) -> PlannedChange:
        """What would have to be done. Nothing is changed.

        :raises BadArgumentError: when the wish makes no sense.
        :raises NotFoundError: when something of it is not there.
        :raises BadNameError: when a name cannot be used.
        """
        return self._sketch(wish).planned

    def apply(self, planned: PlannedChange) -> ChangeId:
        """Does exactly what was planned.

        :raises PlanOutdatedError: when the same wish would lead to another plan now.
        :raises CollisionError: when two files want the same path.
        """
        sketch = self._sketch(planned.wish)
        if sketch.planned != planned:
            raise PlanOutdatedError(f"{planned.title}: the music has changed since this was planned. Look at it again.")
        if planned.collisions:
            first = planned.collisions[0]
            raise CollisionError(
                f"“{first.old}” cannot become “{first.new}”, because that is there already. "
                "Rename or remove one of them first."
            )
        return self._planner.perform(planned.title, sketch.draft.steps)

    def _sketch(self, wish: Wish) -> _Sketch:
        self._music.require()
        draft = Draft(self._music)
        with self._store.read():
            match wish.kind:
                case ChangeKind.MERGEARTISTS:
                    title = self._merge_artists(draft, wish)
                case ChangeKind.MERGEALBUMS:
                    title = self._merge_albums(draft, wish)
                case ChangeKind.MOVEALBUM:
                    title = self._move_album(draft, wish)
                case ChangeKind.SPLITALBUM:
                    title = self._split_album(draft, wish)
                case ChangeKind.MOVESONGS:
                    title = self._move_songs(draft, wish)
                case _:
                    title = draft_rename(self._store, self._music, draft, wish)
        planned = PlannedChange(wish, title, draft.shown(), tuple(draft.collisions), draft.state())
        return _Sketch(planned, draft)

    def _merge_artists(self, draft: Draft, wish: Wish) -> str:
        source = self._store.artists.get(ArtistId(wish.source))
        target = self._store.artists.get(ArtistId(wish.target))
        _require_two(source.path, target.path)
        directory = self._require_directory(source.path)
        for album in self._store.albums.of_artist(source.id, hidden=True):
            self._prepare_album(draft, album, target)
        draft.pour(directory, self._require_directory(target.path))
        for album in self._store.albums.of_artist(source.id, hidden=True):
            self._forget_left(draft, album)
        for video in self._store.videos.of_artist(source.id):
            if not draft.moves(video.path):
                draft.add(Forget(Table.VIDEOS, video.id, video.path))
        draft.add(Forget(Table.ARTISTS, source.id, source.path))
        return f"Merge “{source.name}” into “{target.name}”"

    def _merge_albums(self, draft: Draft, wish: Wish) -> str:
        source = self._store.albums.get(AlbumId(wish.source))
        target = self._store.albums.get(AlbumId(wish.target))
        _require_two(source.path, target.path)
        draft.pour(self._require_directory(source.path), self._require_directory(target.path), wish.cd)
        self._forget_left(draft, source)
        return f"Merge “{source.path}” into “{target.path}”"

    def _move_album(self, draft: Draft, wish: Wish) -> str:
        album = self._store.albums.get(AlbumId(wish.source))
        path = self._require_directory(album.path)
        artist = self._store.artists.get(ArtistId(wish.target)).path if wish.target else self._named(wish.artistname)
        new = f"{artist}/{path.rpartition('/')[2]}"
        _require_two(path, new)
        draft.make_directory(artist)
        known = self._store.artists.find(artist)
        if known is None:
            draft.add(Enter(Table.ARTISTS, artist))
        else:
            self._prepare_album(draft, album, known)
        draft.move(path, new)
        self._forget_left(draft, album)
        return f"Move “{album.path}” to “{artist}”"

    def _split_album(self, draft: Draft, wish: Wish) -> str:
        album = self._store.albums.get(AlbumId(wish.source))
        songs = [song for song in self._store.songs.of_album(album.id) if song.id in wish.songids]
        if not songs or len(songs) != len(set(wish.songids)):
            raise BadArgumentError("Choose songs of this album that shall become an album of their own.")
        if len(songs) == album.numofsongs:
            raise BadArgumentError("These are all songs of the album. Rename the album instead.")
        parent = album.path.rpartition("/")[0]
        new = f"{parent}/{album_directory(wish.release, wish.albumname)}"
        if self._music.has(new):
            raise CollisionError(f"There is already an album “{new}”. Move the songs there, or choose another name.")
        draft.make_directory(new)
        draft.add(Enter(Table.ALBUMS, new, album.id))
        for song in songs:
            self._require_file(song.path)
            draft.move_song(song.path, new)
        return f"Split “{new}” off from “{album.path}”"

    def _move_songs(self, draft: Draft, wish: Wish) -> str:
        target = self._store.albums.get(AlbumId(wish.target))
        directory = self._require_directory(target.path)
        if not wish.songids:
            raise BadArgumentError("Choose the songs that shall move.")
        left: set[AlbumId] = set()
        for songid in dict.fromkeys(wish.songids):
            song = self._store.songs.get(songid)
            if song.albumid == target.id:
                raise BadArgumentError(f"“{song.name}” is in “{target.name}” already.")
            left.add(song.albumid)
            self._require_file(song.path)
            draft.move_song(song.path, directory)
        for albumid in sorted(left):
            songs = self._store.songs.of_album(albumid)
            if all(draft.moves(song.path) for song in songs):
                album = self._store.albums.get(albumid)
                draft.add(Forget(Table.ALBUMS, album.id, album.path))
        return f"Move songs to “{target.path}”"

    def _prepare_album(self, draft: Draft, album: Album, target: Artist) -> None:
        """The songs of an album need an album to go to, where the directory is there but not in the catalogue."""
        new = f"{target.path}/{album.path.rpartition('/')[2]}"
        if self._music.has(new) and self._store.albums.find(new) is None:
            draft.add(Enter(Table.ALBUMS, new, album.id))

    def _forget_left(self, draft: Draft, album: Album) -> None:
        """An album whose songs went into another one goes; with it songs that have no file any more."""
        if draft.moves(album.path):
            return
        for song in self._store.songs.of_album(album.id):
            if not draft.moves(song.path):
                draft.add(Forget(Table.SONGS, song.id, song.path))
        draft.add(Forget(Table.ALBUMS, album.id, album.path))

    def _named(self, artistname: str) -> str:
        name = artist_directory(artistname)
        return self._music.relative(self._music.existing(name)) if self._music.has(name) else name

    def _require_directory(self, path: str) -> str:
        if not self._music.existing(path).is_dir():
            raise NotFoundError(f"There is no directory “{path}” any more. Scan the music directory.")
        return path

    def _require_file(self, path: str) -> None:
        if not self._music.existing(path).is_file():
            raise NotFoundError(f"There is no file “{path}” any more. Scan the music directory.")


def _require_two(source: str, target: str) -> None:
    if source == target:
        raise BadArgumentError(f"“{source}” is there already. Choose something else as the target.")
