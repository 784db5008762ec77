"""What goes into the index, and what comes out of it."""

import msgspec

from musicdb.model.search import Match, SearchKind

KINDS = tuple(SearchKind)
ID_BITS = 40

Key = tuple[SearchKind, int]


class Entry(msgspec.Struct, frozen=True):
    """Something that has a name.

    Words of the names of its `context`, at most two other entries, may be typed besides words of its own name: the
    artist and the album of a song. `weight` from 0 to 1 is how much it is liked; of hits that meet equally well the
    liked ones come first. What is not `visible` is not found itself, but may be the context of others.
    """

    kind: SearchKind
    id: int
    text: str
    context: tuple[Key, ...] = ()
    weight: float = 0.0
    visible: bool = True

    @property
    def key(self) -> Key:
        """What tells this entry from all others."""
        return self.kind, self.id


class Hit(msgspec.Struct, frozen=True):
    """An entry that was found. Scores are from 0 to 7; `match` is their whole part."""

    kind: SearchKind
    id: int
    match: Match
    score: float


def packed(key: Key) -> int:
    """A key as one number; the numbers of a kind follow each other. 0 is no key.

    :raises OverflowError: when the id is negative or has more than 40 bits.
    """
    kind, number = key
    if not 0 <= number < 1 << ID_BITS:
        message = f"{number} cannot be an id."
        raise OverflowError(message)
    return (KINDS.index(kind) + 1 << ID_BITS) | number


def unpacked(number: int) -> Key:
    """The key behind a number."""
    return KINDS[(number >> ID_BITS) - 1], number & ((1 << ID_BITS) - 1)
