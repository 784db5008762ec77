"""Functions that rename files and directories, and that mend entries of the catalogue."""

from musicdb.api.declare import Subject
from musicdb.errors import BadArgumentError
from musicdb.ids import AlbumId, ArtistId, ChangeId, SongId, VideoId
from musicdb.library.tracing import MovedPaths
from musicdb.model.changes import ChangeView
from musicdb.model.events import CachesChanged
from musicdb.model.records import Song
from musicdb.services import Services
from musicdb.store.keptrecords import Table

entries = Subject("entries", "Names and places of music, and the entries of the catalogue for it. All can be undone.")

_MOST_CHANGES = 1000


@entries.function("RenameMusicFile")
def rename_music_file(services: Services, *, oldpath: str, newpath: str) -> bool:
    """Gives a song, video or other file another name in its directory. The catalogue follows."""
    services.renamer.rename_file(oldpath, newpath)
    return _changed(services)


@entries.function("RenameAlbumDirectory")
def rename_album_directory(services: Services, *, oldpath: str, newpath: str) -> bool:
    """Gives the directory of an album another name. The catalogue follows."""
    services.renamer.rename_album(oldpath, newpath)
    return _changed(services)


@entries.function("RenameArtistDirectory")
def rename_artist_directory(services: Services, *, oldpath: str, newpath: str) -> bool:
    """Gives the directory of an artist another name. Albums, songs and videos in the catalogue follow."""
    services.renamer.rename_artist(oldpath, newpath)
    return _changed(services)


@entries.function("ChangeArtistDirectory")
def change_artist_directory(services: Services, *, oldalbumpath: str, newartistdirectory: str) -> bool:
    """Moves an album to another artist, or follows when it was moved by hand. A missing artist is made."""
    services.renamer.change_artist(oldalbumpath, newartistdirectory)
    return _changed(services)


@entries.function("UpdateArtistEntry")
def update_artist_entry(services: Services, *, artistid: ArtistId, newpath: str) -> None:
    """Tells an artist that the directory was renamed by hand. No file is touched."""
    services.renamer.update_entry(Table.ARTISTS, artistid, newpath)
    _changed(services)


@entries.function("RemoveArtistEntry")
def remove_artist_entry(services: Services, *, artistid: ArtistId) -> ChangeId:
    """Takes an artist with albums, songs and videos out of the catalogue. No file is touched."""
    return _forget(services, Table.ARTISTS, artistid)


@entries.function("UpdateAlbumEntry", slow=True)
def update_album_entry(services: Services, *, albumid: AlbumId, newpath: str) -> None:
    """Tells an album that its directory was renamed by hand, and reads its songs again. No file is moved."""
    services.importer.import_album(services.renamer.update_entry(Table.ALBUMS, albumid, newpath))
    _changed(services)


@entries.function("RemoveAlbumEntry")
def remove_album_entry(services: Services, *, albumid: AlbumId) -> ChangeId:
    """Takes an album with its songs out of the catalogue. No file is touched."""
    return _forget(services, Table.ALBUMS, albumid)


@entries.function("CreateSongEntry", slow=True)
def create_song_entry(services: Services, *, newpath: str) -> Song:
    """Takes one more song of an album of the catalogue into it."""
    song = services.importer.import_song(newpath)
    _changed(services)
    return song


@entries.function("UpdateSongEntry", slow=True)
def update_song_entry(services: Services, *, songid: SongId, newpath: str) -> None:
    """Tells a song that its file was renamed or moved by hand, and reads it again. No file is moved."""
    services.importer.import_song(services.renamer.update_entry(Table.SONGS, songid, newpath))
    _changed(services)


@entries.function("RemoveSongEntry")
def remove_song_entry(services: Services, *, songid: SongId) -> ChangeId:
    """Takes a song out of the catalogue. The file is not touched."""
    return _forget(services, Table.SONGS, songid)


@entries.function("UpdateVideoEntry", slow=True)
def update_video_entry(services: Services, *, videoid: VideoId, newpath: str) -> None:
    """Tells a video that its file was renamed or moved by hand, and reads it again. No file is moved."""
    services.importer.import_video(services.renamer.update_entry(Table.VIDEOS, videoid, newpath))
    _changed(services)


@entries.function("RemoveVideoEntry")
def remove_video_entry(services: Services, *, videoid: VideoId) -> ChangeId:
    """Takes a video out of the catalogue. The file is not touched."""
    return _forget(services, Table.VIDEOS, videoid)


@entries.function("ApplyScan", slow=True)
def apply_scan(services: Services, *, moved: MovedPaths) -> ChangeId:
    """Accepts what a scan found to be moved by hand, all of it or a part. Ids, tags and history stay."""
    changeid = services.accepter.accept(moved)
    _changed(services)
    return changeid


@entries.function("GetChanges")
def get_changes(services: Services, *, limit: int = 50, before: ChangeId | None = None) -> list[ChangeView]:
    """The newest changes to files and entries, newest first; with `before` those that came before that one."""
    if not 1 <= limit <= _MOST_CHANGES:
        raise BadArgumentError(f"The limit must be between 1 and {_MOST_CHANGES}.")
    return [
        ChangeView(change.id, change.created, change.title, change.state, services.planner.could_be_undone(change))
        for change in services.store.changes.newest(limit, before)
    ]


@entries.function("UndoChange", slow=True)
def undo_change(services: Services, *, changeid: ChangeId) -> None:
    """Takes back a change, in the music directory and in the catalogue. What was added is kept outside of it."""
    services.planner.undo(changeid)
    services.retagger.read_again(changeid)
    services.decider.read_again(changeid)
    services.covers.render_again(changeid)
    _changed(services)


def _forget(services: Services, table: Table, key: int) -> ChangeId:
    changeid = services.renamer.remove_entry(table, key)
    _changed(services)
    return changeid


def _changed(services: Services) -> bool:
    services.bus.publish(CachesChanged())
    return True
