"""The K weighting of ITU-R BS.1770-4: what bass and treble count for loudness. Exact, and without a loop over samples.

The two second-order filters are one system with four state variables. Over a stretch of samples its output is a linear
function of the input and the state at its begin, and so is the state at its end: matrices that are computed once.
The states at the begins of all stretches follow by a parallel prefix sum (Hillis and Steele, "Data parallel
algorithms", 1986).
"""

from functools import cache
from math import pi, tan

import msgspec
import numpy

from musicdb.analysis.arrays import Doubles, Reals

_LEAST, _MOST = 32, 160
"""How many samples a stretch has: few make many states, many make large matrices."""


class _Stretch(msgspec.Struct, frozen=True, eq=False):
    """The matrices for n samples: of the output, (n, n) for input and (4, n) for state; of the next state the same."""

    heard: Reals
    remembered: Reals
    noted: Reals
    kept: Doubles


def hop(rate: int) -> tuple[int, int]:
    """How many samples make 100 ms, and how many of these a stretch: a divisor. Odd rates get a hop close to 100 ms."""
    samples = max(1, round(rate / 10))
    for length in range(min(_MOST, samples), _LEAST - 1, -1):
        if samples % length == 0:
            return samples, length
    return max(1, round(rate / 640)) * 64, 64


class Weighting:
    """Filters planar sound of one sample rate (Hz), piece by piece. Pieces are a multiple of the hop."""

    def __init__(self, rate: int, channels: int) -> None:
        self._rate = rate
        self._state = numpy.zeros((channels, 4))

    def powers(self, planar: Reals) -> Doubles:
        """The mean square of the weighted sound, (hops, channels), of samples (channels, hops * hop)."""
        samples, length = hop(self._rate)
        matrices = _matrices(self._rate, length)
        channels, count = planar.shape
        stretches = planar.reshape(channels, count // length, length)
        states = self._states(stretches, matrices)
        weighted = stretches @ matrices.heard
        weighted += states.astype(numpy.float32) @ matrices.remembered
        hops = weighted.reshape(channels, count // samples, samples)
        return numpy.asarray(numpy.einsum("chs,chs->hc", hops, hops) / samples, numpy.float64)

    def _states(self, stretches: Reals, matrices: _Stretch) -> Doubles:
        """The state at the begin of each stretch; the one at the end of the last is kept."""
        states = numpy.concatenate((self._state[:, None], (stretches @ matrices.noted).astype(numpy.float64)), axis=1)
        distance, power = 1, matrices.kept
        while distance < states.shape[1]:
            states[:, distance:] += states[:, :-distance] @ power
            distance, power = 2 * distance, power @ power
        self._state = states[:, -1]
        return states[:, :-1]


def _sections(rate: int) -> tuple[list[float], list[float]]:
    """Coefficients b0, b1, b2, a1, a2 of the shelf and the high-pass of the standard, for any rate.

    The standard has them for 48 kHz. Their analog prototypes are those of De Man ("Evaluation of Implementations of
    the EBU R128 Loudness Measurement", 2018).
    """
    warped, quality, gain = tan(pi * 1681.974450955533 / rate), 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    middle, scale = gain**0.4996667741545416, 1 + warped / quality + warped**2
    shelf = [
        (gain + middle * warped / quality + warped**2) / scale,
        2 * (warped**2 - gain) / scale,
        (gain - middle * warped / quality + warped**2) / scale,
        2 * (warped**2 - 1) / scale,
        (1 - warped / quality + warped**2) / scale,
    ]
    warped, quality = tan(pi * 38.13547087602444 / rate), 0.5003270373238773
    scale = 1 + warped / quality + warped**2
    return shelf, [1.0, -2.0, 1.0, 2 * (warped**2 - 1) / scale, (1 - warped / quality + warped**2) / scale]


@cache
def _matrices(rate: int, length: int) -> _Stretch:
    (b0, b1, b2, a1, a2), (c0, c1, c2, d1, d2) = _sections(rate)
    # Transposed direct form II, both sections in a row: next = step @ state + enter * input, output = see @ state + ...
    first = numpy.array([1.0, 0.0, 0.0, 0.0])
    see, direct = c0 * first + numpy.array([0.0, 0.0, 1.0, 0.0]), c0 * b0
    step = numpy.array([[0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]], numpy.float64)
    step += numpy.outer([-a1, -a2, c1, c2], first) - numpy.outer([0, 0, d1, d2], see)
    enter = numpy.array([b1 - a1 * b0, b2 - a2 * b0, c1 * b0 - d1 * direct, c2 * b0 - d2 * direct])
    powers = [numpy.eye(4)]
    for _ in range(length):
        powers.append(step @ powers[-1])
    response = numpy.array([direct] + [float(see @ power @ enter) for power in powers[: length - 1]])
    later = numpy.arange(length)[None, :] - numpy.arange(length)[:, None]
    heard = numpy.where(later >= 0, response[numpy.maximum(later, 0)], 0.0)
    return _Stretch(
        heard.astype(numpy.float32),
        numpy.array([see @ power for power in powers[:length]]).T.astype(numpy.float32),
        numpy.array([powers[length - 1 - place] @ enter for place in range(length)]).astype(numpy.float32),
        powers[length].T.copy(),
    )
