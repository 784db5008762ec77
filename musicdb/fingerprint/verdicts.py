"""What stretches that sound alike make of two files. The thresholds are explained in share/doc/fingerprints.rst."""

import msgspec
import numpy

from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.chromaprint import EDGE_SECONDS, ITEM_SECONDS
from musicdb.fingerprint.classifiers import SILENCE
from musicdb.model.soundmatches import MatchedSection, SoundMatch, Verdict

_LEAST_DISTINCT = 16
_LEAST_SIGNIFICANCE = 5.5
_LEAST_CORRELATION = 0.2
# A few seconds cannot become significant. They have to be nearly identical.
_MOST_ERROR_OF_THE_SHORT = 0.08
_LEAST_CORRELATION_OF_THE_SHORT = 0.75

# A copy: encoded again, cut between two items, made louder. What differs more may be a copy, too, but need not be one.
_MOST_ERROR_OF_A_COPY = 0.1
# One that is cut in the middle of an item may lie on either side of it, with up to 0.074 of its bits different. A short
# song that is half a percent faster does so with 0.098 and more.
_MOST_DRIFT_OF_A_COPY = 1
_MOST_ERROR_OF_A_DRIFTING_COPY = 0.08
# So much of a copy may be missing at an end, in items (2 seconds), and so much of the whole.
_MOST_MISSING = 16
_LEAST_COVERED = 0.9
_OF_SILENCE_AND_SOUND = 19


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Two runs of items that sound alike, each from its first to behind its last. `drift` in items."""

    query: tuple[int, int]
    document: tuple[int, int]
    distinct: int
    bit_error: float
    correlation: float
    drift: int
    speed: float

    @property
    def significance(self) -> float:
        """The correlation of foreign sound becomes smaller with the root of what is compared; this does not."""
        return self.correlation * float(numpy.sqrt(self.distinct))

    def turned(self) -> "Stretch":
        """With query and document exchanged."""
        return msgspec.structs.replace(self, query=self.document, document=self.query, speed=1 / self.speed)


def is_significant(stretch: Stretch) -> bool:
    """Whether such a stretch does not come about by chance, in however many songs."""
    if stretch.distinct < _LEAST_DISTINCT:
        return False
    if stretch.bit_error <= _MOST_ERROR_OF_THE_SHORT and stretch.correlation >= _LEAST_CORRELATION_OF_THE_SHORT:
        return True
    return stretch.correlation >= _LEAST_CORRELATION and stretch.significance >= _LEAST_SIGNIFICANCE


def judge(query: Items, document: Items, stretches: list[Stretch], speed: float = 1.0) -> SoundMatch:
    """The verdict over significant stretches. When in doubt, it is related."""
    if not stretches:
        return SoundMatch(Verdict.DIFFERENT, 0.0, 0.0, 0.0)
    heard = _heard(query), _heard(document)
    covered = (
        _covered([stretch.query for stretch in stretches], heard[0]),
        _covered([stretch.document for stretch in stretches], heard[1]),
    )
    shorter = covered[0 if _length(heard[0]) <= _length(heard[1]) else 1]
    lengths = [_length(stretch.query) for stretch in stretches]
    error = float(numpy.average([stretch.bit_error for stretch in stretches], weights=lengths))
    verdict = Verdict.RELATED
    if len(stretches) == 1 and speed == 1 and _is_copy(stretches[0]):
        verdict = _VERDICTS[_is_whole(stretches[0].query, heard[0]), _is_whole(stretches[0].document, heard[1])]
    return SoundMatch(
        verdict=verdict,
        score=round(max(0.0, 1 - 2 * error) * shorter, 4),
        query_covered=round(covered[0], 4),
        document_covered=round(covered[1], 4),
        sections=tuple(_section(stretch, len(query), len(document), speed) for stretch in stretches),
    )


_VERDICTS = {
    (True, True): Verdict.SAME,
    (True, False): Verdict.EXCERPT,
    (False, True): Verdict.CONTAINS,
    (False, False): Verdict.RELATED,
}


def _is_copy(stretch: Stretch) -> bool:
    most = _MOST_ERROR_OF_A_DRIFTING_COPY if stretch.drift else _MOST_ERROR_OF_A_COPY
    return stretch.bit_error <= most and stretch.drift <= _MOST_DRIFT_OF_A_COPY


def _is_whole(part: tuple[int, int], heard: tuple[int, int]) -> bool:
    begins = part[0] - heard[0] <= _MOST_MISSING
    ends = heard[1] - part[1] <= _MOST_MISSING
    return begins and ends and _covered([part], heard) >= _LEAST_COVERED


def _heard(items: Items) -> tuple[int, int]:
    """From the first to behind the last item that is made of sound alone, when there is silence at the ends."""
    audible = numpy.flatnonzero(items != SILENCE)
    if not len(audible):
        return 0, 0
    first, last = int(audible[0]), int(audible[-1]) + 1
    whole = first + _OF_SILENCE_AND_SOUND * (first > 0), last - _OF_SILENCE_AND_SOUND * (last < len(items))
    return whole if whole[0] < whole[1] else (first, last)


def _length(part: tuple[int, int]) -> int:
    return part[1] - part[0]


def _covered(parts: list[tuple[int, int]], heard: tuple[int, int]) -> float:
    """The share of what is heard that lies in one of the parts."""
    found = numpy.zeros(max(heard[1], *(last for _, last in parts)), bool)
    for first, last in parts:
        found[first:last] = True
    return float(found[heard[0] : heard[1]].sum() / max(1, _length(heard)))


def _section(stretch: Stretch, query: int, document: int, speed: float) -> MatchedSection:
    # Where a stretch begins or ends within both, half of its outermost item belongs to it.
    begin = 0 if 0 in {stretch.query[0], stretch.document[0]} else EDGE_SECONDS / 2
    at_end = stretch.query[1] == query or stretch.document[1] == document
    end = EDGE_SECONDS if at_end else EDGE_SECONDS / 2
    query_times, document_times = (numpy.multiply(part, ITEM_SECONDS) for part in (stretch.query, stretch.document))
    return MatchedSection(
        query_start=round(float(query_times[0] + begin) / speed, 2),
        query_end=round(float(query_times[1] + end) / speed, 2),
        document_start=round(float(document_times[0] + begin), 2),
        document_end=round(float(document_times[1] + end), 2),
        items=_length(stretch.query),
        distinct=stretch.distinct,
        bit_error=round(stretch.bit_error, 4),
        correlation=round(stretch.correlation, 4),
        significance=round(stretch.significance, 2),
        speed=round(stretch.speed * speed, 4),
        drift=stretch.drift,
    )
