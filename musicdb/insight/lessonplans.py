"""What is learned about a tag, and what of."""

import msgspec


class Lesson(msgspec.Struct, frozen=True):
    """What is to be learned about one tag: the rows of songs that have it, and of songs that have not."""

    tagid: int
    examples: list[int]
    counterexamples: list[int]


class Scales(msgspec.Struct, frozen=True):
    """How embeddings are standardized."""

    center: list[float]
    deviation: list[float]


class Learned(msgspec.Struct, frozen=True):
    """How to recognize a tag, and how well. `weights` ends with the offset; `slope` and `offset` calibrate.

    Without a `threshold` nothing is to be suggested.
    """

    tagid: int
    examples: int
    counterexamples: int
    weights: list[float]
    slope: float
    offset: float
    threshold: float | None
    precision: float | None
    recall: float | None
