"""Accepts what a scan found to be moved: the catalogue follows in one change that can be undone.

Nothing a client says is believed: a move counts only when the entry is as it says, its old place is empty, and at the
new one lies a file of the same size.
"""

from collections.abc import Callable

from musicdb.errors import NotFoundError
from musicdb.ids import ChangeId
from musicdb.library.naming import parse_album
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.steps import Enter, Forget, Relocate, Step
from musicdb.library.tracing import Moved, MovedPaths
from musicdb.model.records import Artist
from musicdb.store.filestamps import FileStamp
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store

_SONG_DEPTH = 3


class Accepter:
    """Lets entries follow files that were moved by hand."""

    def __init__(self, store: Store, music: MusicDirectory, planner: Planner) -> None:
        self._store = store
        self._music = music
        self._planner = planner

    def accept(self, moved: MovedPaths) -> ChangeId:
        """Tells artists, albums, songs and videos where they are now. Albums and artists nothing is left of go.

        :raises NotFoundError: when none of the moves holds.
        """
        self._music.require()
        with self._store.read():
            steps = _Following(self._store, self._music, moved).steps
        if not steps:
            raise NotFoundError("None of this has moved, or the catalogue knows it already. Scan again.")
        return self._planner.perform(f"Follow {len(moved.songs) + len(moved.videos)} files moved by hand", steps)


class _Following:
    """Works out the steps: directories first, with all that is in them, then what is still somewhere else."""

    def __init__(self, store: Store, music: MusicDirectory, moved: MovedPaths) -> None:
        self.steps: list[Step] = []
        self._store = store
        self._music = music
        self._relocated: list[tuple[str, str]] = []
        self._entered: set[str] = set()
        artists = {int(artist.id): artist.path for artist in store.artists.all()}
        albums = {int(album.id): album.path for album in store.albums.all(hidden=True)}
        for move in self._valid(moved.artists, artists, self._is_directory):
            self._relocate(move.old, move.new)
        for move in self._valid(moved.albums, albums, self._is_directory):
            self._enter_artist(move.new.rpartition("/")[0])
            self._relocate(self._now(move.old), move.new)
        songs = self._songs(moved)
        self._relocate_songs(songs)
        videos = {int(video.id): video.path for video in store.videos.all()}
        stamps = store.videos.stamps()
        for move in self._valid(moved.videos, videos, lambda path: path.count("/") == 1):
            if self._is_same_size(move.new, stamps.get(move.old)):
                self._enter_artist(move.new.rpartition("/")[0])
                self._relocate(self._now(move.old), move.new)
        self._forget_left({move.id for move in songs}, {move.id for move in moved.videos})

    def _songs(self, moved: MovedPaths) -> list[Moved]:
        paths = {path: int(songid) for path, songid in self._store.songs.paths().items()}
        stamps = self._store.songs.stamps()
        found = self._valid(moved.songs, {key: path for path, key in paths.items()}, self._is_place_of_song)
        return [move for move in found if self._is_same_size(move.new, stamps.get(move.old))]

    def _relocate_songs(self, moves: list[Moved]) -> None:
        """Songs that take each other's places step aside first."""
        now = {move.id: self._now(move.old) for move in moves}
        waiting = [move for move in moves if now[move.id] != move.new]
        occupied = {now[move.id] for move in waiting}
        for move in waiting:
            if move.new in occupied:
                aside = f"{now[move.id].rpartition('/')[0]}/.moved-{move.id}"
                self.steps.append(Relocate(now[move.id], aside))
                now[move.id] = aside
        for move in waiting:
            self._enter_album(move.new.rpartition("/")[0])
            self.steps.append(Relocate(now[move.id], move.new))

    def _valid(self, moves: list[Moved], known: dict[int, str], fits: Callable[[str], bool]) -> list[Moved]:
        taken = set(known.values())
        return [
            move
            for move in moves
            if known.get(move.id) == move.old
            and move.new not in taken
            and self._music.is_gone(move.old)
            and self._music.resolve(move.new).exists()
            and fits(move.new)
        ]

    def _is_directory(self, path: str) -> bool:
        return self._music.resolve(path).is_dir()

    def _is_place_of_song(self, path: str) -> bool:
        album = path.rpartition("/")[0]
        known = self._store.albums.find(album) or any(album == new for _, new in self._relocated)
        return path.count("/") + 1 == _SONG_DEPTH and bool(known or parse_album(album.rpartition("/")[2]))

    def _is_same_size(self, path: str, stamp: FileStamp | None) -> bool:
        place = self._music.resolve(path)
        return place.is_file() and (stamp is None or place.stat().st_size == stamp.filesize)

    def _relocate(self, old: str, new: str) -> None:
        if old != new:
            self.steps.append(Relocate(old, new))
            self._relocated.append((old, new))

    def _now(self, path: str) -> str:
        """Where something is after the relocations so far."""
        for old, new in self._relocated:
            if path == old or path.startswith(f"{old}/"):
                path = new + path[len(old) :]
        return path

    def _enter_artist(self, path: str) -> None:
        self._enter(Table.ARTISTS, path, known=self._store.artists.find(path) is not None)

    def _enter_album(self, path: str) -> None:
        self._enter_artist(path.rpartition("/")[0])
        self._enter(Table.ALBUMS, path, known=self._store.albums.find(path) is not None)

    def _enter(self, table: Table, path: str, *, known: bool) -> None:
        if not known and path not in self._entered and all(path != new for _, new in self._relocated):
            self._entered.add(path)
            self.steps.append(Enter(table, path))

    def _forget_left(self, songids: set[int], videoids: set[int]) -> None:
        """Directories that are gone, and of which everything went somewhere else."""
        albums = self._store.albums.all(hidden=True)
        forgotten: set[int] = set()
        for album in albums:
            now = self._now(album.path)
            if not (self._music.is_gone(album.path) and self._music.is_gone(now)):
                continue
            songs = self._store.songs.of_album(album.id)
            if songs and all(song.id in songids for song in songs):
                forgotten.add(album.id)
                self.steps.append(Forget(Table.ALBUMS, album.id, now))
        left = {self._now(album.path).rpartition("/")[0] for album in albums if album.id not in forgotten}
        for artist in self._store.artists.all():
            if artist.path in left or not self._music.is_gone(artist.path) or self._now(artist.path) != artist.path:
                continue
            videos = self._store.videos.of_artist(artist.id)
            if all(video.id in videoids for video in videos) and (videos or self._has_albums(artist)):
                self.steps.append(Forget(Table.ARTISTS, artist.id, artist.path))

    def _has_albums(self, artist: Artist) -> bool:
        return bool(self._store.albums.of_artist(artist.id, hidden=True))
