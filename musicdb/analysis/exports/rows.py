"""The rows of a result as times and words, which is what programs for people who annotate know."""

import re
from html import escape
from itertools import pairwise

import msgspec
import numpy

from musicdb.analysis.result import DataMode, Result, TimeMode

# What XML cannot hold, not even as a number.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of time in seconds, and what is said about it."""

    begin: float
    end: float
    text: str


def label_texts(result: Result) -> list[str]:
    """The name of each row's label; several of one row are joined. Without labels, nothing."""
    if result.data_mode is not DataMode.LABEL or result.label is None:
        return []
    names = result.labels.label if result.labels else {}
    rows = result.label.reshape(len(result.label), -1) if result.label.size else result.label[:, None]
    return [" ".join(names.get(int(key), str(int(key))) for key in row) for row in rows]


def value_texts(result: Result) -> list[str]:
    """The values of each row with their unit, in six digits, as a person reads them."""
    rows = len(result.times())
    data = result.data.reshape(rows, -1) if rows and result.data.size else numpy.empty((rows, 0))
    unit = f" {result.unit}" if result.unit else ""
    return [" ".join(f"{number:.6g}" for number in row) + unit for row in data.tolist()]


def texts(result: Result) -> list[str]:
    """What each row says."""
    return label_texts(result) if result.data_mode is DataMode.LABEL else value_texts(result)


def stretches(result: Result) -> list[Stretch]:
    """The rows as stretches of time. Frames with the same label that follow each other are one."""
    begins, words = result.times(), texts(result)
    ends = begins + result.durations()
    if result.time_mode is TimeMode.FRAMEWISE and len(begins):
        changes = [0, *(number for number in range(1, len(words)) if words[number] != words[number - 1]), len(words)]
        return [
            Stretch(float(begins[first]), float(begins[after] if after < len(begins) else ends[-1]), words[first])
            for first, after in pairwise(changes)
        ]
    return [Stretch(float(begin), float(end), word) for begin, end, word in zip(begins, ends, words, strict=True)]


def marked_up(text: str) -> str:
    """Text as it may stand in XML, in an attribute, too. What XML cannot hold is a blank."""
    return escape(UNFIT.sub(" ", text))
