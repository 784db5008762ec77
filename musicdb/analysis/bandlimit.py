"""Where the spectrum of a recording ends, and whether that end was made by an encoder.

Lossy encoders cut everything above a frequency, because it costs bits: MP3 at 128 kbit/s at 16 kHz, at 192 at 19, at
320 at 20 (the low-pass table of LAME); AAC and Vorbis alike. Such an end is a cliff. Music, tape and microphones end
in a slope. The cliff, not the frequency, is what tells. After J. Lacroix, Y. Prime, A. Remy, O. Derrien: Lossless
Audio Checker, 139th AES Convention, 2015.
"""

from typing import Any

import msgspec
import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.float64]

# A cliff is looked for as the difference of the mean levels of a band below and a band above, with a gap between.
_BAND, _GAP = 500.0, 250.0
# Below this, a limit belongs to the recording: no encoder worth the name cuts there at rates people keep.
_LOWEST = 10_000.0
# Resampling and converters end within the last twentieth of the spectrum, too; that says nothing.
_NATURAL = 0.955
# What reaches beyond would show a cliff of most encoders.
_WIDE = 17_000.0
_SILENCE = -180.0
_CLIFF, _SURE = 14.0, 40.0


class Limit(msgspec.Struct, frozen=True):
    """Where a spectrum ends.

    `frequency` in Hz, above which nothing is left, and the `drop` there in dB. `lossy`: how sure it is that an
    encoder made it, 0 to 1. `wide`: the spectrum reaches so far that an encoder would show.
    """

    frequency: float
    drop: float
    lossy: float = 0.0
    wide: bool = False

    @property
    def doubt(self) -> float:
        """How near the drop is to what would be a cliff, 0 to 1."""
        return min(1.0, self.drop / _CLIFF)


def band_limit(levels: NDArray[Any], resolution: float) -> Limit:
    """Looks at the mean power spectrum of a whole recording, in dB, with bins `resolution` Hz apart.

    A recording without sound has the limit 0.
    """
    spectrum = numpy.asarray(levels, numpy.float64)
    band, gap = (max(1, round(part / resolution)) for part in (_BAND, _GAP))
    lowest = max(round(_LOWEST / resolution), band)
    end = _end(spectrum, band)
    if len(spectrum) < lowest + 2 * band + gap or end == 0:
        return Limit(end * resolution, 0.0)
    sums = numpy.concatenate([[0.0], numpy.cumsum(spectrum)])
    places = numpy.arange(lowest, len(spectrum) - gap - band)
    below = (sums[places] - sums[places - band]) / band
    above = (sums[places + gap + band] - sums[places + gap]) / band
    drops = below - above
    best = int(drops.argmax())
    frequency, drop = float((places[best] + gap / 2) * resolution), float(drops[best])
    # Above an encoder's limit is nothing: the rest has to be as low as what is right behind the cliff.
    rest = spectrum[places[best] + gap :]
    empty = float(numpy.percentile(rest, 95) - above[best]) < drop / 2
    if drop < _CLIFF or not empty:
        return Limit(end * resolution, max(drop, 0.0), wide=end * resolution > _WIDE)
    natural = frequency > _NATURAL * (len(spectrum) - 1) * resolution
    lossy = 0.0 if natural else min(1.0, (drop - _CLIFF) / (_SURE - _CLIFF) * 0.5 + 0.5)
    return Limit(frequency, drop, lossy, wide=True)


def _end(spectrum: Numbers, band: int) -> int:
    """The first bin above which all is 100 dB below the loudest, or is silence."""
    padded = numpy.pad(spectrum, (band // 2, band - 1 - band // 2), mode="edge")
    smooth = numpy.convolve(padded, numpy.full(band, 1 / band), mode="valid")
    heard = numpy.flatnonzero((smooth > spectrum.max() - 100) & (smooth > _SILENCE))
    return int(heard[-1]) + 1 if len(heard) else 0
