"""Where numbers lie among sorted ones, however many these are."""

from typing import Literal

import numpy
import pytest

from musicdb.fingerprint.index.bits import Ascending, unsigned


@pytest.mark.parametrize("count", [0, 1, 31, 5_000, 200_000, 200_001])
@pytest.mark.parametrize("values", [50, 150_000, 2**60])
@pytest.mark.parametrize("side", ["left", "right"])
def test_bounds_are_where_numpy_finds_them(count: int, values: int, side: Literal["left", "right"]) -> None:
    random = numpy.random.default_rng(count)
    numbers = numpy.sort(unsigned(random.integers(1, values, count)))
    lows = numpy.sort(unsigned([0, values, *random.integers(0, values + 2, 200), *numbers[:20], *numbers[-20:]]))
    highs = lows + unsigned(random.integers(0, values // 10, len(lows)))
    begins, ends = Ascending(numbers).bounds(lows, highs, side)
    assert begins.tolist() == numbers.searchsorted(lows, side).tolist()
    assert ends.tolist() == numpy.maximum(begins, numbers.searchsorted(highs, "right")).tolist()
