"""Whether a file could be decoded as a whole.

This is told by facts of the decoder, not by the sound: nobody hears here.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy

from musicdb.analysis.result import AudioMetadata, DataMode, LabelMetadata, Result, TimeMode

PROCESSOR, VERSION = "decoding", "1.0"
# A frame of MP3 or AAC more or less, and the silence encoders add, are no damage.
_TOLERANCE = 0.2
_WHOLE, _FLAWED, _BROKEN = 0, 1, 2
_VERDICTS = LabelMetadata(
    {_WHOLE: "whole", _FLAWED: "flawed", _BROKEN: "broken"},
    {
        _WHOLE: "decoded without a complaint, as long as it says",
        _FLAWED: "decoded with complaints, or a little shorter than it says",
        _BROKEN: "nothing was decoded, a good part is missing, or its checksum is wrong",
    },
)
_MISSING_SHARE = 0.02


class DecoderFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a decoder can tell. Seconds; None where the file does not say.

    `stated` is how long the file says it is, `decoded` how long it was. `complaints`: how many lines the decoder
    wrote about it. `checksum_matches` is about a checksum inside the file, as the MD5 of FLAC; `readable`: whether
    reading it worked at all.
    """

    decoded: float
    stated: float | None = None
    complaints: int = 0
    checksum_matches: bool | None = None
    readable: bool = True


def missing(facts: DecoderFacts) -> float:
    """How many seconds the file lacks; 0 where it does not say how long it is."""
    short = 0.0 if facts.stated is None else facts.stated - facts.decoded
    return short if short > _TOLERANCE else 0.0


def verdict(facts: DecoderFacts) -> int:
    """0: whole, 1: flawed, 2: broken."""
    lacking = missing(facts)
    if not facts.readable or facts.decoded <= 0 or facts.checksum_matches is False:
        return _BROKEN
    if facts.stated is not None and lacking > _MISSING_SHARE * facts.stated:
        return _BROKEN
    return _FLAWED if facts.complaints or lacking else _WHOLE


def results(facts: DecoderFacts, audio: AudioMetadata, date: str) -> list[Result]:
    """`decoding.complaints`, `decoding.missing` (s) and `decoding.verdict`.

    Without any statement the verdict is not sure.
    """
    checked = facts.stated is not None or facts.checksum_matches is not None
    found = verdict(facts)
    sure = 1.0 if found != _WHOLE or facts.checksum_matches else 0.9 if checked else 0.5
    common: dict[str, Any] = {"audio": audio, "date": date}
    return [
        _result("complaints", "Complaints", "", "Lines the decoder complained in.", common, value=facts.complaints),
        _result("missing", "Missing", "s", "What the file lacks of its stated length.", common, value=missing(facts)),
        _result("verdict", "Condition", "", "Whether the file is whole.", common, label=found, confidence=sure),
    ]


def _result(name: str, title: str, unit: str, description: str, common: Mapping[str, Any], **numbers: float) -> Result:
    labeled = "label" in numbers
    arrays: dict[str, Any] = {
        key: numpy.array([number], numpy.int64 if key == "label" else numpy.float64) for key, number in numbers.items()
    }
    return Result(
        id=f"{PROCESSOR}.{name}",
        name=title,
        unit=unit,
        description=description,
        data_mode=DataMode.LABEL if labeled else DataMode.VALUE,
        time_mode=TimeMode.GLOBAL,
        processor=PROCESSOR,
        version=VERSION,
        parameters={},
        labels=_VERDICTS if labeled else None,
        **arrays,
        **common,
    )
