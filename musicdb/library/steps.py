"""What the journal of changes holds: the steps of a change, as values that are stored as JSON."""

import msgspec


class MakeDirectory(msgspec.Struct, frozen=True, tag="makedirectory"):
    """Makes a directory of the music directory. Taken back only when it is empty."""

    path: str


class Place(msgspec.Struct, frozen=True, tag="place"):
    """Brings a file from outside (an absolute path) to a path of the music directory. `checksum` is its SHA-256."""

    source: str
    target: str
    checksum: str
    filesize: int


class Move(msgspec.Struct, frozen=True, tag="move"):
    """Gives a file or directory of the music directory another path."""

    old: str
    new: str


Step = MakeDirectory | Place | Move


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
