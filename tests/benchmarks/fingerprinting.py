"""How long fingerprints take, and how many strangers are taken for copies of one another."""

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy

from musicdb.fingerprint.chromaprint import RATE, fingerprint
from musicdb.fingerprint.matching import match
from musicdb.model.soundmatches import Verdict
from tests.benchmarks.strangers import strangers

STRANGERS = 100_000
ITEMS = 221


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Two minutes of sound, and pairs of strangers of thirty seconds."""
    del directory
    samples = numpy.random.default_rng(1).integers(-9000, 9000, 120 * RATE).astype(numpy.int16)
    begin = time.process_time()
    fingerprint(samples)
    yield "fingerprint of 120 s", f"{time.process_time() - begin:.3f} s", "<= 0.08 s"
    used, wrong = 0.0, 0
    for one, other in pairwise(strangers(STRANGERS, ITEMS)):
        begin = time.process_time()
        wrong += match(one, other).verdict is not Verdict.DIFFERENT
        used += time.process_time() - begin
    yield f"false matches of {STRANGERS} strangers", str(wrong), "0"
    yield "comparison of two strangers", f"{used / STRANGERS * 1000:.2f} ms", ""
