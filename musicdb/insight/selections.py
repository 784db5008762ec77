"""Selections: songs put together of songs, albums, artists, playlists, rules and other selections.

Where playlists and rules come from, this file does not know; it asks for their songs.
"""

from collections.abc import Callable, Sequence

from musicdb.bus import Bus
from musicdb.errors import NotFoundError
from musicdb.ids import DefinitionId, PlaylistId, SongId
from musicdb.insight.definitions import DefinitionShelf, Header, content_of
from musicdb.insight.experiments import header_fields
from musicdb.model.experiments import (
    AlbumMember,
    ArtistMember,
    DefinitionKind,
    Member,
    PlaylistMember,
    RulesMember,
    Selection,
    SelectionContent,
    SelectionMember,
    SongMember,
)
from musicdb.model.playlists import SmartRules
from musicdb.store.definitions import KeptDefinition
from musicdb.store.store import Store


class Selections:
    """All selections. `of_playlist` and `of_rules` tell songs. For any thread, never inside a reading transaction."""

    def __init__(
        self,
        store: Store,
        bus: Bus,
        of_playlist: Callable[[PlaylistId], list[SongId]],
        of_rules: Callable[[SmartRules], list[SongId]],
    ) -> None:
        self._store = store
        self._shelf = DefinitionShelf(store, bus)
        self._of_playlist = of_playlist
        self._of_rules = of_rules

    def all(self) -> list[Selection]:
        """All selections in the order in which they were made."""
        return [_selection(kept) for kept in self._store.definitions.all(DefinitionKind.SELECTION)]

    def get(self, definitionid: DefinitionId, version: int | None = None) -> Selection:
        """A selection, as it is or as it was.

        :raises NotFoundError: when there is none.
        """
        return _selection(self._shelf.find(DefinitionKind.SELECTION, definitionid, version))

    def save(self, definitionid: DefinitionId | None, header: Header, members: Sequence[Member]) -> Selection:
        """Makes a selection, or changes one.

        :raises NotFoundError: when it, or one of its members, is not there.
        :raises BadArgumentError: when it would contain itself, or rules cannot be followed.
        """
        for member in members:
            if not isinstance(member, SelectionMember | SongMember):
                self.songs_of(member)
        songids = {one.songid for one in members if isinstance(one, SongMember)}
        missing = songids - self._store.placedsongs.get(songids).keys()
        if missing:
            raise NotFoundError(f"There is no song with the id {min(missing)}.")
        content = SelectionContent(list(members))
        return _selection(self._shelf.save(DefinitionKind.SELECTION, definitionid, header, content))

    def remove(self, definitionid: DefinitionId) -> None:
        """Removes a selection. The songs stay.

        :raises NotFoundError: when there is none.
        :raises InUseError: when others contain it.
        """
        self._shelf.remove(DefinitionKind.SELECTION, definitionid)

    def songs(self, definitionid: DefinitionId) -> list[SongId]:
        """The songs of a selection, each once, in the order of its members. What has left the catalogue is left out.

        :raises NotFoundError: when there is no such selection.
        """
        songids: dict[SongId, None] = {}
        seen = {definitionid}
        waiting: list[Member] = list(self.get(definitionid).members)
        while waiting:
            member = waiting.pop(0)
            if isinstance(member, SelectionMember):
                if member.selectionid not in seen:
                    seen.add(member.selectionid)
                    waiting[:0] = self.get(member.selectionid).members
                continue
            try:
                songids |= dict.fromkeys(self.songs_of(member))
            except NotFoundError:
                continue
        known = self._store.placedsongs.get(songids)
        return [songid for songid in songids if songid in known]

    def songs_of(self, member: Member) -> list[SongId]:
        """The songs of a member; none of a selection. Raises NotFoundError for what has left the catalogue."""
        match member:
            case SongMember(songid):
                return [songid]
            case AlbumMember(albumid):
                self._store.albums.get(albumid)
                return [song.id for song in self._store.songs.of_album(albumid)]
            case ArtistMember(artistid):
                self._store.artists.get(artistid)
                return [song.id for song in self._store.songs.of_artist(artistid)]
            case PlaylistMember(playlistid):
                return self._of_playlist(playlistid)
            case RulesMember(rules):
                return self._of_rules(rules)
        return []


def _selection(kept: KeptDefinition) -> Selection:
    content = content_of(kept)
    if not isinstance(content, SelectionContent):
        raise NotFoundError(f"There is no selection with the id {kept.id}.")
    return Selection(**header_fields(kept), members=content.members)
