"""How loud several sounds are one after the other: from how often each of them is how loud.

BS.1770-4 over all of them together, as ReplayGain 2.0 wants it for albums: what is 10 LU less loud than their mean does
not count, and that is another mean than that of each song alone.
"""

import math
import zlib
from array import array
from collections.abc import Iterable, Sequence

from musicdb.model.analysis import BLOCK_FLOOR, BLOCK_STEP

REFERENCE = -18.0
"""The loudness in LUFS that ReplayGain 2.0 brings everything to."""
_GATE = 10.0 ** (-10.0 / 10.0)


def joint_loudness(distributions: Iterable[bytes]) -> float | None:
    """The integrated loudness in LUFS; None when all is silence. Takes distributions as SoundFeatures has them."""
    counts: list[int] = []
    for packed in distributions:
        found = array("I", zlib.decompress(packed))
        counts += [0] * (len(found) - len(counts))
        for place, count in enumerate(found):
            counts[place] += count
    energies = [10.0 ** ((BLOCK_FLOOR + (place + 0.5) * BLOCK_STEP) / 10.0) for place in range(len(counts))]
    blocks = list(zip(energies, counts, strict=True))
    mean = _mean(blocks, 0.0)
    loud = None if mean is None else _mean(blocks, mean * _GATE)
    return None if loud is None else 10.0 * math.log10(loud)


def mean_loudness(measured: Sequence[tuple[float, float]]) -> float:
    """About the same from the length (seconds) and loudness (LUFS) of each sound, where nothing else is known."""
    seconds = sum(duration for duration, _ in measured)
    return 10.0 * math.log10(sum(length * 10.0 ** (loud / 10.0) for length, loud in measured) / seconds)


def _mean(blocks: list[tuple[float, int]], above: float) -> float | None:
    loud = [(energy, count) for energy, count in blocks if energy > above]
    number = sum(count for _, count in loud)
    return sum(energy * count for energy, count in loud) / number if number else None
