"""Other names for artists, albums, songs and videos, as steps that are shown before they are done."""

from collections.abc import Callable

import msgspec

from musicdb.errors import BadArgumentError
from musicdb.ids import AlbumId, ArtistId, SongId, VideoId
from musicdb.library.drafts import Draft
from musicdb.library.naming import album_directory, artist_directory, song_filename, video_filename
from musicdb.library.paths import MusicDirectory
from musicdb.media.kinds import split_extension
from musicdb.model.changes import ChangeKind, Wish
from musicdb.store.store import Store


class _NewName(msgspec.Struct, frozen=True):
    """What lies at a path shall be called like that."""

    old: str
    name: str


def draft_rename(store: Store, music: MusicDirectory, draft: Draft, wish: Wish) -> str:
    """Adds what has to be done for another name to a draft. Returns its title.

    :raises NotFoundError: when there is no such thing any more.
    :raises BadNameError: when the name cannot be used.
    :raises BadArgumentError: when it is called that already.
    :raises CollisionError: when something else is called that.
    """
    found = _NAMES[wish.kind](store, wish)
    old = music.relative(music.existing(found.old))
    parent, _, before = old.rpartition("/")
    new = f"{parent}/{found.name}" if parent else found.name
    if new == old:
        raise BadArgumentError(f"“{before}” is the name it has. Choose another one.")
    music.require_free(new, old)
    if wish.kind is ChangeKind.RENAMESONG:
        draft.move_song(old, parent, found.name)
    else:
        draft.move(old, new)
    return f"Rename “{old}” to “{found.name}”"


def _of_artist(store: Store, wish: Wish) -> _NewName:
    return _NewName(store.artists.get(ArtistId(wish.source)).path, artist_directory(wish.artistname))


def _of_album(store: Store, wish: Wish) -> _NewName:
    return _NewName(store.albums.get(AlbumId(wish.source)).path, album_directory(wish.release, wish.albumname))


def _of_song(store: Store, wish: Wish) -> _NewName:
    song = store.songs.get(SongId(wish.source))
    cd = wish.cd or song.cd
    discs = max(cd, store.albums.get(song.albumid).numofcds)
    return _NewName(song.path, song_filename(wish.name, wish.number, cd, split_extension(song.path)[1], discs))


def _of_video(store: Store, wish: Wish) -> _NewName:
    video = store.videos.get(VideoId(wish.source))
    return _NewName(video.path, video_filename(wish.release, wish.name, split_extension(video.path)[1]))


_NAMES: dict[ChangeKind, Callable[[Store, Wish], _NewName]] = {
    ChangeKind.RENAMEARTIST: _of_artist,
    ChangeKind.RENAMEALBUM: _of_album,
    ChangeKind.RENAMESONG: _of_song,
    ChangeKind.RENAMEVIDEO: _of_video,
}
