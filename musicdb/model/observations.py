"""What was told about a sound, as programs get it."""

from typing import Any

from msgspec import Struct


class ResultPart(Struct, frozen=True):
    """A result of a processor without its numbers. Modes are `value` or `label`, `global` to `segment`."""

    id: str
    name: str
    unit: str
    description: str
    datamode: str
    timemode: str
    shape: list[int]


class Vector(Struct, frozen=True):
    """The numbers of a result: one row for each moment, or stretch of time. Times in seconds.

    `values` are numbers, or rows of numbers whose `axis` tells what they belong to; of labels, they are keys of
    `labels`. The answer goes as far as `covered`; what follows begins there.
    """

    id: str
    name: str
    unit: str
    datamode: str
    timemode: str
    times: list[float]
    durations: list[float]
    values: list[Any]
    confidence: list[float] | None
    axis: list[Any] | None
    labels: dict[str, str] | None
    covered: float
