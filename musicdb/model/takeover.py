"""What was taken over from a MusicDB 8 installation, and what was not."""

import msgspec


class Left(msgspec.Struct, frozen=True):
    """Something that was not taken, and why."""

    kind: str
    name: str
    reason: str


class TakeoverReport(msgspec.Struct, frozen=True):
    """By kind, how many were `taken`, and how many were `known` already; and each one that was `left`."""

    taken: dict[str, int]
    known: dict[str, int]
    left: list[Left]


class TakenOver(msgspec.Struct, frozen=True):
    """The databases that were taken over before. What came from them since belongs to whoever changed it here."""

    sources: tuple[str, ...] = ()
