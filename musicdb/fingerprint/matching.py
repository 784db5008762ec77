"""Compares two fingerprints: which stretches of them sound alike, and how much."""

from collections.abc import Iterator, Mapping

import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.alignment import Path, find_paths
from musicdb.fingerprint.arrays import Items, Places, Ratios
from musicdb.fingerprint.classifiers import SILENCE
from musicdb.fingerprint.levels import correlation
from musicdb.fingerprint.verdicts import Stretch, is_significant, judge
from musicdb.model.soundmatches import SoundMatch

_BITS = 32
# Half of the way from the errors of this pair to those of foreign sound, smoothed over two seconds, is an edge.
_FOREIGN = 0.46
_SMOOTHING = 16
_LONGEST_BRIDGE = 24
_LEAST_WINDOWS_OF_A_SLOPE = 4
_MOST_OVERLAP = 0.5


def match(query: Items, document: Items, speed: float = 1.0) -> SoundMatch:
    """Compares two whole fingerprints.

    :param speed: the speed the fingerprint of the query was made for (`fingerprint_at_speed`).
    """
    if len(query) > len(document):
        stretches = [stretch.turned() for stretch in _stretches(document, query)]
    else:
        stretches = _stretches(query, document)
    return judge(query, document, stretches, speed)


def match_speeds(queries: Mapping[float, Items], document: Items) -> SoundMatch:
    """The best match of fingerprints of one query made for several speeds."""
    matches = (match(items, document, speed) for speed, items in queries.items())
    return max(matches, key=lambda found: (found.score, sum(section.significance for section in found.sections)))


def _stretches(one: Items, other: Items) -> list[Stretch]:
    """All that is significant, without what was there before."""
    found: list[Stretch] = []
    for path in find_paths(one, other):
        stretches = [stretch for stretch in _along(path, one, other) if is_significant(stretch)]
        if not stretches:
            break
        found += [stretch for stretch in stretches if not any(_overlap(stretch, old) for old in found)]
    return sorted(found, key=lambda stretch: stretch.query)


def _along(path: Path, one: Items, other: Items) -> Iterator[Stretch]:
    """The parts of the whole diagonal that a path is on where bits agree."""
    places = numpy.arange(len(one))
    slope = _slope(path)
    offsets = numpy.rint(_extended(path, places, slope)).astype(numpy.int64)
    inside = (places + offsets >= 0) & (places + offsets < len(other))
    places, partners = places[inside], (places + offsets)[inside]
    errors = numpy.bitwise_count(one[places] ^ other[partners]) / _BITS
    reach = path.window / 2
    core = (places >= path.middles[0] - reach) & (places < path.middles[-1] + reach)
    limit = (errors[core].mean() + _FOREIGN) / 2
    for first, last in _runs(_smoothed(errors) < limit):
        query, document = one[places[first:last]], other[partners[first:last]]
        yield Stretch(
            query=(int(places[first]), int(places[last - 1]) + 1),
            document=(int(partners[first]), int(partners[last - 1]) + 1),
            distinct=min(_distinct(query), _distinct(document)),
            bit_error=float(errors[first:last].mean()),
            correlation=correlation(query, document),
            drift=int(numpy.ptp(offsets[inside][first:last])),
            speed=1 + slope,
        )


def _slope(path: Path) -> float:
    """How much the offset grows with each item."""
    if len(path.middles) < _LEAST_WINDOWS_OF_A_SLOPE or numpy.ptp(path.offsets) <= 1:
        return 0.0
    return float(numpy.polyfit(path.middles, path.offsets, 1)[0])


def _extended(path: Path, places: Places, slope: float) -> Ratios:
    """The offset at each place: as in the windows, between them in between, and outside of them as the slope is."""
    offsets = numpy.interp(places, path.middles, path.offsets)
    before = numpy.minimum(0, places - path.middles[0])
    behind = numpy.maximum(0, places - path.middles[-1])
    extended: Ratios = offsets + (before + behind) * slope
    return extended


def _smoothed(errors: Ratios) -> Ratios:
    width = min(_SMOOTHING, len(errors))
    padded = numpy.pad(errors, (width // 2, width - 1 - width // 2), "reflect" if len(errors) > width else "edge")
    means: Ratios = numpy.convolve(padded, numpy.full(width, 1 / width), "valid")
    return means


def _runs(flags: NDArray[numpy.bool_]) -> list[tuple[int, int]]:
    """First and end of each run of true, over short gaps."""
    edges = numpy.flatnonzero(numpy.diff(flags.astype(numpy.int8), prepend=0, append=0)).reshape(-1, 2)
    runs: list[tuple[int, int]] = []
    for first, last in edges.tolist():
        if runs and first - runs[-1][1] <= _LONGEST_BRIDGE:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return runs


def _distinct(items: Items) -> int:
    return len(numpy.unique(items[items != SILENCE]))


def _overlap(stretch: Stretch, old: Stretch) -> bool:
    shared = min(stretch.query[1], old.query[1]) - max(stretch.query[0], old.query[0])
    return shared > _MOST_OVERLAP * (stretch.query[1] - stretch.query[0])
