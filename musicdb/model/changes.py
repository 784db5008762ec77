"""Changes to the music directory and the catalogue, as clients see them: what was done, and what is planned."""

from enum import StrEnum
from typing import Literal

import msgspec

from musicdb.ids import ChangeId, SongId


class ChangeView(msgspec.Struct, frozen=True):
    """A change of the past. `created` in unix seconds; state is planned, done, undone or failed."""

    id: ChangeId
    created: int
    title: str
    state: str
    undoable: bool


class ChangeKind(StrEnum):
    """What can be done to the order of the music."""

    MERGEARTISTS = "mergeartists"
    MERGEALBUMS = "mergealbums"
    MOVEALBUM = "movealbum"
    SPLITALBUM = "splitalbum"
    MOVESONGS = "movesongs"
    RENAMEARTIST = "renameartist"
    RENAMEALBUM = "renamealbum"
    RENAMESONG = "renamesong"
    RENAMEVIDEO = "renamevideo"


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a person wants. `source` and `target` are ids, of what the kind asks for.

    - mergeartists: everything of the artist `source` goes to the artist `target`.
    - mergealbums: all files of the album `source` go to the album `target`, on demand as the disc `cd`.
    - movealbum: the album `source` goes to the artist `target`, or to the one named `artistname`.
    - splitalbum: some songs of the album `source` become the album `albumname` of the year `release`.
    - movesongs: some songs go to the album `target`.
    - renameartist: the artist `source` is called `artistname`.
    - renamealbum: the album `source` is called `albumname`, of the year `release`.
    - renamesong: the song `source` gets the `name` and the `number`, on demand on the disc `cd`.
    - renamevideo: the video `source` gets the `name`, of the year `release`.
    """

    kind: ChangeKind
    source: int = 0
    target: int = 0
    songids: tuple[SongId, ...] = ()
    artistname: str = ""
    albumname: str = ""
    release: int = 0
    cd: int = 0
    name: str = ""
    number: int = 0


class PlannedStep(msgspec.Struct, frozen=True):
    """One step, as a person may read it. What is made has no old path, what goes has no new one.

    `enter` and `forget` concern the catalogue alone.
    """

    act: Literal["makedirectory", "removedirectory", "move", "enter", "forget"]
    old: str
    new: str


class PlannedCollision(msgspec.Struct, frozen=True):
    """Two files that want the same path. Nothing is ever replaced; one of them has to be renamed or removed first."""

    old: str
    new: str
    identical: bool


class PlannedChange(msgspec.Struct, frozen=True):
    """A plan, of which nothing has been done. `state` stands for the music directory as it was seen."""

    wish: Wish
    title: str
    steps: tuple[PlannedStep, ...]
    collisions: tuple[PlannedCollision, ...]
    state: str


TagField = Literal["title", "album", "artist", "albumartist", "date", "tracknumber", "discnumber", "genre"]


class TagChange(msgspec.Struct, frozen=True):
    """A tag of a file, as it is and as it shall be. Without values it is not there."""

    name: TagField
    old: tuple[str, ...]
    new: tuple[str, ...]


class PlannedTags(msgspec.Struct, frozen=True):
    """What would be written into the file of a song. `checksum` is the SHA-256 of the file as it was seen."""

    songid: SongId
    path: str
    changes: tuple[TagChange, ...]
    checksum: str
