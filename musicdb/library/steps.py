"""What the journal of changes holds: the steps of a change, as values that are stored as JSON.

The catalogue follows the files: a moved song stays the song it was. Some steps concern the catalogue alone.
"""

import msgspec

from musicdb.model.media import ThemeColors
from musicdb.model.recordings import Decision
from musicdb.store.inheritances import Inheritance
from musicdb.store.keptrecords import Table


class MakeDirectory(msgspec.Struct, frozen=True, tag="makedirectory"):
    """Makes a directory of the music directory. Taken back only when it is empty."""

    path: str


class RemoveDirectory(msgspec.Struct, frozen=True, tag="removedirectory"):
    """Removes a directory of the music directory, if it is empty."""

    path: str


class Place(msgspec.Struct, frozen=True, tag="place"):
    """Brings a file from outside (an absolute path) to a path of the music directory. `checksum` is its SHA-256."""

    source: str
    target: str
    checksum: str
    filesize: int


class Replace(msgspec.Struct, frozen=True, tag="replace"):
    """Puts a prepared file (an absolute path) in the place of one of the music directory, which is kept.

    `before` and `after` are the SHA-256 of the file as it was, and as it shall be; the sizes are in bytes.
    """

    source: str
    target: str
    before: str
    beforesize: int
    after: str
    aftersize: int


class Move(msgspec.Struct, frozen=True, tag="move"):
    """Gives a file or directory of the music directory another path."""

    old: str
    new: str


class Relocate(msgspec.Struct, frozen=True, tag="relocate"):
    """Tells the catalogue that a file or directory has another path: somebody has moved it by hand."""

    old: str
    new: str


class Enter(msgspec.Struct, frozen=True, tag="enter"):
    """Adds an artist or an album to the catalogue. An album looks like the one with the id `like`."""

    table: Table
    path: str
    like: int = 0


class Forget(msgspec.Struct, frozen=True, tag="forget"):
    """Takes a record out of the catalogue, and keeps it aside."""

    table: Table
    key: int
    path: str


class Discard(msgspec.Struct, frozen=True, tag="discard"):
    """Brings a file of the music directory to the removed files. `checksum` is its SHA-256."""

    path: str
    checksum: str
    filesize: int


class Succeed(msgspec.Struct, frozen=True, tag="succeed"):
    """Gives a song another file, of another path and content: id and all that hangs on it stay. SHA-256 sums."""

    old: str
    new: str
    before: str
    after: str


class Inherit(msgspec.Struct, frozen=True, tag="inherit"):
    """Gives what hangs on a song that goes to another one, which is at `path`."""

    songid: int
    heir: int
    path: str
    what: Inheritance


class Regroup(msgspec.Struct, frozen=True, tag="regroup"):
    """Puts a song into another recording, as a person says."""

    songid: int
    old: str
    new: str
    byperson: bool


class Prefer(msgspec.Struct, frozen=True, tag="prefer"):
    """Chooses the song that stands for its recording."""

    recordingid: str
    old: int | None
    new: int | None


class Decide(msgspec.Struct, frozen=True, tag="decide"):
    """Keeps what a person says about two songs."""

    first: int
    second: int
    old: Decision | None
    new: Decision | None


class Look(msgspec.Struct, frozen=True):
    """The picture of an album or a video, and the colors that go with it. `chosen`: a person has chosen it."""

    path: str
    colors: ThemeColors
    chosen: bool


class Dress(msgspec.Struct, frozen=True, tag="dress"):
    """Gives an album or a video another picture. `key` is its id."""

    table: Table
    key: int
    old: Look
    new: Look


Step = (
    MakeDirectory
    | RemoveDirectory
    | Place
    | Replace
    | Move
    | Relocate
    | Enter
    | Forget
    | Discard
    | Succeed
    | Inherit
    | Regroup
    | Prefer
    | Decide
    | Dress
)


class Plan(msgspec.Struct, frozen=True):
    """The steps of one change, in their order. The same `key` means the same wish, asked for again."""

    key: str
    steps: tuple[Step, ...]


def encode_plan(plan: Plan) -> str:
    """The plan as JSON."""
    return msgspec.json.encode(plan).decode()


def decode_plan(text: str) -> Plan:
    """The plan in this JSON. Raises msgspec.DecodeError for what is none."""
    return msgspec.json.decode(text, type=Plan)


def paths_around(step: Step) -> tuple[str, ...]:
    """The directories a step brings something into, or makes, from the outermost to the innermost."""
    match step:
        case MakeDirectory():
            names = [*step.path.split("/"), ""]
        case Place():
            names = step.target.split("/")
        case Move():
            names = step.new.split("/")
        case _:
            names = []
    return tuple("/".join(names[:count]) for count in range(1, len(names)))
