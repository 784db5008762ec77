"""Which of the near songs are shown: no copies of one recording, and different artists."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from musicdb.ids import SongId
from musicdb.store.placedsongs import PlacedSong

_SAME_SOUND: Final = 0.985
_SAME_LENGTH: Final = 1
"""Above this cosine, and as long but for a second, two files are one recording in different formats. The cosine alone
does not tell: 0.97 to 1.0 was measured for these, but also for one chord held in two keys."""
_SAME_NAME: Final = 0.7
"""Above this, when they are called the same, too: a bad copy of a recording had 0.75, foreign songs 0.65."""
_OF_AN_ARTIST: Final = 2


class Found(msgspec.Struct, frozen=True):
    """A song, its row in the sound space, how near it is, and its folded name."""

    placed: PlacedSong
    row: int
    cosine: float
    name: str

    @property
    def songid(self) -> SongId:
        """Which song."""
        return self.placed.song.id


def is_wanted(placed: PlacedSong) -> bool:
    """Whether nobody has said that the song shall not be heard."""
    return not placed.song.disabled and placed.song.favorite >= 0 and not placed.album.hidden


def is_copy(one: Found, other: Found, cosine: Callable[[int, int], float]) -> bool:
    """Whether two songs are the same recording, or the same piece of the same artist."""
    if one.row == other.row:
        return True
    same_name = one.name == other.name
    if same_name and one.placed.artist.id == other.placed.artist.id:
        return True
    same_length = abs(one.placed.song.playtime - other.placed.song.playtime) <= _SAME_LENGTH
    if not same_name and not same_length:
        return False
    return cosine(one.row, other.row) >= (_SAME_NAME if same_name else _SAME_SOUND)


def without_copies(
    seeds: Sequence[Found], found: Iterable[Found], cosine: Callable[[int, int], float]
) -> Iterator[Found]:
    """Those that are no copies of the seeds or of one before them."""
    kept = list(seeds)
    for one in found:
        if not any(is_copy(one, other, cosine) for other in kept):
            kept.append(one)
            yield one


def diverse(found: Iterable[Found], limit: int) -> list[Found]:
    """The nearest, not more than two of an artist; those left over only come in where there are too few."""
    chosen: list[Found] = []
    counts: Counter[int] = Counter()
    spare: list[Found] = []
    for one in found:
        artist = int(one.placed.artist.id)
        counts[artist] += 1
        (chosen if counts[artist] <= _OF_AN_ARTIST else spare).append(one)
        if len(chosen) == limit:
            break
    return sorted((chosen + spare)[:limit], key=lambda one: -one.cosine)


def apart(found: Sequence[Found]) -> list[Found]:
    """The same songs in about the same order, no artist twice in a row where that can be avoided."""
    waiting, ordered = list(found), list[Found]()
    while waiting:
        last = ordered[-1].placed.artist.id if ordered else None
        place = next((place for place, one in enumerate(waiting) if one.placed.artist.id != last), 0)
        ordered.append(waiting.pop(place))
    return ordered
