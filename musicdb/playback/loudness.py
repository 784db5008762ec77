"""How loud a song is, by its tags or measured, and what it has to be multiplied with to be as loud as the others."""

from collections.abc import Mapping, Sequence

import msgspec

from musicdb.model.analysis import SoundValues
from musicdb.model.stream import Normalization

FALLBACK = -6.0
"""The gain in dB of a song nobody has measured while others are normalized: they lose about 6 to 9 dB on average."""
_MOST_DECIBELS = 60.0
_HIGHEST_PEAK = 100.0


class Loudness(msgspec.Struct, frozen=True):
    """What was measured: gains in dB to reach -18 LUFS (ReplayGain 2.0), peaks (full scale is 1). None: unknown."""

    trackgain: float | None = None
    trackpeak: float | None = None
    albumgain: float | None = None
    albumpeak: float | None = None


def loudness(tags: Mapping[str, Sequence[str]]) -> Loudness:
    """What the tags of a song say about its loudness."""
    return Loudness(
        _number(tags, "replaygain_track_gain", _MOST_DECIBELS),
        _number(tags, "replaygain_track_peak", _HIGHEST_PEAK),
        _number(tags, "replaygain_album_gain", _MOST_DECIBELS),
        _number(tags, "replaygain_album_peak", _HIGHEST_PEAK),
    )


def heard(values: SoundValues) -> Loudness:
    """What the analysis has measured. What a decoder complained about is not trusted: noise is loud.

    Of such a song, the gain of its album counts still: it is that of the other songs. How far this one may be raised
    nobody knows.
    """
    if values.decodeerrors or values.truncated:
        return Loudness(albumgain=values.albumgain)
    return Loudness(values.trackgain, values.trackpeak, values.albumgain, values.albumpeak)


def preferred(first: Loudness, second: Loudness) -> Loudness:
    """The first where it knows a gain, else the second. A gain without its peak takes that of the other."""

    def chosen(gain: str, peak: str) -> tuple[float | None, float | None]:
        which = first if getattr(first, gain) is not None else second
        known = getattr(which, peak)
        return getattr(which, gain), known if known is not None else getattr(second if which is first else first, peak)

    return Loudness(*chosen("trackgain", "trackpeak"), *chosen("albumgain", "albumpeak"))


def factor(measured: Loudness, mode: Normalization) -> float:
    """What the samples of a song are multiplied with. Where the peak is known, the result does not exceed full scale.

    Where only one of album and track was measured, it stands in for the other. A song of unknown peak is never raised.
    """
    track, album = (measured.trackgain, measured.trackpeak), (measured.albumgain, measured.albumpeak)
    match mode:
        case Normalization.OFF:
            return 1.0
        case Normalization.TRACK:
            gain, peak = track if track[0] is not None else album
        case Normalization.ALBUM:
            gain, peak = album if album[0] is not None else track
    if gain is None:
        gain = FALLBACK
    wanted = float(10.0 ** (gain / 20.0))
    return min(wanted, 1.0 / peak if peak else 1.0)


def _number(tags: Mapping[str, Sequence[str]], name: str, limit: float) -> float | None:
    words = next(iter(tags.get(name, ())), "").split()
    try:
        number = float(words[0].replace(",", "."))
    except (IndexError, ValueError):
        return None
    return number if abs(number) <= limit else None
