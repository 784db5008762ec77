"""Finds the places of foreign definitions and notes here: songs by their sound, albums and artists by their names."""

from uuid import UUID

import msgspec

from musicdb.errors import DumpError
from musicdb.ids import DefinitionId
from musicdb.insight.definitions import Content, DefinitionShelf, parts_of
from musicdb.insight.experiments import Experiments
from musicdb.model.experiments import (
    AlbumMember,
    ArtistMember,
    Member,
    RulesMember,
    SelectionContent,
    SelectionMember,
    SongMember,
)
from musicdb.model.transfers import DumpedDefinition, DumpedMember, DumpedTrack
from musicdb.store.definitions import KeptDefinition
from musicdb.store.store import Store


class Settler:
    """Takes definitions and tracks in, with their ids. What is here already stays as it is."""

    def __init__(self, store: Store, shelf: DefinitionShelf, experiments: Experiments) -> None:
        self._store = store
        self._shelf = shelf
        self._experiments = experiments

    def missing(self, dumped: DumpedDefinition) -> DefinitionId | None:
        """The id of a part of a definition that is not here."""
        for _, part in parts_of(self._content(dumped)[0]):
            if self._store.definitions.find(part) is None and not self._experiments.is_known(part):
                return part
        return None

    def settle(self, dumped: DumpedDefinition) -> tuple[bool, int]:
        """Takes a definition, unless there is one with its id. Whether it was taken, and how many members it lacks."""
        _check_id(dumped.id)
        content, without = self._content(dumped)
        text = msgspec.json.encode(content).decode()
        kept = KeptDefinition(
            0, DefinitionId(dumped.id), dumped.kind, dumped.name, dumped.description, dumped.version, text,
            dumped.created, dumped.changed,
        )  # fmt: skip
        return self._shelf.add(kept), without

    def settle_track(self, dumped: DumpedTrack) -> tuple[bool, int]:
        """Takes a track and its notes, those that are new. Whether the track was new, and how many notes were."""
        track = dumped.track
        _check_id(track.id)
        with self._store.write():
            new = self._store.annotations.add_track(track)
            if self._store.annotations.track(track.id).soundhash != track.soundhash:
                raise DumpError("Here it belongs to another sound.")
            notes = 0
            for note in dumped.notes:
                _check_id(note.id)
                if note.trackid != track.id or not 0 <= note.start <= note.stop:
                    raise DumpError("It has a note that cannot be.")
                notes += self._store.annotations.add(note)
        return new, notes

    def _content(self, dumped: DumpedDefinition) -> tuple[Content, int]:
        if dumped.selection is not None and dumped.kind == "selection":
            settled = [self._member(member) for member in dumped.selection.members]
            members = [member for member in settled if member is not None]
            return SelectionContent(members), len(settled) - len(members)
        content = dumped.preset if dumped.kind == "preset" else dumped.experience
        if content is None:
            raise DumpError(f"The {dumped.kind} “{dumped.name}” of the dump has no content.")
        return content, 0

    def _member(self, member: DumpedMember) -> Member | None:
        match member.kind:
            case "rules":
                return None if member.rules is None else RulesMember(member.rules)
            case "selection":
                return SelectionMember(DefinitionId(member.id))
            case "song":
                songs = self._store.heardsounds.songs(member.soundhash)
                return SongMember(songs[0]) if songs else None
        artist = next((one for one in self._store.artists.all() if one.name == member.artist), None)
        if artist is None or member.kind == "artist":
            return None if artist is None else ArtistMember(artist.id)
        albums = self._store.albums.of_artist(artist.id)
        return next((AlbumMember(one.id) for one in albums if one.name == member.album), None)


def _check_id(identifier: str) -> None:
    try:
        UUID(identifier)
    except ValueError as error:
        raise DumpError(f"“{identifier[:50]}” is no id.") from error
