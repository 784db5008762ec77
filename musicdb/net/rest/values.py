"""Between the ids of programs and those of the house: UUIDs, cursors, and what songs look like from outside."""

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import AlbumId, ArtistId, DefinitionId, PlaylistId, SongId
from musicdb.model.experiments import (
    AlbumMember,
    ArtistMember,
    Member,
    PlaylistMember,
    RulesMember,
    SelectionMember,
    SongMember,
)
from musicdb.model.identity import Installation, Thing, new_installation, number_of, uuid_of
from musicdb.model.playlists import SmartRules
from musicdb.net.rest.declare import Page
from musicdb.services import Services

Uuid = Annotated[str, Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Kind = TypeVar("Kind")
Row = TypeVar("Row")

_LAST = 2**63
_THINGS = {"song": Thing.SONG, "album": Thing.ALBUM, "artist": Thing.ARTIST, "playlist": Thing.PLAYLIST}


class ProgramMember(msgspec.Struct, frozen=True):
    """What a selection has: something with an id, or all songs that follow rules."""

    kind: Literal["song", "album", "artist", "playlist", "selection", "rules"]
    id: Uuid | None = None
    rules: SmartRules | None = None


class Names:
    """The UUIDs of this installation."""

    def __init__(self, services: Services) -> None:
        settings = services.store.settings
        installation = settings.load(Installation)
        if not installation.id:
            with services.store.write():
                installation = settings.load(Installation)
                if not installation.id:
                    installation = new_installation()
                    settings.save(installation)
        self._installation = installation

    def uuid(self, thing: Thing, number: int) -> str:
        """The UUID of something."""
        return uuid_of(self._installation, thing, number)

    def number(self, thing: Thing, uuid: str) -> int:
        """The number of something. Raises NotFoundError for what is not of this installation."""
        number = number_of(self._installation, thing, uuid)
        if number is None:
            raise NotFoundError(f"There is no {thing.name.lower()} with the id {uuid}.")
        return number

    def song(self, uuid: str) -> SongId:
        """The number of a song. Raises NotFoundError."""
        return SongId(self.number(Thing.SONG, uuid))

    def member_out(self, member: Member) -> ProgramMember:
        """A member as programs see it."""
        match member:
            case RulesMember(rules):
                return ProgramMember("rules", rules=rules)
            case SelectionMember(selectionid):
                return ProgramMember("selection", id=selectionid)
            case SongMember(number):
                return ProgramMember("song", self.uuid(Thing.SONG, number))
            case AlbumMember(number):
                return ProgramMember("album", self.uuid(Thing.ALBUM, number))
            case ArtistMember(number):
                return ProgramMember("artist", self.uuid(Thing.ARTIST, number))
            case PlaylistMember(number):
                return ProgramMember("playlist", self.uuid(Thing.PLAYLIST, number))
        raise TypeError(member)

    def member_in(self, member: ProgramMember) -> Member:
        """A member as the house has it. Raises BadArgumentError and NotFoundError."""
        if member.kind == "rules":
            if member.rules is None or member.id is not None:
                raise BadArgumentError("A member of the kind “rules” has rules, and no id.")
            return RulesMember(member.rules)
        if member.id is None or member.rules is not None:
            raise BadArgumentError(f"A member of the kind “{member.kind}” has an id, and no rules.")
        if member.kind == "selection":
            return SelectionMember(DefinitionId(member.id))
        number = self.number(_THINGS[member.kind], member.id)
        match member.kind:
            case "song":
                return SongMember(SongId(number))
            case "album":
                return AlbumMember(AlbumId(number))
            case "artist":
                return ArtistMember(ArtistId(number))
        return PlaylistMember(PlaylistId(number))


def cursor_of(position: Any) -> str:
    """The cursor of a position in a list."""
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).decode().rstrip("=")


def position_of(cursor: str | None, kind: type[Kind], begin: Kind) -> Kind:
    """Where a page begins. Raises BadArgumentError when this is no cursor of such a list."""
    if not cursor:
        return begin
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        position = msgspec.json.decode(text, type=kind)
    except (binascii.Error, msgspec.MsgspecError, UnicodeError, ValueError) as error:
        raise BadArgumentError("This is no cursor of this list. Begin without one.") from error
    if isinstance(position, int) and not 0 <= position < _LAST:
        raise BadArgumentError("This is no cursor of this list. Begin without one.")
    return position


def page_of(
    rows: Sequence[Row], limit: int, position: Callable[[Row], Any], shown: Callable[[Row], Kind]
) -> Page[Kind]:
    """A page of rows, of which one more than `limit` was asked for."""
    more = len(rows) > limit
    return Page([shown(row) for row in rows[:limit]], cursor_of(position(rows[limit - 1])) if more else None)


def page_of_all(values: Iterable[Kind], limit: int, cursor: str | None) -> Page[Kind]:
    """A page of a short list that is known as a whole."""
    begin = position_of(cursor, int, 0)
    rows = list(enumerate(values, 1))[begin:]
    return page_of(rows[: limit + 1], limit, lambda row: row[0], lambda row: row[1])
