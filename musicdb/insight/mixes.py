"""Which songs are played in a long mix, and when: each stretch of it is looked for, and what is found is laid on it."""

from collections.abc import Iterator
from typing import Final

from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.chromaprint import ITEM_SECONDS
from musicdb.fingerprint.matching import match
from musicdb.insight.soundindex import SoundIndex, documents
from musicdb.model.soundmatches import MixedSound, Verdict
from musicdb.store.store import Store

_WINDOW: Final = 240
_HOP: Final = 120
_CANDIDATES: Final = 5
_LEAST_VOTES: Final = 3
_MARGIN: Final = 200
_NEAR: Final = 100
"""Candidates that would begin so near to each other, in items, are one."""


def find_in_mix(mix: Items, index: SoundIndex, store: Store) -> list[MixedSound]:
    """The sounds of the library in a mix, in its order. One that is played twice is told twice."""
    found: list[MixedSound] = []
    for number, begins in _places(mix, index).items():
        for _, items in documents(store, [number]):
            for begin in begins:
                first, last = max(0, begin - _MARGIN), min(len(mix), begin + len(items) + _MARGIN)
                found += _in_part(number, mix[first:last], items, first * ITEM_SECONDS)
    found.sort(key=lambda one: -one.significance)
    kept: list[MixedSound] = []
    for one in found:
        if not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _places(mix: Items, index: SoundIndex) -> dict[int, list[int]]:
    """Where in the mix sounds would begin, in items."""
    places: dict[int, list[int]] = {}
    for start in range(0, max(1, len(mix) - _HOP), _HOP):
        for candidate in index.search([mix[start : start + _WINDOW]], _CANDIDATES):
            begin = start - candidate.offset
            known = places.setdefault(candidate.id, [])
            if candidate.votes >= _LEAST_VOTES and not any(abs(begin - one) < _NEAR for one in known):
                known.append(begin)
    return places


def _in_part(number: int, part: Items, items: Items, start: float) -> Iterator[MixedSound]:
    found = match(part, items)
    if found.verdict is Verdict.DIFFERENT:
        return
    longest = max(found.sections, key=lambda section: section.items)
    yield MixedSound(
        number=number,
        start=round(start + longest.query_start, 2),
        end=round(start + longest.query_end, 2),
        position=longest.document_start,
        speed=longest.speed,
        significance=longest.significance,
    )


def _overlap(one: MixedSound, other: MixedSound) -> bool:
    """Whether both are there at the same time for more than half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > min(one.end - one.start, other.end - other.start) / 2
