"""From results to the few values a listener has use for."""

import zlib
from collections.abc import Sequence
from typing import Final

import numpy

from musicdb.analysis.result import DataMode, Result, TimeMode
from musicdb.model.analysis import BLOCK_FLOOR, BLOCK_STEP, BLOCK_STEPS, SoundFeatures, SoundValues

Numbers = dict[str, float | str | list[float]]

_FIELDS: Final = {
    "bpm": "tempo.bpm",
    "loudness": "loudness.integrated",
    "range": "loudness.range",
    "truepeak": "loudness.true_peak",
    "trackgain": "loudness.replaygain_gain",
    "trackpeak": "loudness.replaygain_peak",
    "cuein": "cues.start",
    "cueout": "cues.end",
}
_NAMES: Final = {"key": "key.name"}
_CONFIDENCES: Final = {"tempoconfidence": "tempo.bpm", "keyconfidence": "key.name"}
_QUIET, _LOUD = -30.0, -6.0
_EMBEDDING = "embedding"
_MOMENTS = "loudness.momentary"
_LONGEST_LIST = 64


def values_of(results: Sequence[Result]) -> SoundValues:
    """The values that are among the results."""
    numbers = numbers_of(results)
    found: dict[str, float | str] = {}
    for field, name in (_FIELDS | _NAMES).items():
        value = numbers.get(name)
        if value is not None and isinstance(value, str) == (field in _NAMES) and not isinstance(value, list):
            found[field] = value
    if not found.get("bpm"):
        # 0 is what is told where nothing beats.
        found.pop("bpm", None)
    by_id = {result.id: result for result in results}
    for field, name in _CONFIDENCES.items():
        confidence = by_id[name].confidence if name in by_id else None
        if confidence is not None and confidence.size:
            found[field] = float(confidence[0])
    if not found.get("keyconfidence", 1.0):
        # Of silence something has to be told, but nobody is sure of it.
        found.pop("key", None)
    return SoundValues(**found, energy=_energy(numbers))  # type: ignore[arg-type]


def numbers_of(results: Sequence[Result]) -> Numbers:
    """Every number, name, or short row of numbers that is about the whole sound, by the id of its result."""
    numbers: Numbers = {}
    for result in results:
        if result.time_mode is not TimeMode.GLOBAL or not result.data.size:
            continue
        data = numpy.ravel(result.data)
        if result.data_mode is DataMode.LABEL:
            names = result.labels.label if result.labels else {}
            numbers[result.id] = names.get(int(data[0]), str(int(data[0])))
        elif data.size == 1:
            numbers[result.id] = float(data[0])
        elif data.size <= _LONGEST_LIST:
            numbers[result.id] = [float(one) for one in data]
    return numbers


def features_of(results: Sequence[Result]) -> SoundFeatures:
    """The embedding, and how often it is how loud."""
    embedding = blocks = None
    for result in results:
        if result.processor == _EMBEDDING and result.time_mode is TimeMode.GLOBAL and result.data.size > 1:
            embedding = numpy.ravel(result.data).astype("<f4").tobytes()
        elif result.id == _MOMENTS:
            edges = BLOCK_FLOOR + BLOCK_STEP * numpy.arange(BLOCK_STEPS + 1)
            blocks = zlib.compress(numpy.histogram(result.data, edges)[0].astype("<u4").tobytes())
    return SoundFeatures(embedding=embedding, blocks=blocks)


def _energy(numbers: Numbers) -> float | None:
    """How lively it is, roughly, from 0 to 1: how loud, and how many onsets there are."""
    loudness, rate = numbers.get("loudness.integrated"), numbers.get("onsets.rate")
    if not isinstance(loudness, float):
        return None
    loud = float(numpy.clip((loudness - _QUIET) / (_LOUD - _QUIET), 0.0, 1.0))
    if not isinstance(rate, float):
        return loud
    return (loud + float(numpy.clip(rate / 6.0, 0.0, 1.0))) / 2.0
