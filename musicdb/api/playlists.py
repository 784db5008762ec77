"""Functions about playlists."""

from typing import Annotated

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.errors import BadArgumentError
from musicdb.ids import AlbumId, PlaylistId, SongId
from musicdb.library.playlisttransfer import PlaylistTransfer
from musicdb.model.playlists import (
    MOST_SONGS,
    PathStyle,
    Playlist,
    PlaylistExport,
    PlaylistImport,
    PlaylistView,
    SmartPreview,
    SmartRules,
)
from musicdb.services import Services

playlists = Subject(
    "playlists", "Playlists. Every change is told by the notification onPlaylistChanged of MusicDB:Playlists."
)

EntryId = Annotated[int, Meta(ge=1, le=2**53)]
Entries = Annotated[list[EntryId], Meta(min_length=1, max_length=MOST_SONGS)]
Limit = Annotated[int, Meta(ge=0, le=MOST_SONGS)]
Offset = Annotated[int, Meta(ge=0, le=2**53)]
Comment = Annotated[str, Meta(max_length=2000)]


@playlists.function("GetPlaylists")
def get_playlists(services: Services, *, removed: bool = False) -> list[Playlist]:
    """All playlists by name; or those that were removed and can be brought back."""
    return services.playlists.all(removed=removed)


@playlists.function("GetPlaylist")
def get_playlist(
    services: Services, *, playlistid: PlaylistId, limit: Limit = MOST_SONGS, offset: Offset = 0
) -> PlaylistView:
    """A playlist with its songs, or with a part of them. One that follows rules is worked out anew each time."""
    return services.playlists.view(playlistid, limit, offset)


@playlists.function("CreatePlaylist")
def create_playlist(
    services: Services, *, name: str, comment: Comment = "", rules: SmartRules | None = None
) -> Playlist:
    """Makes an empty playlist, or one that follows rules."""
    return services.playlists.create(name, comment, rules)


@playlists.function("UpdatePlaylist")
def update_playlist(
    services: Services,
    *,
    playlistid: PlaylistId,
    name: str | None = None,
    comment: Comment | None = None,
    rules: SmartRules | None = None,
) -> None:
    """Changes name, comment or rules of a playlist. What is left out stays as it is."""
    services.playlists.update(playlistid, name, comment, rules)


@playlists.function("DeletePlaylist")
def delete_playlist(services: Services, *, playlistid: PlaylistId, forever: bool = False) -> None:
    """Removes a playlist. RestorePlaylist brings it back, unless it is then removed again `forever`."""
    services.playlists.remove(playlistid, forever=forever)


@playlists.function("RestorePlaylist")
def restore_playlist(services: Services, *, playlistid: PlaylistId) -> None:
    """Brings back a playlist that was removed."""
    services.playlists.restore(playlistid)


@playlists.function("AddToPlaylist")
def add_to_playlist(
    services: Services,
    *,
    playlistid: PlaylistId,
    songids: Annotated[list[SongId], Meta(max_length=MOST_SONGS)] | None = None,
    albumids: Annotated[list[AlbumId], Meta(max_length=MOST_SONGS)] | None = None,
    position: str | EntryId = "last",
) -> None:
    """Adds songs, then whole albums: `first`, `last`, or behind the entry with an id."""
    if not songids and not albumids:
        raise BadArgumentError("Tell what to add: songids, albumids, or both.")
    services.playlists.add(playlistid, songids or (), albumids or (), _position(position))


@playlists.function("MoveInPlaylist")
def move_in_playlist(services: Services, *, playlistid: PlaylistId, entryids: Entries, position: str | EntryId) -> None:
    """Puts entries, in the order they are given, `first`, `last`, or behind another entry."""
    services.playlists.move(playlistid, list(dict.fromkeys(entryids)), _position(position))


@playlists.function("RemoveFromPlaylist")
def remove_from_playlist(services: Services, *, playlistid: PlaylistId, entryids: Entries) -> None:
    """Takes entries out of a playlist."""
    services.playlists.take_out(playlistid, entryids)


@playlists.function("PreviewSmartPlaylist")
def preview_smart_playlist(services: Services, *, rules: SmartRules, limit: Limit = 100) -> SmartPreview:
    """What rules lead to, before a playlist is made of them."""
    return services.playlists.preview(rules, limit)


@playlists.function("ImportPlaylist", slow=True)
def import_playlist(
    services: Services, *, content: str | None = None, path: str | None = None, name: str = ""
) -> PlaylistImport:
    """Makes a playlist of the text of an M3U or M3U8 file, or of such a file in the music directory.

    Songs are found by their paths, relative or absolute, also when the folders above them have other names here; else
    by artist and title. Tells which were not found.
    """
    if (content is None) is (path is None):
        raise BadArgumentError("Send either the content of a playlist file, or its path in the music directory.")
    if path is not None:
        return _files(services).import_file(path, name)
    return _files(services).import_text(content or "", name)


@playlists.function("ExportPlaylist", slow=True)
def export_playlist(services: Services, *, playlistid: PlaylistId, paths: PathStyle = "relative") -> PlaylistExport:
    """A playlist as an M3U8 file. Relative paths begin in the music directory."""
    return _files(services).export(playlistid, paths)


@playlists.function("AddPlaylistToQueue")
def add_playlist_to_queue(services: Services, *, playlistid: PlaylistId, position: str | int = "last") -> None:
    """Adds the songs of a playlist to the song queue, in order, without disabled and hated ones."""
    services.queue.add_songs(services.playlists.songs(playlistid), str(position))


def _files(services: Services) -> PlaylistTransfer:
    return PlaylistTransfer(services.store, services.music, services.playlists)


def _position(position: str | int) -> str:
    text = str(position)
    if text.isdecimal() and int(text) > 2**53:
        raise BadArgumentError(f"There is no entry {text[:40]}.")
    return text
