"""The table of sounds that are alike, and the pairs of songs that follow from it."""

from collections.abc import Iterable

import msgspec

from musicdb.ids import SongId
from musicdb.model.soundmatches import SoundMatch, Verdict
from musicdb.store.database import Database

_KEEP = """
INSERT INTO soundmatches (first, second, verdict, score, evidence) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (first, second) DO UPDATE SET verdict = excluded.verdict, score = excluded.score,
    evidence = excluded.evidence
"""

# Files with identical sound have no match with themselves in the table; they are pairs all the same.
_SOUNDS = """
WITH sounds (documentid, songid) AS (
    SELECT documentid, songid FROM indexedsounds JOIN soundhashes USING (soundhash) JOIN songs USING (checksum)
), pairs (first, second, verdict, score, evidence) AS (
    SELECT one.songid, other.songid, verdict, score, evidence
    FROM soundmatches JOIN sounds AS one ON one.documentid = first JOIN sounds AS other ON other.documentid = second
    UNION ALL
    SELECT one.songid, other.songid, 'same', 1.0, ''
    FROM sounds AS one JOIN sounds AS other ON other.documentid = one.documentid AND other.songid > one.songid
)
"""
_OPEN = """
WHERE verdict IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
    SELECT 1 FROM songdecisions AS said
    WHERE said.first = min(pairs.first, pairs.second) AND said.second = max(pairs.first, pairs.second))
"""
_ORDERED = """
ORDER BY CASE verdict WHEN 'same' THEN 0 WHEN 'excerpt' THEN 1 WHEN 'contains' THEN 1 ELSE 2 END, score DESC,
    min(first, second), max(first, second) LIMIT ? OFFSET ?
"""


class SoundPair(msgspec.Struct, frozen=True):
    """Two songs that sound alike, the one with the lower id first. Without a `match`, they sound alike bit by bit."""

    first: SongId
    second: SongId
    verdict: Verdict
    score: float
    match: SoundMatch | None


class SoundMatches:
    """What is alike. Of two sounds the one with the lower number is the query of the match."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, matches: Iterable[tuple[int, int, SoundMatch]]) -> None:
        """Keeps matches of sounds by their numbers, the lower one first."""
        self._database.execute_many(
            _KEEP,
            [
                (first, second, match.verdict, match.score, msgspec.json.encode(match).decode())
                for first, second, match in matches
            ],
        )

    def of(self, number: int) -> dict[int, SoundMatch]:
        """What is alike to a sound: the numbers of the others with the matches."""
        rows = self._database.rows(
            "SELECT second, evidence FROM soundmatches WHERE first = ?1"
            " UNION ALL SELECT first, evidence FROM soundmatches WHERE second = ?1",
            (number,),
        )
        return {other: _decode(evidence) for other, evidence in rows}

    def undecided(self, verdicts: Iterable[Verdict], limit: int, offset: int) -> list[SoundPair]:
        """Pairs of songs nobody has said anything about, the most alike first."""
        wanted = msgspec.json.encode(list(verdicts)).decode()
        rows = self._database.rows(
            f"{_SOUNDS} SELECT first, second, verdict, score, evidence FROM pairs {_OPEN} {_ORDERED}",  # noqa: S608
            (wanted, limit, offset),
        )
        return [_pair(*row) for row in rows]

    def count_undecided(self, verdicts: Iterable[Verdict]) -> int:
        """How many of them there are."""
        wanted = msgspec.json.encode(list(verdicts)).decode()
        row = self._database.row(f"{_SOUNDS} SELECT count(*) FROM pairs {_OPEN}", (wanted,))  # noqa: S608
        return int(row[0]) if row else 0

    def between(self, one: SongId, other: SongId) -> SoundPair | None:
        """How two songs are alike; None when they are different, or were not compared yet."""
        row = self._database.row(
            f"{_SOUNDS} SELECT first, second, verdict, score, evidence FROM pairs"  # noqa: S608
            " WHERE first IN (?1, ?2) AND second IN (?1, ?2)",
            (one, other),
        )
        return None if row is None else _pair(*row)


def _decode(evidence: str) -> SoundMatch:
    return msgspec.json.decode(evidence, type=SoundMatch)


def _pair(first: int, second: int, verdict: str, score: float, evidence: str) -> SoundPair:
    match = _decode(evidence) if evidence else None
    if match is not None and first > second:
        first, second, match = second, first, match.turned()
    return SoundPair(SongId(first), SongId(second), match.verdict if match else Verdict(verdict), score, match)
