"""What the sound of two files tells about each other, and why."""

from enum import StrEnum

import msgspec

from musicdb.ids import SongId, VideoId


class Verdict(StrEnum):
    """How the query and the document sound. Nothing is ever merged or deleted because of it; a person decides."""

    SAME = "same"
    """One recording, from beginning to end."""
    EXCERPT = "excerpt"
    """The query is a part of the document."""
    CONTAINS = "contains"
    """The document is a part of the query."""
    RELATED = "related"
    """They share sound, but differ in more than a copy does: a remaster, another mix, another speed, another cut."""
    DIFFERENT = "different"
    """Nothing tells that they share any sound."""


class MatchedSection(msgspec.Struct, frozen=True):
    """A stretch that sounds alike in both. Times in seconds from the beginning of each."""

    query_start: float
    query_end: float
    document_start: float
    document_end: float
    items: int
    """So many items of the fingerprint were compared; one is 0.124 seconds."""
    distinct: int
    """So many of them differ from one another, in the one of the two where there are fewer; silence does not count."""
    bit_error: float
    """The share of bits that differ: 0 in identical sound, 0.46 in foreign sound."""
    correlation: float
    """How far both go up and down together, from -1 to 1: 0 in foreign sound."""
    significance: float
    """The correlation times the root of the distinct items. Foreign sound stays below 5."""
    speed: float
    """How much faster the query is: 1.01 is one percent."""
    drift: int = 0
    """How many items the one moves against the other from begin to end. Copies do not move."""


class SoundMatch(msgspec.Struct, frozen=True):
    """A verdict, and all that it is made of."""

    verdict: Verdict
    score: float
    """How alike, from 0 to 1: equal bits beyond chance, times the share of the shorter one that is covered."""
    query_covered: float
    """The share of the query that was found in the document, silence at both ends not counted."""
    document_covered: float
    """The share of the document that was found in the query, likewise."""
    sections: tuple[MatchedSection, ...] = ()
    """In the order of the query."""

    def turned(self) -> "SoundMatch":
        """The same with query and document exchanged."""
        sections = [
            MatchedSection(
                query_start=one.document_start,
                query_end=one.document_end,
                document_start=one.query_start,
                document_end=one.query_end,
                items=one.items,
                distinct=one.distinct,
                bit_error=one.bit_error,
                correlation=one.correlation,
                significance=one.significance,
                speed=round(1 / one.speed, 4),
                drift=one.drift,
            )
            for one in self.sections
        ]
        return SoundMatch(
            verdict=_TURNED.get(self.verdict, self.verdict),
            score=self.score,
            query_covered=self.document_covered,
            document_covered=self.query_covered,
            sections=tuple(sorted(sections, key=lambda one: one.query_start)),
        )


_TURNED = {Verdict.EXCERPT: Verdict.CONTAINS, Verdict.CONTAINS: Verdict.EXCERPT}


class SoundHit(msgspec.Struct, frozen=True):
    """A sound of the library that something is found in. Several files may have exactly this sound.

    `position` is where in it the query begins, in seconds; negative when it begins earlier. `sections` of the match
    tell which stretches are alike.
    """

    songids: tuple[SongId, ...]
    videoids: tuple[VideoId, ...]
    position: float
    match: SoundMatch


class MixedSound(msgspec.Struct, frozen=True):
    """A sound in a mix, by its number. `start` and `end` in the mix, `position` in the sound; in seconds."""

    number: int
    start: float
    end: float
    position: float
    speed: float
    significance: float


class MixedSong(msgspec.Struct, frozen=True):
    """A song in a mix, from `start` to `end` (seconds). It is played from its second `position` on."""

    songids: tuple[SongId, ...]
    videoids: tuple[VideoId, ...]
    start: float
    end: float
    position: float
    speed: float


class SoundsCompared(msgspec.Struct, frozen=True):
    """All songs that have a fingerprint can be found by it now, and were compared. `sounds` of them are new."""

    sounds: int
