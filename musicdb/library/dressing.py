"""How albums and videos look in the catalogue, and how a step of the journal changes that, and takes it back."""

from musicdb.errors import UndoError
from musicdb.ids import AlbumId, VideoId
from musicdb.library.steps import Dress, Look
from musicdb.model.media import ThemeColors
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store


def look_of(store: Store, table: Table, key: int) -> Look:
    """How an album or a video looks now. Raises NotFoundError when it is not there."""
    if table is Table.ALBUMS:
        album = store.albums.get(AlbumId(key))
        path, chosen = album.artworkpath, store.albums.has_chosen_artwork(album.id)
        return Look(path, ThemeColors(album.bgcolor, album.fgcolor, album.hlcolor), chosen)
    video = store.videos.get(VideoId(key))
    path, chosen = video.thumbnailfile, store.videos.has_chosen_artwork(video.id)
    return Look(path, ThemeColors(video.bgcolor, video.fgcolor, video.hlcolor), chosen)


def put_on(store: Store, table: Table, key: int, look: Look) -> None:
    """Gives an album or a video a look."""
    if table is Table.ALBUMS:
        store.albums.set_artwork(AlbumId(key), look.path, look.colors, chosen=look.chosen)
    else:
        store.videos.set_artwork(VideoId(key), look.path, look.colors, chosen=look.chosen)


def dress(store: Store, step: Dress, *, back: bool = False) -> None:
    """Does what a step says, or takes it back. To be used in the transaction of the journal.

    :raises UndoError: when it has got yet another picture since.
    """
    look = step.old if back else step.new
    if back and look_of(store, step.table, step.key).path != step.new.path:
        raise UndoError("There is yet another picture by now. Undo the later change first.")
    put_on(store, step.table, step.key, look)
